/** The table of docs/phone-numbers.md: its rows are tried here, and `WRITE_DOCS=yes` renews it. */
import { describe, expect, it } from '@jest/globals';
import { expectInDocs, tableOf } from '../support/docsTable.mts';
import { NUMBER_EXAMPLES, type NumberExample } from '../support/numberExamples.mts';
import { cleanedTo, inCountry, reasonFor } from '../support/phoneNumbers.mts';

const START = '<!-- made of test/unit/support/numberExamples.mts -->';
const END = '<!-- end of the numbers -->';

const rulesOf = ({ country }: NumberExample) => (country === undefined ? {} : inCountry(country));

const shownCell = (cell: string | number) => (cell === '' ? '(empty)' : `\`${cell}\``);

const rowOf = (example: NumberExample): string[] => {
	const { cell, country = '' } = example;
	const result = 'becomes' in example ? example.becomes : `rejected: ${reasonFor(cell, rulesOf(example))}`;
	return [shownCell(cell), country, result];
};

const HEAD = ['Cell', 'Country of Local Numbers', 'What becomes of it'];

describe('the numbers that docs/phone-numbers.md shows', () => {
	it.each(NUMBER_EXAMPLES)('$cell', (example) => {
		if ('becomes' in example) expect(cleanedTo(example.cell, rulesOf(example))).toBe(example.becomes);
		else expect(reasonFor(example.cell, rulesOf(example))).toContain(example.rejected);
	});

	it('are all of them, in their words', () => {
		expectInDocs('phone-numbers.md', START, END, tableOf(HEAD, NUMBER_EXAMPLES.map(rowOf)));
	});
});
