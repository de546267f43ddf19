import { rowNumberAt } from './leaveOut/takeOut';
import { hashOfNumbers } from './numbersHash';
import type { JudgedContacts, JudgedRow, Recipient } from './types';

/** To which part each recipient belongs (by index), and why some belong to none. */
interface Partition {
	/** By index of a recipient; -1 for one that is rejected. */
	partOf: ArrayLike<number>;
	/** How many parts there are. */
	parts: number;
	/** Why a recipient is in no part, in words that go on after the number. */
	reasonOf?: (recipient: number) => string;
}

/** One part on its way. */
interface Part {
	recipients: Recipient[];
	leftOut: JudgedRow[];
	rowNumbers: number[];
	/** Where its rows stand among those of the whole. */
	positions: number[];
}

/**
 * Divides a judged list into parts, each with the numbers of its rows in the list. Rows that are not called are counted with
 * the first part, so that all parts together are the list. With no part there still is one, in which nobody is called.
 */
export function divide(
	contacts: JudgedContacts,
	{ partOf, parts, reasonOf = () => '' }: Partition,
): JudgedContacts[] {
	const made = Array.from({ length: Math.max(parts, 1) }, (): Part => ({
		recipients: [],
		leftOut: [],
		rowNumbers: [],
		positions: [],
	}));
	const [first] = made as [Part];
	const { recipients, leftOut, rowCount, itemOf } = contacts;
	let others = 0;
	for (let position = 0; position < rowCount; position++) {
		const row = rowNumberAt(contacts, position);
		let part = first;
		if (leftOut[others]?.row === row) {
			first.leftOut.push(leftOut[others++]!);
		} else {
			const index = position - others;
			const recipient = recipients[index]!;
			const { phoneNumber } = recipient;
			const belongsTo = partOf[index]!;
			if (belongsTo < 0) {
				const problem = reasonOf(index);
				const reason = `Phone Number ${phoneNumber}: ${problem}`;
				const item = itemOf(position);
				first.leftOut.push({
					row,
					item,
					verdict: 'rejected',
					phoneNumber,
					cell: phoneNumber,
					reason,
					problem,
				});
			} else {
				part = made[belongsTo]!;
				part.recipients.push(recipient);
			}
		}
		part.rowNumbers.push(row);
		part.positions.push(position);
	}
	const rejected = first.leftOut.length - leftOut.length;
	return made.map(({ positions, ...part }, index): JudgedContacts => {
		const numbersHash = hashOfNumbers(part.recipients.map(({ phoneNumber }) => phoneNumber));
		return {
			...contacts,
			...part,
			rowCount: positions.length,
			itemOf: (position) => itemOf(positions[position]!),
			duplicatesRemoved: index === 0 ? contacts.duplicatesRemoved : 0,
			rejectedCount: index === 0 ? contacts.rejectedCount + rejected : 0,
			skippedCount: index === 0 ? contacts.skippedCount : 0,
			doNotCallCount: index === 0 ? contacts.doNotCallCount : 0,
			emptyCount: index === 0 ? contacts.emptyCount : 0,
			lessNames: index === 0 ? contacts.lessNames : [],
			numbersHash,
			numbersHashOfEveryone: numbersHash,
		};
	});
}

/** The items from which the rows of a part come, each once. */
export const itemsOf = ({ rowCount, itemOf }: JudgedContacts): number[] => [
	...new Set(Array.from({ length: rowCount }, (_, position) => itemOf(position))),
];
