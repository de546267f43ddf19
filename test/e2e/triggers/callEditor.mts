/** The trigger's panel as a person sees it, before and after a test event; each check leaves a screenshot. */
import assert from 'node:assert/strict';
import { exampleWorkflow } from '../../../tools/example.mts';
import { payload } from '../../unit/support/payloads.mts';
import { openEditor } from '../support/browser.mts';
import { byTestId, canvasNode, panel as panelOf, photograph } from '../support/panel.mts';
import type { Check, Scene } from '../support/scene.mts';
import { crmExample } from './callExample.mts';
import { createHook, executions, post, triggerName, triggerServer, webhookSecret } from './callScene.mts';

async function showsPanel(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	scene.simulator.seedCampaign({ name: 'Spring recall' });
	// A filter that is added and not chosen yet filters nothing.
	const campaigns = { values: [{ campaignId: { __rl: true, mode: 'list', value: '' } }] };
	const hook = await createHook(server, server.secured, { filters: { campaigns } });
	const { page, close } = await openEditor(server.n8n.url, scene.owner);
	try {
		await page.goto(`${server.n8n.url}/workflow/${hook.id}`);
		await canvasNode(page, triggerName).dblclick();
		const panel = panelOf(page);
		await panel.getByText('In the Hamsa dashboard').waitFor();
		await panel.getByText('without a Webhook Secret in the Hamsa credential').waitFor();
		await panel.getByText('Call Ended').first().waitFor();
		await panel.getByText('Webhook URLs', { exact: true }).click();
		await panel.getByText('Production URL').first().click();
		await photograph(scene, page, 'trigger-panel');

		await byTestId(page, 'trigger-execute-button').click();
		await panel.getByText('Listening for test event').first().waitFor();
		await photograph(scene, page, 'trigger-listening');
		const event = payload('current', { callId: 'f0000000-0000-4000-8000-000000000001' });
		assert.equal((await post(hook.testUrl, event, `Bearer ${webhookSecret}`)).status, 200);
		await executions(server, hook, 1);
		await byTestId(page, 'output-panel').getByText('f0000000-0000-4000-8000-000000000001').first().waitFor();
		await photograph(scene, page, 'trigger-test-event');

		await byTestId(page, 'parameter-input-setUp').click();
		await page.getByRole('option', { name: 'Register on the Agent' }).click();
		await panel.getByText('Add Voice Agent').click();
		await byTestId(page, 'rlc-input').first().click();
		await byTestId(page, 'rlc-search').filter({ visible: true }).fill('Payment');
		await byTestId(page, 'rlc-item').filter({ visible: true, hasText: 'Payment Reminder' }).click();
		await photograph(scene, page, 'trigger-register');

		await byTestId(page, 'rlc-input').last().click();
		await byTestId(page, 'rlc-item').filter({ visible: true, hasText: 'Spring recall' }).click();
		await photograph(scene, page, 'trigger-campaign-filter');
	} finally {
		await close();
	}
}

async function showsExample(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const { id: _, ...workflow } = exampleWorkflow(server.secured, { file: crmExample });
	const { id } = await server.n8n.rest.createWorkflow(workflow);
	const { page, close } = await openEditor(server.n8n.url, scene.owner);
	try {
		await page.goto(`${server.n8n.url}/workflow/${id}`);
		for (const { name, type } of workflow.nodes) {
			if (!type.endsWith('.stickyNote')) await canvasNode(page, name).first().waitFor();
		}
		await page.getByText('The follow-up', { exact: false }).first().waitFor();
		await photograph(scene, page, 'trigger-example');
	} finally {
		await close();
	}
}

export const triggerEditorChecks: Check[] = [
	['the panel shows the steps, and the event that a test brings', showsPanel],
	['the example shows its nodes and notes', showsExample],
];
