import { type NumberKey, numberKey } from '../phoneNumbers/digits';
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

/** The parts by the numbers that came several times: there a duplicate belongs. Empty where the list has no duplicates. */
function partsOfRepeated(
	{ recipients, leftOut }: JudgedContacts,
	partOf: Partition['partOf'],
): Map<NumberKey, number> {
	const duplicates = leftOut.filter(({ verdict }) => verdict === 'duplicate');
	const repeated = new Set(duplicates.map(({ phoneNumber }) => numberKey(String(phoneNumber))));
	const found = new Map<NumberKey, number>();
	if (repeated.size === 0) return found;
	for (const [index, { phoneNumber }] of recipients.entries()) {
		const key = numberKey(phoneNumber);
		if (repeated.has(key)) found.set(key, partOf[index]!);
	}
	return found;
}

/**
 * Divides a judged list into parts, each with the numbers of its rows in the list. A duplicate belongs to the part of the row
 * whose number it has; other rows that are not called are counted with the first part, so that all parts together are the
 * list. With no part there still is one, in which nobody is called.
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
	const partOfRepeated = partsOfRepeated(contacts, partOf);
	let others = 0;
	for (let position = 0; position < rowCount; position++) {
		const row = rowNumberAt(contacts, position);
		let part = first;
		if (leftOut[others]?.row === row) {
			const other = leftOut[others++]!;
			const original =
				other.verdict === 'duplicate' ? partOfRepeated.get(numberKey(String(other.phoneNumber))) : undefined;
			part = made[original ?? 0] ?? first;
			part.leftOut.push(other);
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
	const amountIn = (part: Pick<Part, 'leftOut'>, wanted: JudgedRow['verdict']) =>
		part.leftOut.reduce((sum, { verdict }) => sum + (verdict === wanted ? 1 : 0), 0);
	return made.map(({ positions, ...part }, index): JudgedContacts => {
		const numbersHash = hashOfNumbers(part.recipients.map(({ phoneNumber }) => phoneNumber));
		return {
			...contacts,
			...part,
			rowCount: positions.length,
			itemOf: (position) => itemOf(positions[position]!),
			duplicatesRemoved: amountIn(part, 'duplicate'),
			rejectedCount: amountIn(part, 'rejected'),
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
