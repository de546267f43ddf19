/** The form that previews a list, asks a person, and calls what was approved: filled in and decided in a browser. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { exampleNode, placeContacts } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import { filesDirectory } from '../../../tools/n8n/environment.mts';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import type { Execution } from '../../../tools/n8n/runData.mts';
import { byTestId, canvasNode, panel, parameter, photographed } from '../support/panel.mts';
import type { Check, Scene } from '../support/scene.mts';
import { shipped } from './pictures.mts';

const campaignName = 'Reminders & more';

/** The example in n8n, its form in a browser. */
interface OpenForm {
	page: Page;
	/** The address, with all that belongs to it, of the page that waits for a person. */
	waitingPage: () => string;
	/** The execution that the form started, once it has ended. */
	ended: () => Promise<Execution>;
}

const contactsFile = ({ n8n }: Scene) => join(filesDirectory(n8n.userFolder), 'contacts.csv');
const formUrl = ({ n8n }: Scene) => `${n8n.url}/form/call-the-contacts`;

const sent = ({ simulator }: Scene) => simulator.requests.filter(({ method }) => method === 'POST');

/** The example with waits of three seconds in the place of its own. */
function impatient(workflow: Workflow): Workflow {
	const nodes = workflow.nodes.map((node) =>
		node.parameters.limitWaitTime === true
			? { ...node, parameters: { ...node.parameters, resumeAmount: 0.05, resumeUnit: 'minutes' } }
			: node,
	);
	return { ...workflow, nodes };
}

/** Publishes the example, has the browser open its form, and takes it away again after `use`. */
async function withForm(
	scene: Scene,
	workflow: Workflow,
	use: (form: OpenForm) => Promise<void>,
): Promise<void> {
	const { n8n } = scene;
	const saved = await n8n.rest.createWorkflow(workflow);
	const editor = (await scene.editor()).page;
	// Somebody who is not signed in to n8n.
	const context = await editor
		.context()
		.browser()!
		.newContext({
			viewport: { width: 1000, height: 800 },
			userAgent: await editor.evaluate(() => navigator.userAgent),
		});
	const page = await context.newPage();
	page.setDefaultTimeout(180_000);
	let waiting = '';
	page.on('request', (request) => {
		if (request.isNavigationRequest() && request.url().includes('/form-waiting/')) waiting = request.url();
	});
	try {
		await n8n.rest.activate(saved);
		const url = formUrl(scene);
		await waitFor(`the form ${url}`, 60_000, async () => (await fetch(url)).ok || undefined);
		await page.goto(url);
		await use({
			page,
			waitingPage: () => waiting,
			ended: async () =>
				await waitFor('the end of the execution', 240_000, async () =>
					(await n8n.rest.executions(saved.id)).at(-1),
				),
		});
	} catch (error) {
		await page.screenshot({ path: join(scene.screenshots, 'failed-approval.png'), fullPage: true });
		throw error;
	} finally {
		await context.close();
		await n8n.rest.request('POST', `/workflows/${saved.id}/deactivate`);
	}
}

async function photograph({ screenshots }: Scene, page: Page, name: string): Promise<void> {
	await page.screenshot({ path: join(screenshots, `approval-${name}.png`), fullPage: true });
}

/** Fills in the first page. */
async function nameCampaign(page: Page): Promise<void> {
	await page.getByLabel('Campaign Name').fill(campaignName);
	await page.getByRole('button', { name: 'Show who would be called' }).click();
}

/**
 * Fills in the first page, and waits for the one that asks. Returns how many would be called: of 54 people those for whom it
 * is day in the one window of the example, which differs with the seasons.
 */
async function preview(scene: Scene, page: Page): Promise<number> {
	await nameCampaign(page);
	const asked = page.getByText(/\d+ people would be called/).first();
	await asked.waitFor();
	assert.deepEqual(sent(scene), [], 'nobody is called before the approval');
	const people = Number(/(\d+) people/.exec(await asked.innerText())![1]);
	assert.ok(people > 30 && people < 54, `${people} people`);
	return people;
}

async function decide(page: Page, decision: string): Promise<void> {
	await page.getByLabel('Decision').selectOption(decision);
	await page.getByRole('button', { name: 'Decide' }).click();
}

/** Waits for the last page, and returns what it says. */
async function lastPage(page: Page, title: string): Promise<string> {
	await page.getByRole('heading', { name: title }).waitFor();
	return await page.locator('body').innerText();
}

function succeeded(execution: Execution): void {
	assert.equal(execution.status, 'success', JSON.stringify(execution.error));
}

async function callsWhenApproved(scene: Scene): Promise<void> {
	await withForm(scene, shipped(scene, 'preview-approve-call', 'call'), async ({ page, ended }) => {
		await photograph(scene, page, 'start');
		const people = await preview(scene, page);
		await photograph(scene, page, 'approve');
		const asked = await page.locator('body').innerText();
		for (const fact of [
			campaignName,
			/Sun-Thu 09:00-17:00 Asia\/Riyadh/,
			/How long\s+about \d/,
			/3 duplicates, 0 skipped, \d+ rows to fix/,
			/row 14\b/,
			/row 33\b/,
			/row 52\b/,
			/\+966\d{9}\s+\S/,
		]) {
			assert.ok(typeof fact === 'string' ? asked.includes(fact) : fact.test(asked), `${fact} in ${asked}`);
		}

		await decide(page, 'Call them');
		const words = await lastPage(page, `${people} people will be called`);
		await photograph(scene, page, 'called');
		assert.ok(words.includes(campaignName), words);
		succeeded(await ended());
		const bodies = sent(scene).map(
			({ body }) => body as { name: string; recipients: Array<{ phoneNumber: string }> },
		);
		assert.deepEqual(
			bodies.map(({ name, recipients }) => [name, recipients.length]),
			[[campaignName, people]],
		);
		const atNight = bodies[0]!.recipients.filter(({ phoneNumber }) => /^\+(?:1|61)/.test(phoneNumber));
		assert.deepEqual(atNight, [], 'nobody in America or Australia is called in the hours of Riyadh');
		assert.equal(scene.simulator.campaigns.length, 1);

		await page.goto(formUrl(scene));
		await nameCampaign(page);
		const again = await lastPage(page, 'Nobody is called');
		await photograph(scene, page, 'again');
		assert.match(again, /These people are in the campaign Reminders & more already/);
		assert.equal(sent(scene).length, 1);
	});
}

async function callsNobodyAsShipped(scene: Scene): Promise<void> {
	await withForm(scene, shipped(scene, 'preview-approve-call'), async ({ page, ended }) => {
		await preview(scene, page);
		await decide(page, 'Call them');
		const words = await lastPage(page, 'Nobody is called');
		await photograph(scene, page, 'as-shipped');
		assert.match(words, /set its Run Mode to Call People/);
		succeeded(await ended());
		assert.deepEqual(sent(scene), []);
	});
}

async function callsNobodyWhenDeclined(scene: Scene): Promise<void> {
	await withForm(scene, shipped(scene, 'preview-approve-call', 'call'), async ({ page, ended }) => {
		await preview(scene, page);
		await decide(page, 'Call nobody');
		assert.match(await lastPage(page, 'Nobody is called'), /You chose to call nobody/);
		await photograph(scene, page, 'declined');
		succeeded(await ended());
		assert.deepEqual(sent(scene), []);
	});
}

async function callsNobodyWithoutDecision(scene: Scene): Promise<void> {
	const workflow = impatient(shipped(scene, 'preview-approve-call', 'call'));
	await withForm(scene, workflow, async ({ page, waitingPage, ended }) => {
		await preview(scene, page);
		succeeded(await ended());
		assert.deepEqual(sent(scene), []);
		// Who comes too late is told so.
		await page.goto(waitingPage());
		assert.match(await lastPage(page, 'Nobody is called'), /Nobody decided in time/);
		await photograph(scene, page, 'too-late');
		assert.deepEqual(sent(scene), []);
	});
}

async function callsNobodyOfAnotherList(scene: Scene): Promise<void> {
	const file = contactsFile(scene);
	await withForm(scene, shipped(scene, 'preview-approve-call', 'call'), async ({ page, ended }) => {
		try {
			await preview(scene, page);
			const lines = readFileSync(file, 'utf8').split('\n');
			writeFileSync(file, [...lines.slice(0, 5), ...lines.slice(6)].join('\n'));
			await decide(page, 'Call them');
			const words = await lastPage(page, 'This went wrong');
			await photograph(scene, page, 'changed');
			assert.match(words, /The list or the settings have changed since the preview/);
			assert.match(words, /Nothing was sent/);
			succeeded(await ended());
			assert.deepEqual(sent(scene), []);
		} finally {
			placeContacts(scene.n8n.userFolder);
		}
	});
}

/** Runs the form of which the page after the first is the last, and returns what that says. */
async function endsBeforeTheApproval(scene: Scene, workflow: Workflow, title: string): Promise<string> {
	let words = '';
	await withForm(scene, workflow, async ({ page, ended }) => {
		await nameCampaign(page);
		words = await lastPage(page, title);
		await photograph(scene, page, 'no-preview');
		succeeded(await ended());
		assert.deepEqual(sent(scene), []);
	});
	return words;
}

async function tellsWhyItDoesNotAsk(scene: Scene): Promise<void> {
	const failed = 'The preview failed, nobody is called';
	const workflow = shipped(scene, 'preview-approve-call', 'call');
	const voiceAgentId = { __rl: true, mode: 'id', value: 'b0000000-0000-4000-8000-000000000009' };
	const nodes = workflow.nodes.map((node) =>
		node.name === 'Preview' ? { ...node, parameters: { ...node.parameters, voiceAgentId } } : node,
	);
	const words = await endsBeforeTheApproval(scene, { ...workflow, nodes }, failed);
	assert.match(words, /Voice Agent "b0000000[^"]*" does not exist/);

	try {
		writeFileSync(contactsFile(scene), 'name,phone,country\nNobody,12,SA\n');
		const none = await endsBeforeTheApproval(scene, workflow, 'Nobody is called');
		assert.match(none, /No recipient can be called.*\s+1 .*\(row 1\)/);
		rmSync(contactsFile(scene));
		assert.match(await endsBeforeTheApproval(scene, workflow, failed), /No file\(s\) found/);
	} finally {
		placeContacts(scene.n8n.userFolder);
	}
}

/** What a person does who means it: the example ships in Preview, and n8n saves only what a panel shows. */
async function keepsTheCodeInTheEditor(scene: Scene): Promise<void> {
	const { rest, url } = scene.n8n;
	const { id } = await rest.createWorkflow(shipped(scene, 'preview-approve-call'));
	const { page } = await scene.editor();
	await page.goto(`${url}/workflow/${id}`);
	await canvasNode(page, exampleNode).dblclick();
	await parameter(page, 'runMode').click();
	await page.getByRole('option', { name: 'Call People' }).filter({ visible: true }).first().click();
	await panel(page).getByText('Real people are called').waitFor();
	await byTestId(panel(page), 'ndv-close-button').click();
	await page.keyboard.press('Control+s');
	const saved = await waitFor('the workflow to be saved', 60_000, async () => {
		const { nodes } = await rest.request<Workflow>('GET', `/workflows/${id}`);
		const { parameters } = nodes.find(({ name }) => name === exampleNode)!;
		return parameters.runMode === 'call' ? parameters : undefined;
	});
	const { approvalCode } = saved.options as { approvalCode?: string };
	assert.equal(approvalCode, "={{ $('Preview').first().json.approvalCode }}");
}

export const approvalChecks: Check[] = [
	photographed([
		'set to Call People in the editor, the example keeps its Approval Code',
		keepsTheCodeInTheEditor,
	]),
	['a form shows who would be called, and calls them when a person approves', callsWhenApproved],
	['as shipped, the form calls nobody and says how to', callsNobodyAsShipped],
	['the form calls nobody when a person declines', callsNobodyWhenDeclined],
	['the form calls nobody when the list has changed since the preview', callsNobodyOfAnotherList],
	['the form tells why it does not ask: an error, nobody to call, no list', tellsWhyItDoesNotAsk],
	['the form calls nobody when nobody decides in time', callsNobodyWithoutDecision],
];
