/** Every operation in the real editor: chosen, filled in, executed, and looked at by what its output panel shows. */
import assert from 'node:assert/strict';
import { credentialType } from '../../../tools/example.mts';
import { outputOf } from '../../../tools/n8n/runData.mts';
import {
	byTestId,
	canvasNode,
	openNode,
	panel,
	parameter,
	photograph,
	photographed,
	searchList,
} from '../support/panel.mts';
import type { Check, Scene } from '../support/scene.mts';
import { byId, RUNS, type Run } from './operationRuns.mts';

const NODE = 'Hamsa';
const UNKNOWN = 'c0000000-0000-4000-8000-00000000dead';

/** The campaigns and the calls that the operations find. */
function seed({ simulator }: Scene) {
	const [call] = simulator.seedCalls([
		{ toNumber: '+966500000101' },
		{ toNumber: '+966500000104', status: 'NO_ANSWER', createdAt: new Date(Date.now() - 3_600_000) },
	]);
	simulator.seedCampaign({ name: 'Winter survey', createdAt: new Date(Date.UTC(2026, 8, 1)) });
	const campaign = simulator.seedCampaign({
		name: 'Spring recall',
		status: 'RUNNING',
		recipients: [
			{ phoneNumber: '+966500000101', name: 'Sara', status: 'COMPLETED', attempts: 1 },
			{ phoneNumber: '+966500000102', name: 'Omar', status: 'NO_ANSWER', attempts: 3 },
			{ phoneNumber: '+966500000103', name: 'Huda' },
		],
	});
	return { campaignId: campaign.id, callId: call!.id };
}

const nodeOf = (scene: Scene, parameters: Record<string, unknown>) => ({
	name: NODE,
	type: 'n8n-nodes-hamsa.hamsa',
	typeVersion: 1,
	position: [220, 0],
	parameters,
	credentials: { [credentialType]: scene.credential },
});

const start = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const following = {
	name: 'Next',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [440, 0],
	parameters: {},
};

async function createWorkflow(scene: Scene, parameters: Record<string, unknown>) {
	const { resource, operation } = parameters;
	return await scene.n8n.rest.createWorkflow({
		name: `${String(resource)} ${String(operation)}`,
		nodes: [start, nodeOf(scene, parameters), following],
		connections: {
			Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
			[NODE]: { main: [[{ node: following.name, type: 'main', index: 0 }]] },
		},
	});
}

const runCheck = ({ resource, operation, fields, shows }: Run): Check => [
	`${resource}: ${operation} runs in the editor and shows its output`,
	async (scene) => {
		const { campaignId, callId } = seed(scene);
		const { id } = await createWorkflow(scene, { resource, operation, ...fields(campaignId, callId) });
		const page = await openNode(scene, id, NODE);
		await parameter(page, 'operation').waitFor();
		await byTestId(panel(page), 'node-execute-button').click();
		const output = byTestId(panel(page), 'output-panel');
		for (const text of shows) await output.getByText(text).first().waitFor();
		await photograph(scene, page, `operation-${resource}-${operation}`);
		assert.equal(await byTestId(output, 'node-error-view').count(), 0);
	},
];

/** Chooses a campaign from its list, which is searched. */
async function choosesCampaign(scene: Scene): Promise<void> {
	seed(scene);
	const { id } = await createWorkflow(scene, { resource: 'campaign', operation: 'getRecipients' });
	const page = await openNode(scene, id, NODE);
	const campaigns = await searchList(page, 'campaignId', 'spring', 'Spring recall (RUNNING', 'Winter survey');
	await photograph(scene, page, 'search-campaigns');
	await campaigns.filter({ hasText: 'Spring recall' }).click();
	await byTestId(panel(page), 'node-execute-button').click();
	await byTestId(panel(page), 'output-panel').getByText('+966500000103').first().waitFor();
}

/** Chooses a call from its list, which is searched by number. */
async function choosesCall(scene: Scene): Promise<void> {
	seed(scene);
	const { id } = await createWorkflow(scene, { resource: 'call', operation: 'get' });
	const page = await openNode(scene, id, NODE);
	const calls = await searchList(page, 'callId', '0000 0104', '+966500000104', '+966500000101');
	await photograph(scene, page, 'search-calls');
	await calls.filter({ hasText: '+966500000104' }).click();
	await byTestId(panel(page), 'node-execute-button').click();
	await byTestId(panel(page), 'output-panel').getByText('NO_ANSWER').first().waitFor();
}

async function servesSchemas(scene: Scene): Promise<void> {
	for (const { resource, operation } of [{ resource: 'campaign', operation: 'create' }, ...RUNS]) {
		const path = `/schemas/n8n-nodes-hamsa.hamsa/1.0.0/${resource}/${operation}.json`;
		const response = await fetch(`${scene.n8n.url}${path}`);
		assert.equal(response.status, 200, path);
		assert.equal(((await response.json()) as { type: string }).type, 'object');
	}
	const { id } = await createWorkflow(scene, { resource: 'campaign', operation: 'getRecipients' });
	const page = await openNode(scene, id, following.name);
	await byTestId(panel(page), 'ndv-input-panel').getByText('campaignName').first().waitFor();
	await photograph(scene, page, 'schema-preview');
}

/** As a tool, a list has a limit only, and recipients are never the agent's own input. */
async function hidesWhatToolsDoNotNeed(scene: Scene): Promise<void> {
	const tool = (name: string, parameters: Record<string, unknown>) => ({
		...nodeOf(scene, parameters),
		name,
		type: 'n8n-nodes-hamsa.hamsaTool',
	});
	const { id } = await scene.n8n.rest.createWorkflow({
		name: 'Tools',
		nodes: [
			tool('List campaigns', { resource: 'campaign', operation: 'getMany' }),
			{
				...tool('Call people', { resource: 'campaign', operation: 'create', name: 'Recall' }),
				position: [220, 200],
			},
		],
		connections: {},
	});
	const page = await openNode(scene, id, 'List campaigns');
	await parameter(page, 'limit').waitFor();
	assert.equal(await parameter(page, 'returnAll').count(), 0);
	await photograph(scene, page, 'tool-list');
	await byTestId(panel(page), 'ndv-close-button').click();

	await canvasNode(page, 'Call people').dblclick();
	await parameter(page, 'recipients').waitFor();
	assert.equal(await parameter(page, 'recipientPhoneNumber').count(), 0);
	await photograph(scene, page, 'tool-create');
}

/** With the error output on, a row that fails leaves there with its own fields. */
async function passesFailuresOn(scene: Scene): Promise<void> {
	const workflow = await scene.n8n.rest.createWorkflow({
		name: 'Failures',
		nodes: [
			start,
			{
				name: 'Row',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				position: [110, 0],
				parameters: { mode: 'raw', jsonOutput: JSON.stringify({ row: 7, campaign: UNKNOWN }) },
			},
			{
				...nodeOf(scene, {
					resource: 'campaign',
					operation: 'get',
					campaignId: byId('={{ $json.campaign }}'),
				}),
				onError: 'continueErrorOutput',
			},
		],
		connections: {
			Start: { main: [[{ node: 'Row', type: 'main', index: 0 }]] },
			Row: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
		},
	});
	const execution = await scene.n8n.rest.runWorkflow(workflow.id, 'Start');
	assert.deepEqual(outputOf(execution, NODE), []);
	const [failed] = outputOf(execution, NODE, 1);
	assert.deepEqual(failed?.pairedItem, { item: 0 });
	assert.equal(failed?.json.row, 7);
	assert.match(String(failed?.json.error), /HTTP 404: Campaign .* was not found/);
	assert.match(String(failed?.json.message), /Choose the campaign again/);
}

const editorChecks: Check[] = [
	...RUNS.map(runCheck),
	['campaign: getRecipients takes its campaign from a list that is searched', choosesCampaign],
	['call: get takes its call from a list that is searched', choosesCall],
	['the fields of every operation are known before it first runs', servesSchemas],
	['as a tool, the node hides what makes no sense there', hidesWhatToolsDoNotNeed],
];

export const operationChecks: Check[] = [
	...editorChecks.map(photographed),
	['a row that fails goes to the error output with its own fields', passesFailuresOn],
];
