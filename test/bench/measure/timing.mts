/** Node times: all variants in turn in one n8n, so that whatever else the machine does hits all of them alike. */
import type { Bench, Scene } from './scene.mts';
import { startBareScript, startPhoneCleaner } from './children.mts';
import { median, type Subject, type Timing, type Timings } from '../report/results.mts';
import { type Variant, type VariantName, variants } from '../subjects/workflows.mts';

/** Above this many rows only what is known to work is run. */
const mostRowsOfAll = 100_000;

/** The subjects without which no ratio can be told. */
const essential: VariantName[] = ['hamsa', 'floor', 'codeHttp', 'aggregateHttp'];
const others: VariantName[] = ['expressions', 'requestPerRow', 'hamsaProtected', 'hamsaChecked'];

/** One measurement in seconds, or why it failed. */
type Taken = { seconds: number } | { failure: string };

/** Something to be measured again and again, and what came of it so far. */
interface Series {
	rows: number;
	subject: Subject;
	take: () => Promise<Taken>;
	taken: Taken[];
}

const hasFailed = ({ taken }: Series) => taken.some((each) => 'failure' in each);

function canRun(name: VariantName, rows: number): boolean {
	const { mostRows = Infinity }: Variant = variants[name];
	const isKnownToWork = name === 'hamsa' || name === 'floor';
	return rows <= mostRows && (rows <= mostRowsOfAll || isKnownToWork);
}

function seriesOf(
	scene: Scene,
	bench: Bench,
	sizes: readonly number[],
	names: readonly VariantName[],
): Series[] {
	const { sink, phonesBundle } = scene;
	const bareScript = startBareScript(sink);
	const cleanPhones = startPhoneCleaner(phonesBundle);
	return sizes.flatMap((rows) => {
		const series = (subject: Subject, take: Series['take']): Series => ({ rows, subject, take, taken: [] });
		return [
			...names
				.filter((name) => canRun(name, rows))
				.map((name) => series(name, async () => await bench.run(name, { rows, tidy: true }))),
			series('bare', async () => {
				const seconds = await bareScript(rows);
				await sink.takeStock();
				return { seconds };
			}),
			series('phoneCleaning', async () => ({ seconds: await cleanPhones(rows) })),
		];
	});
}

function timingOf({ taken }: Series): Timing {
	const all: number[] = [];
	for (const each of taken) {
		if ('failure' in each) return each;
		all.push(Number(each.seconds.toFixed(4)));
	}
	// The first round is not counted: programs warm up.
	const counted = all.slice(1);
	return { median: median(counted), all: counted };
}

/** Measures everything for each number of rows; `all` is false for the essential subjects alone. */
export async function measureTimes(
	scene: Scene,
	sizes: readonly number[],
	rounds: number,
	all: boolean,
	say: (text: string) => void,
): Promise<Timings> {
	const names = all ? [...essential, ...others] : essential;
	// Saving executions is no part of a node's time.
	const bench = await scene.startBench({
		EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
		EXECUTIONS_DATA_SAVE_ON_ERROR: 'none',
	});
	const series = seriesOf(scene, bench, sizes, names);
	try {
		for (let round = 0; round <= rounds; round++) {
			say(round === 0 ? 'Warming up' : `Round ${round} of ${rounds}`);
			// There and back again: whoever comes after another finds memory and code that it has warmed.
			const turns = round % 2 === 0 ? series : series.toReversed();
			// What has failed once is not asked again.
			for (const each of turns) if (!hasFailed(each)) each.taken.push(await each.take());
		}
	} finally {
		await bench.stop();
	}
	const timings: Timings = {};
	for (const each of series) (timings[each.rows] ??= {})[each.subject] = timingOf(each);
	return timings;
}
