/** What comes again among 100,000 phone numbers, and one order for a hash of them: sorting against remembering. */
import { makeRows } from '../subjects/campaign.mts';
import { compare } from './compare.mts';

export function measure(): void {
	const texts = makeRows(100_000).map(({ phoneNumber }) => phoneNumber.slice(1));
	const numbers = Float64Array.from(texts, Number);
	compare('100,000 phone numbers', {
		'sort as integers (the bits of the numbers)': () => new BigUint64Array(numbers.slice().buffer).sort(),
		'sort as numbers': () => numbers.slice().sort(),
		'sort as texts': () => [...texts].sort(),
		'a Set of texts': () => new Set(texts),
		'a Set of numbers': () => new Set(numbers),
	});
}
