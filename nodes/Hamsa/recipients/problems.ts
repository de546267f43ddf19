import type { JudgedRow } from './types';

/** Rows with which the same is wrong. */
export interface Problem {
	/** What is wrong, as it goes on after a subject: "holds more than one number". */
	words: string;
	/** What to do about it, in words that hold for all rows: "; keep one per row". */
	advice: string;
	/** What makes it right in the node, where a field does: "set Country of Local Numbers". */
	fix?: string;
	rows: JudgedRow[];
}

/** What a reason says of its own number alone, so that the same fault of two numbers is one kind. */
const OF_ONE_NUMBER: ReadonlyArray<readonly [pattern: RegExp, inGeneral: string]> = [
	[/^would be \+\d+, which /, ''],
	[/^holds ("[^"]*"|\([^)]*\)), which /, 'holds a value that '],
	[/; to take its "[^"]*", enter /, '; to take the number inside, enter '],
	[/^has \d+ digits, too many /, 'has too many digits '],
	[/^can be \+\d+ or \+\d+/, 'can be more than one number'],
	[/, which reads it as [^;]+/, ''],
	[/, or write (?:ext\. \d+|it as \+\d+) if .+$/, ''],
];

/** What is wrong, up to where it is said what to do about it; a quoted value may hold anything. */
const WORDS = /^(?:"[^"]*"|(?![;.] |(?<=with a \+ in front): )[^])*/;

/** The field that makes it right, as the reason names it. */
const FIX = /\b(?:set|switch on) [A-Z][^,;.]*/;

/** Groups rejected rows by what is wrong with them: what most have comes first. */
export function problemsOf(rows: readonly JudgedRow[]): Problem[] {
	const problems = new Map<string, Problem>();
	for (const row of rows) {
		if (row.verdict !== 'rejected') continue;
		const reason = OF_ONE_NUMBER.reduce(
			(text, [pattern, inGeneral]) => text.replace(pattern, inGeneral),
			row.problem ?? row.reason ?? '',
		);
		const known = problems.get(reason);
		if (known !== undefined) {
			known.rows.push(row);
			continue;
		}
		const words = WORDS.exec(reason)![0];
		const advice = reason.slice(words.length);
		problems.set(reason, { words, advice, fix: FIX.exec(advice)?.[0], rows: [row] });
	}
	return [...problems.values()].sort((one, other) => other.rows.length - one.rows.length);
}

/** Rows that are named at most for each problem. */
const MOST_NAMED_ROWS = 10;

/** "row 14" or "rows 2, 5, 6 and 30 more". */
function nameProblemRows(rows: readonly JudgedRow[]): string {
	const named = rows.slice(0, MOST_NAMED_ROWS).map(({ row }) => row.toLocaleString('en-US'));
	const more = rows.length - named.length;
	const list = more > 0 ? `${named.join(', ')} and ${more.toLocaleString('en-US')} more` : named.join(', ');
	return `${rows.length === 1 ? 'row' : 'rows'} ${list}`;
}

/** The words of a problem after a number: "1 holds …", "3 hold …", "2 whose time zone …". */
export function inNumber(words: string, amount: number): string {
	if (words.startsWith('its ')) return words.replace('its', 'whose');
	if (amount === 1) return words;
	const [verb = '', ...rest] = words.replace(/\bits\b/g, 'their').split(' ');
	const plural = { has: 'have', is: 'are', does: 'do', goes: 'go' }[verb] ?? verb.replace(/(?<=[a-z])s$/, '');
	return [plural, ...rest].join(' ');
}

/** What is wrong with how many rows: "1 holds more than one number (row 14)", "33 have no country code: set …". */
export const describeProblem = ({ words, fix, rows }: Problem): string =>
	`${rows.length.toLocaleString('en-US')} ${inNumber(words, rows.length)}${fix === undefined ? ` (${nameProblemRows(rows)})` : `: ${fix}`}`;
