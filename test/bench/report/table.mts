/** Figures as people read them. */
import type { Subject, Timing, Timings } from './results.mts';
import { type Variant, type VariantName, variants } from '../subjects/workflows.mts';

/** What a subject is called in tables and in the chart. */
export function labelOf(subject: Subject): string {
	if (subject === 'bare') return 'Bare script, outside n8n';
	if (subject === 'phoneCleaning') return 'Phone numbers alone';
	return (variants as Record<VariantName, Variant>)[subject].label;
}

/** 0.0953 is "95 ms", 14.02 is "14.0 s". */
export function inWords(seconds: number): string {
	return seconds < 0.9995 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}

const cellOf = (timing: Timing | undefined): string => {
	if (timing === undefined) return '';
	return 'failure' in timing ? 'fails' : inWords(timing.median);
};

/** Columns side by side: the first flush left, the others flush right. */
function align(rows: string[][]): string {
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	const pad = (cell: string, column: number) =>
		column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
	return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

/** Head and lines of a table of times: a subject a line, a number of rows a column. */
export function cellsOf(timings: Timings): string[][] {
	const sizes = Object.keys(timings);
	const subjects = [...new Set(Object.values(timings).flatMap((each) => Object.keys(each) as Subject[]))];
	return [
		['Node time', ...sizes.map((rows) => `${Number(rows).toLocaleString('en-US')} rows`)],
		...subjects.map((subject) => [labelOf(subject), ...sizes.map((rows) => cellOf(timings[rows]![subject]))]),
	];
}

/** Why something failed, each reason once. */
export function failuresOf(timings: Timings): string[] {
	const failures = Object.entries(timings).flatMap(([rows, subjects]) =>
		(Object.entries(subjects) as Array<[Subject, Timing]>).flatMap(([subject, timing]) =>
			'failure' in timing
				? [`${labelOf(subject)} with ${Number(rows).toLocaleString('en-US')} rows: "${timing.failure}"`]
				: [],
		),
	);
	return [...new Set(failures)];
}

/** The times as a table for a terminal, and what failed. */
export function tableOf(timings: Timings): string {
	return [align(cellsOf(timings)), ...failuresOf(timings)].join('\n');
}
