/** The shipped workflow from an opt-out to an n8n data table, as shipped: the data table is n8n's own. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { exampleWorkflow, placeContacts } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import { outputOf } from '../../../tools/n8n/runData.mts';
import { payload } from '../../unit/support/payloads.mts';
import { makeDoNotCallTable } from '../support/dataTable.mts';
import type { Check, Scene } from '../support/scene.mts';
import { post, publish, triggerServer, webhookSecret } from '../triggers/callScene.mts';
import { callsWithoutOptOuts } from './leavesOut.mts';

const EXAMPLE = 'examples/opt-outs-to-data-table.json';
/** One of the contacts. */
const NOURA = '+966500000102';

type Row = Record<string, unknown>;

/** What plays HubSpot's API: it keeps what it is sent. */
async function startHubSpot(scene: Scene): Promise<{ url: string; requests: unknown[][] }> {
	const requests: unknown[][] = [];
	const server = createServer((request, response) => {
		void json(request).then((body) => {
			requests.push([request.method, request.url, request.headers.authorization, body]);
			response.setHeader('content-type', 'application/json').end('{}');
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	scene.atEnd(async () => void server.close());
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

async function keepsOptOuts(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const { rest, url } = server.n8n;
	const table = await makeDoNotCallTable(rest);
	const { id: _, ...workflow } = exampleWorkflow(server.secured, { file: EXAMPLE });
	const hubSpot = await startHubSpot(scene);
	const appToken = await rest.createCredential('HubSpot', 'hubspotAppToken', { appToken: 'of-a-test' });
	const nodes = workflow.nodes.map((node) => {
		if (node.name !== 'Mark contact') return node;
		const address = String(node.parameters.url).replace('https://api.hubapi.com', hubSpot.url);
		const { disabled: _off, ...active } = node;
		const credentials = { hubspotAppToken: { id: appToken.id, name: appToken.name } };
		return { ...active, credentials, parameters: { ...node.parameters, url: address } };
	});
	const { id, versionId } = await rest.createWorkflow({ ...workflow, nodes });
	const trigger = workflow.nodes.find(({ name }) => name === 'Call ended');
	const hook = {
		id,
		versionId,
		url: `${url}/webhook/${String(trigger?.webhookId)}/webhook`,
		testUrl: '',
		publicUrl: '',
		publicTestUrl: '',
	};
	await publish(server, hook);

	/** Waits until the workflow has dealt with the end of a call to this number. */
	async function after(toNumber: string, outcomeResult: Row): Promise<void> {
		const [call] = scene.simulator.seedCalls([{ toNumber, outcomeResult }]);
		const event = payload('current', { callId: call!.id }) as { data: { data: Row } };
		event.data.data.outcomeResult = outcomeResult;
		assert.equal((await post(hook.url, event, `Bearer ${webhookSecret}`)).status, 200);
		await waitFor(`the execution for ${call!.id}`, 180_000, async () => {
			const all = await rest.executions(id);
			const own = all.find((each) => each && outputOf(each, 'Call ended')[0]?.json.callId === call!.id);
			if (own !== undefined) assert.equal(own.status, 'success', JSON.stringify(own.error));
			return own;
		});
	}

	await after('+966500000401', { doNotCall: 'نعم' });
	await after('+966500000402', { doNotCall: false });
	await after('+966500000403', { summary: 'Booked' });
	await after('+966500000404', { doNotCall: true, contactId: '47/11' });
	await after('+966500000405', { doNotCall: false, contactId: '4712' });
	await after('+966500000401', { doNotCall: true });

	const rows = await table.rows();
	assert.deepEqual(rows.map(({ phone }) => phone).sort(), ['+966500000401', '+966500000404']);
	for (const { callId, optedOutAt } of rows) {
		assert.ok(scene.simulator.calls.some((call) => call.id === callId));
		assert.ok(!Number.isNaN(Date.parse(String(optedOutAt))));
	}
	assert.deepEqual(hubSpot.requests, [
		[
			'PATCH',
			'/crm/v3/objects/contacts/47%2F11',
			'Bearer of-a-test',
			{ properties: { do_not_call: 'true' } },
		],
	]);

	await after(NOURA, { doNotCall: true });
	placeContacts(server.n8n.userFolder);
	const called = await callsWithoutOptOuts({ ...scene, n8n: server.n8n, credential: server.secured });
	assert.deepEqual([called.length, called.includes(NOURA)], [53, false]);

	await rest.request('POST', `/workflows/${id}/deactivate`);
}

export const optOutChecks: Check[] = [
	[
		'who wants no more calls gets into the data table, once, and is left out of the next campaign',
		keepsOptOuts,
	],
];
