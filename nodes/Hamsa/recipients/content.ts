import { createHash } from 'crypto';
import { numberDigits } from '../hamsa/campaigns';

/** Most digits that a floating-point number holds whatever they are; E.164 has no more. */
const MOST_EXACT_DIGITS = 15;

const PLUS = 43;
const ZERO = 48;

/**
 * Writes the digits of `+966501234567` or `966501234567` as a number at an index, and says whether it can: not where a
 * number would not give the digits back. Written and not returned, since V8 makes an object of each number that large.
 */
export function writeNumber(numbers: Float64Array, index: number, phoneNumber: string): boolean {
	const start = phoneNumber.charCodeAt(0) === PLUS ? 1 : 0;
	const { length } = phoneNumber;
	if (length - start > MOST_EXACT_DIGITS || !(phoneNumber.charCodeAt(start) > ZERO)) return false;
	let number = 0;
	for (let place = start; place < length; place++) {
		const digit = phoneNumber.charCodeAt(place) - ZERO;
		if (digit < 0 || digit > 9) return false;
		number = number * 10 + digit;
	}
	numbers[index] = number;
	return true;
}

/** What phone numbers are told apart by: their digits. Hamsa need not show numbers as they were sent. */
export type NumberKey = number | string;

const one = new Float64Array(1);

export const numberKey = (phoneNumber: string): NumberKey =>
	writeNumber(one, 0, phoneNumber) ? one[0]! : numberDigits(phoneNumber);

/** Those of sorted values that are there more than once. */
function addRepeated(sorted: Float64Array | readonly string[], repeated: Set<NumberKey>): void {
	for (let index = 1; index < sorted.length; index++) {
		if (sorted[index] === sorted[index - 1]) repeated.add(sorted[index]!);
	}
}

/**
 * What a list of phone numbers holds: a hash that is the same for the same numbers in any order, and those that came
 * again. Both lists are sorted in place. Numbers are sorted as numbers: to sort a hundred thousand texts, or to remember
 * them in a Set, takes longer than all else that is done with them.
 */
export function summarise(
	numbers: Float64Array<ArrayBuffer>,
	others: string[],
): { content: string; repeated: ReadonlySet<NumberKey> } {
	// The bits of positive numbers are in the order of the numbers, and sorted as integers in half the time.
	new BigUint64Array(numbers.buffer, numbers.byteOffset, numbers.length).sort();
	others.sort();
	const repeated = new Set<NumberKey>();
	addRepeated(numbers, repeated);
	addRepeated(others, repeated);
	const content = createHash('sha256').update(numbers).update(others.join(' ')).digest('hex');
	return { content, repeated };
}

/** Tells lists of phone numbers apart, whatever their order. */
export function contentOf(phoneNumbers: readonly string[]): string {
	const keys = phoneNumbers.map(numberKey);
	const numbers = Float64Array.from(keys.filter((key) => typeof key === 'number'));
	return summarise(
		numbers,
		keys.filter((key) => typeof key === 'string'),
	).content;
}
