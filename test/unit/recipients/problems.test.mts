import { describe, expect, it } from '@jest/globals';
import { describeProblem, inNumber, problemsOf } from '../../../nodes/Hamsa/recipients/problems.ts';
import type { JudgedRow } from '../../../nodes/Hamsa/recipients/types.ts';

const rejected = (problem: string, row = 1): JudgedRow => ({
	row,
	item: row - 1,
	verdict: 'rejected',
	problem,
});
const partsOf = (problem: string) => {
	const [found] = problemsOf([rejected(problem)]);
	return [found?.words, found?.advice, found?.fix];
};

describe('problemsOf', () => {
	it.each([
		['is empty', ['is empty', '', undefined]],
		[
			'holds more than one number; keep one per row',
			['holds more than one number', '; keep one per row', undefined],
		],
		[
			'holds more than one number; keep one per row, or write it as +97143008888889 if it is one',
			['holds more than one number', '; keep one per row', undefined],
		],
		[
			'is not a valid number for Germany, but is one with a + in front: add the +, or switch on Digits Without + Are International, which reads it as +442079460958 (United Kingdom)',
			[
				'is not a valid number for Germany, but is one with a + in front',
				': add the +, or switch on Digits Without + Are International',
				'switch on Digits Without + Are International',
			],
		],
		[
			'can be +493012345 or +39301234; write it with + and its country code',
			['can be more than one number', '; write it with + and its country code', undefined],
		],
		[
			'has no country code, and Country of Local Numbers "St. Nowhere; or so" is not a country. Enter a country code.',
			[
				'has no country code, and Country of Local Numbers "St. Nowhere; or so" is not a country',
				'. Enter a country code.',
				undefined,
			],
		],
		[
			'is an object; to take its "0501234567", enter {{ $json.phone.value }}',
			['is an object', '; to take the number inside, enter {{ $json.phone.value }}', undefined],
		],
		[
			'has 22 digits, too many for one phone number',
			['has too many digits for one phone number', '', undefined],
		],
		[
			'contains """; enter the number in digits only',
			['contains """', '; enter the number in digits only', undefined],
		],
		[
			'cannot be read: Phone Number cannot be evaluated: x',
			['cannot be read: Phone Number cannot be evaluated: x', '', undefined],
		],
	])('tells what is wrong from what to do: %s', (problem, expected) => {
		expect(partsOf(problem)).toEqual(expected);
	});

	it('keeps apart what is mended in different ways, and counts what is most first', () => {
		const noCode = 'has no country code; add + and the country code, or set Country of Local Numbers';
		const rows = [
			rejected('is too short for +966 (Saudi Arabia)', 1),
			rejected(noCode, 2),
			{ row: 3, item: 2, verdict: 'sent' } as JudgedRow,
			rejected(noCode, 4),
			rejected('has no country code; write it in full', 5),
		];

		expect(problemsOf(rows).map(describeProblem)).toEqual([
			'2 have no country code: set Country of Local Numbers',
			'1 is too short for +966 (Saudi Arabia) (row 1)',
			'1 has no country code (row 5)',
		]);
	});

	it('names ten rows and counts the others', () => {
		const rows = Array.from({ length: 1_012 }, (_, index) => rejected('has no digits', index + 995));

		expect(problemsOf(rows).map(describeProblem)).toEqual([
			'1,012 have no digits (rows 995, 996, 997, 998, 999, 1,000, 1,001, 1,002, 1,003, 1,004 and 1,002 more)',
		]);
	});
});

it.each([
	['has no digits', 'have no digits'],
	['is empty', 'are empty'],
	['does not have 7 to 15 digits', 'do not have 7 to 15 digits'],
	['goes on after a complete number', 'go on after a complete number'],
	['begins with 00', 'begin with 00'],
	['cannot be read', 'cannot be read'],
])('inNumber: %s becomes %s', (one, several) => {
	expect([inNumber(one, 1), inNumber(one, 2)]).toEqual([one, several]);
});
