/** Servers that are away for some seconds, and a worker that dies, while contacts keep coming. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../../../tools/lib/processes.mts';
import { type ExecutionRow, executionsOf, repair, waitForEnd } from '../support/executions.mts';
import type { Gate } from '../support/gate.mts';
import { ledgerOf, oneCampaignEach } from '../support/ledger.mts';
import { counted, type Report, speedOf, tally } from '../support/report.mts';
import type { Scene } from '../support/scene.mts';
import { deliverDuring, isServed } from '../support/sender.mts';
import { type Hook, publishWorkflow } from '../support/workflow.mts';

interface Outage {
	title: string;
	/** Of the workflow's webhook. */
	path: string;
	/** Takes something away and brings it back. */
	run: (scene: Scene) => Promise<void>;
}

/** Senders give up after a while, as they do in life: n8n forgets some for good when Redis or PostgreSQL is away. */
const clients = { count: 20, contacts: 20, patienceMs: 10_000, pauseMs: 2_000 };

/** Enough that every process has worked, in batches that were served. */
const SERVED = 20;

/** Twice as long as a lock of a dead process is waited for. */
const servedWithinMs = 900_000;

/** Waits until so many batches more are served: all works, or works again. */
async function untilServed({ simulator }: Scene): Promise<void> {
	const before = simulator.campaigns.length;
	await waitFor(`${SERVED} more campaigns`, servedWithinMs, async () => {
		return simulator.campaigns.length >= before + SERVED || undefined;
	});
}

async function away(gate: Gate, ms: number, meanwhile?: () => Promise<void>): Promise<void> {
	gate.close();
	await meanwhile?.();
	await sleep(ms);
	await gate.open();
}

/**
 * Waits until every execution has ended. n8n leaves some open for good when their job or their result was lost with a
 * connection, until main is started again (or after hours): then it marks as crashed what is in no queue.
 */
async function endOfAll(scene: Scene, hook: Hook, say: Report['say']): Promise<ExecutionRow[]> {
	const open = await waitForEnd(scene, hook, 30_000);
	if (open.length === 0) return open;
	say(`still open, so main is started again: ${tally(open.map(({ status }) => status))}`);
	await scene.main.stop();
	await scene.main.start();
	return await waitForEnd(scene, hook, servedWithinMs);
}

/** Contacts keep coming during the outage; afterwards people repair what failed, and the campaigns are counted. */
async function survive(scene: Scene, { check, say }: Report, { title, path, run }: Outage): Promise<void> {
	const hook = await publishWorkflow(scene, path);
	const started = performance.now();
	const deliveries = await deliverDuring(hook, clients, run(scene));
	say(speedOf(deliveries, performance.now() - started));
	say(`senders heard: ${tally(deliveries.map(({ status }) => status ?? 'nothing'))}`);
	const batches = deliveries.map(({ batch }) => batch);
	const open = await endOfAll(scene, hook, say);
	const ledger = () => ledgerOf(scene.simulator.campaigns, batches);
	say(`executions: ${tally((await executionsOf(scene, hook)).map(({ status }) => status))}`);
	say(`before repair: ${counted(ledger())}`);

	await check(`${title}: every execution ends`, () => assert.deepEqual(open, []));
	await check(`${title}: a sender who hears of a campaign has one, nobody is in two`, () => {
		const served = deliveries.filter(isServed).map(({ batch }) => batch);
		assert.deepEqual(ledgerOf(scene.simulator.campaigns, served), oneCampaignEach(served));
		assert.equal(ledger().duplicates, 0);
	});
	await check(`${title}: retried and posted again, every contact is in exactly one campaign`, async () => {
		const { retried, postedAgain } = await repair(scene, hook, deliveries);
		say(`retried: ${tally(retried)}; posted again: ${tally(postedAgain.map(({ status }) => status))}`);
		say(counted(ledger()));
		assert.deepEqual(ledger(), oneCampaignEach(batches));
	});
}

const outages: Record<string, Outage> = {
	workerAway: {
		title: 'a worker killed under load',
		path: 'worker-away',
		run: async (scene) => {
			const [victim] = scene.workers;
			await untilServed(scene);
			await victim.kill();
			await sleep(1_000);
			await victim.start();
		},
	},
	redisAway: {
		title: 'Redis away for 3 s, then again, coming back empty',
		path: 'redis-away',
		run: async (scene) => {
			const { gates, servers } = scene;
			await untilServed(scene);
			await away(gates.redis, 3_000);
			await untilServed(scene);
			await away(gates.redis, 3_000, servers.emptyRedis);
			await untilServed(scene);
		},
	},
	postgresAway: {
		title: 'PostgreSQL away for 3 s',
		path: 'postgres-away',
		run: async (scene) => {
			const { gates, servers } = scene;
			await untilServed(scene);
			// A server that goes down says so to its clients before their connections end.
			await servers.endPostgresConnections();
			await away(gates.postgres, 3_000);
			await untilServed(scene);
		},
	},
	hamsaAway: {
		title: 'Hamsa away for 10 s',
		path: 'hamsa-away',
		run: async (scene) => {
			await untilServed(scene);
			await away(scene.gates.hamsa, 10_000);
			await untilServed(scene);
		},
	},
};

/** One scenario for each outage, by name. */
export const outageScenarios = Object.fromEntries(
	Object.entries(outages).map(([name, outage]) => [
		name,
		async (scene: Scene, report: Report) => await survive(scene, report, outage),
	]),
);
