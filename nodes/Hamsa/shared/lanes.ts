/**
 * Does something for each of many, so many of them at the same time, and returns what came of each in their order. When one
 * fails, no further ones begin, and the failure is thrown once those that have begun are done.
 */
export async function inLanes<T, Result>(
	many: readonly T[],
	lanes: number,
	work: (each: T) => Promise<Result>,
): Promise<Result[]> {
	const results = new Array<Result>(many.length);
	// The lanes share one iterator, so each is done once; and when one of them fails it ends for all.
	const queue = (function* () {
		yield* many.entries();
	})();
	const lane = async () => {
		for (const [index, each] of queue) results[index] = await work(each);
	};
	const ends = await Promise.allSettled(Array.from({ length: Math.min(lanes, many.length) }, lane));
	for (const end of ends) if (end.status === 'rejected') throw end.reason;
	return results;
}
