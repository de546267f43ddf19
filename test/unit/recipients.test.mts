import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeContacts, leaveOut } from '../../nodes/Hamsa/campaign/recipients.ts';
import type { ContactRow } from '../../nodes/Hamsa/campaign/types.ts';

const hostile = fc.oneof(
	fc.anything(),
	fc.constantFrom(
		'__proto__',
		'constructor',
		'x'.repeat(100_000),
		'\u0000\u001b[31m',
		'📞'.repeat(30),
		Symbol('s'),
		10n,
		NaN,
		-0,
	),
	fc.constant(
		new Proxy(
			{},
			{
				get() {
					throw new Error('a getter that throws');
				},
			},
		),
	),
);
const goodNumber = fc.integer({ min: 0, max: 20 }).map((n) => `+9665010000${n.toString().padStart(2, '0')}`);
const contact = fc.record({
	phoneNumber: fc.oneof({ arbitrary: goodNumber, weight: 3 }, hostile),
	name: fc.oneof(fc.string(), hostile),
	ignoreE164Validation: fc.oneof(fc.boolean(), fc.constant(undefined), hostile),
	defaultCountry: fc.oneof(fc.constantFrom(undefined, 'SA', '966', 'Atlantis'), hostile),
});

describe('leaving recipients out', () => {
	it('keeps every row and its order, skips whole numbers, and counts what it says', () => {
		fc.assert(
			fc.property(
				fc.array(contact, { maxLength: 40 }),
				fc.array(goodNumber, { maxLength: 10 }),
				fc.boolean(),
				(cells, calledBefore, keepDuplicates) => {
					const rows: ContactRow[] = cells.map((cell, index) => ({ ...cell, row: index + 1, item: index }));
					const judged = judgeContacts(rows, { keepDuplicates, digitsAreInternational: false });

					const left = leaveOut(judged, (digits) =>
						calledBefore.includes(`+${digits}`) ? 'Called' : undefined,
					);

					const numbersOf = (verdict: string) =>
						left.rows.filter((row) => row.verdict === verdict).map(({ phoneNumber }) => phoneNumber);
					expect(left.rows.map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
					expect(numbersOf('sent')).toEqual(left.recipients.map(({ phoneNumber }) => phoneNumber));
					expect(numbersOf('skipped')).toHaveLength(left.skippedCount);
					expect(
						left.recipients.length + left.duplicatesRemoved + left.rejectedCount + left.skippedCount,
					).toBe(rows.length);
					expect(numbersOf('sent').filter((number) => calledBefore.includes(String(number)))).toEqual([]);
					expect(numbersOf('skipped').filter((number) => !calledBefore.includes(String(number)))).toEqual([]);
					expect(left.everyone).toBe(judged.recipients);
				},
			),
		);
	});

	it('counts unassured numbers among those who are left only', () => {
		const unassured = ['+4512345678', '+4512345679'];
		const judged = judgeContacts(
			unassured.map((phoneNumber, item) => ({
				row: item + 1,
				item,
				phoneNumber,
				name: '',
				ignoreE164Validation: false,
				defaultCountry: undefined,
			})),
			{ keepDuplicates: false, digitsAreInternational: false },
		);

		const left = leaveOut(judged, (digits) => (digits === '4512345678' ? 'Called' : undefined));

		expect([judged.unassuredCount, left.unassuredCount]).toEqual([2, 1]);
	});
});

describe('judging contacts', () => {
	it('gives every row exactly one verdict, in order, whatever the cells hold', () => {
		fc.assert(
			fc.property(
				fc.array(contact, { maxLength: 40 }),
				fc.record({ keepDuplicates: fc.boolean(), digitsAreInternational: fc.boolean() }),
				(cells, rules) => {
					const rows: ContactRow[] = cells.map((cell, index) => ({ ...cell, row: index + 1, item: index }));

					const judged = judgeContacts(rows, rules);

					const sent = judged.rows.filter(({ verdict }) => verdict === 'sent');
					expect(judged.rows.map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
					expect(sent.length + judged.duplicatesRemoved + judged.rejectedCount).toBe(rows.length);
					expect(sent.map(({ phoneNumber }) => phoneNumber)).toEqual(
						judged.recipients.map(({ phoneNumber }) => phoneNumber),
					);
					if (!rules.keepDuplicates) {
						expect(new Set(judged.recipients.map(({ phoneNumber }) => phoneNumber)).size).toBe(sent.length);
					}
					for (const { verdict, reason } of judged.rows)
						expect(reason === undefined).toBe(verdict === 'sent');
				},
			),
			{ numRuns: 300 },
		);
	});

	it('keeps reasons short, however long the cell is', () => {
		const [row] = judgeContacts(
			[
				{
					row: 1,
					item: 0,
					phoneNumber: '9'.repeat(1_000_000),
					name: '',
					ignoreE164Validation: false,
					defaultCountry: '',
				},
			],
			{ keepDuplicates: false, digitsAreInternational: false },
		).rows;

		expect(row?.reason?.length).toBeLessThan(250);
	});

	it('rejects a row whose variables cannot be sent as JSON', () => {
		const loop: Record<string, unknown> = {};
		loop.self = loop;
		const { rows, recipients } = judgeContacts(
			[
				{
					row: 1,
					item: 0,
					phoneNumber: '+966501234567',
					name: '',
					ignoreE164Validation: false,
					defaultCountry: '',
					dynamicVariables: { loop: loop as never },
				},
			],
			{ keepDuplicates: false, digitsAreInternational: false },
		);

		expect(recipients).toEqual([]);
		expect(rows[0]?.reason).toContain('"loop" cannot be sent as JSON');
	});
});
