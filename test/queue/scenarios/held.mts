/** The database is away while an execution holds the lock of its node. */
import assert from 'node:assert/strict';
import { waitFor } from '../../../tools/lib/processes.mts';
import { ledgerOf, oneCampaignEach } from '../support/ledger.mts';
import type { Report } from '../support/report.mts';
import type { Scene } from '../support/scene.mts';
import { deliver, deliverAtLast, isServed, newBatches } from '../support/sender.mts';
import { publishWorkflow } from '../support/workflow.mts';

const POST = { method: 'POST', path: '/v1/voice-agents/campaigns' };

/**
 * PostgreSQL goes while Hamsa works on the POST, and comes back when it has answered. The lock is given back then, not only
 * after the minutes in which a dead process's is taken over.
 */
export async function heldWithoutDatabase(scene: Scene, { check, say }: Report): Promise<void> {
	const { gates, servers, simulator } = scene;
	const hook = await publishWorkflow(scene, 'held-without-database');
	const [batch = [], another = []] = newBatches(2, 50);
	simulator.behave({ ...POST, then: { answerDelayMs: 8_000 } });
	// n8n may forget its sender, who gives up then.
	const first = deliver(hook, batch, 30_000);
	const posted = () => simulator.requests.find(({ method }) => method === 'POST');
	await waitFor('the POST', 180_000, async () => posted());
	await servers.endPostgresConnections();
	gates.postgres.close();
	await waitFor("Hamsa's answer", 180_000, async () => posted()?.status ?? undefined);
	await gates.postgres.open();
	const { status } = await first;
	say(`the sender heard: ${status ?? 'nothing'}`);

	await check(
		'PostgreSQL away while the lock is held: the same list again and another one, one campaign each',
		async () => {
			const started = performance.now();
			const deliveries = await Promise.all([deliverAtLast(hook, batch), deliverAtLast(hook, another)]);
			say(
				`posted again, and another list: answered after ${Math.round((performance.now() - started) / 1_000)} s`,
			);
			assert.ok(deliveries.every(isServed), deliveries.map(({ answer }) => answer).join('\n'));
			assert.deepEqual(ledgerOf(simulator.campaigns, [batch, another]), oneCampaignEach([batch, another]));
		},
	);
}
