/** A CRM that sends its webhook twice. */
import assert from 'node:assert/strict';
import { whileBusy } from '../support/busy.mts';
import { ledgerOf, oneCampaignEach } from '../support/ledger.mts';
import { counted, type Report, speedOf } from '../support/report.mts';
import type { Scene } from '../support/scene.mts';
import {
	campaignOf,
	deliverAll,
	deliverAtLast,
	inParallel,
	isServed,
	newBatches,
} from '../support/sender.mts';
import { type Hook, publishWorkflow } from '../support/workflow.mts';

/** Pairs of posts of one list at the same moment: the lock makes one campaign of each pair, whichever workers have them. */
async function pairs(scene: Scene, { check, say }: Report, hook: Hook, title: string): Promise<void> {
	const batches = newBatches(200, 20);
	const started = performance.now();
	const deliveries = await inParallel(batches, 3, async (batch) => {
		return await Promise.all([deliverAtLast(hook, batch), deliverAtLast(hook, batch)]);
	});
	const ledger = ledgerOf(scene.simulator.campaigns, batches);
	say(`${title}: ${speedOf(deliveries.flat(), performance.now() - started)}`);
	say(`${batches.length} pairs of simultaneous posts: ${counted(ledger)}`);

	await check(`200 lists posted twice at the same moment, ${title}: one campaign each, nobody lost`, () => {
		assert.deepEqual(ledger, oneCampaignEach(batches));
	});
	await check(
		`200 lists posted twice at the same moment, ${title}: both senders hear of the campaign`,
		() => {
			assert.ok(deliveries.flat().every(isServed));
			for (const [one, other] of deliveries) assert.equal(campaignOf(one)?.id, campaignOf(other)?.id);
		},
	);
}

/** The same list again: after the answer, and at the same moment, as busy as the machine is and with every core busy. */
export async function twice(scene: Scene, report: Report): Promise<void> {
	const { campaigns } = scene.simulator;
	const hook = await publishWorkflow(scene, 'twice');

	await report.check(
		'posted twice, one after the other: one campaign, the second post hears of the first',
		async () => {
			const batches = newBatches(20, 50);
			const first = await deliverAll(hook, batches, 5);
			const second = await deliverAll(hook, batches, 5);
			assert.deepEqual(ledgerOf(campaigns, batches), oneCampaignEach(batches));
			assert.deepEqual(
				second.map((delivery) => campaignOf(delivery)?.id),
				first.map((delivery) => campaignOf(delivery)?.id),
			);
			assert.ok(second.every((delivery) => campaignOf(delivery)?.alreadyExisted));
		},
	);
	await pairs(scene, report, hook, 'as busy as the machine is');
	await whileBusy(async () => await pairs(scene, report, hook, 'with every core busy'));
}
