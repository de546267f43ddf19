import type { INodeExecutionData } from 'n8n-workflow';
import { columnsNamed, expressionOf, pathsRead, type Path } from '../expressions/columns';
import { showExpression } from '../expressions/failure';
import type { ParameterReader } from '../expressions/parameters';
import { unknownVariables } from '../expressions/scope';
import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import {
	columnsOfRows,
	describeColumns,
	findColumn,
	hasPath,
	quoteColumns,
	suggestColumns,
	visibleName,
} from './columns';

type Rows = readonly INodeExecutionData[];

/** The path with the column that its first name means. */
const meantPath = (items: Rows, [column, ...rest]: Path): Path => [
	findColumn(items, column!) ?? column!,
	...rest,
];

/** The paths of a raw plain expression that no row has, each in the place of a value that is therefore lost in every row. */
function lostPaths(raw: unknown, items: Rows): Path[] {
	return (pathsRead(raw)?.alternatives ?? []).flatMap((paths) =>
		paths.some((path) => hasPath(items, meantPath(items, path))) ? [] : paths.slice(0, 1),
	);
}

const nameOfPath = (path: Path) => path.map(String).join('.');

/** What may be meant by a path that no row has: a column, or another value where the path ends. */
function suggestPaths(paths: readonly Path[], items: Rows): string {
	const inner = paths.flatMap(([column, ...rest]) => {
		const real = findColumn(items, column!);
		if (real === undefined || rest.length !== 1) return [];
		const values = items.flatMap(({ json }) => {
			const value = json[String(real)];
			return typeof value === 'object' && value !== null
				? [{ json: value as INodeExecutionData['json'] }]
				: [];
		});
		const keys = columnsOfRows(values);
		return keys.map((key) => `${String(real)}.${key}`);
	});
	return suggestColumns(paths.map(nameOfPath), [...inner, ...columnsOfRows(items)]);
}

/** The error of a field (`label`) whose expression reads what no row has. */
function noSuchPaths(label: string, raw: unknown, paths: readonly Path[], items: Rows): InputError {
	const [first] = paths;
	return new InputError(
		`No row has the ${paths.length === 1 ? 'column' : 'columns'} ${quoteColumns(paths.map(nameOfPath))}, which ${label} reads (${showExpression(raw)})`,
		`${suggestPaths(paths, items)}${describeColumns(columnsOfRows(items))} If a row may come without it, write ${expressionOf(first!).replace(' }}', ' || "" }}')}. Nothing was sent.`,
	);
}

/** Checks that some row has what the expression of a field (`label`) reads. Throws InputError. */
export function checkColumns(label: string, raw: unknown, items: Rows): void {
	const lost = lostPaths(raw, items);
	if (lost.length > 0) throw noSuchPaths(label, raw, lost, items);
}

/** Checks that a field (`label`) does not hold an expression as fixed text, the same for everybody. Throws InputError. */
export function checkFixedText(label: string, raw: unknown): void {
	if (typeof raw !== 'string' || raw.startsWith('=') || !/\{\{.*\}\}/s.test(raw)) return;
	throw new InputError(
		`${label} holds the text ${quoteValue(raw)}, which would be the same for everybody`,
		'Switch the field from Fixed to Expression. Nothing was sent.',
	);
}

/** A fixed text that was meant to be read from the rows. */
function checkFixedName(raw: unknown, items: Rows): void {
	if (typeof raw !== 'string' || raw.startsWith('=')) return;
	checkFixedText('Name', raw);
	const column = columnsOfRows(items).find((name) => visibleName(name) === raw.trim());
	if (raw.trim() === '' || column === undefined) return;
	throw new InputError(
		`Name is the text ${quoteValue(raw)} for every row, and the rows have a column of that name`,
		`Drag the column into the field, or enter ${expressionOf([column])}. Nothing was sent.`,
	);
}

/**
 * Checks that the Name of the rows is read from something that rows have: a typo would leave everybody without a name and
 * nobody would know. `someHaveNames` tells whether any recipient got one. Throws InputError; `hint` receives what is only
 * worth knowing.
 */
export function checkNameField(
	parameters: ParameterReader,
	items: Rows,
	someHaveNames: boolean,
	hint: (message: string) => void,
): void {
	const raw = parameters.raw('recipientName');
	checkFixedName(raw, items);
	checkColumns('Name', raw, items);
	if (someHaveNames || typeof raw !== 'string' || !raw.startsWith('=') || pathsRead(raw) !== undefined)
		return;
	const missing = columnsNamed(raw).filter((column) => findColumn(items, column) === undefined);
	if (missing.length > 0)
		throw noSuchPaths(
			'Name',
			raw,
			missing.map((column) => [column]),
			items,
		);
	const [unknown] = unknownVariables(raw);
	if (unknown !== undefined) {
		throw new InputError(
			`Name is empty in every row: n8n has no ${unknown}`,
			`The expression is: ${showExpression(raw)}. The columns of a row are in $json. Nothing was sent.`,
		);
	}
	hint(`Name gives nothing for any row: ${showExpression(raw)}. Nobody's name was sent.`);
}

/** Tells of other fields of the rows that read a column which no row has: they then have no effect. */
export function hintLostFields(
	parameters: ParameterReader,
	items: Rows,
	hint: (message: string) => void,
): void {
	for (const [path, label] of [
		['countryOfLocalNumbers', 'Country of Local Numbers'],
		['phoneNumberRules.ignoreE164Validation', 'Use Numbers As Typed'],
	] as const) {
		const lost = lostPaths(parameters.raw(path), items);
		if (lost.length === 0) continue;
		hint(
			`${label} has no effect: no row has the column ${quoteColumns(lost.map(nameOfPath))}. ${suggestPaths(lost, items)}`.trim(),
		);
	}
}
