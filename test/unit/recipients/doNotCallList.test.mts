/** The Do Not Call List: whom it keeps from being called, and that nobody is called when it cannot be read. */
import { describe, expect, it } from '@jest/globals';
import { readDoNotCallList } from '../../../nodes/Hamsa/recipients/leaveOut/doNotCallList.ts';
import { HamsaError } from '../../../nodes/Hamsa/shared/errors.ts';
import { listOf } from '../support/contacts.mts';

const SARA = '+966501234567';
const settings = { column: '', anEmptyListIsFine: false };
const read = (rows: object[] | undefined, more: object = {}, source: Parameters<typeof listOf>[1] = {}) =>
	readDoNotCallList({ ...settings, ...more }, listOf(rows, source));

/** What is said when nobody may be called. */
function refusal(rows: object[] | undefined, more: object = {}): { message: string; action: string } {
	try {
		read(rows, more);
	} catch (error) {
		if (error instanceof HamsaError) return { message: error.message, action: error.action };
		throw error;
	}
	throw new Error('The list was read');
}

describe('somebody is on the list', () => {
	it.each([
		SARA,
		' +966 50 123 4567 ',
		'00966501234567',
		'0501234567',
		'٠٥٠١٢٣٤٥٦٧',
		'501234567',
		'(+966) 50-123-4567 ext. 5',
		501234567,
		['+966501230000', SARA],
	])('as %j', (phone) => {
		const isOnList = read([{ phone: '+966500000000' }, { phone }]);

		expect(isOnList({ phoneNumber: SARA })).toBe(true);
		expect(isOnList({ phoneNumber: '+966501234568' })).toBe(false);
	});

	it('whose number is none that Campaign: Create would call', () => {
		const isOnList = read([{ phone: '+6175550136' }, { phone: '+449001234567' }]);

		expect(isOnList({ phoneNumber: '+6175550136' })).toBe(true);
		expect(isOnList({ phoneNumber: '+449001234567' })).toBe(true);
	});

	it('in whatever country the number may be meant', () => {
		const isOnList = read([{ phone: '0501234567' }], {}, { countries: [undefined, 'Atlantis', 'SA', 'AE'] });

		expect(isOnList({ phoneNumber: SARA })).toBe(true);
		expect(isOnList({ phoneNumber: '+971501234567' })).toBe(true);
		expect(isOnList({ phoneNumber: '+201001234567' })).toBe(false);
	});

	it('who is called by the digits as they were typed', () => {
		const isOnList = read([{ phone: SARA }, { phone: '1234567' }]);
		const asTyped = (phoneNumber: string) => isOnList({ phoneNumber, ignoreE164Validation: true });

		expect(['0501234567', '1234567', '1234568', '0501234568'].map(asTyped)).toEqual([
			true,
			true,
			false,
			false,
		]);
	});

	it('in any of many rows', () => {
		const numbers = Array.from(
			{ length: 1_000 },
			(_, n) => `+9665${String(1_000_000 + n * 7).padStart(8, '0')}`,
		);
		const isOnList = read([...numbers].reverse().map((phone) => ({ phone })));

		expect(numbers.every((phoneNumber) => isOnList({ phoneNumber }))).toBe(true);
		expect(isOnList({ phoneNumber: '+966501000001' })).toBe(false);
		expect(isOnList({ phoneNumber: '+966500999999' })).toBe(false);
		expect(isOnList({ phoneNumber: '+966599999999' })).toBe(false);
	});
});

describe('the column with the numbers', () => {
	it('is the only one that holds phone numbers, or the only one that there is', () => {
		expect(read([{ id: 7, name: 'Sara', mobile: SARA }])({ phoneNumber: SARA })).toBe(true);
		expect(read([{ value: '0501234567' }])({ phoneNumber: SARA })).toBe(true);
	});

	it('is the one of the name that is entered, also behind a byte-order mark', () => {
		const rows = [{ '\ufeffphone': SARA, mobile: '+966501230000' }];

		expect(read(rows, { column: 'phone' })({ phoneNumber: SARA })).toBe(true);
		expect(read(rows, { column: 'phone' })({ phoneNumber: '+966501230000' })).toBe(false);
	});

	it('has to be chosen where several may be meant', () => {
		expect(refusal([{ phone: SARA, mobile: '+966501230000', name: 'Sara' }])).toEqual({
			message: '2 columns of the Do Not Call List look like phone numbers, so nobody is called',
			action: 'Enter the name of the right one in Column With the Numbers: "phone" and "mobile".',
		});
	});

	it('has to be there', () => {
		expect(refusal([{ phone: SARA, name: 'Sara' }], { column: 'phnoe' })).toEqual({
			message: 'The Do Not Call List has no column "phnoe", so nobody is called',
			action: 'Did you mean "phone"? The rows have the columns phone, name. Correct Column With the Numbers.',
		});
		expect(refusal([{ name: 'Sara', city: 'Riyadh' }])).toEqual({
			message: 'No column of the Do Not Call List looks like phone numbers, so nobody is called',
			action:
				'The rows have the columns name, city. Enter the name of the right one in Column With the Numbers.',
		});
	});
});

describe('nobody is called', () => {
	it('when nothing is connected, also where an empty list is fine', () => {
		for (const anEmptyListIsFine of [false, true]) {
			expect(refusal(undefined, { anEmptyListIsFine })).toEqual({
				message: 'Do Not Call List is on, but nothing is connected to its input, so nobody is called',
				action:
					'Connect the node that reads the list to the second input of this node, or switch Do Not Call List off.',
			});
		}
	});

	it.each([[[]], [[{}]], [[{}, {}]]])('when no row came in: %j', (rows) => {
		expect(refusal(rows)).toEqual({
			message: 'No row came into the Do Not Call List, so nobody is called',
			action: 'Check the node that reads the list. If it may be empty, switch on An Empty List Is Fine.',
		});
		expect(read(rows, { anEmptyListIsFine: true })({ phoneNumber: SARA })).toBe(false);
	});

	it('when no number can be read, also where an empty list is fine', () => {
		expect(refusal([{ phone: 'no number' }, { phone: '12' }], { anEmptyListIsFine: true })).toEqual({
			message: 'No phone number can be read in the Do Not Call List (column "phone"), so nobody is called',
			action: expect.stringMatching(/^Its entries: row 1: "no number" .+; row 2: "12" .+\. Correct the list/),
		});
		expect(refusal([{ phone: '' }, { phone: null }, { phone: 'N/A' }]).action).toBe(
			'The column is empty in every row. Check Column With the Numbers and the node that reads the list.',
		);
	});
});

describe('entries that cannot be read', () => {
	const told = (rows: object[]) => {
		const hints: string[] = [];
		read(rows, { column: 'phone' }, { hint: (message) => hints.push(message) });
		return hints;
	};

	it('are counted, and the first of them named', () => {
		const bad = Array.from({ length: 7 }, (_, n) => ({ phone: `bad ${n}` }));

		expect(told([{ phone: SARA }, { phone: 'ask Sara' }])).toEqual([
			expect.stringMatching(
				/^1 entry of the Do Not Call List cannot be read as a phone number and keeps nobody from being called \(row 2: "ask Sara" .+\)\. Correct the list\.$/,
			),
		]);
		expect(told([...bad, { phone: SARA }])).toEqual([
			expect.stringMatching(/^7 entries .+row 5: .+ and 2 more\)/),
		]);
	});

	it('are not those that are empty', () => {
		expect(
			told([{ phone: SARA }, { phone: '' }, { phone: null }, { phone: '#N/A' }, { name: 'Sara' }]),
		).toEqual([]);
	});
});
