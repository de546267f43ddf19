import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rowsOf, takeOut } from '../../../nodes/Hamsa/recipients/leaveOut/takeOut.ts';
import { judgeContacts } from '../../../nodes/Hamsa/recipients/judge.ts';
import { contactsOf, judge } from '../support/contacts.mts';

const rules = { digitsAreInternational: false };

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
	it('keeps every row and its order, skips whole numbers, and counts what it says', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(contact, { maxLength: 40 }),
				fc.array(goodNumber, { maxLength: 10 }),
				fc.boolean(),
				async (cells, calledBefore, keepDuplicates) => {
					const judged = await judge(cells, { keepDuplicates });

					const left = takeOut(judged, 'skipped', ({ phoneNumber }) =>
						calledBefore.includes(phoneNumber) ? 'Called' : undefined,
					);

					const rows = rowsOf(left);
					const numbersOf = (verdict: string) =>
						rows.filter((row) => row.verdict === verdict).map(({ phoneNumber }) => phoneNumber);
					expect(rows.map(({ row }) => row)).toEqual(cells.map((_, index) => index + 1));
					expect(numbersOf('sent')).toEqual(left.recipients.map(({ phoneNumber }) => phoneNumber));
					expect(numbersOf('skipped')).toHaveLength(left.skippedCount);
					expect(
						left.recipients.length +
							left.duplicatesRemoved +
							left.rejectedCount +
							left.skippedCount +
							left.doNotCallCount,
					).toBe(cells.length);
					expect(numbersOf('sent').filter((number) => calledBefore.includes(String(number)))).toEqual([]);
					expect(numbersOf('skipped').filter((number) => !calledBefore.includes(String(number)))).toEqual([]);
					expect(left.numbersHashOfEveryone).toBe(judged.numbersHash);
				},
			),
		);
	});
});

describe('judging contacts', () => {
	it('gives every row exactly one verdict, in order, whatever the cells hold', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(contact, { maxLength: 40 }),
				fc.record({ keepDuplicates: fc.boolean(), digitsAreInternational: fc.boolean() }),
				async (cells, options) => {
					const judged = await judge(cells, options);

					const rows = rowsOf(judged);
					const sent = rows.filter(({ verdict }) => verdict === 'sent');
					expect(rows.map(({ row }) => row)).toEqual(cells.map((_, index) => index + 1));
					expect(sent.length + judged.duplicatesRemoved + judged.rejectedCount).toBe(cells.length);
					expect(sent.map(({ phoneNumber }) => phoneNumber)).toEqual(
						judged.recipients.map(({ phoneNumber }) => phoneNumber),
					);
					if (!options.keepDuplicates) {
						expect(new Set(judged.recipients.map(({ phoneNumber }) => phoneNumber)).size).toBe(sent.length);
					}
					for (const { verdict, reason } of rows) expect(reason === undefined).toBe(verdict === 'sent');
				},
			),
			{ numRuns: 300 },
		);
	});

	it('keeps reasons short, however long the cell is', () => {
		const { leftOut } = judgeContacts(contactsOf([{ phoneNumber: '9'.repeat(1_000_000) }]), rules);

		expect(leftOut).toHaveLength(1);
		expect(leftOut[0]?.reason?.length).toBeLessThan(250);
	});

	it('rejects a row whose variables cannot be sent as JSON', () => {
		const loop: Record<string, unknown> = {};
		loop.self = loop;
		const cells = { phoneNumber: '+966501234567', dynamicVariables: { loop: loop as never } };

		const { leftOut, recipients } = judgeContacts(contactsOf([cells]), rules);

		expect(recipients).toEqual([]);
		expect(leftOut[0]?.reason).toContain('"loop" cannot be sent as JSON');
	});

	it('judges a plain row as it judges the same row with all that can be said of it', () => {
		const phoneNumber = fc.oneof(
			fc.integer({ min: 1, max: 9_999_999_999 }).map((n) => `+966${n}`),
			fc.stringMatching(/^\+[1-9]\d{2,16}$/),
			fc.constantFrom('+966501234567', '+966 50 123 4567', '+1 415 555 2671', '+14155552671', '', null, 5),
		);
		const name = fc.oneof(fc.string(), fc.constantFrom(' Sara ', '\u00a0', '', undefined, null, true, 7));
		fc.assert(
			fc.property(fc.array(fc.record({ phoneNumber, name }), { maxLength: 20 }), (cells) => {
				const said = cells.map((cell) => ({ ...cell, ignoreE164Validation: 'no', defaultCountry: '' }));

				const [plain, closely] = [cells, said].map((rows) => judgeContacts(contactsOf(rows), rules));

				expect(plain!.recipients).toEqual(closely!.recipients);
				expect(plain!.leftOut).toEqual(closely!.leftOut);
				expect(plain!.numbersHash).toBe(closely!.numbersHash);
				expect(plain!.notes.size).toBe(closely!.notes.size);
			}),
		);
	});

	it('keeps rows together over portions of any size', async () => {
		const cells = Array.from({ length: 1_203 }, (_, n) => ({
			phoneNumber: n % 7 === 0 ? 'none' : `+9665${String(10_000_000 + (n % 1_000))}`,
			name: `Name ${n}`,
		}));

		const judged = await judge(cells);

		const rows = rowsOf(judged);
		expect(rows.map(({ row, item }) => [row, item])).toEqual(cells.map((_, n) => [n + 1, n]));
		expect(rows[7]).toMatchObject({ verdict: 'rejected' });
		expect(rows[1_001]).toMatchObject({ verdict: 'rejected' });
		expect(rows[1_002]).toMatchObject({ verdict: 'duplicate', reason: 'Same number as row 3' });
		expect(judged.recipients[0]).toEqual({ phoneNumber: '+966510000001', name: 'Name 1' });
	});
});

describe('a Country of Local Numbers that cannot be read', () => {
	it('is told in the first row that needs it, and of no row that is rejected for something else', () => {
		const cells = ['none', '0501234567', '+1', '0551234567'];
		const contacts = contactsOf(cells.map((phoneNumber) => ({ phoneNumber, defaultCountry: 'Atlantis' })));
		const reasons = judgeContacts(contacts, rules).leftOut.map(({ reason }) => reason);

		expect(reasons[1]).toMatch(/^Phone Number "0501234567" has no country code, and .*Atlantis/);
		expect(reasons[3]).toMatch(/its Country of Local Numbers cannot be read \(see row 2\)$/);
		for (const reason of [reasons[0], reasons[2]]) expect(reason).not.toMatch(/Country|Atlantis|see row/);
	});
});

describe('the same number', () => {
	const numbersOf = async (rows: Array<{ phoneNumber: string; ignoreE164Validation?: boolean }>) =>
		(await judge(rows)).recipients.map(({ phoneNumber }) => phoneNumber);

	it('is the same with and without a plus', async () => {
		expect(
			await numbersOf([
				{ phoneNumber: '+966501234567' },
				{ phoneNumber: '966501234567', ignoreE164Validation: true },
			]),
		).toEqual(['+966501234567']);
	});

	it('is not the one with a zero more at its beginning', async () => {
		expect(
			await numbersOf([
				{ phoneNumber: '0501234567', ignoreE164Validation: true },
				{ phoneNumber: '501234567', ignoreE164Validation: true },
				{ phoneNumber: '00501234567', ignoreE164Validation: true },
				{ phoneNumber: '0501234567', ignoreE164Validation: true },
			]),
		).toEqual(['0501234567', '501234567', '00501234567']);
	});
});
