import { numberDigits } from '../../hamsa/campaigns';
import { contentOf, numberKey, type NumberKey } from '../content';
import type { JudgedContacts, JudgedRow, Recipient } from '../types';

/** All rows in their order, those of the recipients among them. */
export function rowsOf({ recipients, leftOut, rowCount, itemOf, notes }: JudgedContacts): JudgedRow[] {
	let others = 0;
	return Array.from({ length: rowCount }, (_, position): JudgedRow => {
		const row = position + 1;
		if (leftOut[others]?.row === row) return leftOut[others++]!;
		const recipient = recipients[position - others]!;
		const { phoneNumber } = recipient;
		return { row, item: itemOf(position), verdict: 'sent', phoneNumber, note: notes.get(recipient) };
	});
}

/** The rows that are sent and about whose number a person should know something. */
export function notedRows(contacts: JudgedContacts): JudgedRow[] {
	return contacts.notes.size === 0 ? [] : rowsOf(contacts).filter(({ note }) => note !== undefined);
}

/** Parts the recipients from those for whom there is a verdict and a reason not to be called. */
function takeOut(
	contacts: JudgedContacts,
	verdictOf: (recipient: Recipient, row: number) => Pick<JudgedRow, 'verdict' | 'reason'> | undefined,
): Pick<JudgedContacts, 'recipients' | 'leftOut'> {
	const recipients: Recipient[] = [];
	const leftOut: JudgedRow[] = [];
	let others = 0;
	for (let position = 0; position < contacts.rowCount; position++) {
		const row = position + 1;
		if (contacts.leftOut[others]?.row === row) {
			leftOut.push(contacts.leftOut[others++]!);
			continue;
		}
		const recipient = contacts.recipients[position - others]!;
		const verdict = verdictOf(recipient, row);
		if (verdict === undefined) recipients.push(recipient);
		else {
			const { phoneNumber } = recipient;
			leftOut.push({ row, item: contacts.itemOf(position), phoneNumber, ...verdict });
		}
	}
	return { recipients, leftOut };
}

/** Takes out those whose number came in an earlier row. `repeated` are the numbers that are there more than once. */
export function leaveOutDuplicates(
	contacts: JudgedContacts,
	repeated: ReadonlySet<NumberKey>,
): JudgedContacts {
	const firstRowOf = new Map<NumberKey, number>();
	const { recipients, leftOut } = takeOut(contacts, ({ phoneNumber }, row) => {
		const key = numberKey(phoneNumber);
		if (!repeated.has(key)) return undefined;
		const firstRow = firstRowOf.get(key);
		if (firstRow !== undefined) return { verdict: 'duplicate', reason: `Same number as row ${firstRow}` };
		firstRowOf.set(key, row);
		return undefined;
	});
	const content = contentOf(recipients.map(({ phoneNumber }) => phoneNumber));
	return {
		...contacts,
		recipients,
		leftOut,
		duplicatesRemoved: contacts.recipients.length - recipients.length,
		content,
		contentOfEveryone: content,
	};
}

/** Takes out the recipients for whom there is a reason not to be called, given the digits of their number. */
export function leaveOutCalled(
	contacts: JudgedContacts,
	reasonOf: (digits: string) => string | undefined,
): JudgedContacts {
	const { recipients, leftOut } = takeOut(contacts, ({ phoneNumber }) => {
		const reason = reasonOf(numberDigits(phoneNumber));
		return reason === undefined ? undefined : { verdict: 'skipped', reason };
	});
	return {
		...contacts,
		recipients,
		leftOut,
		skippedCount: contacts.recipients.length - recipients.length,
		content: contentOf(recipients.map(({ phoneNumber }) => phoneNumber)),
	};
}
