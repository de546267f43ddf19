import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { onlyColumns, pathsRead } from '../expressions/columns';
import { dependsOnItem, readRowField, rowField, type ParameterReader } from '../expressions/parameters';
import type { PropertyName } from '../expressions/parse';
import { InputError } from '../shared/errors';
import { count, nameText } from '../shared/text';
import { isObject } from '../shared/values';
import {
	columnsOfRows,
	describeColumns,
	findColumn,
	quoteColumns,
	suggestColumns,
	visibleName,
} from './columns';
import { checkColumns, checkFixedText } from './nameField';
import type { Recipient } from './types';

const MODE = 'agentVariables';
const COLUMNS = 'variableColumns';
const MAP = 'variableMap';

type Rows = readonly INodeExecutionData[];

/** Gives the variables of the row at an index, undefined when it has none. */
type VariablesPicker = (item: INodeExecutionData, index: number) => IDataObject | undefined;

/** Empty cells are left out, Odoo's empty `false` among them: an agent should not read out "null". */
const isFilled = (value: unknown) => value !== undefined && value !== null && value !== '' && value !== false;

/** What the field says when its code is read as names: `{{ $json.firstName }}, city` is `firstName, city`. */
function namesMeant(raw: unknown): string | undefined {
	if (typeof raw !== 'string' || !raw.includes('{{')) return undefined;
	return pathsRead(raw.startsWith('=') ? raw : `=${raw}`)?.named;
}

/** The error for names that no row has. */
function noSuchColumns(raw: unknown, missing: readonly string[], items: Rows): InputError {
	const columns = columnsOfRows(items);
	const meant = namesMeant(raw);
	const isDragged = onlyColumns(raw) !== undefined;
	if (!isDragged && (meant !== undefined || dependsOnItem(raw))) {
		const example = meant === undefined ? '' : `: ${meant}`;
		return new InputError(
			`${quoteColumns(missing)} ${missing.length === 1 ? 'is no column' : 'are no columns'} of the rows: the expression in Columns gives values of the first row, where names of columns are needed`,
			`Type the names of the columns instead${example}. ${describeColumns(columns)} Nothing was sent.`,
		);
	}
	const nested = missing.some((name) => name.includes('.') && columns.includes(name.split('.')[0]!.trim()));
	return new InputError(
		`No row has the ${missing.length === 1 ? 'column' : 'columns'} ${quoteColumns(missing)}, which Columns (Variables for the Agent) names`,
		`${suggestColumns(missing, columns)}${nested ? 'A value inside a column cannot be named here: set Variables for the Agent to Map, or make it a column of its own with an Edit Fields node before. ' : ''}${describeColumns(columns)} Nothing was sent.`,
	);
}

/** The names in the field Columns: typed ones, or those of the columns that were dragged into it. */
function namedColumns(parameters: ParameterReader): string[] {
	const dragged = onlyColumns(parameters.raw(COLUMNS));
	if (dragged !== undefined) return dragged;
	return String(parameters.value(COLUMNS, 0) ?? '')
		.split(',')
		.map((column) => column.trim())
		.filter((column) => column !== '');
}

/** The variables of Chosen Columns, each with the column that it is taken from. Throws InputError. */
function selectedColumns(
	parameters: ParameterReader,
	items: Rows,
): Array<[variable: string, column: string]> {
	const raw = parameters.raw(COLUMNS);
	const names = namedColumns(parameters);
	if (names.length === 0) {
		const meant = namesMeant(raw);
		throw new InputError(
			'Variables for the Agent is set to Chosen Columns, but Columns is empty',
			meant === undefined
				? 'Enter the names of the columns to send, separated by commas, or drag the columns into the field.'
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

const pickColumns =
	(columns: ReadonlyArray<readonly [variable: string, column: string]>): VariablesPicker =>
	({ json }) =>
		someOrNone(
			columns
				.filter(([, column]) => Object.hasOwn(json, column) && isFilled(json[column]))
				.map(([variable, column]) => [variable, json[column]]),
		);

function pickAllOther(usedColumns: ReadonlySet<string>): VariablesPicker {
	const names = new Map<string, string>();
	const nameOf = (column: string) => {
		const known = names.get(column) ?? visibleName(column);
		names.set(column, known);
		return known;
	};
	return ({ json }) =>
		someOrNone(
			Object.entries(json)
				.filter(([column, value]) => !usedColumns.has(column) && isFilled(value))
				.map(([column, value]) => [Object.hasOwn(json, nameOf(column)) ? column : nameOf(column), value]),
		);
}

/** The names of the voice agent's variables, as n8n's editor has stored them with the field. */
function storedNames(map: IDataObject): string[] {
	const schema = Array.isArray(map.schema) ? (map.schema as IDataObject[]) : [];
	return schema.filter(({ removed }) => removed !== true).map(({ id }) => String(id));
}

/** Map, set to Map Automatically: the agent's variables from columns of the same name. Throws InputError. */
function pickSameNames(map: IDataObject, items: Rows): VariablesPicker {
	const names = storedNames(map);
	if (names.length === 0) {
		throw new InputError(
			'Variables for the Agent is set to Map, but no variables of the voice agent are known',
			'Open the field Values once, so that they are read from Hamsa, or choose Chosen Columns. Nothing was sent.',
		);
	}
	const columns = names.flatMap((name): Array<[string, string]> => {
		const column = findColumn(items, name);
		return column === undefined ? [] : [[name, String(column)]];
	});
	if (columns.length > 0) return pickColumns(columns);
	throw new InputError(
		`No row has a column of the name of one of the voice agent's variables: ${quoteColumns(names)}`,
		`${describeColumns(columnsOfRows(items))} Set Values to Map Each Column Manually and drag a column to each variable. Nothing was sent.`,
	);
}

/** Map, each variable with an expression or a value of its own, read for each row. Throws InputError. */
function pickMapped(parameters: ParameterReader, values: IDataObject, items: Rows): VariablesPicker {
	const columnFor = (name: PropertyName) => findColumn(items, name) ?? name;
	const fields = Object.entries(values)
		.filter(([, raw]) => isFilled(raw))
		.map(([variable, raw]) => {
			const label = `${nameText(variable)} (Variables for the Agent)`;
			checkFixedText(label, raw);
			checkColumns(label, raw, items);
			return [
				variable,
				rowField(parameters, `${MAP}.value[${JSON.stringify(variable)}]`, columnFor),
			] as const;
		});
	if (fields.length === 0) {
		throw new InputError(
			'Variables for the Agent is set to Map, but no variable has a value',
			'Drag a column to each variable, or set Variables for the Agent to None. Nothing was sent.',
		);
	}
	return (item, index) =>
		someOrNone(
			fields
				.map(([variable, field]): [string, unknown] => [variable, readRowField(field, item, index)])
				.filter(([, value]) => isFilled(value)),
		);
}

/**
 * What the voice agent is told of a row, as a function from the row; undefined when no row is to have any. `usedColumns` are
 * those that other fields read. Throws InputError before any row is read: for columns that no row has, and for fields that
 * contradict each other.
 */
export function variablesPicker(
	parameters: ParameterReader,
	items: Rows,
	usedColumns: ReadonlySet<string>,
): VariablesPicker | undefined {
	const mode = parameters.raw(MODE) ?? 'none';
	if (mode === 'none') return undefined;
	if (mode === 'allOther') return pickAllOther(usedColumns);
	if (mode === 'selected') return pickColumns(selectedColumns(parameters, items));
	const raw = parameters.raw(MAP);
	const map: IDataObject = isObject(raw) ? raw : {};
	return map.mappingMode === 'autoMapInputData'
		? pickSameNames(map, items)
		: pickMapped(parameters, isObject(map.value) ? map.value : {}, items);
}

/** Names that Hamsa fills in by itself (overview of variables in Hamsa's documentation). */
const SYSTEM_VARIABLES = new Set([
	'current_time',
	'current_date',
	'current_datetime',
	'current_timestamp',
	'current_day',
	'current_month',
	'current_year',
	'current_weekday',
	'call_id',
	'call_type',
	'call_start_time',
	'direction',
	'user_number',
	'user_number_area_code',
]);

/** The names of the variables that some recipient has. */
function namesIn(recipients: readonly Recipient[]): Set<string> {
	const names = new Set<string>();
	for (const { dynamicVariables } of recipients) {
		if (dynamicVariables === undefined) continue;
		for (const name in dynamicVariables) names.add(name);
	}
	return names;
}

/** Tells of variables with the names of those that Hamsa fills in by itself: what the rows hold may not be heard. */
export function hintSystemVariables(
	recipients: readonly Recipient[],
	hint: (message: string, kind: 'warning') => void,
): void {
	const names = [...namesIn(recipients)].filter((name) => SYSTEM_VARIABLES.has(name));
	if (names.length === 0) return;
	hint(
		`${quoteColumns(names)} ${names.length === 1 ? 'is a variable' : 'are variables'} that Hamsa fills in by itself, so what the rows hold may not be heard. Rename the ${names.length === 1 ? 'column' : 'columns'} before this node.`,
		'warning',
	);
}

/**
 * What the voice agent speaks of and some people lack: "the agent says {{name}}: 12 people have none". '' when nobody lacks
 * anything. The name of a person counts as the variable name.
 */
export function describeLacking(spoken: readonly string[], recipients: readonly Recipient[]): string {
	const lacking = spoken.flatMap((variable) => {
		const has = ({ name, dynamicVariables = {} }: Recipient) =>
			Object.hasOwn(dynamicVariables, variable) || (variable === 'name' && name !== undefined);
		const without = recipients.filter((recipient) => !has(recipient)).length;
		return without === 0 || SYSTEM_VARIABLES.has(variable)
			? []
			: [`{{${nameText(variable)}}}: ${count(without, 'person has', 'people have')} none`];
	});
	return lacking.length === 0 ? '' : `The voice agent says ${lacking.join(', ')}.`;
}
