import { type NumberKey, numberKey } from '../../phoneNumbers/digits';
import { contentOf } from '../content';
import type { JudgedContacts } from '../types';
import { takeOut } from './takeOut';

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
