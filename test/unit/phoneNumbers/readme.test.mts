/** The README's table of numbers: its rows are tried here, and `WRITE_README=yes` renews it. */
import { describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NUMBER_EXAMPLES, type NumberExample } from '../support/numberExamples.mts';
import { cleanedTo, inCountry, reasonFor } from '../support/phoneNumbers.mts';

const README = join(process.cwd(), 'README.md');
const START = '<!-- made of test/unit/support/numberExamples.mts -->';
const END = '<!-- end of the numbers -->';

const rulesOf = ({ country }: NumberExample) => (country === undefined ? {} : inCountry(country));

const shownCell = (cell: string | number) => (cell === '' ? '(empty)' : `\`${cell}\``);

const rowOf = (example: NumberExample): string => {
	const { cell, country = '' } = example;
	const result = 'becomes' in example ? example.becomes : `rejected: ${reasonFor(cell, rulesOf(example))}`;
	return `| ${shownCell(cell)} | ${country} | ${result} |`;
};

const table = [
	START,
	'',
	'| Cell | Country of Local Numbers | What becomes of it |',
	'|---|---|---|',
	...NUMBER_EXAMPLES.map(rowOf),
	'',
	END,
].join('\n');

describe('the numbers that the README shows', () => {
	it.each(NUMBER_EXAMPLES)('$cell', (example) => {
		if ('becomes' in example) expect(cleanedTo(example.cell, rulesOf(example))).toBe(example.becomes);
		else expect(reasonFor(example.cell, rulesOf(example))).toContain(example.rejected);
	});

	it('are all of them, in their words', () => {
		const text = readFileSync(README, 'utf8');
		const start = text.indexOf(START);
		const end = text.indexOf(END) + END.length;
		if (process.env.WRITE_README === 'yes') {
			writeFileSync(README, text.slice(0, start) + table + text.slice(end));
			return;
		}

		expect(text.slice(start, end)).toBe(table);
	});
});
