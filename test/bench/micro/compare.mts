/** Ways to do the same, measured in turn. */
type Ways = Record<string, () => unknown>;

/** Processor time of one call in milliseconds: unlike the clock's, it leaves out what other programs took meanwhile. */
function processorTime(work: () => unknown): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

/** The middle one of an odd number of values. */
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[(values.length - 1) / 2]!;

/** Prints the median processor time of each way, and how long it takes beside the first one. `rounds` is odd. */
export function compare(title: string, ways: Ways, rounds = 15): void {
	const taken = Object.entries(ways).map(([name, work]) => ({ name, work, times: [] as number[] }));
	for (let round = 0; round < rounds; round++) {
		// There and back again, so that no way always comes first.
		for (const { work, times } of round % 2 === 0 ? taken : [...taken].reverse())
			times.push(processorTime(work));
	}
	console.log(`${title} (median of ${rounds})`);
	const first = median(taken[0]!.times);
	for (const { name, times } of taken) {
		const middle = median(times);
		console.log(`  ${name.padEnd(52)}${middle.toFixed(1).padStart(8)} ms  ${(middle / first).toFixed(2)}x`);
	}
}
