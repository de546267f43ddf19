/**
 * The shipped workflow that watches a series, published, with an address in place of the schedule: each request is a run, and
 * what one run saw is known to the next.
 */
import assert from 'node:assert/strict';
import { waitFor } from '../../../tools/lib/processes.mts';
import { type Execution, outputOf } from '../../../tools/n8n/runData.mts';
import { openHours } from '../../unit/support/callingWindows.mts';
import type { Check, Scene } from '../support/scene.mts';
import { shipped } from './pictures.mts';

const TRIGGER = 'Every 15 minutes';
const PATH = 'watch-of-a-test';

/** Publishes the workflow. Returns what runs it, and what ends it. */
async function publishWatch(scene: Scene) {
	const { rest, url } = scene.n8n;
	const workflow = shipped(scene, 'watch-campaigns');
	const trigger = workflow.nodes.find(({ name }) => name === TRIGGER);
	assert.deepEqual(trigger?.parameters, {
		rule: { interval: [{ field: 'minutes', minutesInterval: 15 }] },
	});
	const nodes = workflow.nodes.map((node) =>
		node === trigger
			? {
					...node,
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					webhookId: PATH,
					parameters: { httpMethod: 'POST', path: PATH, options: {} },
				}
			: node,
	);
	const saved = await rest.createWorkflow({ ...workflow, nodes });
	await rest.activate(saved);
	// Registered, but for POST only: to ask for it starts nothing.
	await waitFor('the address of the watch', 180_000, async () => {
		const { message } = (await (await fetch(`${url}/webhook/${PATH}`)).json()) as { message?: string };
		return message?.includes('POST') === true || undefined;
	});
	let runs = 0;
	async function run(): Promise<Execution> {
		runs++;
		assert.equal((await fetch(`${url}/webhook/${PATH}`, { method: 'POST' })).status, 200);
		const execution = await waitFor(`run ${runs} of the watch`, 180_000, async () => {
			const all = await rest.executions(saved.id);
			return all.length === runs ? all.at(-1) : undefined;
		});
		assert.equal(execution.status, 'success', JSON.stringify(execution.error));
		return execution;
	}
	return { run, end: async () => await rest.request('POST', `/workflows/${saved.id}/deactivate`) };
}

async function watches(scene: Scene): Promise<void> {
	const { simulator } = scene;
	const wave = (number: number, recipients: number) =>
		simulator.seedCampaign({
			name: `Appointment reminders · wave ${number}`,
			status: 'RUNNING',
			createdAt: new Date(Date.now() - 3 * 3_600_000),
			...openHours(),
			recipients,
		});
	const first = wave(1, 100);
	let next = 0;
	/** So many more people of the first wave were called once, right now. */
	function called(status: 'COMPLETED' | 'NO_ANSWER' | 'FAILED', amount: number): void {
		for (const end = next + amount; next < end; next++) {
			simulator.setRecipient(first.id, next, { status, attempts: 1, maxAttempts: 1 });
		}
	}

	const watch = await publishWatch(scene);
	try {
		const messages = async () => outputOf(await watch.run(), 'Send message').map(({ json }) => json.message);

		called('COMPLETED', 16);
		called('NO_ANSWER', 8);
		assert.deepEqual(await messages(), [], 'all is well');

		called('COMPLETED', 6);
		called('NO_ANSWER', 14);
		assert.deepEqual(await messages(), ['the answer rate fell from 67 % to 30 % in the last 20 calls']);
		assert.deepEqual(await messages(), [], 'it was told');

		called('FAILED', 6);
		assert.deepEqual(await messages(), ['12 % of the calls failed']);
		assert.deepEqual(await messages(), [], 'it was told, although it goes on');

		const standing = wave(2, 3);
		assert.deepEqual(await messages(), [
			'Appointment reminders · wave 2 is stalled: people wait, and nothing happens',
		]);
		simulator.setRecipient(standing.id, 0, { status: 'IN_PROGRESS', attempts: 1 });
		assert.deepEqual(await messages(), [], 'it goes on');
		simulator.setRecipient(standing.id, 0, {
			latestActionTimestamp: new Date(Date.now() - 3_600_000).toISOString(),
		});
		assert.equal((await messages()).length, 1, 'it stands still again, which is told again');
	} finally {
		await watch.end();
	}
	assert.ok(
		simulator.requests.every(({ method }) => method === 'GET'),
		'nobody was called',
	);
}

export const watchChecks: Check[] = [
	['a series is watched: each thing that goes wrong is told once', watches],
];
