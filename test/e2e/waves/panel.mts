/** The example of waves in the editor: its panel, and what a preview shows; and as shipped, it calls nobody. */
import assert from 'node:assert/strict';
import { outputOf } from '../../../tools/n8n/runData.mts';
import {
	byTestId,
	canvasNode,
	openNode,
	panel,
	parameter,
	photograph,
	photographed,
} from '../support/panel.mts';
import type { Check, Scene } from '../support/scene.mts';
import { exampleOn, people, RELEASE, SCHEDULE } from './series.mts';
import { openSheet } from './sheet.mts';

const sent = ({ simulator }: Scene) => simulator.requests.filter(({ method }) => method === 'POST');

/** Two hundred people, one of them twice, and one whose number nobody can call. */
const contacts = () => [
	...people(0, 200),
	{ ...people(0, 1)[0], name: 'Person 0 again' },
	{ name: 'Nobody', phone: '12', country: 'SA', verdict: '', status: '' },
];

async function previews(scene: Scene): Promise<void> {
	const sheet = await openSheet(scene, contacts());
	const { id } = await scene.n8n.rest.createWorkflow(exampleOn(scene, sheet));
	const execution = await scene.n8n.rest.runWorkflow(id, SCHEDULE);

	assert.equal(execution.status, 'success', JSON.stringify(execution.error));
	const rows = outputOf(execution, RELEASE).map(({ json }) => json);
	const count = (verdict: string) => rows.filter(({ callVerdict }) => callVerdict === verdict).length;
	assert.deepEqual(
		['wouldBeCalled', 'waiting', 'duplicate', 'rejected'].map(count),
		[100, 100, 1, 1],
		'People per Wave is 100',
	);
	assert.deepEqual(sent(scene), []);
	assert.equal(sheet.settings.state, 'Preview: the next wave would call 100');
	assert.deepEqual(sheet.messages, []);
	const written = (verdict: string) => sheet.contacts.filter((row) => row.verdict === verdict).length;
	assert.deepEqual([written('wouldBeCalled'), written('')], [100, 100], 'who waits is not written');
	assert.match(String(sheet.contacts.at(-1)!.reason), /not a valid number|too short/i);
}

async function stopsWithoutTheCell(scene: Scene): Promise<void> {
	const sheet = await openSheet(scene, contacts());
	sheet.settings = { stop: false, state: '' };
	const { id } = await scene.n8n.rest.createWorkflow(exampleOn(scene, sheet, 'call'));
	await scene.n8n.rest.runWorkflow(id, SCHEDULE);

	assert.match(String(sheet.settings.state), /^Stopped: Hold gives nothing/);
	assert.equal(sheet.messages.length, 1);
	assert.deepEqual(sent(scene), []);
}

/** What the panel shows of a wave before any collection is opened. */
const FIELDS = ['Campaign Name', 'People per Wave', 'Hold', 'Calling Hours', 'Waves'];

async function showsPanel(scene: Scene): Promise<void> {
	const sheet = await openSheet(scene, contacts());
	const { id } = await scene.n8n.rest.createWorkflow(exampleOn(scene, sheet));
	const page = await openNode(scene, id, RELEASE);
	await parameter(page, 'peoplePerWave').waitFor();
	const texts = await byTestId(panel(page), 'input-label').allInnerTexts();
	const labels = texts.map((text) => text.split('\n')[0]!.trim());
	for (const label of FIELDS) assert.ok(labels.includes(label), `${label} is in ${labels.join(', ')}`);
	await photograph(scene, page, 'waves-panel-1');
	await parameter(page, 'hold').scrollIntoViewIfNeeded();
	await photograph(scene, page, 'waves-panel-2');
	await byTestId(panel(page), 'parameter-input-holdIfFailedAbove').scrollIntoViewIfNeeded();
	await photograph(scene, page, 'waves-panel-3');

	await byTestId(panel(page), 'node-execute-button').click();
	const output = byTestId(panel(page), 'output-panel');
	await output.getByText(/100 would be called · 1 duplicate left out · 1 row to fix/).waitFor();
	await output.getByText(/Wave 1: 100 would wait for later waves/).waitFor();
	await output.getByText('callVerdict').first().waitFor();
	await photograph(scene, page, 'waves-preview');
	sheet.settings.hold = true;
	await byTestId(panel(page), 'ndv-close-button').click();
	await byTestId(page, 'execute-workflow-button').first().click();
	await byTestId(canvasNode(page, 'Write state'), 'canvas-node-status-success').waitFor();
	await photograph(scene, page, 'waves-workflow');
	assert.deepEqual(sent(scene), []);
}

export const panelChecks: Check[] = [
	['as shipped, the example shows the next wave, writes what changed, and calls nobody', previews],
	['a stop cell that is not there stops the list, and a message says so', stopsWithoutTheCell],
	photographed(['the panel of Release Wave, and what a preview shows', showsPanel]),
];
