/** The shipped workflow from an opt-out to an n8n data table, as shipped: the data table is n8n's own. */
import assert from 'node:assert/strict';
import { exampleWorkflow } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import { outputOf } from '../../../tools/n8n/runData.mts';
import { payload } from '../../unit/support/payloads.mts';
import type { Check, Scene } from '../support/scene.mts';
import { post, publish, triggerServer, webhookSecret } from '../triggers/callScene.mts';

const EXAMPLE = 'examples/opt-outs-to-data-table.json';

type Row = Record<string, unknown>;

/** Makes the table as the note in the example says, and returns a way to read it. */
async function makeTable({ n8n }: Awaited<ReturnType<typeof triggerServer>>): Promise<() => Promise<Row[]>> {
	const { id: project } = await n8n.rest.request<{ id: string }>('GET', '/projects/personal');
	const path = `/projects/${project}/data-tables`;
	const { id } = await n8n.rest.request<{ id: string }>('POST', path, {
		name: 'doNotCall',
		columns: [
			{ name: 'phone', type: 'string' },
			{ name: 'callId', type: 'string' },
			{ name: 'optedOutAt', type: 'date' },
		],
	});
	return async () => (await n8n.rest.request<{ data: Row[] }>('GET', `${path}/${id}/rows`)).data;
}

async function keepsOptOuts(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const { rest, url } = server.n8n;
	const readTable = await makeTable(server);
	const { id: _, ...workflow } = exampleWorkflow(server.secured, { file: EXAMPLE });
	const { id, versionId } = await rest.createWorkflow(workflow as Workflow);
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

	const rows = await readTable();
	assert.deepEqual(rows.map(({ phone }) => phone).sort(), ['+966500000401', '+966500000404']);
	for (const { callId, optedOutAt } of rows) {
		assert.ok(scene.simulator.calls.some((call) => call.id === callId));
		assert.ok(!Number.isNaN(Date.parse(String(optedOutAt))));
	}
	await rest.request('POST', `/workflows/${id}/deactivate`);
}

export const optOutChecks: Check[] = [
	['who wants no more calls gets into the data table, once', keepsOptOuts],
];
