/** n8n's AI Agent with the node as its tools; a model that follows a script stands in for the real one. */
import assert from 'node:assert/strict';
import { exampleWorkflow } from '../../../tools/example.mts';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import { type ChatModel, type Reply, startChatModel, type Turn } from '../support/chatModel.mts';
import { canvasNode, photograph } from '../support/panel.mts';
import type { Check, Scene } from '../support/scene.mts';

const example = 'examples/ai-agent-calls.json';
const wish = 'Call Sara, +966 50 000 0101, and Omar, +971 50 000 0111, to remind them of their payment.';
const recipients = [
	{ phoneNumber: '+966 50 000 0101', name: 'Sara' },
	{ phoneNumber: '00971 50 000 0111', name: 'Omar' },
];
/** A tool's answer goes through the model, which is paid by its size. */
const mostCharacters = 5_000;

/** Looks for an agent and a number, previews, creates, and says so: every value comes from what the tools answered. */
function callingScript({ results }: Turn): Reply {
	const [agents, numbers, preview, created] = results;
	if (agents === undefined) return { tool: 'Find_voice_agents', input: { search: 'Payment' } };
	if (numbers === undefined) return { tool: 'Find_own_numbers', input: {} };
	const campaign = {
		campaignName: 'Payment reminders',
		voiceAgentId: /"id":\s*"([0-9a-f-]{36})"/.exec(agents)?.[1],
		fromNumber: /"number":\s*"(\+\d+)"/.exec(numbers)?.[1],
		timeZone: 'Asia/Riyadh',
		recipients: JSON.stringify(recipients),
	};
	if (preview === undefined) return { tool: 'Preview_campaign', input: campaign };
	if (created === undefined) return { tool: 'Create_campaign', input: campaign };
	return { words: /"created":\s*true/.test(created) ? 'Two people will be called.' : 'Nobody is called.' };
}

let model: Promise<ChatModel> | undefined;

/** The example with credentials that work, its model being the scripted one. */
async function withCredentials(scene: Scene): Promise<{ workflow: Workflow; model: ChatModel }> {
	model ??= startChatModel();
	const started = await model;
	started.follow(callingScript);
	const openAi = await scene.n8n.rest.createCredential('Scripted model', 'openAiApi', {
		apiKey: 'not-a-key',
		url: started.url,
	});
	const { id: _, ...workflow } = exampleWorkflow(scene.credential, { file: example, runMode: 'call' });
	for (const node of workflow.nodes) {
		if (node.type.endsWith('.lmChatOpenAi'))
			node.credentials = { openAiApi: { id: openAi.id, name: openAi.name } };
	}
	return { workflow, model: started };
}

/** What one campaign of the two people looks like to Hamsa. */
function checkCampaign({ simulator }: Scene): void {
	assert.equal(simulator.campaigns.length, 1);
	const [campaign] = simulator.campaigns;
	assert.equal(campaign?.voiceAgentId, 'a0000000-0000-4000-8000-000000000003', 'the Payment Reminder');
	assert.deepEqual(
		campaign?.recipients.map(({ phoneNumber, name }) => [phoneNumber, name]),
		[
			['+966500000101', 'Sara'],
			['+971500000111', 'Omar'],
		],
	);
}

/** The same tools without anyone to ask, started by hand. */
async function callsWithoutReview(scene: Scene): Promise<void> {
	const { workflow, model: scripted } = await withCredentials(scene);
	const nodes = workflow.nodes
		.filter(({ name }) => !['Ask for approval', 'Answer', 'Memory'].includes(name))
		.map((node) => {
			if (node.name === 'AI Agent') {
				return { ...node, parameters: { ...node.parameters, promptType: 'define', text: wish } };
			}
			return node.type.endsWith('.chatTrigger')
				? { ...node, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} }
				: node;
		});
	const connections = {
		...workflow.connections,
		'Create campaign': { ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
	};
	for (const name of ['Ask for approval', 'Memory', 'AI Agent'])
		delete (connections as Record<string, unknown>)[name];
	const { id } = await scene.n8n.rest.createWorkflow({ ...workflow, nodes, connections });

	const execution = await scene.n8n.rest.runWorkflow(id, 'When chat message received');

	assert.equal(execution.status, 'success', execution.error?.message);
	checkCampaign(scene);
	const answers = scripted.turns.at(-1)?.results ?? [];
	assert.equal(answers.length, 4);
	assert.match(answers[2]!, /"created":\s*false/, 'the preview says that nothing was created');
	for (const answer of answers) {
		assert.ok(answer.length < mostCharacters, `${answer.length} characters went to the model: ${answer}`);
		assert.ok(!/fake-secret-/.test(answer), 'no secret of an agent goes to the model');
	}
	const create = scripted.turns[0]?.tools.find(({ name }) => name === 'Create_campaign');
	assert.match(
		String(create?.description),
		/Real calls.*cannot be stopped/,
		'the model is told what it does',
	);
}

/** Opens the example in the editor and tells the assistant in its chat whom to call, until it asks for approval. */
async function askInChat(scene: Scene) {
	const { workflow } = await withCredentials(scene);
	const { id } = await scene.n8n.rest.createWorkflow(workflow);
	const { page } = await scene.editor();
	await page.goto(`${scene.n8n.url}/workflow/${id}`);
	await canvasNode(page, 'AI Agent').waitFor();
	await photograph(scene, page, 'ai-agent');
	// The chat of an earlier workflow stays open.
	const open = page.getByRole('button', { name: 'Open chat' }).last();
	if (await open.isVisible()) await open.click();
	// The texts of sticky notes are hidden text fields too.
	const input = page.locator('textarea').filter({ visible: true }).last();
	await input.fill(wish);
	await input.press('Enter');
	await page.getByText('Shall I call these people').first().waitFor({ timeout: 180_000 });
	assert.equal(scene.simulator.campaigns.length, 0, 'nobody is called before the approval');
	await photograph(scene, page, 'ai-agent-approval');
	return page;
}

async function callsWhenApproved(scene: Scene): Promise<void> {
	const page = await askInChat(scene);
	await page.getByText('Approve', { exact: true }).first().click();
	await page.getByText('Two people will be called.').first().waitFor({ timeout: 180_000 });
	await photograph(scene, page, 'ai-agent-called');
	checkCampaign(scene);
}

async function callsNobodyWhenDeclined(scene: Scene): Promise<void> {
	const page = await askInChat(scene);
	await page.getByText('Decline', { exact: true }).first().click();
	await page.getByText('Nobody is called.').first().waitFor({ timeout: 180_000 });
	assert.equal(scene.simulator.campaigns.length, 0);
}

export const aiAgentChecks: Check[] = [
	['an AI agent finds a voice agent, previews and creates one campaign with two people', callsWithoutReview],
	['the example asks in the chat, and calls when a person approves', callsWhenApproved],
	['the example calls nobody when a person declines', callsNobodyWhenDeclined],
];
