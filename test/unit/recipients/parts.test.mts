import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rowsOf, takeOut } from '../../../nodes/Hamsa/recipients/leaveOut/takeOut.ts';
import { hashOfNumbers } from '../../../nodes/Hamsa/recipients/numbersHash.ts';
import { divide, itemsOf } from '../../../nodes/Hamsa/recipients/parts.ts';
import type { JudgedContacts } from '../../../nodes/Hamsa/recipients/types.ts';
import { judge } from '../support/contacts.mts';

const [A, B, C, D] = ['+966501000000', '+966501000001', '+966501000002', '+966501000003'] as const;
const BAD = 'no number';

/** Judged rows, of which the item is ten times the position: a row is not its item. */
async function judged(...numbers: string[]): Promise<JudgedContacts> {
	const contacts = await judge(
		numbers.map((phoneNumber) => ({ phoneNumber, name: `Name of ${phoneNumber}` })),
	);
	const leftOut = contacts.leftOut.map((row) => ({ ...row, item: row.item * 10 }));
	return { ...contacts, leftOut, itemOf: (position) => position * 10 };
}
const shown = (contacts: JudgedContacts) =>
	rowsOf(contacts).map(({ row, item, verdict, phoneNumber }) => [row, item, verdict, phoneNumber]);
const countsOf = ({ recipients, ...counts }: JudgedContacts) => [
	recipients.length,
	counts.duplicatesRemoved,
	counts.rejectedCount,
	counts.skippedCount,
	counts.doNotCallCount,
];

describe('divide', () => {
	it('gives each part its rows, with their numbers and items in the list', async () => {
		const [one, two] = divide(await judged(A, B, C, D), { partOf: [0, 1, 1, 0], parts: 2 });

		expect(shown(one!)).toEqual([
			[1, 0, 'sent', A],
			[4, 30, 'sent', D],
		]);
		expect(shown(two!)).toEqual([
			[2, 10, 'sent', B],
			[3, 20, 'sent', C],
		]);
		expect([itemsOf(one!), itemsOf(two!)]).toEqual([
			[0, 30],
			[10, 20],
		]);
	});

	it('counts rows that are not called with the first part, and duplicates with the row that they repeat', async () => {
		const contacts = takeOut(await judged(BAD, A, B, BAD, B, A, C), 'skipped', ({ phoneNumber }) =>
			phoneNumber === C ? 'Called' : undefined,
		);

		const [one, two] = divide(contacts, { partOf: [1, 0], parts: 2 });

		expect(shown(one!)).toEqual([
			[1, 0, 'rejected', undefined],
			[3, 20, 'sent', B],
			[4, 30, 'rejected', undefined],
			[5, 40, 'duplicate', B],
			[7, 60, 'skipped', C],
		]);
		expect(shown(two!)).toEqual([
			[2, 10, 'sent', A],
			[6, 50, 'duplicate', A],
		]);
		expect([one, two].map((part) => countsOf(part!))).toEqual([
			[1, 1, 2, 1, 0],
			[1, 1, 0, 0, 0],
		]);
	});

	it('rejects who is in no part, with the reason, and counts the row with the first', async () => {
		const [one, two] = divide(await judged(A, B, A, C), {
			partOf: [-1, 0, 1],
			parts: 2,
			reasonOf: (recipient) => `is number ${recipient}`,
		});

		expect(shown(one!)).toEqual([
			[1, 0, 'rejected', A],
			[2, 10, 'sent', B],
			[3, 20, 'duplicate', A],
		]);
		expect(one?.leftOut[0]).toMatchObject({
			reason: `Phone Number ${A}: is number 0`,
			problem: 'is number 0',
			cell: A,
		});
		expect([one, two].map((part) => countsOf(part!))).toEqual([
			[1, 1, 1, 0, 0],
			[1, 0, 0, 0, 0],
		]);
	});

	it('makes one part in which nobody is called when all are in none', async () => {
		const parts = divide(await judged(A, BAD), { partOf: [-1], parts: 0, reasonOf: () => 'sleeps' });

		expect(parts.map(countsOf)).toEqual([[0, 0, 2, 0, 0]]);
		expect(shown(parts[0]!)).toEqual([
			[1, 0, 'rejected', A],
			[2, 10, 'rejected', undefined],
		]);
	});

	it('knows each part by its own numbers', async () => {
		const [one, two] = divide(await judged(A, B, C), { partOf: [0, 1, 0], parts: 2 });

		expect([one?.numbersHash, one?.numbersHashOfEveryone]).toEqual(Array(2).fill(hashOfNumbers([A, C])));
		expect(two?.numbersHash).toBe(hashOfNumbers([B]));
	});

	it('divides a part again, with the numbers of the rows in the whole list', async () => {
		const [, two] = divide(await judged(A, B, BAD, C, D, B), { partOf: [0, 1, 1, 1], parts: 2 });

		const [first, second] = divide(two!, { partOf: [0, 0, 1], parts: 2 });

		expect(shown(first!)).toEqual([
			[2, 10, 'sent', B],
			[4, 30, 'sent', C],
			[6, 50, 'duplicate', B],
		]);
		expect(shown(second!)).toEqual([[5, 40, 'sent', D]]);
	});

	it('takes people out of a part later as out of any list', async () => {
		const [, two] = divide(await judged(A, B, C), { partOf: [0, 1, 1], parts: 2 });

		const after = takeOut(two!, 'skipped', (_, row) => (row === 2 ? 'Called' : undefined));

		expect(shown(after)).toEqual([
			[2, 10, 'skipped', B],
			[3, 20, 'sent', C],
		]);
		expect(after.numbersHashOfEveryone).toBe(hashOfNumbers([B, C]));
	});

	it('loses no row and doubles none, whatever the rows and the parts', async () => {
		const rows = fc.array(
			fc.tuple(
				fc.constantFrom(A, B, C, D, BAD, '+966501000004', '+966501000005'),
				fc.integer({ min: -1, max: 3 }),
			),
			{ maxLength: 30 },
		);
		await fc.assert(
			fc.asyncProperty(rows, async (given) => {
				const contacts = await judged(...given.map(([number]) => number));
				const parts = divide(contacts, {
					partOf: given.map(([, part]) => part),
					parts: 4,
					reasonOf: () => 'sleeps',
				});
				const all = parts.flatMap((part) => rowsOf(part));

				expect(all.map(({ row }) => row).sort((one, other) => one - other)).toEqual(
					given.map((_, index) => index + 1),
				);
				for (const { row, item } of all) expect(item).toBe((row - 1) * 10);
				for (const part of parts) {
					expect(countsOf(part).reduce((sum, amount) => sum + amount, 0)).toBe(part.rowCount);
					const numbers = rowsOf(part).map(({ row }) => row);
					expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
				}
				const before = rowsOf(contacts);
				for (const { row, verdict } of all) {
					const was = before[row - 1]?.verdict;
					expect(verdict === was || (was === 'sent' && verdict === 'rejected')).toBe(true);
				}
			}),
			{ numRuns: 200 },
		);
	});
});
