/**
 * The example that writes results back into a sheet. Google is not there, so each node of Google Sheets becomes one that
 * only makes the row it would write; all else runs as shipped.
 */
import assert from 'node:assert/strict';
import { exampleWorkflow } from '../../../tools/example.mts';
import type { Credential, Workflow } from '../../../tools/n8n/rest.mts';
import { outputOf } from '../../../tools/n8n/runData.mts';
import type { Check, Scene } from '../support/scene.mts';
import { withoutGoogle } from '../support/standIns.mts';

type Row = Record<string, unknown>;

const contacts = [
	{ row_number: 2, name: 'Sara', phone: '050 000 0101', country: 'SA', callStatus: '' },
	{ row_number: 3, name: 'Omar', phone: '+966 50 000 0102', country: '', callStatus: '' },
	{ row_number: 4, name: 'Sara again', phone: '966500000101', country: 'SA', callStatus: '' },
	{ row_number: 5, name: 'Nobody', phone: '12', country: 'SA', callStatus: '' },
	{ row_number: 6, name: 'Called', phone: '0500000103', country: 'SA', callStatus: 'COMPLETED' },
];

function example(credential: Credential, pinned: Record<string, Row[]>): Workflow {
	const file = 'examples/campaign-results-to-sheet.json';
	const { id: _, ...workflow } = exampleWorkflow(credential, { file, runMode: 'call' });
	const nodes = workflow.nodes.map(withoutGoogle);
	const pinData = Object.fromEntries(
		Object.entries(pinned).map(([node, rows]) => [node, rows.map((json) => ({ json }))]),
	);
	return { ...workflow, nodes, pinData } as Workflow;
}

async function closesTheLoop({ n8n, simulator, credential }: Scene): Promise<void> {
	const { id } = await n8n.rest.createWorkflow(example(credential, { 'Read contacts': contacts }));

	const created = await n8n.rest.runWorkflow(id, 'Start');
	const noted = outputOf(created, 'Note campaign and number').map(({ json }) => json);
	const [campaign] = simulator.campaigns;
	assert.equal(simulator.campaigns.length, 1);
	assert.deepEqual(
		noted.map(({ row_number, callStatus, matchKey }) => [row_number, callStatus, matchKey]),
		[
			['2', 'sent', `${campaign!.id} +966500000101`],
			['3', 'sent', `${campaign!.id} +966500000102`],
			['4', 'duplicate', ''],
			['5', 'rejected', ''],
		],
	);

	simulator.live(campaign!.id, { endings: ['COMPLETED', 'NO_ANSWER'] }).run();
	const told = await n8n.rest.runWorkflow(id, 'Recipient finished');
	const results = outputOf(told, 'Write result').map(({ json }) => json);
	assert.deepEqual(
		results.map(({ matchKey, callStatus, attempts }) => [matchKey, callStatus, attempts]).sort(),
		[
			[noted[0]?.matchKey, 'COMPLETED', '1'],
			[noted[1]?.matchKey, 'NO_ANSWER', '3'],
		],
	);
	const reached = results.find(({ callStatus }) => callStatus === 'COMPLETED');
	assert.match(String(reached?.transcript), /^agent: .+\nuser: .+$/);
	assert.ok(JSON.parse(String(reached?.outcome)));
}

async function notesADeletion({ n8n, credential }: Scene): Promise<void> {
	const campaignId = 'c0000000-0000-4000-8000-000000000001';
	const rows = ['sent', 'COMPLETED', 'PENDING', 'rejected', 'duplicate'].map((callStatus, index) => ({
		row_number: index + 2,
		campaignId,
		callStatus,
	}));
	const events = [
		{ event: 'campaignGone', campaignId, campaignName: 'Contacts', status: 'RUNNING' },
		{ event: 'recipientFinished', campaignId: 'another', phoneNumber: '+966500000101', status: 'FAILED' },
	];
	const workflow = example(credential, { 'Recipient finished': events, 'Its rows': rows });
	const { id } = await n8n.rest.createWorkflow(workflow);

	const told = await n8n.rest.runWorkflow(id, 'Recipient finished');

	const noted = outputOf(told, 'Note that it was deleted').map(({ json }) => json);
	assert.deepEqual(
		noted.map(({ row_number, callStatus }) => [row_number, callStatus]),
		[
			['2', 'campaign deleted'],
			['4', 'campaign deleted'],
		],
	);
	const results = outputOf(told, 'Write result').map(({ json }) => json);
	assert.deepEqual(
		results.map(({ matchKey, callStatus }) => [matchKey, callStatus]),
		[['another +966500000101', 'FAILED']],
	);
}

export const campaignTriggerExampleChecks: Check[] = [
	['the example with a sheet notes in its rows that their campaign was deleted', notesADeletion],
	['the example with a sheet finds the row of each result', closesTheLoop],
];
