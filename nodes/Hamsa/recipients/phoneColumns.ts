import type { INodeExecutionData } from 'n8n-workflow';
import { expressionOf, type Path } from '../expressions/columns';
import { cleanPhoneNumber } from '../phoneNumbers/clean';
import { readText } from '../shared/values';
import { columnsOfRows, describeColumns, showColumn } from './columns';

/** Rows that are looked at, and values in each: a message need not know more. */
const MOST_ROWS = 50;
const MOST_VALUES = 500;

/** How deep a row is looked into, and how many entries of a list. */
const MOST_LEVELS = 4;
const MOST_ENTRIES = 3;

/** Words for a phone number in the names of columns, as people and systems write them. */
const PHONE_NAME =
	/phone|mobile|\bmobil\b|cell|whats?app|\btel\b|telefon|telephone|t[eé]l[eé]fono|tlf|msisdn|handy|gsm|celular|portable|jawwal|جوال|هاتف|موبايل|تلفون|telefonu|電話|फ़ोन|फोन|فون/iu;

/** Numbers of a phone that nobody calls. */
const OTHER_NAME = /fax|country.?code|extension|\bext\b|type|label|id$|\bid\b|verified|opt.?(?:in|out)/i;

interface Values {
	path: Path;
	/** How many values were seen, how many are numbers, and how many were written with + or 00. */
	seen: number;
	numbers: number;
	international: number;
}

/** Whether the text is a phone number; without a country code in any way that people write one. */
function looksLikeNumber(text: string): { isNumber: boolean; isInternational: boolean } {
	const isInternational = /^['"(\s]*(?:\+|00)/.test(text);
	const isNumber =
		cleanPhoneNumber(text, { digitsAreInternational: true }).ok ||
		(/^['(\s]*[0٠۰]?\p{Nd}[\p{Nd}\s().-]{5,16}$/u.test(text) && !/^\d{4}-\d\d?-\d\d?$/.test(text));
	return { isNumber, isInternational };
}

/** Adds what a value holds to what is known of its path, and the same for all that is inside it. */
function addValues(known: Map<string, Values>, path: Path, value: unknown): void {
	if (known.size > MOST_VALUES || path.length > MOST_LEVELS) return;
	if (Array.isArray(value)) {
		for (const [index, each] of value.slice(0, MOST_ENTRIES).entries())
			addValues(known, [...path, index], each);
		return;
	}
	if (typeof value === 'object' && value !== null) {
		for (const [key, each] of Object.entries(value)) addValues(known, [...path, key], each);
		return;
	}
	const text = readText(value);
	const key = JSON.stringify(path);
	const values = known.get(key) ?? { path, seen: 0, numbers: 0, international: 0 };
	known.set(key, values);
	if (text === undefined || text === '' || typeof value === 'boolean') return;
	const { isNumber, isInternational } = looksLikeNumber(text);
	values.seen++;
	if (isNumber) values.numbers++;
	if (isNumber && isInternational) values.international++;
}

/** How certainly the values of a path are phone numbers; 0 when they do not look like any. */
function likelihood({ path, seen, numbers, international }: Values): number {
	const name = path.filter((step) => typeof step === 'string').join(' ');
	if (OTHER_NAME.test(name)) return 0;
	const isNamed = PHONE_NAME.test(name);
	const mostlyNumbers = numbers * 2 >= seen && seen > 0;
	if (mostlyNumbers) return (isNamed ? 4 : 0) + (international > 0 ? 3 : 0);
	// A column of another kind is named, or an empty one: `phone type`, `Phone 2`.
	return isNamed && seen === 0 ? 1 : 0;
}

/** The paths of the rows that look like phone numbers, the most likely first. */
export function phonePaths(items: readonly INodeExecutionData[]): Path[] {
	const known = new Map<string, Values>();
	for (const { json } of items.slice(0, MOST_ROWS)) {
		for (const column of Object.keys(json)) {
			try {
				addValues(known, [column], json[column]);
			} catch {
				// A getter that throws holds no number.
			}
		}
	}
	return [...known.values()]
		.map((values) => ({ path: values.path, score: likelihood(values) }))
		.filter(({ score }) => score > 0)
		.sort((one, other) => other.score - one.score || one.path.length - other.path.length)
		.map(({ path }) => path);
}

/** Which columns the rows have, those that look like phone numbers first, and what to enter to read the likeliest. */
export function describePhoneColumns(items: readonly INodeExecutionData[]): string {
	const paths = phonePaths(items);
	const likely = paths.filter(({ length }) => length === 1).map(([column]) => String(column));
	const columns = [...new Set([...likely, ...columnsOfRows(items)])];
	const sentence = describeColumns(columns);
	const [best] = paths;
	if (best === undefined) return `${sentence} Drag the one with the phone numbers into Phone Number.`;
	if (best.length > 1) {
		const nested = paths.filter(({ length }) => length > 1).slice(0, 3);
		return `${sentence} Phone numbers seem to be inside ${showColumn(String(best[0]))}: enter ${nested.map(expressionOf).join(' or ')} in Phone Number.`;
	}
	return `${sentence} Drag the one with the phone numbers into Phone Number: ${expressionOf(best)}, it seems.`;
}
