/**
 * What Calling Limits cost: one campaign of 100,000 rows, with 100,000 numbers in 100 campaigns that go on and
 * 20,000 calls on Hamsa, half of both known to the rows. Runs the node on n8n's engine, the simulator in a process of its
 * own: `node tools/run.mjs test/bench/subjects/skip.mts`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type * as Harness from '../../engine/support/harness.mts';
import { startSimulator } from '../../simulator/server.mts';
import { measureRun } from '../measure/engineRun.mts';
import { loadHarness } from '../measure/harness.mts';
import { campaign, makeRows } from './campaign.mts';

const ROWS = 100_000;
const CAMPAIGNS = 100;
const CALLS = 20_000;

/** Numbers on Hamsa: every other one is in the rows. */
const strangers = (count: number) =>
	makeRows(count).map(({ phoneNumber }) => phoneNumber.replace('+966', '+971'));
const known = (count: number) => makeRows(count).map(({ phoneNumber }) => phoneNumber);
const halfKnown = (count: number) => {
	const others = strangers(count);
	return known(count).map((number, index) => (index % 2 === 0 ? number : others[index]!));
};

async function simulate(): Promise<void> {
	const simulator = await startSimulator();
	const numbers = halfKnown(ROWS).map((phoneNumber) => ({ phoneNumber }));
	const size = ROWS / CAMPAIGNS;
	for (let index = 0; index < CAMPAIGNS; index++)
		simulator.seedCampaign({ recipients: numbers.slice(index * size, (index + 1) * size) });
	simulator.seedCalls(halfKnown(CALLS).map((toNumber) => ({ toNumber })));
	process.send?.({ apiKey: simulator.apiKey, baseUrl: simulator.url });
	process.on('disconnect', () => process.exit());
}

async function measure(): Promise<void> {
	const hamsa = fork(fileURLToPath(import.meta.url), ['simulate']);
	const [credential] = (await once(hamsa, 'message')) as [Harness.HamsaCredential];
	const { runNode } = await loadHarness();
	const { reservedConcurrency } = campaign;
	const run = async (name: string, amount: number, days: number) => {
		const items = makeRows(amount).map((row) => ({ ...row }));
		const parameters = {
			resource: 'campaign',
			operation: 'create',
			runMode: 'call',
			name,
			phoneNumber: { __rl: true, mode: 'list', value: campaign.phoneNumber },
			voiceAgentId: { __rl: true, mode: 'list', value: campaign.voiceAgentId },
			recipientPhoneNumber: '={{ $json.phoneNumber }}',
			scheduledTimezone: { __rl: true, mode: 'name', value: campaign.scheduledTimezone },
			reservedConcurrency,
			limits: {
				maximumRecipients: ROWS,
				maximumCallingDays: 100_000,
				duplicateProtectionHours: 0,
				...(days > 0 && { callingLimits: { limit: [{ days }] } }),
			},
		};
		const took = await measureRun(
			runNode,
			{ items, parameters, credential },
			({ recipientsCount, skippedCount }) =>
				`${String(recipientsCount)} called, ${String(skippedCount)} skipped`,
		);
		console.log(`${name}: ${took}`);
	};
	await run('first run', 1, 0);
	// Looks before it sends, so that the second run does not find the campaign of this one.
	await run('with skipping', ROWS, 7);
	await run('without skipping', ROWS, 0);
	hamsa.disconnect();
}

await (process.argv[2] === 'simulate' ? simulate() : measure());
