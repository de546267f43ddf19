/**
 * What Release Wave costs: a list of 100,000 rows of which 98 waves of 1,000 have ended and one goes on. The first run after a start
 * of n8n reads every wave, a later one only that which goes on. Runs the node on n8n's engine, the simulator in a process of its
 * own: `node tools/run.mjs test/bench/subjects/waves.mts`.
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
const WAVES = 99;
const PEOPLE = 1_000;
const ROUNDS = 5;

async function simulate(): Promise<void> {
	const simulator = await startSimulator();
	const numbers = makeRows(ROWS).map(({ phoneNumber }) => ({ phoneNumber }));
	for (let wave = 1; wave <= WAVES; wave++) {
		simulator.seedCampaign({
			name: `Long list · wave ${wave}`,
			status: wave < WAVES ? 'COMPLETED' : 'RUNNING',
			progress: { status: wave < WAVES ? 'COMPLETED' : 'PENDING' },
			recipients: numbers.slice((wave - 1) * PEOPLE, wave * PEOPLE),
		});
	}
	process.on('message', () => process.send?.(simulator.requests.length));
	process.send?.({ apiKey: simulator.apiKey, baseUrl: simulator.url });
	process.on('disconnect', () => process.exit());
}

async function measure(): Promise<void> {
	const hamsa = fork(fileURLToPath(import.meta.url), ['simulate']);
	const [credential] = (await once(hamsa, 'message')) as [Harness.HamsaCredential];
	const { runNode } = await loadHarness();
	const requestsSoFar = async (): Promise<number> => {
		hamsa.send('requests');
		const [requests] = (await once(hamsa, 'message')) as [number];
		return requests;
	};
	const run = async (what: string, name: string, parameters: Record<string, unknown>, amount = ROWS) => {
		const requests = await requestsSoFar();
		const items = makeRows(amount).map((row) => ({ ...row }));
		const all = {
			resource: 'campaign',
			operation: 'releaseWave',
			runMode: 'call',
			name,
			phoneNumber: { __rl: true, mode: 'list', value: campaign.phoneNumber },
			voiceAgentId: { __rl: true, mode: 'list', value: campaign.voiceAgentId },
			recipientPhoneNumber: '={{ $json.phoneNumber }}',
			...parameters,
		};
		const took = await measureRun(
			runNode,
			{ items, parameters: all, credential },
			async ({ released, reason = 'released' }) =>
				`${(await requestsSoFar()) - requests} requests, ${String(released)} people, ${String(reason)}`,
		);
		console.log(`${what}: ${took}`);
	};
	await run('warming up, one row', 'Other list', {}, 1);
	await run('first run, nothing goes out', 'Long list', {});
	for (let round = 0; round < ROUNDS; round++) await run('later run, nothing goes out', 'Long list', {});
	await run('later run, a wave goes out', 'Long list', {
		peoplePerWave: PEOPLE,
		waveRules: { unfinishedAtMost: ROWS, onlyInsideCallingWindow: false },
		limits: { maximumCallingDays: 100_000 },
	});
	hamsa.disconnect();
}

await (process.argv[2] === 'simulate' ? simulate() : measure());
