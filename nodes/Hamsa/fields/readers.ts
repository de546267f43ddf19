import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { isObject, readText, readYesNo } from '../shared/values';

/** A parameter of the node for the item at hand, by its path: expressions evaluated, undefined when it is not set. */
export type FieldReader = (path: string) => unknown;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What was chosen from a list or entered by its ID; an expression may give the bare value. */
export const locatorValue = (chosen: unknown): unknown =>
	isObject(chosen) && 'value' in chosen ? chosen.value : chosen;

/** Reads the ID of what `label` names ("Voice Agent"); all of Hamsa's IDs are UUIDs. Throws InputError. */
export function readId(value: unknown, label: string): string {
	const id = readText(value);
	if (id !== undefined && UUID.test(id)) return id;
	const kind = label.toLowerCase();
	throw new InputError(
		id === '' ? `${label} is empty` : `${label} ${quoteValue(value)} is not the ID of a ${kind}`,
		`Choose a ${kind} from the list, or enter its ID, which looks like 11111111-1111-4111-8111-111111111111.`,
	);
}

/** Like `readId`, for a filter: undefined when it is empty. */
export const readOptionalId = (value: unknown, label: string): string | undefined =>
	readText(value) === '' ? undefined : readId(value, label);

/** Reads one of several values. Throws InputError that names them. */
export function readChoice<const T extends string>(value: unknown, label: string, choices: readonly T[]): T {
	const found = choices.find((choice) => choice === value);
	if (found !== undefined) return found;
	throw new InputError(
		`${label} ${quoteValue(value)} is not one of its choices`,
		`Use one of: ${choices.join(', ')}.`,
	);
}

/** Reads any number of several values: a list, or a single one as an expression may give it. Throws InputError. */
export function readChoices<const T extends string>(
	value: unknown,
	label: string,
	choices: readonly T[],
): T[] {
	if (value === undefined || value === null || value === '') return [];
	const values: unknown[] = Array.isArray(value) ? value : [value];
	return values.map((each) => readChoice(each, label, choices));
}

/** What a number has to be. */
export interface NumberRules {
	least: number;
	/** Whether it has to be a whole one. */
	whole?: boolean;
}

/** Reads a number, also as text, that is `least` or more. Throws InputError. */
export function readNumber(value: unknown, label: string, { least, whole = false }: NumberRules): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (
		typeof number === 'number' &&
		Number.isFinite(number) &&
		number >= least &&
		(!whole || Number.isInteger(number))
	) {
		return number;
	}
	const kind = whole ? `a whole number of at least ${least}` : `a number of at least ${least}`;
	throw new InputError(`${label} ${quoteValue(value)} is not ${kind}`, `Enter ${kind}.`);
}

/** Reads a yes/no value; nothing is no. Throws InputError. */
export function readSwitch(value: unknown, label: string): boolean {
	const answer = readYesNo(value);
	if (answer !== undefined) return answer;
	throw new InputError(`${label} ${quoteValue(value)} is neither true nor false`, 'Use true or false.');
}

/** Reads short text, trimmed; '' when it is empty. Throws InputError for what is no text. */
export function readPlainText(value: unknown, label: string, action = 'Enter a text.'): string {
	const text = readText(value);
	if (text !== undefined) return text;
	throw new InputError(`${label} ${quoteValue(value)} is not text`, action);
}

/** Reads the entries of a fixed collection: a list of objects, or one as an expression may give it. Throws InputError. */
export function readEntries(value: unknown, label: string): IDataObject[] {
	if (value === undefined || value === null || value === '') return [];
	const entries: unknown[] = Array.isArray(value) ? value : [value];
	if (entries.every(isObject)) return entries;
	throw new InputError(
		`${label} ${quoteValue(value)} is not a list of entries`,
		`Remove ${label} and add it again.`,
	);
}

/** Reads the text of a search; undefined when there is none. Throws InputError for what is no text. */
export const readSearch = (value: unknown): string | undefined =>
	readPlainText(value, 'Search', 'Enter the text to look for.') || undefined;

/** Reads Return All and Limit: the most rows wanted, undefined for all of them. Throws InputError. */
export const readLimit = (field: FieldReader): number | undefined =>
	readSwitch(field('returnAll'), 'Return All')
		? undefined
		: readNumber(field('limit') ?? 50, 'Limit', { least: 1, whole: true });
/** Longest campaign name Hamsa takes (API reference, "create campaign"). */
export const LONGEST_NAME = 100;

/** Reads the name of a campaign from the field called `label`. Throws InputError. */
export function readCampaignName(value: unknown, label = 'Campaign Name'): string {
	const name = readText(value);
	if (name === undefined || name === '') {
		throw new InputError(
			`${label} ${quoteValue(value)} is not a name`,
			'Enter a name of 1 to 100 characters.',
		);
	}
	// Counted in code points, as people count: an emoji is one.
	const length = [...name].length;
	if (length <= LONGEST_NAME) return name;
	throw new InputError(
		`${label} ${quoteValue(name)} is ${length} characters long`,
		`Shorten it to ${LONGEST_NAME} characters, the most that Hamsa takes.`,
	);
}
