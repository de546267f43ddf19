/** The shipped workflow from an opt-out to an n8n data table, as shipped: the data table is n8n's own. */
import assert from 'node:assert/strict';
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

async function keepsOptOuts(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const { rest, url } = server.n8n;
	const table = await makeDoNotCallTable(rest);
	const { id: _, ...workflow } = exampleWorkflow(server.secured, { file: EXAMPLE });
	const { id, versionId } = await rest.createWorkflow(workflow);
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
	await after('+966500000404', { doNotCall: true });
	await after('+966500000401', { doNotCall: true });

	const rows = await table.rows();
	assert.deepEqual(rows.map(({ phone }) => phone).sort(), ['+966500000401', '+966500000404']);
	for (const { callId, optedOutAt } of rows) {
		assert.ok(scene.simulator.calls.some((call) => call.id === callId));
		assert.ok(!Number.isNaN(Date.parse(String(optedOutAt))));
	}

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
