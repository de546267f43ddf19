/** The names of the waves of a series: what is written is read, and nothing else is. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { waveName, waveNumberIn } from '../../../nodes/Hamsa/hamsa/waveNames.ts';

describe('the name of a wave', () => {
	it('is the series and the number', () => {
		expect(waveName('Spring', 12)).toBe('Spring · wave 12');
	});

	it('is read again, whatever the series is called and a split appends', () => {
		const series = fc.string({ unit: 'grapheme', minLength: 1 });
		const suffixes = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 3 });
		const wave = fc.integer({ min: 1 });
		fc.assert(
			fc.property(series, wave, suffixes, (name, number, parts) => {
				const appended = parts.map((part) => ` (${part})`).join('');
				expect(waveNumberIn(`${waveName(name, number)}${appended}`, name)).toBe(number);
			}),
		);
	});

	it.each([
		['Spring · wave 12', 12],
		['Spring · wave 12 (Asia/Riyadh)', 12],
		['Spring · wave 1 (vip (north)) (1/2)', 1],
		// A series of that name, with a wave of its own.
		['Spring · wave 3 · wave 12', undefined],
		['Spring · wave 012', undefined],
		['Spring · wave 0', undefined],
		['Spring · wave -1', undefined],
		['Spring · wave 1.5', undefined],
		['Spring · wave 9007199254740993', undefined],
		['Spring · wave ', undefined],
		['Spring · wave 12 ', undefined],
		['Spring · wave 12(Asia/Riyadh)', undefined],
		['Spring · wave 12 (Asia/Riyadh', undefined],
		['Spring · wave 12 again', undefined],
		['Spring · wave ١٢', undefined],
		['Spring', undefined],
		['spring · wave 12', undefined],
		['Spring 2 · wave 12', undefined],
		['My Spring · wave 12', undefined],
		['Spring - wave 12', undefined],
	])('%j is wave %p of "Spring"', (name, expected) => {
		expect(waveNumberIn(name, 'Spring')).toBe(expected);
	});

	it('is of the whole series: one that is called like a wave of another has its own', () => {
		expect(waveNumberIn('Spring · wave 3 · wave 12', 'Spring · wave 3')).toBe(12);
		expect(waveNumberIn('(a+b) · wave 2', '(a+b)')).toBe(2);
	});
});
