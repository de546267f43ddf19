/** Many things done a few at a time. */
import { describe, expect, it } from '@jest/globals';
import { inLanes } from '../../../nodes/Hamsa/shared/lanes.ts';

describe('lanes', () => {
	it('do each once, so many at a time, and give the results in order', async () => {
		const numbers = Array.from({ length: 20 }, (_, index) => index);
		let running = 0;
		let most = 0;

		const results = await inLanes(numbers, 3, async (number) => {
			most = Math.max(most, ++running);
			// The first ones take longest.
			for (let turn = number; turn < 20; turn++) await Promise.resolve();
			running--;
			return number * 2;
		});

		expect(results).toEqual(numbers.map((number) => number * 2));
		expect(most).toBe(3);
		expect(await inLanes([], 3, () => Promise.reject(new Error('none')))).toEqual([]);
	});

	it('begin nothing after a failure, and end what they have begun before they throw it', async () => {
		const begun: number[] = [];
		const done: number[] = [];

		const work = inLanes([0, 1, 2, 3, 4], 2, async (number) => {
			begun.push(number);
			if (number === 0) throw new Error('Out of order');
			for (let turn = 0; turn < 10; turn++) await Promise.resolve();
			done.push(number);
		});

		await expect(work).rejects.toThrow('Out of order');
		expect([begun, done]).toEqual([[0, 1], [1]]);
	});
});
