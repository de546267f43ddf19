import { numberDigits } from '../../phoneNumbers/digits';
import { contentOf } from '../content';
import type { JudgedContacts, JudgedRow, Recipient } from '../types';

/** All rows in their order, those of the recipients among them. */
export function rowsOf({ recipients, leftOut, rowCount, itemOf }: JudgedContacts): JudgedRow[] {
	let others = 0;
	return Array.from({ length: rowCount }, (_, position): JudgedRow => {
		const row = position + 1;
		if (leftOut[others]?.row === row) return leftOut[others++]!;
		const { phoneNumber } = recipients[position - others]!;
		return { row, item: itemOf(position), verdict: 'sent', phoneNumber };
	});
}

/** Parts the recipients from those for whom there is a verdict and a reason not to be called. */
export function takeOut(
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
