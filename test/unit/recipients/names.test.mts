import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { judgeContacts } from '../../../nodes/Hamsa/recipients/judge.ts';
import { readName } from '../../../nodes/Hamsa/recipients/names.ts';
import { contactsOf } from '../support/contacts.mts';

const judged = (cells: Parameters<typeof contactsOf>[0]) =>
	judgeContacts(contactsOf(cells), { digitsAreInternational: false });
const phoneNumber = '+966501234567';

describe('a name', () => {
	it.each<[unknown, string]>([
		[' Sara ', 'Sara'],
		['Null', 'Null'],
		['None', 'None'],
		['NA', 'NA'],
		['Jennifer Null', 'Jennifer Null'],
		['Nadia Tan', 'Nadia Tan'],
		['#1 Fan', '#1 Fan'],
		['Falseti', 'Falseti'],
		[7, '7'],
		[['Sara'], 'Sara'],
		[['Sara', 'Sara'], 'Sara'],
		[{ value: 'Sara', source: 'CRM' }, 'Sara'],
		[[{ label: 'work', value: 'Sara', primary: true }], 'Sara'],
		[[{ displayName: 'Sara Ahmed', familyName: 'Ahmed', givenName: 'Sara' }], 'Sara Ahmed'],
		[[{ type: 'text', text: { content: 'Sara', link: null }, plain_text: 'Sara' }], 'Sara'],
		[{ first: 'Sara' }, 'Sara'],
	])('%j is sent as %j, and nothing is said', (cell, name) => {
		expect(readName(cell)).toEqual({ name, isLess: false });
		expect(judged([{ phoneNumber, name: cell }])).toMatchObject({
			recipients: [{ phoneNumber, name }],
			lessNames: [],
		});
	});

	it.each<[unknown]>([[false], [null], [undefined], [''], ['  '], [[]]])(
		'%j is none, and nothing is said',
		(cell) => {
			expect(readName(cell)).toEqual({ name: '', isLess: false });
			expect(judged([{ phoneNumber, name: cell }])).toMatchObject({
				recipients: [{ phoneNumber }],
				lessNames: [],
			});
		},
	);

	it.each<[unknown, string?]>([
		['NULL'],
		['null'],
		[' undefined '],
		['NaN'],
		['nan'],
		['#N/A'],
		['#REF!'],
		['#DIV/0!'],
		['#NAME?'],
		['#NV'],
		['\\N'],
		['N/A'],
		['<NA>'],
		['FALSE'],
		['[object Object]'],
		['null null'],
		[NaN],
		[true],
		[['Sara', 'Omar']],
		[{}],
		[{ first: 'Sara', last: 'Ahmed' }],
		[DateTime.now()],
		[new Date()],
		['Sara undefined', 'Sara'],
		['Sara null Ahmed', 'Sara Ahmed'],
		['undefined Ahmed', 'Ahmed'],
		['Sara NaN', 'Sara'],
		['Sara [object Object]', 'Sara'],
	])('%j is not sent as it is, the person is called, and the row is told', (cell, name = '') => {
		expect(readName(cell)).toEqual({ name, isLess: true });
		const { recipients, lessNames, rejectedCount } = judged([
			{ phoneNumber: 'x' },
			{ phoneNumber, name: cell },
		]);
		expect(rejectedCount).toBe(1);
		expect(recipients).toEqual([name === '' ? { phoneNumber } : { phoneNumber, name }]);
		expect(lessNames.map(({ row }) => row)).toEqual([2]);
	});
});

describe('a Phone Number cell', () => {
	it.each<[unknown]>([[false], [''], [null], [undefined], [[]]])('%j is empty', (cell) => {
		const { leftOut, emptyCount } = judged([{ phoneNumber: cell }]);

		expect(leftOut[0]?.reason).toBe('Phone Number is empty');
		expect(emptyCount).toBe(1);
	});

	it.each<[unknown]>([
		['NULL'],
		['null'],
		['None'],
		['undefined'],
		['nan'],
		[NaN],
		['#N/A'],
		['#REF!'],
		[' N/A '],
	])('%j holds no number, and the reason shows it', (cell) => {
		const { leftOut, emptyCount } = judged([{ phoneNumber: cell }]);

		expect(leftOut[0]?.reason).toContain(`holds "${String(cell)}", which software writes for no value`);
		expect(emptyCount).toBe(1);
	});

	it('of another kind is none that counts as empty', () => {
		const { leftOut, emptyCount } = judged([{ phoneNumber: 'call me' }, { phoneNumber: true }]);

		expect(leftOut[0]?.reason).toMatch(/^Phone Number "call me" /);
		expect(emptyCount).toBe(0);
	});

	it('stays as it was in a rejected row', () => {
		const cells = ['0501234567', '', { mobile: '1' }];

		const { leftOut } = judged(cells.map((cell) => ({ phoneNumber: cell })));

		expect(leftOut.map(({ cell }) => cell)).toEqual(cells);
	});
});
