/**
 * The shipped workflows around a campaign, in a real n8n: what Google Sheets and HubSpot would give is pinned, what would be
 * written back is made by a node in place of Google Sheets, all else runs as shipped.
 */
import assert from 'node:assert/strict';
import { exampleTrigger } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import { type Execution, outputOf } from '../../../tools/n8n/runData.mts';
import { followUpChecks } from './followUp.mts';
import { leavesOutChecks } from './leavesOut.mts';
import { optOutChecks } from './optOuts.mts';
import type { Campaign } from '../../simulator/life/state.mts';
import { pictureChecks, shipped } from './pictures.mts';
import type { Check, Scene } from '../support/scene.mts';
import { withoutGoogle } from '../support/standIns.mts';
import { watchChecks } from './watch.mts';

type Row = Record<string, unknown>;

/** Saves an example with these items pinned to one of its nodes, and other parameters for some. Returns its ID. */
async function saveExample(
	scene: Scene,
	name: string,
	{ node, rows }: { node: string; rows: Row[] },
	parameters: Record<string, Row> = {},
): Promise<string> {
	const workflow = shipped(scene, name, 'call');
	assert.ok(
		workflow.nodes.some((each) => each.name === node),
		`${name} has a node ${node}`,
	);
	const nodes = workflow.nodes.map(withoutGoogle).map((each) => ({
		...each,
		parameters: { ...each.parameters, ...parameters[each.name] },
	}));
	const pinData = { [node]: rows.map((json) => ({ json })) };
	return (await scene.n8n.rest.createWorkflow({ ...workflow, nodes, pinData } as Workflow)).id;
}

const fieldsOf = (execution: Execution, node: string, output = 0): Row[] =>
	outputOf(execution, node, output).map(({ json }) => json);

/** The bodies of the campaigns that were sent. */
const sent = ({ simulator }: Scene) =>
	simulator.requests
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => body as { name: string; recipients: unknown[] });

function succeeded(execution: Execution): Execution {
	assert.equal(execution.status, 'success', JSON.stringify(execution.error));
	return execution;
}

const contacts = [
	{ row_number: 2, name: 'Sara', phone: '050 000 0101', country: 'SA', campaignId: '' },
	{ row_number: 3, name: 'Omar', phone: '+971 50 000 0111', country: '', campaignId: '' },
	{ row_number: 4, name: 'Sara again', phone: 966500000101, country: 'SA', campaignId: '' },
	{ row_number: 5, name: 'Nobody', phone: '12', country: 'SA', campaignId: '' },
	{ row_number: 6, name: 'Sent before', phone: '0500000103', country: 'SA', campaignId: 'an earlier one' },
];

const recipients = [
	{ phoneNumber: '+966500000101', name: 'Sara' },
	{ phoneNumber: '+971500000111', name: 'Omar' },
];

async function writesVerdicts(scene: Scene): Promise<void> {
	const id = await saveExample(scene, 'google-sheets-to-campaign', { node: 'Read contacts', rows: contacts });
	const execution = succeeded(await scene.n8n.rest.runWorkflow(id, exampleTrigger));

	assert.deepEqual(
		sent(scene).map((body) => body.recipients),
		[recipients],
	);
	const campaignId = scene.simulator.campaigns[0]!.id;
	const verdicts = fieldsOf(execution, 'Write verdict');
	assert.deepEqual(
		verdicts.map(({ reason: _, ...row }) => row),
		[
			{ row_number: '2', campaignId, phoneNumber: '+966500000101', verdict: 'sent' },
			{ row_number: '3', campaignId, phoneNumber: '+971500000111', verdict: 'sent' },
			{ row_number: '4', campaignId, phoneNumber: '+966500000101', verdict: 'duplicate' },
		],
	);
	const [rejected, ...more] = fieldsOf(execution, 'Write reason');
	assert.deepEqual([rejected?.row_number, rejected?.verdict, more], ['5', 'not called', []]);
	assert.match(String(rejected?.reason), /^Row 4: .+/);
}

async function callsLeads(scene: Scene): Promise<void> {
	scene.simulator.seedCalls([{ toNumber: '+966500000104', createdAt: new Date(Date.now() - 86_400_000) }]);
	const lead = (id: string, properties: Row) => ({
		id,
		properties: {
			firstname: null,
			lastname: null,
			phone: null,
			mobilephone: null,
			country: null,
			...properties,
		},
	});
	const id = await saveExample(scene, 'hubspot-contacts-to-campaign', {
		node: 'Find leads',
		rows: [
			lead('1', {
				firstname: 'Sara',
				lastname: 'Al-Otaibi',
				mobilephone: '0500000101',
				country: 'Saudi Arabia',
			}),
			lead('2', { firstname: 'Omar', phone: '+971 50 000 0111' }),
			lead('3', { firstname: 'Called', lastname: 'Yesterday', phone: '+966500000104' }),
			lead('4', { firstname: 'Without', lastname: 'Number' }),
		],
	});
	const execution = succeeded(await scene.n8n.rest.runWorkflow(id, exampleTrigger));

	const [campaign] = sent(scene);
	assert.match(String(campaign?.name), /^HubSpot leads \d{4}-\d\d-\d\d$/);
	assert.deepEqual(campaign?.recipients, [
		{ phoneNumber: '+966500000101', name: 'Sara Al-Otaibi' },
		{ phoneNumber: '+971500000111', name: 'Omar' },
	]);
	const [created] = fieldsOf(execution, 'Campaign created');
	assert.deepEqual(
		[created?.id, created?.recipientsCount, created?.skippedCount],
		[scene.simulator.campaigns[0]!.id, 2, 1],
	);
	const notCalled = fieldsOf(execution, 'Contacts not called');
	assert.deepEqual(
		notCalled.map((contact) => contact.id),
		['4'],
	);
	assert.match(String(notCalled[0]?.error), /^Row 4: .+/);
}

async function answersCrm(scene: Scene): Promise<void> {
	const { n8n, simulator } = scene;
	const secret = { name: 'X-Secret', value: 'secret-of-a-test' };
	const { id: credentialId, name } = await n8n.rest.createCredential('CRM', 'httpHeaderAuth', secret);
	const workflow = shipped(scene, 'crm-webhook-to-campaign', 'call');
	const webhook = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')!;
	const nodes = workflow.nodes.map((node) =>
		node === webhook ? { ...node, credentials: { httpHeaderAuth: { id: credentialId, name } } } : node,
	);
	const saved = await n8n.rest.createWorkflow({ ...workflow, nodes });
	await n8n.rest.activate(saved);
	const url = `${n8n.url}/webhook/${String(webhook.parameters.path)}`;
	await waitFor(
		`the webhook ${url}`,
		180_000,
		async () => (await fetch(url, { method: 'POST' })).status === 403 || undefined,
	);

	async function post(body: unknown): Promise<[status: number, answer: Row]> {
		const headers = { 'content-type': 'application/json', [secret.name]: secret.value };
		const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
		return [response.status, (await response.json()) as Row];
	}
	try {
		const request = {
			campaign: 'June recall',
			contacts: [
				{ name: 'Sara', phone: '050 000 0101', country: 'SA' },
				{ name: 'Omar', phone: '+971 50 000 0111' },
				{ name: 'Nobody', phone: '12', country: 'SA' },
			],
		};
		const [status, answer] = await post(request);
		const campaignId = simulator.campaigns[0]?.id;
		const [notSent, ...more] = answer.notSent as Row[];
		assert.deepEqual([status, answer.campaignId, answer.created, answer.sent], [200, campaignId, true, 2]);
		assert.deepEqual(
			[notSent?.name, notSent?.phone, notSent?.verdict, more],
			['Nobody', '12', 'rejected', []],
		);
		assert.match(String(notSent?.reason), /\w/);
		assert.deepEqual(
			sent(scene).map((body) => [body.name, body.recipients]),
			[['June recall', recipients]],
		);

		const [, repeated] = await post(request);
		assert.deepEqual([repeated.campaignId, repeated.created], [campaignId, false]);

		const [nobodyStatus, nobody] = await post({ contacts: [{ name: 'Nobody', phone: '12', country: 'SA' }] });
		assert.deepEqual([nobodyStatus, nobody.campaignId, nobody.sent], [422, null, 0]);

		for (const empty of [{}, { contacts: [] }]) {
			const [emptyStatus, { error }] = await post(empty);
			assert.deepEqual([emptyStatus, error], [400, 'No contacts came in']);
		}
		assert.equal(simulator.campaigns.length, 1);

		const [failedStatus, failed] = await post({ ...request, campaign: 'x'.repeat(101) });
		assert.equal(failedStatus, 502);
		assert.match(String(failed.error), /Campaign Name .* is 101 characters long/);
		assert.equal(simulator.campaigns.length, 1);
	} finally {
		await n8n.rest.request('POST', `/workflows/${saved.id}/deactivate`);
	}
}

/** Runs the example that waits for a campaign's end, and lets `happen` what ends the waiting. */
async function waitingForTheEnd(
	scene: Scene,
	happen: (campaign: Campaign) => void,
): Promise<{ campaign: Campaign; execution: Execution }> {
	const { n8n, simulator } = scene;
	const id = await saveExample(
		scene,
		'campaign-until-it-ends',
		{ node: 'Read contacts', rows: contacts },
		{ Wait: { amount: 1, unit: 'seconds' } },
	);
	const running = n8n.rest.runWorkflow(id, exampleTrigger);
	const campaign = await waitFor('two looks at the campaign', 180_000, async () => {
		const path = `/v1/voice-agents/campaigns/${simulator.campaigns[0]?.id}`;
		const looks = simulator.requests.filter((request) => request.path === path);
		return looks.length >= 2 ? simulator.campaigns[0] : undefined;
	});
	happen(campaign);
	return { campaign, execution: await running };
}

async function waitsForTheEnd(scene: Scene): Promise<void> {
	const { campaign, execution } = await waitingForTheEnd(scene, ({ id }) => {
		scene.simulator.live(id, { endings: ['COMPLETED', 'NO_ANSWER'] }).run();
	});
	succeeded(execution);

	assert.deepEqual(
		sent(scene).map((body) => body.recipients),
		[recipients],
	);
	const noted = fieldsOf(execution, 'Note campaign and number');
	assert.deepEqual(
		noted.map(({ row_number, campaignId, phoneNumber }) => [row_number, campaignId, phoneNumber]),
		[
			['2', campaign.id, '+966500000101'],
			['3', campaign.id, '+971500000111'],
			['4', campaign.id, '+966500000101'],
		],
	);
	const reasons = fieldsOf(execution, 'Write reason');
	assert.deepEqual(
		reasons.map(({ row_number }) => row_number),
		['5'],
	);
	const results = fieldsOf(execution, 'Write result');
	assert.deepEqual(
		results.map(({ row_number, callStatus, attempts }) => [row_number, callStatus, attempts]),
		[
			['2', 'COMPLETED', '1'],
			['3', 'NO_ANSWER', '3'],
			['4', 'COMPLETED', '1'],
		],
	);
	assert.ok(Date.parse(String(results[0]?.completedAt)) > 0);
}

async function waitsForNoDeletedCampaign(scene: Scene): Promise<void> {
	const { execution } = await waitingForTheEnd(scene, ({ id }) => scene.simulator.deleteCampaign(id));

	succeeded(execution);
	const results = fieldsOf(execution, 'Write result');
	assert.deepEqual(
		results.map(({ row_number, callStatus }) => [row_number, callStatus]),
		['2', '3', '4'].map((row) => [row, 'campaign deleted']),
	);
	for (const { lastError } of results) assert.match(String(lastError), /deleted in the Hamsa dashboard/);
}

async function stopsWhereHamsaCannotBeAsked(scene: Scene): Promise<void> {
	const { execution } = await waitingForTheEnd(scene, ({ id }) =>
		scene.simulator.behave({ path: `*/${id}`, times: 'forever', then: { status: 403 } }),
	);

	assert.equal(execution.status, 'error');
	assert.match(String(execution.error?.message), /HTTP 403/);
	assert.deepEqual(fieldsOf(execution, 'Write result'), []);
}

export const examplesChecks: Check[] = [
	['Google Sheets rows get their verdicts and reasons', writesVerdicts],
	['HubSpot contacts become a campaign without those called this week', callsLeads],
	['a CRM that posts contacts is answered', answersCrm],
	['a campaign is waited for, and each row gets its result', waitsForTheEnd],
	['a campaign that is deleted is waited for no more, and its rows say so', waitsForNoDeletedCampaign],
	['a campaign that Hamsa does not show is an error, not its end', stopsWhereHamsaCannotBeAsked],
	...followUpChecks,
	...leavesOutChecks,
	...optOutChecks,
	...watchChecks,
	...pictureChecks,
];
