import assert from 'node:assert/strict';
import { executionsOf } from '../support/executions.mts';
import { ledgerOf, oneCampaignEach } from '../support/ledger.mts';
import { counted, type Report, speedOf, tally } from '../support/report.mts';
import type { Scene } from '../support/scene.mts';
import { deliverAll, newBatches } from '../support/sender.mts';
import { publishWorkflow } from '../support/workflow.mts';

/** Many batches at once, nothing breaks. */
export async function load(scene: Scene, { check, say }: Report): Promise<void> {
	const hook = await publishWorkflow(scene, 'load');
	const batches = newBatches(200, 50);
	const started = performance.now();
	const deliveries = await deliverAll(hook, batches, 20);
	const elapsed = performance.now() - started;
	const ledger = ledgerOf(scene.simulator.campaigns, batches);
	say(speedOf(deliveries, elapsed));
	say(counted(ledger));
	say(`requests to Hamsa: ${tally(scene.simulator.requests.map(({ method }) => method))}`);

	await check('200 batches of 50 contacts, 20 clients: every sender gets a campaign of its own', () => {
		assert.equal(tally(deliveries.map(({ status }) => status)), '200 200');
		const ids = deliveries.map(({ answer }) => (JSON.parse(answer) as { id: string }).id);
		assert.equal(new Set(ids).size, 200);
	});
	await check('200 batches of 50 contacts: 200 campaigns, every contact in exactly one', () => {
		assert.deepEqual(ledger, oneCampaignEach(batches));
	});
	await check('200 batches of 50 contacts: n8n records 200 executions, all successful', async () => {
		const statuses = (await executionsOf(scene, hook)).map(({ status }) => status);
		assert.equal(tally(statuses), '200 success');
	});
}
