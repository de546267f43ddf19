import { jsonParse, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { dependsOnItem, rowField, type ParameterReader } from './parameters';
import type { ContactRow } from './types';

export type RecipientsSource = 'inputItems' | 'define' | 'json';

/** The contacts of one campaign to be, and the input items it comes from. */
export interface ContactGroup {
	items: number[];
	contacts: Iterable<ContactRow>;
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
function* contactsFromItems(
	parameters: ParameterReader,
	items: readonly INodeExecutionData[],
): Generator<ContactRow> {
	const phoneNumber = rowField(parameters, 'recipientPhoneNumber');
	const name = rowField(parameters, 'recipientFields.name');
	const ignoreE164Validation = rowField(parameters, 'recipientFields.ignoreE164Validation');
	const defaultCountry = rowField(parameters, DEFAULT_COUNTRY);
	const usedColumns = new Set(
		[phoneNumber, name, ignoreE164Validation, defaultCountry].flatMap((field) => field.columns),
	);
	const pickVariables = variablesPicker(parameters, usedColumns);

	for (let index = 0; index < items.length; index++) {
		const item = items[index]!;
		const contact: ContactRow = {
			row: index + 1,
			item: index,
			phoneNumber: undefined,
			name: undefined,
			ignoreE164Validation: undefined,
			defaultCountry: undefined,
		};
		try {
			contact.phoneNumber = phoneNumber.read(item, index);
			contact.name = name.read(item, index);
			contact.ignoreE164Validation = ignoreE164Validation.read(item, index);
			contact.defaultCountry = defaultCountry.read(item, index);
			if (pickVariables !== undefined) contact.dynamicVariables = pickVariables(item.json);
		} catch (error) {
			contact.unreadable = `An expression of this row could not be evaluated: ${describeFailure(error)}`;
		}
		yield contact;
	}
}

const ENTRY_FIELDS = new Set(['phoneNumber', 'name', 'ignoreE164Validation', 'dynamicVariables']);

/** One entry of a typed list as a contact: an object with the API's field names, or just a number. */
function contactFromEntry(
	entry: unknown,
	position: number,
	item: number,
	defaultCountry: unknown,
): ContactRow {
	const contact: ContactRow = {
		row: position + 1,
		item,
		phoneNumber: entry,
		name: undefined,
		ignoreE164Validation: undefined,
		defaultCountry,
	};
	if (typeof entry !== 'object' || entry === null) return contact;
	const fields = entry as IDataObject;
	contact.phoneNumber = fields.phoneNumber;
	contact.name = fields.name;
	contact.ignoreE164Validation = fields.ignoreE164Validation;
	const unknown = Object.keys(fields).filter((key) => !ENTRY_FIELDS.has(key));
	if (unknown.length > 0) {
		contact.unreadable = `The entry has the unknown field ${quoteValue(unknown[0])}; a recipient has ${[...ENTRY_FIELDS].join(', ')}`;
	}
	const variables = fields.dynamicVariables;
	if (variables !== undefined && variables !== null) {
		if (typeof variables === 'object' && !Array.isArray(variables))
			contact.dynamicVariables = variables as IDataObject;
		else contact.unreadable = 'dynamicVariables must be an object of names and values';
	}
	return contact;
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
 */
export function groupContacts(
	parameters: ParameterReader,
	items: readonly INodeExecutionData[],
	source: RecipientsSource,
): ContactGroup[] {
	const indexes = items.map((_, index) => index);
	if (source === 'inputItems') return [{ items: indexes, contacts: contactsFromItems(parameters, items) }];
	const { path, entries } = TYPED_SOURCES[source];
	const group = (members: number[]): ContactGroup => {
		const item = members[0]!;
		const defaultCountry =
			parameters.raw(DEFAULT_COUNTRY) === undefined ? undefined : parameters.value(DEFAULT_COUNTRY, item);
		const list = entries(parameters.raw(path) === undefined ? [] : parameters.value(path, item));
		return {
			items: members,
			contacts: list.map((entry, position) => contactFromEntry(entry, position, item, defaultCountry)),
		};
	};
	return dependsOnItem(parameters.raw(path)) ? indexes.map((index) => group([index])) : [group(indexes)];
}
