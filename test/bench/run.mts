/**
 * `npm run bench`: how long the node takes, beside what people would build instead and beside what is possible, on the real
 * n8n against one sink. A full run writes test/bench/results.json, docs/bench.svg and the figures in docs/performance.md and README.
 */
import { parseArgs } from 'node:util';
import { currentVersion } from '../../tools/host.mts';
import { packageVersion } from '../../tools/package.mts';
import { drawDocs } from './report/docs.mts';
import { measureLoading } from './measure/loading.mts';
import { measureMemory, measureSmallMachines } from './measure/memory.mts';
import { describeMachine, readResults, timeOf, type Timings, writeResults } from './report/results.mts';
import { withScene } from './measure/scene.mts';
import { tableOf } from './report/table.mts';
import { measureTimes } from './measure/timing.mts';

const usage = `npm run bench [-- options]

  --rows <n>      time only this many rows, write nothing; may be given several times
  --rounds <n>    times each figure is taken; the median counts (5)
  --json          end with one line of JSON: seconds of node time by rows; null where it failed
  --loading       measure only what the package costs when n8n starts, and renew that
  --draw          measure nothing: draw chart and figures from test/bench/results.json
  --help`;

const { values: options } = parseArgs({
	options: {
		rows: { type: 'string', multiple: true },
		rounds: { type: 'string', default: '5' },
		json: { type: 'boolean', default: false },
		loading: { type: 'boolean', default: false },
		draw: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

const allSizes = [1_000, 10_000, 100_000, 300_000];

const say = (text: string) => console.log(text);

/** What the line of JSON tells of each number of rows. */
const summarised = ['hamsa', 'floor', 'codeHttp', 'aggregateHttp', 'bare'] as const;

function summary(timings: Timings): string {
	const reasons: Record<string, string> = {};
	const lines = Object.entries(timings).map(([rows, subjects]) => {
		const seconds = summarised.map((subject) => {
			const timing = subjects[subject];
			if (timing !== undefined && 'failure' in timing) reasons[`${rows} ${subject}`] = timing.failure;
			return [subject, timeOf({ timings }, Number(rows), subject) ?? null];
		});
		return [rows, Object.fromEntries(seconds)];
	});
	const failed = Object.keys(reasons).length > 0;
	return JSON.stringify({ ...Object.fromEntries(lines), ...(failed ? { reasons } : {}) });
}

function readCount(text: string, what: string): number {
	const number = Number(text);
	if (Number.isInteger(number) && number > 0) return number;
	throw new Error(`${text} is not a number of ${what}\n\n${usage}`);
}

/** Processes that load the package: each takes less than a second. */
const loadingRounds = 25;

async function renewLoading(): Promise<void> {
	writeResults({ ...readResults(), loading: await measureLoading(loadingRounds) });
	drawDocs(readResults());
}

async function measure(): Promise<void> {
	const rounds = readCount(options.rounds, 'rounds');
	const sizes = options.rows?.map((text) => readCount(text, 'rows'));
	await withScene(async (scene) => {
		const timings = await measureTimes(scene, sizes ?? allSizes, rounds, sizes === undefined, say);
		say(tableOf(timings));
		if (sizes === undefined) {
			writeResults({
				date: new Date().toISOString().slice(0, 10),
				machine: describeMachine(),
				versions: { package: packageVersion, n8n: currentVersion, node: process.versions.node },
				rounds,
				timings,
				memory: await measureMemory(scene, Math.min(rounds, 3), say),
				smallMachines: await measureSmallMachines(scene, say),
				loading: await measureLoading(loadingRounds),
			});
			drawDocs(readResults());
		}
		if (options.json) say(summary(timings));
	});
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
try {
	if (options.help) say(usage);
	else if (options.draw) drawDocs(readResults());
	else if (options.loading) await renewLoading();
	else await measure();
	process.exit(0);
} catch (error) {
	console.error((error as Error).stack);
	process.exit(1);
}
