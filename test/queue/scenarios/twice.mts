/** A CRM that sends its webhook twice. */
import assert from 'node:assert/strict';
import { ledgerOf, oneCampaignEach } from '../support/ledger.mts';
import { counted, type Report } from '../support/report.mts';
import type { Scene } from '../support/scene.mts';
import { type Delivery, deliver, deliverAll, inParallel, newBatches } from '../support/sender.mts';
import { publishWorkflow } from '../support/workflow.mts';

interface Answer {
	id: string;
	alreadyExisted?: boolean;
}

const answerOf = ({ answer }: Delivery) => JSON.parse(answer) as Answer;

/**
 * Posted again after the answer, the second post gets the campaign of the first, whichever worker has it. For two posts at
 * the same moment there are figures only: two workers can look for the campaign before either has made it.
 */
export async function twice(scene: Scene, { check, say }: Report): Promise<void> {
	const { campaigns } = scene.simulator;
	const hook = await publishWorkflow(scene, 'twice');

	await check(
		'posted twice, one after the other: one campaign, the second post hears of the first',
		async () => {
			const batches = newBatches(20, 50);
			const first = await deliverAll(hook, batches, 5);
			const second = await deliverAll(hook, batches, 5);
			assert.deepEqual(ledgerOf(campaigns, batches), oneCampaignEach(batches));
			assert.deepEqual(
				second.map((delivery) => answerOf(delivery).id),
				first.map((delivery) => answerOf(delivery).id),
			);
			assert.ok(first.every((delivery) => answerOf(delivery).alreadyExisted === undefined));
			assert.ok(second.every((delivery) => answerOf(delivery).alreadyExisted));
		},
	);

	await check(
		'posted twice at the same moment: nobody is lost, no sender hears of a campaign that is not there',
		async () => {
			const batches = newBatches(40, 50);
			const pairs = await inParallel(batches, 3, async (batch) => {
				return await Promise.all([deliver(hook, batch), deliver(hook, batch)]);
			});
			const ledger = ledgerOf(campaigns, batches);
			say(`40 pairs of simultaneous posts: ${counted(ledger)}`);
			assert.equal(ledger.lost, 0);
			assert.equal(ledger.divided, 0);
			const ids = new Set(campaigns.map(({ id }) => id));
			for (const delivery of pairs.flat()) assert.ok(ids.has(answerOf(delivery).id), delivery.answer);
		},
	);
}
