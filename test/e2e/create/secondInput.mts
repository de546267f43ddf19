/** The node's second input, which the Do Not Call List opens, in the real n8n: what arrives in it, and what happens without. */
import assert from 'node:assert/strict';
import { credentialType } from '../../../tools/example.mts';
import { outputOf } from '../../../tools/n8n/runData.mts';
import { canvasNode, panel, photograph, photographed } from '../support/panel.mts';
import type { Check, Scene } from '../support/scene.mts';

const SARA = '+966500000301';
const OMAR = '+966500000302';
const AGENT = '11111111-1111-4111-8111-111111111111';
const NODE = 'Hamsa';

const node = (name: string, type: string, parameters: Record<string, unknown>, more: object = {}) => ({
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	...more,
});

/** Two nodes that emit rows with these numbers. */
const rows = (name: string, phones: string[]) => [
	node(
		`${name} list`,
		'set',
		{ mode: 'raw', jsonOutput: JSON.stringify({ list: phones.map((phone) => ({ phone })) }), options: {} },
		{ typeVersion: 3.4 },
	),
	node(name, 'splitOut', { fieldToSplitOut: 'list', options: {} }),
];

const wire = (to: string, index = 0) => ({ node: to, type: 'main', index });

/** What the node does with people and a list. */
interface Operation {
	/** With these fields of the list. */
	parameters: (list: Record<string, unknown>) => Record<string, unknown>;
	/** Where it posts. */
	path: string;
	/** Whom a post calls. */
	called: (body: unknown) => string[];
}

const callStart: Operation = {
	parameters: (list) => ({
		resource: 'call',
		operation: 'start',
		toNumber: '={{ $json.phone }}',
		options: { doNotCallList: true, duplicateProtectionMinutes: 0, ...list },
	}),
	path: '/v1/voice-agents/phone-number/call',
	called: (body) => [(body as { toNumber: string }).toNumber],
};

const campaignCreate: Operation = {
	parameters: (list) => ({
		resource: 'campaign',
		operation: 'create',
		name: 'Second input',
		recipientPhoneNumber: '={{ $json.phone }}',
		limits: { doNotCallList: true, ...list },
	}),
	path: '/v1/voice-agents/campaigns',
	called: (body) =>
		(body as { recipients: Array<{ phoneNumber: string }> }).recipients.map(({ phoneNumber }) => phoneNumber),
};

interface Case {
	recipients?: string[];
	/** Undefined where nothing is connected. */
	list?: string[];
	/** Fields of the list. */
	fields?: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

/** Runs the node once, with recipients and a list that come from branches of their own. */
async function run(
	{ n8n, credential, simulator }: Scene,
	{ parameters, path: postedTo, called }: Operation,
	{ recipients = [SARA, OMAR], list, ...more }: Case,
) {
	simulator.reset();
	const hamsa = {
		name: NODE,
		type: 'n8n-nodes-hamsa.hamsa',
		typeVersion: 1,
		position: [660, 0],
		parameters: {
			...parameters(more.fields ?? {}),
			runMode: 'call',
			phoneNumber: { __rl: true, mode: 'number', value: '+966112000001' },
			voiceAgentId: { __rl: true, mode: 'id', value: AGENT },
		},
		credentials: { [credentialType]: credential },
		...more.settings,
	};
	const { id } = await n8n.rest.createWorkflow({
		name: 'Second input',
		nodes: [
			node('Start', 'manualTrigger', {}),
			...rows('Recipients', recipients),
			...rows('Do not call', list ?? []),
			hamsa,
		],
		connections: {
			Start: { main: [[wire('Recipients list'), wire('Do not call list')]] },
			'Recipients list': { main: [[wire('Recipients')]] },
			'Do not call list': { main: [[wire('Do not call')]] },
			Recipients: { main: [[wire(NODE)]] },
			...(list && { 'Do not call': { main: [[wire(NODE, 1)]] } }),
		},
		settings: { executionOrder: 'v1' },
	});
	const execution = await n8n.rest.runWorkflow(id, 'Start');
	return {
		id,
		execution,
		runs: execution.runData[NODE]?.length ?? 0,
		output: outputOf(execution, NODE).map(({ json }) => json),
		called: simulator.requests
			.filter(({ method, path }) => method === 'POST' && path === postedTo)
			.flatMap(({ body }) => called(body)),
	};
}

async function bothConnected(scene: Scene, operation: Operation): Promise<void> {
	const { runs, output, called } = await run(scene, operation, { list: [OMAR] });

	assert.equal(runs, 1, 'the node runs once, with both');
	assert.deepEqual(called, [SARA]);
	assert.equal(output.length, 1);
	if (operation === callStart) assert.equal(output[0]?.toNumber, SARA);
	else assert.deepEqual([output[0]?.recipientsCount, output[0]?.doNotCallCount], [1, 1]);
}

async function emptyBranch(scene: Scene, operation: Operation): Promise<void> {
	const refused = await run(scene, operation, { list: [] });
	assert.equal(refused.execution.status, 'error');
	assert.match(JSON.stringify(refused.execution), /No row came into the Do Not Call List/);
	assert.deepEqual(refused.called, []);

	const fine = await run(scene, operation, { list: [], fields: { anEmptyListIsFine: true } });
	assert.equal(fine.execution.status, 'success');
	assert.deepEqual([fine.runs, fine.called], [1, [SARA, OMAR]]);
}

async function notConnected(scene: Scene, operation: Operation): Promise<void> {
	const { execution, called } = await run(scene, operation, { fields: { anEmptyListIsFine: true } });

	assert.equal(execution.status, 'error');
	assert.match(JSON.stringify(execution), /nothing is connected to its input/);
	assert.deepEqual(called, []);
}

async function nobodyToCall(scene: Scene, operation: Operation): Promise<void> {
	const { execution, called } = await run(scene, operation, { recipients: [], list: [OMAR] });

	assert.equal(execution.status, 'success');
	assert.deepEqual(called, [], 'nobody of the list is called in place of recipients');
}

async function executeOnce(scene: Scene, operation: Operation): Promise<void> {
	const { called } = await run(scene, operation, {
		recipients: [SARA],
		list: [OMAR, SARA],
		settings: { executeOnce: true },
	});

	assert.deepEqual(called, [], 'Execute Once leaves the list whole');
}

async function showsBothInputs(scene: Scene): Promise<void> {
	const { page } = await scene.editor();
	const { id } = await run(scene, callStart, { list: [OMAR] });
	await page.goto(`${scene.n8n.url}/workflow/${id}`);
	await canvasNode(page, NODE).getByText('Do Not Call List').waitFor();
	await photograph(scene, page, 'second-input');
}

async function isNotOffered(scene: Scene): Promise<void> {
	const { page } = await scene.editor();
	const { id } = await scene.n8n.rest.createWorkflow({
		name: 'Tool',
		nodes: [
			{
				name: NODE,
				type: 'n8n-nodes-hamsa.hamsaTool',
				typeVersion: 1,
				position: [0, 0],
				parameters: { resource: 'call', operation: 'start' },
				credentials: { [credentialType]: scene.credential },
			},
		],
		connections: {},
	});
	await page.goto(`${scene.n8n.url}/workflow/${id}`);
	await canvasNode(page, NODE).dblclick();
	await panel(page).getByPlaceholder('Add Option').first().click();
	await page.getByText('Maximum Calls').first().waitFor();
	assert.equal(await page.getByText('Do Not Call List').count(), 0);
}

/** What holds for every operation that can have a list. */
const checksOf = (name: string, operation: Operation): Check[] =>
	(
		[
			['with both inputs connected the node runs once, and calls who is not on the list', bothConnected],
			['an empty list calls nobody, unless that is fine', emptyBranch],
			['a list that is not connected calls nobody', notConnected],
			['without recipients nobody of the list is called', nobodyToCall],
			['Execute Once leaves the list whole', executeOnce],
		] as const
	).map(([what, check]) => [`${name}: ${what}`, async (scene) => await check(scene, operation)]);

export const secondInputChecks: Check[] = [
	...checksOf('Call: Start', callStart),
	...checksOf('Campaign: Create', campaignCreate),
	photographed(['the editor shows the second input by its name', showsBothInputs]),
	photographed(['a tool, which has one input, offers no list', isNotOffered]),
];
