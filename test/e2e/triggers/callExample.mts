/** The shipped workflow from a call's end to the CRM. CRM and calendar are played by nodes that put out what those would be sent. */
import assert from 'node:assert/strict';
import { credentialType, exampleWorkflow } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import { outputOf } from '../../../tools/n8n/runData.mts';
import { payload } from '../../unit/support/payloads.mts';
import type { Check, Scene } from '../support/scene.mts';
import { type Hook, post, publish, triggerServer, webhookSecret } from './callScene.mts';

export const crmExample = 'examples/call-ended-to-crm.json';

type Node = Workflow['nodes'][number];
type Fields = Record<string, unknown>;

/** The expressions of a node that reaches outside, by what they are. */
const sent: Record<string, (parameters: Fields) => Fields> = {
	'n8n-nodes-base.hubspot': ({ dealId, updateFields }) => ({
		dealId: (dealId as Fields).value,
		description: (updateFields as Fields).description,
	}),
	'n8n-nodes-base.googleCalendar': ({ start, end, additionalFields }) => ({
		start,
		end,
		...(additionalFields as Fields),
	}),
};

/** The node itself, or one in its place that puts out what it would send. */
function playedBy(node: Node): Node {
	const fields = sent[node.type]?.(node.parameters);
	if (fields === undefined) return node;
	const assignments = Object.entries(fields).map(([name, value]) => ({
		id: name,
		name,
		value,
		type: 'string',
	}));
	return {
		...node,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'manual', assignments: { assignments }, options: {} },
	};
}

async function updatesDealAndBooksFollowUp(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const { rest, url } = server.n8n;
	const { id: _, ...workflow } = exampleWorkflow(server.secured, { file: crmExample });
	const trigger = workflow.nodes.find(({ name }) => name === 'Call ended');
	assert.ok(trigger?.credentials && credentialType in (trigger.credentials as Fields));
	const { id, versionId } = await rest.createWorkflow({ ...workflow, nodes: workflow.nodes.map(playedBy) });
	const hook: Hook = {
		id,
		versionId,
		url: `${url}/webhook/${String(trigger.webhookId)}/webhook`,
		testUrl: '',
		publicUrl: '',
		publicTestUrl: '',
	};
	await publish(server, hook);

	/** What the CRM and the calendar were sent when a call ended with this outcome. */
	async function after(callId: string, outcomeResult: Fields) {
		const event = payload('older', { callId }) as { data: Fields };
		event.data.outcomeResult = outcomeResult;
		assert.equal((await post(hook.url, event, `Bearer ${webhookSecret}`)).status, 200);
		return await waitFor(`the execution for ${callId}`, 180_000, async () => {
			const all = await rest.executions(id);
			const own = all.find((each) => each && outputOf(each, 'Call ended')[0]?.json.callId === callId);
			if (own === undefined) return undefined;
			assert.equal(own.status, 'success');
			return [outputOf(own, 'Update deal')[0]?.json, outputOf(own, 'Book follow-up')[0]?.json];
		});
	}

	const followUpAt = '2026-10-12T09:00:00+03:00';
	const [deal, followUp] = await after('wants-follow-up', {
		dealId: '4711',
		summary: 'Call me later',
		followUpAt,
	});
	assert.deepEqual(deal, { dealId: '4711', description: 'Call of 2026-10-05T09:01:35.000Z: Call me later' });
	assert.equal(followUp?.start, followUpAt);
	assert.equal(Date.parse(String(followUp?.end)) - Date.parse(followUpAt), 30 * 60_000);
	assert.equal(followUp?.summary, 'Call back about deal 4711');

	const [quiet, none] = await after('wants-nothing', { dealId: 4712 });
	assert.deepEqual(quiet, { dealId: '4712', description: 'Call of 2026-10-05T09:01:35.000Z: completed' });
	assert.equal(none, undefined);
	assert.deepEqual(await after('about-no-deal', { summary: 'Wrong number' }), [undefined, undefined]);
	await rest.request('POST', `/workflows/${id}/deactivate`);
}

export const triggerExampleChecks: Check[] = [
	[
		'the example updates the deal and books a follow-up where the outcome says so',
		updatesDealAndBooksFollowUp,
	],
];
