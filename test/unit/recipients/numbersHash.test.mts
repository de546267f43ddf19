import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { numberKey, writeNumber } from '../../../nodes/Hamsa/phoneNumbers/digits.ts';
import { hashOfNumbers, summariseNumbers } from '../../../nodes/Hamsa/recipients/numbersHash.ts';

/** Digits as they can come, with and without a plus, long and with zeros at the beginning; never none at all. */
const number = fc.stringMatching(/^\+?0{0,2}[1-9]{0,2}\d{1,20}$/);

describe('telling numbers apart', () => {
	it('goes by their digits, whatever their length and however they begin', () => {
		const digits = (text: string) => text.replace('+', '');
		fc.assert(
			fc.property(number, number, (one, other) => {
				expect(numberKey(one) === numberKey(other)).toBe(digits(one) === digits(other));
			}),
			{ numRuns: 2_000 },
		);
	});

	it('keeps apart long numbers that a floating-point number would not', () => {
		expect(numberKey('+9007199254740993')).not.toBe(numberKey('+9007199254740992'));
		expect(numberKey('+999999999999998')).not.toBe(numberKey('+999999999999999'));
	});

	it('writes only what gives the digits back', () => {
		const numbers = new Float64Array(2);

		expect(
			['+0501234567', '', '+', '+1234567890123456', '+96650x'].map((text) => writeNumber(numbers, 0, text)),
		).toEqual([false, false, false, false, false]);
		expect(writeNumber(numbers, 1, '+966501234567')).toBe(true);
		expect([...numbers]).toEqual([0, 966501234567]);
	});
});

describe('knowing a list again', () => {
	it('does not depend on its order, and does on every number and on how often it is there', () => {
		fc.assert(
			fc.property(fc.array(number, { maxLength: 30 }), fc.array(number, { maxLength: 30 }), (one, other) => {
				const sorted = (list: string[]) => list.map((text) => text.replace('+', '')).sort();

				expect(hashOfNumbers([...one].reverse())).toBe(hashOfNumbers(one));
				expect(hashOfNumbers(one) === hashOfNumbers(other)).toBe(
					JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)),
				);
				expect(hashOfNumbers([...one, '+966501234567'])).not.toBe(hashOfNumbers(one));
			}),
		);
	});

	it('is the same whether numbers come as texts or sorted by kind, as the judge has them', () => {
		const exact = [966501234567, 123, 966501234568];
		const others = ['0123', '12345678901234567890', '0501234567'];
		const texts = [others[0]!, ...exact.map((n) => `+${n}`), ...others.slice(1)];

		expect(summariseNumbers(Float64Array.from(exact), [...others]).numbersHash).toBe(hashOfNumbers(texts));
	});

	it('tells exactly the numbers that are there more than once', () => {
		const small = fc.integer({ min: 1, max: 40 });
		fc.assert(
			fc.property(fc.array(small), fc.array(small), (exact, zeros) => {
				const others = zeros.map((n) => `0${n}`);
				const again = <T,>(list: readonly T[]) => list.filter((each, index) => list.indexOf(each) !== index);

				const { repeated } = summariseNumbers(Float64Array.from(exact), [...others]);

				expect(repeated).toEqual(new Set([...again(exact), ...again(others)]));
			}),
		);
	});
});
