import { createHash } from 'crypto';
import { type NumberKey, numberKey } from '../phoneNumbers/digits';

/** Those of sorted values that are there more than once. */
function addRepeated(sorted: Float64Array | readonly string[], repeated: Set<NumberKey>): void {
	for (let index = 1; index < sorted.length; index++) {
		if (sorted[index] === sorted[index - 1]) repeated.add(sorted[index]!);
	}
}

/**
 * What a list of phone numbers holds: a hash that is the same for the same numbers in any order, and those that came
 * again. Both lists are sorted in place. Numbers are sorted as numbers, since sorting texts takes several times as long
 * (docs/decisions/0004).
 */
export function summariseNumbers(
	numbers: Float64Array<ArrayBuffer>,
	others: string[],
): { numbersHash: string; repeated: ReadonlySet<NumberKey> } {
	// The bits of positive numbers are in the order of the numbers, and integers are sorted faster (docs/decisions/0004).
	new BigUint64Array(numbers.buffer, numbers.byteOffset, numbers.length).sort();
	others.sort();
	const repeated = new Set<NumberKey>();
	addRepeated(numbers, repeated);
	addRepeated(others, repeated);
	const numbersHash = createHash('sha256').update(numbers).update(others.join(' ')).digest('hex');
	return { numbersHash, repeated };
}

/** Tells lists of phone numbers apart, whatever their order. */
export function hashOfNumbers(phoneNumbers: readonly string[]): string {
	const keys = phoneNumbers.map(numberKey);
	const numbers = Float64Array.from(keys.filter((key) => typeof key === 'number'));
	return summariseNumbers(
		numbers,
		keys.filter((key) => typeof key === 'string'),
	).numbersHash;
}
