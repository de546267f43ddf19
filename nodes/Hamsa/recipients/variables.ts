import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { pathsRead } from '../expressions/columns';
import { dependsOnItem, type ParameterReader } from '../expressions/parameters';
import { InputError } from '../shared/errors';
import {
	columnsOfRows,
	describeColumns,
	findColumn,
	quoteColumns,
	suggestColumns,
	visibleName,
} from './columns';

const MODE = 'recipientFields.dynamicVariables';
const FIELDS = 'recipientFields.dynamicVariableFields';

/** Empty cells are left out, Odoo's empty `false` among them: an agent should not read out "null". */
const isFilled = (value: unknown) => value !== undefined && value !== null && value !== '' && value !== false;

/** What the field says when its code is read as names: `{{ $json.firstName }}, city` is `firstName, city`. */
function namesMeant(raw: unknown): string | undefined {
	if (typeof raw !== 'string' || !raw.includes('{{')) return undefined;
	return pathsRead(raw.startsWith('=') ? raw : `=${raw}`)?.named;
}

/** The error for names that no row has. */
function noSuchColumns(
	raw: unknown,
	missing: readonly string[],
	items: readonly INodeExecutionData[],
): InputError {
	const columns = columnsOfRows(items);
	const meant = namesMeant(raw);
	if (meant !== undefined || dependsOnItem(raw)) {
		const example = meant === undefined ? '' : `: ${meant}`;
		return new InputError(
			`${quoteColumns(missing)} ${missing.length === 1 ? 'is no column' : 'are no columns'} of the rows: the expression in Dynamic Variable Fields gives values of the first row, where names of columns are needed`,
			`Type the names of the columns instead${example}. ${describeColumns(columns)} Nothing was sent.`,
		);
	}
	const nested = missing.some((name) => name.includes('.') && columns.includes(name.split('.')[0]!.trim()));
	return new InputError(
		`No row has the ${missing.length === 1 ? 'column' : 'columns'} ${quoteColumns(missing)}, which Dynamic Variable Fields names`,
		`${suggestColumns(missing, columns)}${nested ? 'A value inside a column cannot be named here: make it a column of its own with an Edit Fields node before. ' : ''}${describeColumns(columns)} Nothing was sent.`,
	);
}

/** The variables of Selected Fields, each with the column that it is taken from. Throws InputError. */
function selectedColumns(
	parameters: ParameterReader,
	items: readonly INodeExecutionData[],
): Array<[variable: string, column: string]> {
	const raw = parameters.raw(FIELDS);
	const names = String(parameters.value(FIELDS, 0) ?? '')
		.split(',')
		.map((column) => column.trim())
		.filter((column) => column !== '');
	if (names.length === 0) {
		const meant = namesMeant(raw);
		throw new InputError(
			'Dynamic Variables is set to Selected Fields, but Dynamic Variable Fields is empty',
			meant === undefined
				? 'Enter the names of the columns to send, separated by commas.'
				: `Its expression gives nothing for the first row. Type the names of the columns instead: ${meant}.`,
		);
	}
	const found = names.map((name): [string, string | undefined] => {
		const column = findColumn(items, name);
		return [name, column === undefined ? undefined : String(column)];
	});
	const missing = found.filter(([, column]) => column === undefined).map(([name]) => name);
	if (missing.length > 0) throw noSuchColumns(raw, missing, items);
	return found as Array<[string, string]>;
}

const someOrNone = (entries: Array<[string, unknown]>): IDataObject | undefined =>
	entries.length === 0 ? undefined : (Object.fromEntries(entries) as IDataObject);

/**
 * Which columns of a row travel as dynamic variables, as a function from the row that gives undefined when it has none;
 * undefined when no row is to have any. `usedColumns` are those that other fields read. Throws InputError before any row is
 * read: for columns that no row has, and for fields that contradict each other.
 */
export function variablesPicker(
	parameters: ParameterReader,
	items: readonly INodeExecutionData[],
	usedColumns: ReadonlySet<string>,
): ((json: IDataObject) => IDataObject | undefined) | undefined {
	const mode = parameters.raw(MODE) ?? 'none';
	if (mode === 'none') {
		if (String(parameters.raw(FIELDS) ?? '').trim() === '') return undefined;
		throw new InputError(
			'Dynamic Variable Fields is filled in, but Dynamic Variables is None, so that nobody would get any',
			'Set Dynamic Variables to Selected Fields, or remove Dynamic Variable Fields. Nothing was sent.',
		);
	}
	if (mode === 'allOther') {
		const names = new Map<string, string>();
		const nameOf = (column: string) => {
			const known = names.get(column) ?? visibleName(column);
			names.set(column, known);
			return known;
		};
		return (json) =>
			someOrNone(
				Object.entries(json)
					.filter(([column, value]) => !usedColumns.has(column) && isFilled(value))
					.map(([column, value]) => [Object.hasOwn(json, nameOf(column)) ? column : nameOf(column), value]),
			);
	}
	const columns = selectedColumns(parameters, items);
	return (json) =>
		someOrNone(
			columns
				.filter(([, column]) => Object.hasOwn(json, column) && isFilled(json[column]))
				.map(([variable, column]) => [variable, json[column]]),
		);
}
