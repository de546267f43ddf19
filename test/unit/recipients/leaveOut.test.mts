import { describe, expect, it } from '@jest/globals';
import { optionReader } from '../../../nodes/Hamsa/fields/options.ts';
import { judgeContacts } from '../../../nodes/Hamsa/recipients/judge.ts';
import {
	inTurn,
	leaveOut,
	leaveOutProperties,
	readLeaveOutRules,
} from '../../../nodes/Hamsa/recipients/leaveOut/index.ts';
import { rowsOf, takeOut } from '../../../nodes/Hamsa/recipients/leaveOut/takeOut.ts';
import type { ActiveRule } from '../../../nodes/Hamsa/recipients/leaveOut/types.ts';
import { hashOfNumbers } from '../../../nodes/Hamsa/recipients/numbersHash.ts';
import type { JudgedContacts } from '../../../nodes/Hamsa/recipients/types.ts';
import type { Sender } from '../../../nodes/Hamsa/sending/types.ts';
import { contactsOf, listOf } from '../support/contacts.mts';

const [A, B, C, D] = ['+966501000000', '+966501000001', '+966501000002', '+966501000003'] as const;
const BAD = 'no number';

/** Judged rows, of which the item is ten times the position: a row is not its item. */
const judged = (...numbers: string[]): JudgedContacts =>
	judgeContacts(
		{ ...contactsOf(numbers.map((phoneNumber) => ({ phoneNumber }))), itemOf: (position) => position * 10 },
		{ digitsAreInternational: false },
	);

const numbersOf = ({ recipients }: JudgedContacts) => recipients.map(({ phoneNumber }) => phoneNumber);
const placesOf = ({ leftOut }: JudgedContacts) =>
	leftOut.map(({ row, item, verdict }) => ({ row, item, verdict }));
const rejected = (row: number) => ({ row, item: (row - 1) * 10, verdict: 'rejected' });

/** A reason for some numbers that names the row. */
const unless =
	(...numbers: string[]) =>
	({ phoneNumber }: { phoneNumber: string }, row: number) =>
		numbers.includes(phoneNumber) ? `Not in row ${row}` : undefined;

describe('takeOut', () => {
	const contacts = judged(BAD, A, B, BAD, C, D, BAD);

	it('takes out rows between those left out before, in their order', () => {
		const after = takeOut(contacts, 'skipped', unless(A, C));

		expect(numbersOf(after)).toEqual([B, D]);
		expect(placesOf(after)).toEqual([
			rejected(1),
			{ row: 2, item: 10, verdict: 'skipped' },
			rejected(4),
			{ row: 5, item: 40, verdict: 'skipped' },
			rejected(7),
		]);
		expect(after.leftOut[1]).toEqual({
			row: 2,
			item: 10,
			verdict: 'skipped',
			phoneNumber: A,
			reason: 'Not in row 2',
			recipient: { phoneNumber: A },
		});
	});

	it('counts them under the verdict, beside those of before', () => {
		const once = takeOut(contacts, 'skipped', unless(A, C));
		const twice = takeOut(once, 'skipped', unless(D));

		expect(once).toMatchObject({ skippedCount: 2, duplicatesRemoved: 0, rejectedCount: 3, rowCount: 7 });
		expect(twice).toMatchObject({ skippedCount: 3, duplicatesRemoved: 0, rejectedCount: 3 });
		const duplicates = takeOut(takeOut(once, 'duplicate', unless(B)), 'duplicate', unless(D));
		expect(duplicates).toMatchObject({ skippedCount: 2, duplicatesRemoved: 2, recipients: [] });
		expect(takeOut(once, 'doNotCall', unless(B))).toMatchObject({ skippedCount: 2, doNotCallCount: 1 });
	});

	it('knows the list again by who is left, and when some are skipped by everyone, too', () => {
		const list = judged(A, B, B, C);
		const skipped = takeOut(list, 'skipped', unless(A));
		const unrepeated = takeOut(list, 'duplicate', (recipient, row) =>
			row === 3 ? `As ${recipient.phoneNumber}` : undefined,
		);

		expect(list.numbersHashOfEveryone).toBe(hashOfNumbers([A, B, B, C]));
		expect(skipped.numbersHash).toBe(hashOfNumbers([B, B, C]));
		expect(skipped.numbersHashOfEveryone).toBe(hashOfNumbers([A, B, B, C]));
		expect(skipped.repeated.size).toBe(1);
		expect(unrepeated.numbersHash).toBe(hashOfNumbers([A, B, C]));
		expect(unrepeated.numbersHashOfEveryone).toBe(hashOfNumbers([A, B, C]));
		expect(unrepeated.repeated.size).toBe(0);
	});

	it('changes nothing of what it was given', () => {
		takeOut(contacts, 'skipped', unless(A, B, C, D));

		expect(numbersOf(contacts)).toEqual([A, B, C, D]);
		expect(placesOf(contacts)).toEqual([rejected(1), rejected(4), rejected(7)]);
	});
});

describe('rowsOf', () => {
	it('puts the rows together again, each with its item', () => {
		const contacts = takeOut(judged(BAD, A, B, C, BAD), 'skipped', unless(B));

		expect(rowsOf(contacts)).toEqual([
			expect.objectContaining({ row: 1, item: 0, verdict: 'rejected' }),
			{ row: 2, item: 10, verdict: 'sent', phoneNumber: A, recipient: { phoneNumber: A } },
			{
				row: 3,
				item: 20,
				verdict: 'skipped',
				phoneNumber: B,
				reason: 'Not in row 3',
				recipient: { phoneNumber: B },
			},
			{ row: 4, item: 30, verdict: 'sent', phoneNumber: C, recipient: { phoneNumber: C } },
			expect.objectContaining({ row: 5, item: 40, verdict: 'rejected' }),
		]);
	});
});

const settings = { voiceAgentId: '11111111-1111-4111-8111-111111111111', timeZone: { zone: 'UTC' } };
const draftOf = (...numbers: string[]) => ({ items: [0], contacts: judged(...numbers), settings });
const asksNobody = (): never => {
	throw new Error('No rule here asks Hamsa');
};
const world = {
	now: 0,
	openSender: asksNobody,
	findEarlierCampaign: asksNobody,
	doNotCall: listOf([{ phone: B }]),
};
const rulesWith = (options: Record<string, unknown>) =>
	readLeaveOutRules(optionReader((name) => options[name]));

describe('duplicates', () => {
	it('are named after the row that is called, in each campaign for itself', async () => {
		const drafts = [draftOf(A, BAD, A, B, A), draftOf(B, A, B)];

		const after = await leaveOut(drafts, rulesWith({}), world);

		expect(after.map(({ contacts }) => numbersOf(contacts))).toEqual([
			[A, B],
			[B, A],
		]);
		expect(after.map(({ contacts }) => contacts.leftOut.map(({ row, reason }) => [row, reason]))).toEqual([
			[
				[2, expect.any(String)],
				[3, 'Same number as row 1'],
				[5, 'Same number as row 1'],
			],
			[[3, 'Same number as row 1']],
		]);
		expect(after[0]!.contacts).toMatchObject({ duplicatesRemoved: 2, skippedCount: 0, rejectedCount: 1 });
	});

	it('leave a list without any as it is', async () => {
		const drafts = [draftOf(A, B)];

		expect((await leaveOut(drafts, rulesWith({}), world))[0]).toBe(drafts[0]);
	});

	it('are called when they are kept', async () => {
		const drafts = [draftOf(A, A)];

		expect(rulesWith({ keepDuplicates: true })).toEqual([]);
		expect(await leaveOut(drafts, rulesWith({ keepDuplicates: true }), world)).toEqual(drafts);
	});
});

describe('the Do Not Call List', () => {
	it('leaves out who is on it, in each campaign, and the list stays that of everyone', async () => {
		const drafts = [draftOf(A, B, B, C), draftOf(B), draftOf(C)];

		const after = await leaveOut(drafts, rulesWith({ doNotCallList: true }), world);

		expect(after.map(({ contacts }) => numbersOf(contacts))).toEqual([[A, C], [], [C]]);
		expect(after[0]!.contacts).toMatchObject({
			doNotCallCount: 1,
			duplicatesRemoved: 1,
			skippedCount: 0,
			numbersHashOfEveryone: hashOfNumbers([A, B, C]),
		});
		expect(after[0]!.contacts.leftOut.map(({ row, verdict, reason }) => [row, verdict, reason])).toEqual([
			[2, 'doNotCall', 'Is on the Do Not Call List'],
			[3, 'duplicate', 'Same number as row 2'],
		]);
	});

	it('is read with the fields of the rule', async () => {
		const rules = rulesWith({ doNotCallList: true, doNotCallColumn: ' other ', anEmptyListIsFine: true });
		const of = (rows: object[]) => ({ ...world, doNotCall: listOf(rows) });

		expect(await leaveOut([draftOf(A)], rules, of([{ phone: B, other: A }]))).toMatchObject([
			{ contacts: { doNotCallCount: 1 } },
		]);
		expect(await leaveOut([draftOf(A)], rules, of([]))).toMatchObject([{ contacts: { doNotCallCount: 0 } }]);
		await expect(leaveOut([draftOf(A)], rules, of([{ phone: A }]))).rejects.toThrow('has no column "other"');
	});
});

describe('rules', () => {
	it('are asked in their order: whether Hamsa knows somebody comes last', () => {
		const rules = rulesWith({ 'callingLimits.limit': [{ days: 1 }], doNotCallList: true });

		expect(rules.map(({ verdict, asksHamsa }) => [verdict, asksHamsa])).toEqual([
			['duplicate', false],
			['doNotCall', false],
			['skipped', true],
		]);
	});

	it('that are added to the options and left as they are keep no duplicates, and read the list', () => {
		const defaults = Object.fromEntries(
			leaveOutProperties
				.filter(({ type }) => type !== 'hidden')
				.map((property) => [property.name, property.default]),
		);

		expect(rulesWith(defaults).map(({ verdict }) => verdict)).toEqual(['duplicate', 'doNotCall']);
	});

	it('see only those whom the rules before have left', async () => {
		const seen: string[][] = [];
		const leavesOut = (...numbers: string[]): ActiveRule => ({
			verdict: 'skipped',
			asksHamsa: false,
			reasons: (drafts) => async (draft) => {
				expect(drafts).toContain(draft);
				seen.push(numbersOf(draft.contacts));
				return numbers.length === 0 ? undefined : unless(...numbers);
			},
		});
		const drafts = [draftOf(A, B, C), draftOf(C, D)];

		const after = await leaveOut(drafts, [leavesOut(A), leavesOut(), leavesOut(C)], world);

		expect(seen).toEqual([
			[A, B, C],
			[C, D],
			[B, C],
			[C, D],
			[B, C],
			[C, D],
		]);
		expect(after.map(({ contacts }) => numbersOf(contacts))).toEqual([[B], [D]]);
	});
});

describe('inTurn', () => {
	const senderOf = (baseUrl: string, apiKey: string) =>
		({ connection: { baseUrl, credential: { apiKey }, settings: {} } }) as Partial<Sender> as Sender;

	/** Whether a second work begins while the first has not ended. */
	async function sideBySide(first: Sender, second: Sender): Promise<boolean> {
		const done: string[] = [];
		let endFirst = () => {};
		const ended = new Promise<void>((resolve) => (endFirst = resolve));
		const one = inTurn(first, async () => {
			await ended;
			done.push('first');
		});
		const other = inTurn(second, async () => {
			done.push('second');
		});
		await new Promise((resolve) => setImmediate(resolve));
		endFirst();
		await Promise.all([one, other]);
		return done[0] === 'second';
	}

	it('makes runs on one project wait for each other, and no others', async () => {
		const project = senderOf('https://api.example', 'key');

		expect(await sideBySide(project, senderOf('https://api.example', 'key'))).toBe(false);
		expect(await sideBySide(project, senderOf('https://api.example', 'other'))).toBe(true);
		expect(await sideBySide(project, senderOf('https://other.example', 'key'))).toBe(true);
	});
});
