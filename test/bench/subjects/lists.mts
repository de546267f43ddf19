/**
 * What a list costs by what is in it: 100,000 people of one country, of thirty countries (a campaign for each clock), and of
 * one country with a Do Not Call List of 200,000 entries. Runs the node on n8n's engine with its defaults, in turns, the
 * simulator in a process of its own: `node tools/run.mjs test/bench/subjects/lists.mts`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import type * as Harness from '../../engine/support/harness.mts';
import { startSimulator } from '../../simulator/server.mts';
import { loadHarness } from '../measure/harness.mts';
import { campaign, makeRows } from './campaign.mts';

const ROWS = 100_000;
const ENTRIES = 200_000;
const ROUNDS = 5;
const COUNTRIES = 30;

type Rows = Array<Record<string, unknown>>;

async function simulate(): Promise<void> {
	const simulator = await startSimulator();
	process.send?.({ apiKey: simulator.apiKey, baseUrl: simulator.url });
	process.on('disconnect', () => process.exit());
}

/** Countries whose mobiles can be told apart by their last five digits, and which have one clock each. */
const PATTERNS = ['SA', 'AE', 'KW', 'QA', 'BH', 'OM', 'EG', 'JO', 'GB', 'DE', 'FR', 'IT', 'TR', 'IN', 'PK']
	.concat(['BD', 'MY', 'PH', 'NG', 'KE', 'ZA', 'PL', 'NL', 'BE', 'SE', 'CH', 'AT', 'GR', 'MA', 'TN'])
	.slice(0, COUNTRIES)
	.map((iso) => getCountries().find((each) => each === iso)!)
	.map((country) => getExampleNumber(country, examples)!.number.slice(0, -5));

/** One row after the other from another country. */
const worldwide = (): Rows =>
	makeRows(ROWS).map((row, index) => ({
		...row,
		phoneNumber: `${PATTERNS[index % COUNTRIES]!}${String(Math.floor(index / COUNTRIES)).padStart(5, '0')}`,
	}));

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function measure(): Promise<void> {
	const hamsa = fork(fileURLToPath(import.meta.url), ['simulate']);
	const [credential] = (await once(hamsa, 'message')) as [Harness.HamsaCredential];
	const { runNode } = await loadHarness();
	const run = async (items: Rows, limits: object, second?: Rows) => {
		globalThis.gc?.();
		const {
			run: whole,
			json,
			error,
		} = await runNode({
			items: items as never,
			second: second as never,
			parameters: {
				resource: 'campaign',
				operation: 'create',
				runMode: 'call',
				name: 'List',
				phoneNumber: { __rl: true, mode: 'list', value: campaign.phoneNumber },
				voiceAgentId: { __rl: true, mode: 'list', value: campaign.voiceAgentId },
				recipientPhoneNumber: '={{ $json.phoneNumber }}',
				recipientName: '={{ $json.name }}',
				reservedConcurrency: 100,
				severalCampaigns: { maximumCampaigns: 100 },
				limits: {
					maximumRecipients: ROWS,
					maximumCallingDays: 1000,
					duplicateProtectionHours: 0,
					...limits,
				},
				options: { ifRowCannotBeCalled: 'leaveOut' },
			},
			credential,
		});
		if (error !== undefined) throw new Error(error.message);
		const people = json.reduce((sum, { recipientsCount }) => sum + Number(recipientsCount), 0);
		const [task] = whole.data.resultData.runData.Hamsa!;
		return { time: task!.executionTime, campaigns: json.length, people };
	};
	const one = makeRows(ROWS) as unknown as Rows;
	const thirty = worldwide();
	const list = makeRows(ENTRIES)
		.slice(ROWS - 1000)
		.map(({ phoneNumber }) => ({ phoneNumber }));
	const subjects = {
		'one country': async () => await run(one, {}),
		'thirty countries': async () => await run(thirty, {}),
		'with a Do Not Call List': async () => await run(one, { doNotCallList: true }, list),
	};
	const times = new Map<string, number[]>();
	for (let round = 0; round <= ROUNDS; round++) {
		const turns = Object.entries(subjects);
		for (const [name, subject] of round % 2 === 0 ? turns : turns.toReversed()) {
			const { time, campaigns, people } = await subject();
			// In the first round programs warm up.
			if (round === 0) console.log(`${name}: ${campaigns} campaigns of ${people} people`);
			else times.set(name, [...(times.get(name) ?? []), time]);
		}
	}
	const base = median(times.get('one country')!);
	for (const [name, all] of times) {
		console.log(`${name}: ${median(all)} ms (${(median(all) / base).toFixed(2)}x), of ${all.join(', ')}`);
	}
	hamsa.disconnect();
}

await (process.argv[2] === 'simulate' ? simulate() : measure());
