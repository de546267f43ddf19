/** Processes that die by SIGKILL while Hamsa holds their requests, and what a person can do then. */
import assert from 'node:assert/strict';
import { executionsOf, retry, waitForEnd } from '../support/executions.mts';
import { ledgerOf, oneCampaignEach } from '../support/ledger.mts';
import { type Report, tally } from '../support/report.mts';
import type { Scene } from '../support/scene.mts';
import { deliver } from '../support/sender.mts';
import { checkDeaths, type Held, holdAtEachStage } from '../support/stages.mts';
import { type Hook, publishWorkflow } from '../support/workflow.mts';

/** Times until n8n notices a dead worker: Bull's lock and check (see scene.mts) and 30 s that n8n adds. */
const noticeMs = 60_000;

const campaignsOf = ({ simulator }: Scene, { batch }: Held) => ledgerOf(simulator.campaigns, [batch]);

/** The executions that the batches started, in the order of the batches. */
async function startedBy(scene: Scene, hook: Hook): Promise<string[]> {
	return (await executionsOf(scene, hook)).filter(({ retryOf }) => retryOf === null).map(({ id }) => id);
}

/**
 * One worker dies, everything else lives. n8n 2.41.1 then replaces the execution's data by the error, input included
 * (`WorkflowRunner.processError`), so that Retry has nothing to run. The sender hears of the failure and posts again.
 */
export async function workerKilled(scene: Scene, { check, say }: Report): Promise<void> {
	const [victim, other] = scene.workers;
	const hook = await publishWorkflow(scene, 'worker-killed', { readsProject: true });
	// All executions go to the one that will die.
	await other.stop();
	const held = await holdAtEachStage(scene, hook);
	await victim.kill();
	await checkDeaths(scene, held);
	await Promise.all([other.start(), victim.start()]);
	assert.deepEqual(await waitForEnd(scene, hook, noticeMs), []);
	const heard = await Promise.all(held.map(async ({ delivery }) => (await delivery).status));
	say(`senders heard: ${tally(heard)}`);

	const ids = await startedBy(scene, hook);
	for (const [index, each] of held.entries()) {
		const id = ids[index]!;
		await check(`a worker killed ${each.stage.name}: the sender hears that it failed`, () => {
			assert.equal(heard[index], 500);
		});
		await check(
			`a worker killed ${each.stage.name}: Retry promises no campaign that is not there`,
			async () => {
				const status = await retry(scene, id);
				say(`retried: ${status}`);
				const { campaigns } = campaignsOf(scene, each);
				assert.ok(status !== 'success' || campaigns === 1, `${status}, but ${campaigns} campaigns`);
			},
		);
		await check(
			`a worker killed ${each.stage.name}: posted again, one campaign, every contact once`,
			async () => {
				const { status, answer } = await deliver(hook, each.batch);
				assert.equal(status, 200, answer);
				assert.deepEqual(campaignsOf(scene, each), oneCampaignEach([each.batch]));
			},
		);
	}
}

/** All of n8n dies, as in a power cut. When it is back, its workers mark the executions as crashed; Retry has their input. */
export async function machineKilled(scene: Scene, { check, say }: Report): Promise<void> {
	const { main, webhook, workers } = scene;
	// A name from the time: on the retry it is another one.
	const name = '=Reminders of {{ $now.toISO() }}';
	const hook = await publishWorkflow(scene, 'machine-killed', { name, readsProject: true });
	const held = await holdAtEachStage(scene, hook);
	await Promise.all([...workers, webhook, main].map((each) => each.kill()));
	await checkDeaths(scene, held);

	await Promise.all([...workers, webhook, main].map((each) => each.start()));
	assert.deepEqual(await waitForEnd(scene, hook, noticeMs), []);
	const rows = await executionsOf(scene, hook);
	say(`executions: ${tally(rows.map(({ status }) => status))}`);

	for (const [index, each] of held.entries()) {
		await check(
			`all of n8n killed ${each.stage.name}: retried, one campaign, every contact once`,
			async () => {
				assert.equal(await retry(scene, rows[index]!.id), 'success');
				assert.deepEqual(campaignsOf(scene, each), oneCampaignEach([each.batch]));
			},
		);
	}
}
