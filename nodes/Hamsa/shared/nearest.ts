/** How many letters a word may be off, by its length: short words resemble too many others. */
const mostMistakes = (length: number): number => (length < 4 ? 0 : Math.min(3, Math.ceil(length / 5)));

/**
 * Mistakes that turn one word into another: a letter missing, too much, another one, or two letters swapped (optimal string
 * alignment).
 */
function mistakes(one: string, other: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let i = 1; i <= one.length; i++) {
		const row = [i];
		for (let j = 1; j <= other.length; j++) {
			const isSame = one[i - 1] === other[j - 1];
			const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
			row[j] = Math.min(
				last[j]! + 1,
				row[j - 1]! + 1,
				last[j - 1]! + (isSame ? 0 : 1),
				isSwapped ? beforeLast[j - 2]! + 1 : Infinity,
			);
		}
		beforeLast = last;
		last = row;
	}
	return last[other.length]!;
}

/** Those of the words that a misspelt one most resembles, in their order; none when it resembles none of them. */
export function nearest(word: string, words: Iterable<string>): string[] {
	let fewest = mostMistakes(word.length);
	let found: string[] = [];
	for (const each of words) {
		if (Math.abs(each.length - word.length) > fewest) continue;
		const amount = mistakes(word, each);
		if (amount < fewest) found = [];
		if (amount <= fewest) found.push(each);
		fewest = Math.min(fewest, amount);
	}
	return found;
}
