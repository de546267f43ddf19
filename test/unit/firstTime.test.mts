import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createFirstTimeTest } from '../../nodes/Hamsa/campaign/firstTime.ts';

describe('telling what comes for the first time', () => {
	it('answers as a set does, whatever the texts', () => {
		const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.integer({ max: 40 }).map(String));
		fc.assert(
			fc.property(fc.array(text, { maxLength: 200 }), (texts) => {
				const isNew = createFirstTimeTest();
				const seen = new Set<string>();

				for (const each of texts) {
					expect(isNew(each)).toBe(!seen.has(each));
					seen.add(each);
				}
			}),
		);
	});

	it('keeps its memory while it grows', () => {
		const isNew = createFirstTimeTest();
		const numbers = Array.from({ length: 20_000 }, (_, n) => `+9665${String(n * 7919).padStart(8, '0')}`);

		expect(numbers.filter(isNew)).toHaveLength(numbers.length);
		expect(numbers.filter(isNew)).toEqual([]);
	});

	it('tells texts with equal hashes apart', () => {
		const isNew = createFirstTimeTest();

		// The 32-bit FNV-1a hash of both words is the same.
		expect(['costarring', 'liquid', 'costarring', 'liquid'].map((word) => isNew(word))).toEqual([
			true,
			true,
			false,
			false,
		]);
	});
});
