import { quoteValue } from '../shared/text';
import type { JudgedRow } from './types';

/** Rows with which the same is wrong. */
export interface Problem {
	/** What is wrong, as it goes on after a subject: "holds more than one number". */
	words: string;
	/** What makes it right in the node, where a field does: "set Country of Local Numbers". */
	fix?: string;
	rows: JudgedRow[];
}

/** A value in a reason, so that the same fault of two numbers is one kind. */
const VALUES = /\+?\d[\d\s]{4,}\d/g;

/** The first clause of a reason: what is wrong, without what to do about it. */
const firstClause = (reason: string): string => reason.split(/[;.] |, (?:and|which|but|if|or|add) /)[0]!;

/** The field that makes it right, as the reason names it. */
const FIX = /\b(?:set|switch on) [A-Z][^,;.]*/;

/** Groups rejected rows by what is wrong with them: what most have comes first. */
export function problemsOf(rows: readonly JudgedRow[]): Problem[] {
	const problems = new Map<string, Problem>();
	for (const row of rows) {
		if (row.verdict !== 'rejected') continue;
		const reason = row.problem ?? row.reason ?? '';
		const words = firstClause(reason.replace(VALUES, '…'));
		const known = problems.get(words);
		if (known === undefined) problems.set(words, { words, fix: FIX.exec(reason)?.[0], rows: [row] });
		else known.rows.push(row);
	}
	return [...problems.values()].sort((one, other) => other.rows.length - one.rows.length);
}

/** Rows that are named at most for each problem. */
const MOST_NAMED_ROWS = 10;

/** "row 14" or "rows 2, 5, 6 and 30 more". */
export function nameProblemRows(rows: readonly JudgedRow[]): string {
	const named = rows.slice(0, MOST_NAMED_ROWS).map(({ row }) => row.toLocaleString('en-US'));
	const more = rows.length - named.length;
	const list = more > 0 ? `${named.join(', ')} and ${more.toLocaleString('en-US')} more` : named.join(', ');
	return `${rows.length === 1 ? 'row' : 'rows'} ${list}`;
}

/** The words of a problem after a number: "1 holds …", "3 hold …". */
export function inNumber(words: string, amount: number): string {
	if (amount === 1) return words;
	const [verb = '', ...rest] = words.split(' ');
	const plural = { has: 'have', is: 'are', does: 'do', goes: 'go' }[verb] ?? verb.replace(/(?<=[a-z])s$/, '');
	return [plural, ...rest].join(' ');
}

/** What is wrong with how many rows: "1 holds more than one number (row 14)", "33 have no country code: set …". */
export const describeProblem = ({ words, fix, rows }: Problem): string =>
	`${rows.length.toLocaleString('en-US')} ${inNumber(words, rows.length)}${fix === undefined ? ` (${nameProblemRows(rows)})` : `: ${fix}`}`;

/** The Phone Number cells of the first rows of a problem, to tell what they look like. */
export const describeCells = (rows: readonly JudgedRow[]): string =>
	rows.map(({ row, cell }) => `row ${row.toLocaleString('en-US')} (${quoteValue(cell)})`).join(', ');
