import { hashOfNumbers } from '../numbersHash';
import type { JudgedContacts, JudgedRow, Recipient, Verdict } from '../types';
import type { ReasonOf } from './types';

/** The number in its list, from 1, of the row at a position of these. */
export const rowNumberAt = ({ rowNumbers }: JudgedContacts, position: number): number =>
	rowNumbers?.[position] ?? position + 1;

/** All rows in their order, those of the recipients among them. */
export function rowsOf(contacts: JudgedContacts): JudgedRow[] {
	const { recipients, leftOut, rowCount, itemOf, notes } = contacts;
	let others = 0;
	return Array.from({ length: rowCount }, (_, position): JudgedRow => {
		const row = rowNumberAt(contacts, position);
		if (leftOut[others]?.row === row) return leftOut[others++]!;
		const recipient = recipients[position - others]!;
		const { phoneNumber } = recipient;
		const note = notes.get(recipient);
		return { row, item: itemOf(position), verdict: 'sent', phoneNumber, note, recipient };
	});
}

/** The rows that are sent and about whose number a person should know something. */
export function notedRows(contacts: JudgedContacts): JudgedRow[] {
	return contacts.notes.size === 0 ? [] : rowsOf(contacts).filter(({ note }) => note !== undefined);
}

/** Takes out the recipients for whom there is a reason not to be called, and counts them under the verdict. */
export function takeOut(
	contacts: JudgedContacts,
	verdict: Exclude<Verdict, 'sent' | 'rejected'>,
	reasonOf: ReasonOf,
): JudgedContacts {
	const recipients: Recipient[] = [];
	const leftOut: JudgedRow[] = [];
	let others = 0;
	for (let position = 0; position < contacts.rowCount; position++) {
		const row = rowNumberAt(contacts, position);
		if (contacts.leftOut[others]?.row === row) {
			leftOut.push(contacts.leftOut[others++]!);
			continue;
		}
		const recipient = contacts.recipients[position - others]!;
		const because = reasonOf(recipient, row);
		if (because === undefined) {
			recipients.push(recipient);
			continue;
		}
		const { phoneNumber } = recipient;
		const why = typeof because === 'string' ? { reason: because } : because;
		leftOut.push({ row, item: contacts.itemOf(position), phoneNumber, verdict, ...why, recipient });
	}
	const taken = contacts.recipients.length - recipients.length;
	const numbersHash = hashOfNumbers(recipients.map(({ phoneNumber }) => phoneNumber));
	const rest = { ...contacts, recipients, leftOut, numbersHash };
	switch (verdict) {
		case 'duplicate':
			return {
				...rest,
				duplicatesRemoved: contacts.duplicatesRemoved + taken,
				// Without its duplicates a list still is everyone on it.
				numbersHashOfEveryone: numbersHash,
				repeated: new Set(),
			};
		case 'doNotCall':
			return { ...rest, doNotCallCount: contacts.doNotCallCount + taken };
		case 'skipped':
			return { ...rest, skippedCount: contacts.skippedCount + taken };
		case 'inEarlierWave':
		case 'waiting':
			return rest;
	}
}
