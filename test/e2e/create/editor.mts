/** The editor as a person uses it, in Chromium; each check leaves a screenshot. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { exampleNode, exampleWorkflow } from '../../../tools/example.mts';
import {
	aroundTheWorkflow,
	byTestId,
	canvasNode,
	panel,
	parameter,
	photograph,
	photographed,
	portray,
	searchList,
} from '../support/panel.mts';
import type { Check, Scene } from '../support/scene.mts';

/** Puts the example into n8n and opens it. */
async function openExample(scene: Scene, runMode?: 'call'): Promise<Page> {
	const { id: _, ...workflow } = exampleWorkflow(scene.credential, { runMode });
	const { id } = await scene.n8n.rest.createWorkflow(workflow);
	const { page } = await scene.editor();
	await page.goto(`${scene.n8n.url}/workflow/${id}`);
	await canvasNode(page, exampleNode).waitFor();
	return page;
}

async function openPanel(page: Page): Promise<void> {
	await canvasNode(page, exampleNode).dblclick();
	await parameter(page, 'voiceAgentId').waitFor();
}

async function showsWorkflow(scene: Scene): Promise<void> {
	const page = await openExample(scene);
	const icon = canvasNode(page, exampleNode).locator('img').first();
	await icon.waitFor();
	assert.ok(await icon.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth > 0));
	await photograph(scene, page, 'workflow');
}

async function showsDarkIcon(scene: Scene): Promise<void> {
	const page = await openExample(scene);
	const icon = canvasNode(page, exampleNode).locator('img').first();
	const lightSource = await icon.getAttribute('src');
	await page.evaluate(() => localStorage.setItem('N8N_THEME', 'dark'));
	try {
		await page.reload();
		await icon.waitFor();
		assert.notEqual(await icon.getAttribute('src'), lightSource);
		await photograph(scene, page, 'workflow-dark');
	} finally {
		await page.evaluate(() => localStorage.removeItem('N8N_THEME'));
	}
}

async function showsPanel(scene: Scene): Promise<void> {
	const page = await openExample(scene);
	await openPanel(page);
	// The text of a label goes on with its buttons.
	const texts = await byTestId(panel(page), 'input-label').allInnerTexts();
	const labels = texts.map((text) => text.split('\n')[0]?.trim());
	for (const label of ['Campaign Name', 'From Number', 'Voice Agent', 'Phone Number', 'Calling Hours']) {
		assert.ok(labels.includes(label), `${label} is in the panel, which shows ${labels.join(', ')}`);
	}
	await photograph(scene, page, 'panel');
	await byTestId(panel(page), 'parameter-input-reservedConcurrency').scrollIntoViewIfNeeded();
	await photograph(scene, page, 'panel-window-and-options');
}

async function showsCredential(scene: Scene): Promise<void> {
	const page = await openExample(scene);
	await openPanel(page);
	await byTestId(panel(page), 'credential-edit-button').click();
	const dialog = byTestId(page, 'editCredential-modal');
	await dialog.getByText('Connection tested successfully').waitFor();
	assert.ok(!(await dialog.innerText()).includes(scene.simulator.apiKey));
	await photograph(scene, page, 'credential');
	await page.keyboard.press('Escape');
	await dialog.waitFor({ state: 'hidden' });
}

async function createsCampaign(scene: Scene): Promise<void> {
	const page = await openExample(scene, 'call');
	await openPanel(page);
	const agents = await searchList(page, 'voiceAgentId', 'Reminder', 'Payment Reminder', 'Win-back');
	await photograph(scene, page, 'search-agents');
	await agents.filter({ hasText: 'Payment Reminder' }).click();
	const numbers = await searchList(page, 'phoneNumber', 'London', 'London Sales', 'Dubai Clinic');
	await photograph(scene, page, 'search-numbers');
	await numbers.filter({ hasText: 'London Sales' }).click();

	await byTestId(panel(page), 'node-execute-button').click();
	const output = byTestId(panel(page), 'output-panel');
	await output.getByText('Error Branch (3 items)').waitFor();
	await photograph(scene, page, 'output');
	await output.getByText('Error Branch (3 items)').click();
	await output.getByText('holds more than one number').first().waitFor();
	await photograph(scene, page, 'output-rejected-rows');

	// The preview below the field is n8n's own: it proves that the field takes an expression with live preview.
	await byTestId(page, 'parameter-expression-preview-recipientPhoneNumber')
		.getByText('+966 50 000 0101')
		.waitFor();
	const bodies = scene.simulator.requests
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => body as Record<string, unknown>);
	for (const { voiceAgentId, phoneNumber } of bodies) {
		assert.equal(voiceAgentId, 'a0000000-0000-4000-8000-000000000003');
		assert.equal(phoneNumber, '+442079460003');
	}
	assert.equal(bodies.flatMap(({ recipients }) => recipients as unknown[]).length, 54);

	await byTestId(panel(page), 'ndv-close-button').click();
	await byTestId(canvasNode(page, exampleNode), 'canvas-node-status-success').waitFor();
	await portray(scene, page, 'workflow-executed', await aroundTheWorkflow(page));
}

async function stopsOnBadRows(scene: Scene): Promise<void> {
	const page = await openExample(scene, 'call');
	await openPanel(page);
	await byTestId(panel(page), 'tab-settings').click();
	await byTestId(panel(page), 'parameter-input-onError').click();
	await page.getByRole('option', { name: 'Stop Workflow' }).click();
	await byTestId(panel(page), 'tab-params').click();
	await byTestId(panel(page), 'node-execute-button').click();
	const output = byTestId(panel(page), 'output-panel');
	await output.getByText('3 recipients of 60 cannot be called, so nothing was sent').first().waitFor();
	await output.getByText('Row 33:').first().waitFor();
	await photograph(scene, page, 'error');
	assert.equal(scene.simulator.campaigns.length, 0);
}

const checks: Check[] = [
	['the workflow shows the node with its icon', showsWorkflow],
	['the dark theme has an icon of its own', showsDarkIcon],
	['the panel shows the fields', showsPanel],
	['the credential opens and passes its test', showsCredential],
	['agent and number are found by searching, and executing the node calls everybody once', createsCampaign],
	['with On Error at Stop Workflow, bad rows are listed and nothing is sent', stopsOnBadRows],
];

export const editorChecks: Check[] = checks.map(photographed);
