/** Memory: every figure from an n8n process of its own, since a peak never comes down. */
import type { Bench, Scene } from './scene.mts';
import { median, type Memory, type SmallMachine } from '../report/results.mts';
import type { VariantName } from '../subjects/workflows.mts';

/** Rows at which memory is compared. */
export const memoryRows = 100_000;

const compared: VariantName[] = ['rowsOnly', 'floor', 'floorLinked', 'hamsa'];

interface Measured {
	peak: number;
	savedSize: number;
}

async function measureOnce(scene: Scene, name: VariantName): Promise<Measured> {
	const bench = await scene.startBench();
	try {
		const outcome = await bench.run(name, { rows: memoryRows, tidy: false });
		if ('failure' in outcome) throw new Error(`${name} failed: ${outcome.failure}`);
		const { peakMemory } = outcome.record;
		if (peakMemory === undefined) throw new Error('This system does not tell how much memory a process uses');
		return { peak: Math.round(peakMemory), savedSize: await bench.savedSize(outcome.record) };
	} finally {
		await bench.stop();
	}
}

/** Compares workflows that do the same with and without a node, and with and without links to every row. */
export async function measureMemory(
	scene: Scene,
	rounds: number,
	say: (text: string) => void,
): Promise<Partial<Record<VariantName, Memory>>> {
	const taken = new Map<VariantName, Measured[]>();
	for (let round = 1; round <= rounds; round++) {
		say(`Memory, round ${round} of ${rounds}`);
		for (const name of compared) {
			taken.set(name, [...(taken.get(name) ?? []), await measureOnce(scene, name)]);
		}
	}
	return Object.fromEntries(
		[...taken].map(([name, all]): [VariantName, Memory] => {
			const peaks = all.map(({ peak }) => peak);
			return [name, { peak: { median: median(peaks), all: peaks }, savedSize: all[0]!.savedSize }];
		}),
	);
}

/** The memory that n8n's hosted plans give, in MiB: what the heap is held to. The whole process takes more. */
const machines = [320, 640];

const sizes = [1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 150_000, 200_000, 300_000, 400_000, 500_000];

async function findLargest(scene: Scene, machine: number): Promise<SmallMachine> {
	const found: SmallMachine = { machine, largest: 0 };
	let bench: Bench;
	try {
		bench = await scene.startBench({ NODE_OPTIONS: `--max-old-space-size=${machine}` });
	} catch {
		return { ...found, failedAt: { rows: 0, reason: 'n8n does not start' } };
	}
	try {
		for (const rows of sizes) {
			const outcome = await bench.run('hamsa', { rows, tidy: false });
			if ('failure' in outcome) return { ...found, failedAt: { rows, reason: outcome.failure } };
			found.largest = rows;
			found.resident = Math.round(outcome.record.peakMemory ?? 0);
		}
		return found;
	} finally {
		await bench.stop();
	}
}

/** Finds the largest campaign on machines as small as n8n's hosted plans. */
export async function measureSmallMachines(
	scene: Scene,
	say: (text: string) => void,
): Promise<SmallMachine[]> {
	const found: SmallMachine[] = [];
	for (const machine of machines) {
		say(`The largest campaign on a machine of ${machine} MiB`);
		found.push(await findLargest(scene, machine));
	}
	return found;
}
