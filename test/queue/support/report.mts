/** Counts checks and prints what came of them. */
import type { Delivery } from './sender.mts';

export interface Report {
	/** Runs one check, which fails by throwing. A failed check does not end the scenario. */
	check(name: string, run: () => Promise<void> | void): Promise<void>;
	/** Prints a line of figures. */
	say(line: string): void;
	passed: number;
	failed: number;
}

export function createReport(): Report {
	const report: Report = {
		passed: 0,
		failed: 0,
		async check(name, run) {
			try {
				await run();
				report.passed += 1;
				console.log(`PASS ${name}`);
			} catch (error) {
				report.failed += 1;
				console.log(`FAIL ${name}\n${error instanceof Error ? error.message : String(error)}`);
			}
		},
		say: (line) => console.log(`     ${line}`),
	};
	return report;
}

/** `counts` in words: `3 campaigns, 0 lost`. */
export const counted = (counts: object) =>
	Object.entries(counts)
		.map(([name, count]) => `${String(count)} ${name}`)
		.join(', ');

/** How often each value stands in a list, in words: `58 success, 2 error`. */
export function tally(values: unknown[]): string {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counted(counts) || 'none';
}

/** How long things took, in words: median, the slowest of some share in percent, and the slowest of all. */
export function spread(times: number[], percent: number): string {
	const sorted = [...times].sort((a, b) => a - b);
	const quantile = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
	return `median ${quantile(0.5)} ms, ${percent}th percentile ${quantile(percent / 100)} ms, longest ${quantile(1)} ms`;
}

/** Throughput and latency of deliveries that took `elapsedMs` in all; each one is an execution, unless n8n refused it. */
export function speedOf(deliveries: Delivery[], elapsedMs: number): string {
	const perSecond = (deliveries.length / elapsedMs) * 1000;
	const latency = spread(
		deliveries.map(({ latencyMs }) => latencyMs),
		99,
	);
	return `${deliveries.length} batches, ${perSecond.toFixed(1)} executions/s, latency ${latency}`;
}
