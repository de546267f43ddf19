import type { INodeExecutionData } from 'n8n-workflow';
import type { Path } from '../expressions/columns';
import type { PropertyName } from '../expressions/parse';
import { count, foreignText } from '../shared/text';

type Rows = readonly INodeExecutionData[];

/** Columns that a message names at most. */
const MOST_NAMED_COLUMNS = 12;

/** Longest column name that a message shows. */
const LONGEST_COLUMN = 40;

/** The columns of all rows, each once, in the order in which they first come. */
export function columnsOfRows(items: Rows): string[] {
	const names = new Set<string>();
	for (const { json } of items) for (const name of Object.keys(json)) names.add(name);
	return [...names];
}

/** A column's name as people see it: without invisible characters (a byte-order mark, say) and blanks around it. */
export const visibleName = (name: string): string =>
	name
		.replace(/\p{Cf}/gu, '')
		.replace(/\s+/g, ' ')
		.replace(/\p{Cc}/gu, '')
		.trim();

/** A column's name as a message shows it: shortened, what cannot be seen by its code. */
export function showColumn(name: string): string {
	const shown = name.length > LONGEST_COLUMN ? `${name.slice(0, LONGEST_COLUMN)}…` : name;
	const visible = shown.replace(
		/[\p{Cf}\p{Cc}]/gu,
		(character) => `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
	);
	const text = foreignText(visible, visible.length);
	return text === text.trim() && text !== '' ? text : `"${text}"`;
}

/** `"a", "b" and "c"`. */
export function quoteColumns(names: readonly string[]): string {
	const quoted = names.map((name) => `"${showColumn(name).replace(/^"|"$/g, '')}"`);
	return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

/** "The rows have the columns a, b, c and 4 more." */
export function describeColumns(names: readonly string[]): string {
	if (names.length === 0) return 'The rows have no columns.';
	const more = names.length - MOST_NAMED_COLUMNS;
	const shown = names.slice(0, MOST_NAMED_COLUMNS).map(showColumn).join(', ');
	return `The rows have the ${names.length === 1 ? 'column' : 'columns'} ${shown}${more > 0 ? ` and ${count(more, 'more', 'more')}` : ''}.`;
}

const hasColumn = (items: Rows, name: PropertyName) => items.some(({ json }) => Object.hasOwn(json, name));

/**
 * The column that a name means: the one of this name, or, if no row has it, the only one that looks the same to people
 * (`phone` for a column whose name begins with a byte-order mark). Undefined when there is none.
 */
export function findColumn(items: Rows, name: PropertyName): PropertyName | undefined {
	if (hasColumn(items, name)) return name;
	const wanted = visibleName(String(name));
	const alike = columnsOfRows(items).filter((column) => visibleName(column) === wanted);
	return alike.length === 1 ? alike[0] : undefined;
}

function isIn(json: object, [name, ...rest]: Path): boolean {
	if (!Object.hasOwn(json, name!)) return false;
	if (rest.length === 0) return true;
	const value = (json as Record<PropertyName, unknown>)[name!];
	return typeof value === 'object' && value !== null && isIn(value, rest);
}

/** Whether some row has the path, whatever it holds there. */
export const hasPath = (items: Rows, path: Path): boolean =>
	items.some(({ json }) => {
		try {
			return isIn(json, path);
		} catch {
			// A getter that throws is there.
			return true;
		}
	});

const letters = (name: string) =>
	name
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');

/** How many letters must be changed, added, removed or swapped with the next to make one text of the other. */
function distance(one: string, other: string): number {
	let before: number[] = [];
	let last = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let row = 1; row <= one.length; row++) {
		const next = [row];
		for (let column = 1; column <= other.length; column++) {
			const same = one[row - 1] === other[column - 1];
			let least = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
			const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
			if (row > 1 && column > 1 && swapped) least = Math.min(least, before[column - 2]! + 1);
			next.push(least);
		}
		before = last;
		last = next;
	}
	return last[other.length]!;
}

/** Longest names that are compared letter by letter. */
const LONGEST_COMPARED = 60;

/** The column that was most likely meant by a name that no row has; undefined when none is near. */
export function nearestColumn(name: string, columns: readonly string[]): string | undefined {
	const wanted = letters(name);
	if (wanted === '' || wanted.length > LONGEST_COMPARED) return undefined;
	const near = columns
		.map((column) => ({ column, text: letters(column) }))
		.filter(({ text }) => text !== '' && text.length <= LONGEST_COMPARED)
		.map(({ column, text }) => ({ column, text, changes: distance(wanted, text) }))
		.sort((one, other) => one.changes - other.changes);
	const [best] = near;
	if (best !== undefined && best.changes <= Math.max(1, Math.floor(wanted.length / 3))) return best.column;
	// `name` for "Full name", `properties.firstname` for a column firstname.
	const part = near.find(({ text }) => text.length > 2 && (text.includes(wanted) || wanted.includes(text)));
	return part?.column;
}

/** "Did you mean "firstName"? " for names that no row has; '' when no column is near any of them. */
export function suggestColumns(missing: readonly string[], columns: readonly string[]): string {
	const near = new Set(missing.flatMap((name) => nearestColumn(name, columns) ?? []));
	return near.size === 0 ? '' : `Did you mean ${quoteColumns([...near])}? `;
}
