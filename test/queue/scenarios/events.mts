/** Events of calls, taken by the webhook process and carried out by the workers. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { credentialType } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import { executionsOf, waitForEnd } from '../support/executions.mts';
import { type Report, tally } from '../support/report.mts';
import type { Scene } from '../support/scene.mts';
import { inParallel } from '../support/sender.mts';
import type { Hook } from '../support/workflow.mts';

/** Publishes a workflow that starts when a call ended. */
async function publishTrigger({ rest, credential, webhook }: Scene): Promise<Hook> {
	const webhookId = randomUUID();
	const saved = await rest.createWorkflow({
		name: 'Calls that ended',
		nodes: [
			{
				id: randomUUID(),
				name: 'Hamsa Trigger',
				type: 'n8n-nodes-hamsa.hamsaTrigger',
				typeVersion: 1,
				position: [0, 0],
				webhookId,
				parameters: { events: ['call.ended'], setUp: 'manual' },
				credentials: { [credentialType]: credential },
			},
		],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	await rest.activate(saved);
	const url = `${webhook.url}/webhook/${webhookId}/webhook`;
	await waitFor('the webhook of Hamsa Trigger', 180_000, async () => {
		const response = await fetch(url);
		return (await response.text()).includes('not registered for GET requests') || undefined;
	});
	return { workflowId: saved.id, url };
}

/** Every event is one execution, however often it is posted and however many come at once. */
export async function events(scene: Scene, { check, say }: Report): Promise<void> {
	const { simulator } = scene;
	const hook = await publishTrigger(scene);
	const calls = simulator.seedCalls(40);
	const [last] = simulator.seedCalls([{}]);
	// A busy machine answers late, or with 503 for a while: the event is posted until it is taken.
	const post = async (id: string) =>
		await waitFor('an event to be taken', 180_000, async () => {
			const delivery = await simulator.postEvent(simulator.eventsOf(id).at(-1)!, {
				to: { url: hook.url },
				answerWithinMs: 60_000,
				tries: 1,
			});
			return delivery.delivered || undefined;
		}).catch(() => false);

	const posted = await inParallel(calls, 20, async ({ id }) => [await post(id), await post(id)]);
	// n8n answers before it has started the execution. One more event: behind it, an execution too many would have come.
	posted.push([await post(last!.id)]);
	await waitFor('an execution for each event', 300_000, async () => {
		const ended = (await executionsOf(scene, hook)).filter(({ status }) => status === 'success');
		return ended.length > calls.length || undefined;
	}).catch(() => undefined);
	await waitForEnd(scene, hook, 300_000);
	const statuses = (await executionsOf(scene, hook)).map(({ status }) => status);
	say(`80 posts of 40 events, 20 at a time, and another event: ${tally(statuses)}`);

	await check(
		'40 ended calls, each posted twice to the webhook process, and another call: 41 executions, all successful',
		() => {
			assert.ok(posted.flat().every(Boolean));
			assert.equal(tally(statuses), '41 success');
		},
	);
}
