/**
 * A person who knows n8n but not this node turns a list into calls, in the editor, without a document: from the node as it
 * is added to a preview, to a test on two phones, to calls. Counts the POSTs on the way: nobody is called by accident.
 */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { exampleNode, exampleWorkflow } from '../../../tools/example.mts';
import {
	byTestId,
	canvasNode,
	panel,
	parameter,
	photograph,
	photographed,
	portray,
} from '../support/panel.mts';
import type { Check, Scene } from '../support/scene.mts';

/** The example with a Hamsa node as it is when it has just been added. */
async function openUnconfigured(scene: Scene): Promise<Page> {
	const { id: _, ...workflow } = exampleWorkflow(scene.credential);
	const nodes = workflow.nodes.map((node) =>
		node.name === exampleNode
			? { ...node, onError: undefined, parameters: { resource: 'campaign', operation: 'create' } }
			: node,
	);
	const { id } = await scene.n8n.rest.createWorkflow({ ...workflow, nodes });
	const { page } = await scene.editor();
	await page.goto(`${scene.n8n.url}/workflow/${id}`);
	await canvasNode(page, exampleNode).dblclick();
	await parameter(page, 'voiceAgentId').waitFor();
	return page;
}

const output = (page: Page) => byTestId(panel(page), 'output-panel');
const posts = ({ simulator }: Scene) =>
	simulator.requests
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => body as { name: string; recipients: Array<{ phoneNumber: string; name?: string }> });

async function choose(page: Page, list: string, text: string): Promise<void> {
	await byTestId(byTestId(panel(page), `resource-locator-${list}`), 'rlc-input').click();
	await byTestId(page, 'rlc-item').filter({ visible: true }).filter({ hasText: text }).first().click();
}

async function selectOption(page: Page, name: string, option: string): Promise<void> {
	await parameter(page, name).click();
	await page.getByRole('option', { name: option }).filter({ visible: true }).first().click();
}

/** Drags a column of the input into a field, as a person does with the mouse. */
async function drag(page: Page, column: string, field: Locator): Promise<void> {
	const pill = byTestId(panel(page), 'ndv-input-panel').locator(`[data-name="${column}"]`).first();
	await field.scrollIntoViewIfNeeded();
	const from = (await pill.boundingBox())!;
	const to = (await field.boundingBox())!;
	await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
	await page.mouse.down();
	await page.mouse.move(from.x + 40, from.y + 10, { steps: 5 });
	await page.mouse.move(to.x + 60, to.y + to.height / 2, { steps: 15 });
	await page.mouse.up();
	await field.getByText(`{{ $json.${column} }}`).first().waitFor();
	// The list of suggestions would lie over the fields below.
	await page.keyboard.press('Escape');
}

async function execute(page: Page): Promise<void> {
	await byTestId(panel(page), 'node-execute-button').click();
}

async function firstLabels(page: Page): Promise<string[]> {
	const texts = await byTestId(panel(page), 'input-label').allInnerTexts();
	const labels = texts.map((text) => text.split('\n')[0]!.trim());
	return labels.slice(labels.indexOf('Run Mode'), labels.indexOf('Phone Numbers'));
}

async function walks(scene: Scene): Promise<void> {
	const page = await openUnconfigured(scene);
	assert.deepEqual(await firstLabels(page), FIELDS);
	await photograph(scene, page, 'walk-1-added');

	await panel(page).getByText('Execute previous nodes').first().click();
	await byTestId(panel(page), 'ndv-input-panel').getByText('appointment').first().waitFor();
	await parameter(page, 'name').locator('input').first().fill('Appointment reminders');
	await choose(page, 'voiceAgentId', 'Appointment Reminder');
	await choose(page, 'phoneNumber', 'Riyadh Office');
	await drag(page, 'phone', parameter(page, 'recipientPhoneNumber'));
	await execute(page);
	await output(page)
		.getByText('36 rows to fix: 32 have no country code: set Country of Local Numbers')
		.waitFor();
	await photograph(scene, page, 'walk-2-no-country');

	await drag(page, 'country', parameter(page, 'countryOfLocalNumbers'));
	await drag(page, 'name', parameter(page, 'recipientName'));
	await execute(page);
	const summary = output(page).getByText(/54 would be called · 3 duplicates left out · 3 rows to fix/);
	await summary.waitFor();
	for (const text of [
		'1 holds more than one number (row 14)',
		'(row 33)',
		'(row 52)',
		'Sending would stop',
		'campaigns would be made',
		'Sun-Thu 09:00-17:00 Asia/Riyadh',
		'Mon-Fri 09:00-17:00 Asia/Dubai',
	]) {
		await output(page).getByText(text).first().waitFor();
	}
	for (const column of ['callVerdict', 'callPhoneNumber', 'callReason', 'callWindow']) {
		await output(page).getByText(column).first().waitFor();
	}
	await portray(scene, page, 'walk-3-preview', (await panel(page).boundingBox())!);
	assert.deepEqual(posts(scene), [], 'a preview calls nobody');

	await selectOption(page, 'runMode', 'Test on My Phones');
	await parameter(page, 'myPhones').locator('input').first().fill('+966500000801, +971500000802');
	await execute(page);
	await output(page).getByText('2 calls will take').first().waitFor();
	await photograph(scene, page, 'walk-4-test');
	assert.deepEqual(
		posts(scene).map(({ name, recipients }) => [name, recipients.map(({ phoneNumber }) => phoneNumber)]),
		[['Appointment reminders (test)', ['+966500000801', '+971500000802']]],
		'only the two phones are called',
	);

	await selectOption(page, 'runMode', 'Call People');
	await panel(page).getByText('Real people are called').waitFor();
	await execute(page);
	await output(page).getByText('3 recipients of 60 cannot be called, so nothing was sent').first().waitFor();
	await photograph(scene, page, 'walk-5-stopped');
	assert.equal(posts(scene).length, 1, 'bad rows stop everything');

	await byTestId(panel(page), 'tab-settings').click();
	await byTestId(panel(page), 'parameter-input-onError').click();
	await page.getByRole('option', { name: 'Continue (using error output)' }).click();
	await byTestId(panel(page), 'tab-params').click();
	await execute(page);
	await output(page).getByText('Error Branch (3 items)').waitFor();
	const told = output(page)
		.getByText(/\d+ campaigns were created/)
		.first();
	await told.waitFor();
	await photograph(scene, page, 'walk-6-called');
	const [, ...campaigns] = posts(scene);
	const called = campaigns.flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));
	assert.deepEqual([called.length, new Set(called).size], [54, 54]);
	// How many clocks there are among the people changes with the seasons.
	assert.match(await told.innerText(), new RegExp(`^${campaigns.length} campaigns were created`));
	assert.ok(campaigns.length > 5, `${campaigns.length} campaigns`);
	assert.equal(campaigns[0]?.name, 'Appointment reminders (Asia/Riyadh)');

	await byTestId(panel(page), 'ndv-close-button').click();
	await canvasNode(page, exampleNode).getByText('call', { exact: false }).first().waitFor();
	await photograph(scene, page, 'walk-7-canvas');
}

/** What a person sees first, in this order; no collection is opened. */
const FIELDS = [
	'Run Mode',
	'Campaign Name',
	'Voice Agent',
	'From Number',
	'Recipients',
	'Phone Number',
	'Country of Local Numbers',
	'Name',
	'Variables for the Agent',
	'Start',
	'Calling Hours',
	'Calls at the Same Time',
];

export const walkChecks: Check[] = [
	photographed(['from the added node to a preview, to two own phones, to calls', walks]),
];
