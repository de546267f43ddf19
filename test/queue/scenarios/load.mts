import assert from 'node:assert/strict';
import { executionsOf, waitForEnd } from '../support/executions.mts';
import { ledgerOf, oneCampaignEach } from '../support/ledger.mts';
import { counted, type Report, speedOf, spread, tally } from '../support/report.mts';
import type { Scene } from '../support/scene.mts';
import { campaignOf, deliverAll, isServed, newBatches } from '../support/sender.mts';
import { waitsOf } from '../support/waits.mts';
import { type Hook, publishWorkflow } from '../support/workflow.mts';

const BATCHES = 200;
const CONTACTS = 50;
const CLIENTS = 20;

/** Posts different lists through one node; says how fast. */
async function post(hook: Hook, say: Report['say'], title: string) {
	const batches = newBatches(BATCHES, CONTACTS);
	const started = performance.now();
	const deliveries = await deliverAll(hook, batches, CLIENTS);
	say(`${title}: ${speedOf(deliveries, performance.now() - started)}`);
	return { batches, deliveries };
}

/**
 * Says how long those waited who created. What of it is the lock shows the comparison with executions that need none: the
 * rest is reading the rows, and with the lock one look at Hamsa.
 */
async function sayWaits(scene: Scene, hook: Hook, say: Report['say'], title: string): Promise<void> {
	const waits = await waitsOf(scene, hook);
	assert.ok(waits.length > 0);
	say(`${title}, from the start of the node to its POST: ${spread(waits, 95)} (${waits.length} executions)`);
}

/** Many different lists at once through one node, nothing breaks: they wait for each other, which is what the figures show. */
export async function load(scene: Scene, { check, say }: Report): Promise<void> {
	const name = `${BATCHES} lists of ${CONTACTS} contacts, ${CLIENTS} clients`;
	const hook = await publishWorkflow(scene, 'load');
	const { batches, deliveries } = await post(hook, say, 'with the lock between processes');
	const ledger = ledgerOf(scene.simulator.campaigns, batches);
	say(counted(ledger));
	say(`read back, verified: ${tally(deliveries.map((delivery) => campaignOf(delivery)?.verified))}`);
	say(`requests to Hamsa: ${tally(scene.simulator.requests.map(({ method }) => method))}`);

	await check(`${name}: every sender gets a campaign of its own`, () => {
		assert.ok(deliveries.every(isServed));
		assert.equal(new Set(deliveries.map((delivery) => campaignOf(delivery)?.id)).size, BATCHES);
	});
	await check(`${name}: as many campaigns, every contact in exactly one`, () => {
		assert.deepEqual(ledger, oneCampaignEach(batches));
	});
	await check(`${name}: every execution ends`, async () => {
		assert.deepEqual(await waitForEnd(scene, hook, 300_000), []);
		say(`executions: ${tally((await executionsOf(scene, hook)).map(({ status }) => status))}`);
		await sayWaits(scene, hook, say, 'with the lock');
	});

	const unlocked = await publishWorkflow(scene, 'load-unlocked', { duplicateProtectionHours: 0 });
	await check(`${name}: without Duplicate Protection nobody waits and nobody is lost`, async () => {
		const without = await post(unlocked, say, 'without it (Duplicate Protection off)');
		assert.ok(without.deliveries.every(isServed));
		assert.equal(ledgerOf(scene.simulator.campaigns, without.batches).lost, 0);
		assert.deepEqual(await waitForEnd(scene, unlocked, 300_000), []);
		await sayWaits(scene, unlocked, say, 'without it');
	});
}
