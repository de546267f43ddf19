/** One run of the node on n8n's engine: what it takes of time, processor and memory. */
import type * as Harness from '../../engine/support/harness.mts';

const MEGABYTE = 1024 * 1024;

/** Runs the node and says what it took, and what became of it, in a line. Throws when it fails. */
export async function measureRun(
	runNode: typeof Harness.runNode,
	run: Pick<Harness.EngineRun, 'items' | 'parameters' | 'credential'>,
	describe: (json: Harness.EngineResult['json'][number]) => Promise<string> | string,
): Promise<string> {
	let peak = 0;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
	globalThis.gc?.();
	const before = process.memoryUsage().rss;
	const cpu = process.cpuUsage();
	const started = performance.now();
	const { json, error } = await runNode(run);
	const seconds = (performance.now() - started) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(watch);
	if (error !== undefined) throw new Error(error.message);
	const what = await describe(json[0]!);
	return `${seconds.toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor), memory up by ${((peak - before) / MEGABYTE).toFixed(0)} MB, ${what}`;
}
