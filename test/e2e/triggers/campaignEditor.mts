/** Hamsa Campaign Trigger in the editor, before and after "Fetch Test Event"; each check leaves screenshots. */
import assert from 'node:assert/strict';
import { byTestId, canvasNode, panel, photograph, photographed } from '../support/panel.mts';
import { triggerName, watchingWorkflow } from './campaignScene.mts';
import type { Check, Scene } from '../support/scene.mts';

async function showsRecentData(scene: Scene): Promise<void> {
	const { simulator, n8n } = scene;
	const [agent] = simulator.agents;
	const { id: campaignId } = simulator.seedCampaign({
		name: 'Appointment reminders',
		voiceAgentId: agent!.id,
		recipients: [
			{ phoneNumber: '+966500000101', name: 'Sara', dynamicVariables: { city: 'Riyadh' } },
			{ phoneNumber: '+966500000102', name: 'Omar', dynamicVariables: { city: 'Jeddah' } },
		],
	});
	simulator.live(campaignId, { endings: ['COMPLETED', 'FAILED'] }).run();
	const workflow = watchingWorkflow(scene.credential, {
		pollTimes: { item: [{ mode: 'everyMinute' }] },
		events: ['campaignFinished', 'recipientFinished'],
		options: { callDetails: true },
	});
	const { id } = await n8n.rest.createWorkflow(workflow);
	const { page } = await scene.editor();
	await page.goto(`${n8n.url}/workflow/${id}`);
	await canvasNode(page, triggerName).waitFor();
	await canvasNode(page, triggerName).dblclick();
	await byTestId(panel(page), 'parameter-input-events').first().waitFor();
	const labels = (await byTestId(panel(page), 'input-label').allInnerTexts()).map(
		(text) => text.split('\n')[0],
	);
	for (const label of ['Poll Times', 'Trigger On', 'Filters', 'Options']) {
		assert.ok(labels.includes(label), `${label} is in the panel, which shows ${labels.join(', ')}`);
	}
	await photograph(scene, page, 'campaign-trigger');

	await byTestId(panel(page), 'node-execute-button').click();
	const output = byTestId(panel(page), 'output-panel');
	await output.getByText('campaignFinished').first().waitFor();
	await output.getByText('+966500000101').first().waitFor();
	await photograph(scene, page, 'campaign-trigger-test-event');
}

export const campaignTriggerEditorChecks: Check[] = [
	photographed(['the editor shows recent data as a test event', showsRecentData]),
];
