import { jsonParse, type GenericValue, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { InputError } from '../shared/errors';
import { errorWords, quoteValue } from '../shared/text';
import { isObject, readText } from '../shared/values';
import { innerExpressionOf } from '../expressions/columns';
import { notEvaluated } from '../expressions/failure';
import type { PropertyName } from '../expressions/parse';
import { columnsReader, dependsOnItem, rowField, type ParameterReader } from '../expressions/parameters';
import { findColumn } from './columns';
import type { ContactCells, Contacts } from './types';
import { variablesPicker } from './variables';

/** Where the recipients come from: the values of the field Recipients. */
export type RecipientsSource = 'inputItems' | 'define' | 'json';

/** The contacts of one campaign to be, and the input items it comes from. */
interface ContactGroup {
	items: number[];
	contacts: Contacts;
}

const LOCAL_NUMBERS = 'countryOfLocalNumbers';
const AS_TYPED = 'phoneNumberRules.ignoreE164Validation';

/** The fields that are read for each row, in the order of their columns. */
const ROW_FIELDS = [
	{ path: 'recipientPhoneNumber', label: 'Phone Number' },
	{ path: 'recipientName', label: 'Name' },
	{ path: AS_TYPED, label: 'Use Numbers As Typed' },
	{ path: LOCAL_NUMBERS, label: 'Country of Local Numbers' },
] as const;

/** Every input item is one contact. A row whose expressions fail is unreadable, not the end of the run. */
function contactsFromItems(parameters: ParameterReader, items: readonly INodeExecutionData[]): Contacts {
	const columnFor = (name: PropertyName) => findColumn(items, name) ?? name;
	const fields = ROW_FIELDS.map(({ path }) => rowField(parameters, path, columnFor));
	const readColumns = columnsReader(fields, items);
	const pickVariables = variablesPicker(parameters, items, new Set(fields.flatMap(({ columns }) => columns)));
	// How often each field failed, and how: one typo is one error, however many rows there are.
	const failures = new Map<string, { label: string; path: string; error: unknown; rows: number }>();

	const read = (start: number, end: number): ContactCells => {
		const unreadable = new Map<number, string>();
		const fail = (index: number, error: unknown, path: string) => {
			const label = ROW_FIELDS.find((field) => field.path === path)?.label ?? 'Variables for the Agent';
			const words = `${label} cannot be evaluated: ${errorWords(error)}`;
			const failure = failures.get(words) ?? { label, path, error, rows: 0 };
			failure.rows++;
			failures.set(words, failure);
			unreadable.set(index - start, words);
		};
		const [phoneNumbers, names, ignoreE164Validation, defaultCountries] = readColumns(start, end, fail) as [
			unknown[],
			unknown[],
			unknown[],
			unknown[],
		];
		const dynamicVariables =
			pickVariables &&
			items.slice(start, end).map((item, place) => {
				try {
					return pickVariables(item, start + place);
				} catch (error) {
					fail(start + place, error, '');
					return undefined;
				}
			});
		return {
			phoneNumbers,
			names,
			ignoreE164Validation,
			defaultCountries,
			dynamicVariables,
			unreadable,
		};
	};
	const failureOfAll = () => {
		const failure = [...failures.values()].find(({ rows }) => rows === items.length);
		return failure && notEvaluated(failure.label, parameters.raw(failure.path), failure.error);
	};
	return {
		rowCount: items.length,
		read,
		itemOf: (position) => position,
		innerExpression: innerExpressionOf(parameters.raw(ROW_FIELDS[0].path)),
		failureOfAll,
	};
}

/** The values that Country of Local Numbers has for the items, each once; one that cannot be evaluated is left out. */
export function localCountriesOf(
	parameters: ParameterReader,
	items: readonly INodeExecutionData[],
): unknown[] {
	const field = rowField(parameters, LOCAL_NUMBERS, (name) => findColumn(items, name) ?? name);
	const [values = []] = columnsReader([field], items)(0, items.length, () => undefined);
	return [...new Set(values)];
}

const ENTRY_FIELDS = new Set(['phoneNumber', 'name', 'ignoreE164Validation', 'dynamicVariables']);

/** Why an entry of a typed list cannot be a contact, or undefined when it can. */
function entryProblem(fields: IDataObject): string | undefined {
	const { dynamicVariables } = fields;
	if (dynamicVariables !== undefined && dynamicVariables !== null && !isObject(dynamicVariables)) {
		return 'dynamicVariables must be an object of names and values';
	}
	const unknown = Object.keys(fields).find((key) => !ENTRY_FIELDS.has(key));
	if (unknown === undefined) return undefined;
	return `The entry has the unknown field ${quoteValue(unknown)}; a recipient has ${[...ENTRY_FIELDS].join(', ')}`;
}

/** What counts for all entries of a typed list. */
interface ListFields {
	defaultCountry: unknown;
	/** Use Numbers As Typed; an entry may have its own. */
	asTyped: unknown;
}

/** The entries of a typed list as contacts: each an object with the API's field names, or just a number. */
function contactsFromEntries(
	list: readonly unknown[],
	item: number,
	{ defaultCountry, asTyped }: ListFields,
): Contacts {
	const read = (start: number, end: number): ContactCells => {
		const entries = list
			.slice(start, end)
			.map((entry): IDataObject =>
				typeof entry === 'object' && entry !== null
					? (entry as IDataObject)
					: { phoneNumber: entry as GenericValue },
			);
		const unreadable = new Map<number, string>();
		for (const [place, entry] of entries.entries()) {
			const problem = entryProblem(entry);
			if (problem !== undefined) unreadable.set(place, problem);
		}
		return {
			phoneNumbers: entries.map(({ phoneNumber }) => phoneNumber),
			names: entries.map(({ name }) => name),
			ignoreE164Validation: entries.map((entry) => entry.ignoreE164Validation ?? asTyped),
			defaultCountries: entries.map(() => defaultCountry),
			dynamicVariables: entries.map(({ dynamicVariables }) =>
				isObject(dynamicVariables) ? dynamicVariables : undefined,
			),
			unreadable,
		};
	};
	return { rowCount: list.length, read, itemOf: () => item };
}

const NOT_JSON = Symbol('not JSON');

/** The list behind Recipients (JSON): typed text, or what an expression gave. */
function parseRecipients(value: unknown): unknown[] {
	const list = typeof value === 'string' ? jsonParse<unknown>(value, { fallbackValue: NOT_JSON }) : value;
	if (list === NOT_JSON) {
		throw new InputError(
			`Recipients (JSON) is not valid JSON: ${quoteValue(value)}`,
			'Enter a list such as [{ "phoneNumber": "+966501234567", "name": "Sara" }].',
		);
	}
	if (Array.isArray(list)) return list;
	throw new InputError(
		`Recipients (JSON) is not a list: ${quoteValue(list)}`,
		'Enter a list in square brackets, even for one recipient: [{ "phoneNumber": "+966501234567" }].',
	);
}

/** A person of Define Below: the variables that were entered one by one as the API takes them, empty ones left out. */
function withVariables(entry: unknown): unknown {
	if (!isObject(entry) || !('variables' in entry)) return entry;
	const { variables, ...person } = entry;
	const entered = isObject(variables) && Array.isArray(variables.variable) ? variables.variable : [];
	const named = (entered as IDataObject[]).filter(
		({ name, value }) => readText(name) !== '' && value !== undefined && value !== null && value !== '',
	);
	if (named.length === 0) return person;
	const dynamicVariables = Object.fromEntries(named.map(({ name, value }) => [String(name).trim(), value]));
	return { ...person, dynamicVariables };
}

/** Where the typed lists stand, by their source, and how they become entries. */
export const TYPED_SOURCES = {
	define: {
		path: 'recipientList.recipient',
		entries: (value: unknown) => (Array.isArray(value) ? value.map(withVariables) : []),
	},
	json: { path: 'recipients', entries: parseRecipients },
} as const;

/**
 * Groups the contacts into campaigns to be. Input items make one group. A typed list makes one group per input item if it
 * holds an item expression, otherwise one group in all: a constant list times 200 items must not call people 200 times.
 * `indexes` are those of all items. Throws InputError for fields that cannot be read for any row; the rows themselves are
 * read by the contacts, which can be read once.
 */
export function groupContacts(
	parameters: ParameterReader,
	items: readonly INodeExecutionData[],
	indexes: number[],
	source: RecipientsSource,
): ContactGroup[] {
	if (source === 'inputItems') return [{ items: indexes, contacts: contactsFromItems(parameters, items) }];
	const { path, entries } = TYPED_SOURCES[source];
	const group = (members: number[]): ContactGroup => {
		const item = members[0]!;
		const valueOf = (field: string) =>
			parameters.raw(field) === undefined ? undefined : parameters.value(field, item);
		const fields = { defaultCountry: valueOf(LOCAL_NUMBERS), asTyped: valueOf(AS_TYPED) };
		const list = entries(parameters.raw(path) === undefined ? [] : parameters.value(path, item));
		return { items: members, contacts: contactsFromEntries(list, item, fields) };
	};
	return dependsOnItem(parameters.raw(path)) ? indexes.map((index) => group([index])) : [group(indexes)];
}
