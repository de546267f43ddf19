import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HamsaError } from '../../../nodes/Hamsa/shared/errors.ts';
import {
	errorWords,
	foreignText,
	nameText,
	quoteName,
	quoteValue,
} from '../../../nodes/Hamsa/shared/text.ts';

describe('text from outside in a message', () => {
	it.each<[unknown, string]>([
		['plain', '"plain"'],
		['Tom & Jerry, 1 < 2', '"Tom & Jerry, 1 ‹ 2"'],
		['<a href="//evil.example">Fix</a>', '"‹a href="//evil.example"›Fix‹/a›"'],
		['&lt;b&gt; &#60;b &#x3c;b &ltb', '"＆lt;b＆gt; ＆#60;b ＆#x3c;b ＆ltb"'],
		['two\nlines\tand\u2028more', '"two lines and more"'],
		['\u202eover\u2066', '" over "'],
		['می\u200cخواهم', '"می\u200cخواهم"'],
		['x'.repeat(41), `"${'x'.repeat(40)}…"`],
		['x'.repeat(40), `"${'x'.repeat(40)}"`],
		[`${'x'.repeat(39)}😀`, `"${'x'.repeat(39)}…"`],
		[undefined, '(empty)'],
		[['<b>'], '(a list)'],
		[{ toString: () => '<b>' }, '(an object)'],
		[0, '"0"'],
	])('%p is quoted as %s', (value, quoted) => {
		expect(quoteValue(value)).toBe(quoted);
	});

	it('is never more than text, and never long', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
				const shown = [quoteValue(text), quoteName(text), nameText(text), errorWords(new Error(text))];
				for (const each of [...shown, foreignText(text, 7)]) {
					expect(each).not.toMatch(/[<>\p{Cc}]|&[#\p{L}]/u);
				}
				expect(shown.map(({ length }) => length <= 303)).toEqual([true, true, true, true]);
			}),
		);
	});

	it('cannot become a tag in an error that forgot to quote it', () => {
		const { message, action } = new HamsaError(
			`Column <img src=x>${'y'.repeat(5_000)}`,
			`• Row 1\n• Row <br>2${'<script>'.repeat(5_000)}`,
		);

		expect(message).toMatch(/^Column ‹img src=x>y+…$/);
		expect(message.length).toBeLessThanOrEqual(1_001);
		expect(action).toMatch(/^• Row 1\n• Row ‹br>2‹script>/);
		expect(action).not.toContain('<');
		expect(action.length).toBeLessThanOrEqual(10_001);
	});
});
