import { jsonParse, type GenericValue, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { isObject } from '../shared/values';
import { columnsReader, dependsOnItem, rowField, type ParameterReader } from '../expressions/parameters';
import type { ContactCells, Contacts } from './types';

export type RecipientsSource = 'inputItems' | 'define' | 'json';

/** The contacts of one campaign to be, and the input items it comes from. */
export interface ContactGroup {
	items: number[];
	contacts: Contacts;
}

const DEFAULT_COUNTRY = 'options.defaultCountry';

const describeFailure = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Which columns of a row travel as dynamic variables, as a function from the row; undefined when none do. */
function variablesPicker(
	parameters: ParameterReader,
	usedColumns: ReadonlySet<string>,
): ((json: IDataObject) => IDataObject) | undefined {
	const mode = parameters.raw('recipientFields.dynamicVariables') ?? 'none';
	if (mode === 'none') return undefined;
	// Empty cells are left out: an agent should not read out "null".
	const filled = (value: unknown) => value !== undefined && value !== null && value !== '';
	if (mode === 'allOther') {
		return (json) =>
			Object.fromEntries(
				Object.entries(json).filter(([key, value]) => !usedColumns.has(key) && filled(value)),
			);
	}
	const columns = String(parameters.value('recipientFields.dynamicVariableFields', 0) ?? '')
		.split(',')
		.map((column) => column.trim())
		.filter((column) => column !== '');
	if (columns.length === 0) {
		throw new InputError(
			'Dynamic Variables is set to Selected Fields, but Dynamic Variable Fields is empty',
			'Enter the names of the columns to send, separated by commas.',
		);
	}
	return (json) =>
		Object.fromEntries(
			columns
				.filter((column) => Object.hasOwn(json, column) && filled(json[column]))
				.map((column) => [column, json[column]]),
		);
}

/** Every input item is one contact. A row whose expressions fail is unreadable, not the end of the run. */
function contactsFromItems(parameters: ParameterReader, items: readonly INodeExecutionData[]): Contacts {
	const fields = [
		'recipientPhoneNumber',
		'recipientFields.name',
		'recipientFields.ignoreE164Validation',
		DEFAULT_COUNTRY,
	].map((path) => rowField(parameters, path));
	const readColumns = columnsReader(fields, items);
	const pickVariables = variablesPicker(parameters, new Set(fields.flatMap(({ columns }) => columns)));

	const read = (start: number, end: number): ContactCells => {
		const unreadable = new Map<number, string>();
		const fail = (index: number, error: unknown) =>
			unreadable.set(
				index - start,
				`An expression of this row could not be evaluated: ${describeFailure(error)}`,
			);
		const [phoneNumbers, names, ignoreE164Validation, defaultCountries] = readColumns(start, end, fail) as [
			unknown[],
			unknown[],
			unknown[],
			unknown[],
		];
		const dynamicVariables =
			pickVariables &&
			items.slice(start, end).map(({ json }, place) => {
				try {
					return pickVariables(json);
				} catch (error) {
					fail(start + place, error);
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
	return { rowCount: items.length, read, itemOf: (position) => position };
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

/** The entries of a typed list as contacts: each an object with the API's field names, or just a number. */
function contactsFromEntries(list: readonly unknown[], item: number, defaultCountry: unknown): Contacts {
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
			ignoreE164Validation: entries.map((entry) => entry.ignoreE164Validation),
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

/** Where the typed lists stand and how they become entries. */
const TYPED_SOURCES = {
	define: {
		path: 'recipientList.recipient',
		entries: (value: unknown) => (Array.isArray(value) ? value : []),
	},
	json: { path: 'recipients', entries: parseRecipients },
} as const;

/**
 * Groups the contacts into campaigns to be. Input items make one group. A typed list makes one group per input item if it
 * holds an item expression, otherwise one group in all: a constant list times 200 items must not call people 200 times.
 * `indexes` are those of all items.
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
		const defaultCountry =
			parameters.raw(DEFAULT_COUNTRY) === undefined ? undefined : parameters.value(DEFAULT_COUNTRY, item);
		const list = entries(parameters.raw(path) === undefined ? [] : parameters.value(path, item));
		return { items: members, contacts: contactsFromEntries(list, item, defaultCountry) };
	};
	return dependsOnItem(parameters.raw(path)) ? indexes.map((index) => group([index])) : [group(indexes)];
}
