/** Processes that die by SIGKILL while Hamsa holds their requests, and what people can do then. */
import assert from 'node:assert/strict';
import { executionsOf, retry, waitForEnd } from '../support/executions.mts';
import { ledgerOf, oneCampaignEach } from '../support/ledger.mts';
import { type Report, tally } from '../support/report.mts';
import type { Scene } from '../support/scene.mts';
import { deliverAtLast, isServed, newBatches } from '../support/sender.mts';
import { checkDeaths, type Held, holdAtEachStage, stageCount } from '../support/stages.mts';
import { type Contact, type Hook, publishWorkflow, type Variant } from '../support/workflow.mts';

/** n8n notices a dead worker within half a minute (see scene.mts); a busy machine takes longer. */
const noticeMs = 300_000;

const campaignsOf = ({ simulator }: Scene, batches: Contact[][]) => ledgerOf(simulator.campaigns, batches);

/** A workflow for each stage. */
async function publishForStages(scene: Scene, path: string, variant: Variant): Promise<Hook[]> {
	const hooks: Hook[] = [];
	for (let stage = 0; stage < stageCount; stage++) {
		hooks.push(await publishWorkflow(scene, `${path}-${stage}`, { ...variant, readsProject: true }));
	}
	return hooks;
}

/** The execution that the batch of a stage started. */
async function startedBy(scene: Scene, { hook }: Held): Promise<string> {
	const [first] = (await executionsOf(scene, hook)).filter(({ retryOf }) => retryOf === null);
	return first!.id;
}

async function waitForAll(scene: Scene, hooks: readonly Hook[]): Promise<void> {
	for (const hook of hooks) assert.deepEqual(await waitForEnd(scene, hook, noticeMs), []);
}

/** All of n8n dies, as in a power cut. When it is back, its workers mark the executions as crashed; Retry has their input. */
async function killMachine(scene: Scene): Promise<Held[]> {
	const { main, webhook, workers } = scene;
	// A name from the time: on the retry it is another one.
	const name = '=Reminders of {{ $now.toISO() }}';
	const hooks = await publishForStages(scene, 'machine-killed', { name });
	const held = await holdAtEachStage(scene, hooks);
	await Promise.all([...workers, webhook, main].map((each) => each.kill()));
	await checkDeaths(scene, held);
	await Promise.all([...workers, webhook, main].map((each) => each.start()));
	await waitForAll(scene, hooks);
	return held;
}

/** One worker dies, everything else lives. */
async function killWorker(scene: Scene): Promise<Held[]> {
	const [victim, other] = scene.workers;
	const hooks = await publishForStages(scene, 'worker-killed', {});
	// All executions go to the one that will die.
	await other.stop();
	const held = await holdAtEachStage(scene, hooks);
	await victim.kill();
	await checkDeaths(scene, held);
	await Promise.all([other.start(), victim.start()]);
	await waitForAll(scene, hooks);
	return held;
}

/**
 * What a sender and a person can do about a dead worker. n8n 2.41.1 replaces the execution's data by the error, input
 * included (`WorkflowRunner.processError`), so that Retry has nothing to run.
 */
async function repairWorker(scene: Scene, { check, say }: Report, held: Held[]): Promise<void> {
	const heard = await Promise.all(held.map(async ({ delivery }) => (await delivery).status));
	say(`senders heard of a killed worker: ${tally(heard)}`);
	for (const [index, each] of held.entries()) {
		await check(`a worker killed ${each.stage.name}: the sender hears that it failed`, () => {
			assert.equal(heard[index], 500);
		});
		await check(
			`a worker killed ${each.stage.name}: Retry promises no campaign that is not there`,
			async () => {
				const status = await retry(scene, each.hook, await startedBy(scene, each));
				const { campaigns } = campaignsOf(scene, [each.batch]);
				assert.ok(status !== 'success' || campaigns === 1, `${status}, but ${campaigns} campaigns`);
			},
		);
	}
	const started = performance.now();
	const again = await Promise.all(
		held.map(async ({ hook, batch }) => {
			const [another] = newBatches(1, 50);
			const posted = await Promise.all([deliverAtLast(hook, batch), deliverAtLast(hook, another!)]);
			return { batches: [batch, another!], posted };
		}),
	);
	say(
		`posted again, and another list: all answered after ${Math.round((performance.now() - started) / 1_000)} s`,
	);
	for (const [index, { stage }] of held.entries()) {
		const { batches, posted } = again[index]!;
		await check(
			`a worker killed ${stage.name}: the same list again and another one, one campaign each, every contact once`,
			() => {
				assert.ok(posted.every(isServed), posted.map(({ answer }) => answer).join('\n'));
				assert.deepEqual(campaignsOf(scene, batches), oneCampaignEach(batches));
			},
		);
	}
}

/** A person presses Retry on what died with the machine. */
async function repairMachine(scene: Scene, { check, say }: Report, held: Held[]): Promise<void> {
	const retried = await Promise.all(
		held.map(async (each) => await retry(scene, each.hook, await startedBy(scene, each))),
	);
	say(`retried after all of n8n was killed: ${tally(retried)}`);
	for (const [index, { stage, batch }] of held.entries()) {
		await check(`all of n8n killed ${stage.name}: retried, one campaign, every contact once`, () => {
			assert.equal(retried[index], 'success');
			assert.deepEqual(campaignsOf(scene, [batch]), oneCampaignEach([batch]));
		});
	}
}

/**
 * First all of n8n dies, then one worker; then all is repaired at once. At most stages the dead one held the lock of its
 * node: whoever comes next waits until that must be over, which takes minutes and is the same wait for all.
 */
export async function killed(scene: Scene, report: Report): Promise<void> {
	const withMachine = await killMachine(scene);
	const withWorker = await killWorker(scene);
	await Promise.all([repairMachine(scene, report, withMachine), repairWorker(scene, report, withWorker)]);
}
