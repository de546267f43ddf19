import { foreignText, quoteValue } from '../shared/text';
import type { CleanedNumber, CleaningRules } from './clean';
import { SEVERAL } from './several';

/** Fields of an object that hold a number, in the words of CRMs, spreadsheets and messengers. */
const NUMBER_FIELD =
	/^(?:value|number|raw|formatted|original|national|international|e\.?164|tel|telephone|handy|jid|wa_?id)$|phone|mobile|cell|whats_?app|msisdn/i;
const OTHER_FIELD = /(?:id|type|label|country|code|ext|extension|name|status)$/i;

/** How deep and how far a cell is looked into. */
const MOST_DEPTH = 4;
const MOST_VALUES = 100;

/** As many digits can be a number. */
const LEAST_DIGITS = 5;

/** A value inside a list or object. */
interface Held {
	value: string | number;
	/** From the cell to the value, as an expression goes on: `[0].value`. */
	path: string;
	/** Whether it stands where numbers stand. */
	isNumberField: boolean;
}

const digitsIn = (value: unknown): string => String(value).replace(/\P{Nd}/gu, '');

const step = (key: string): string =>
	/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;

/** The texts and numbers inside a list or an object. */
function collect(value: unknown, path: string, isNumberField: boolean, depth: number, into: Held[]): void {
	if (into.length >= MOST_VALUES) return;
	if (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) {
		into.push({ value, path, isNumberField: isNumberField || /^\s*\+\d/.test(String(value)) });
		return;
	}
	if (typeof value !== 'object' || value === null || depth === 0) return;
	if (Array.isArray(value)) {
		for (const [place, entry] of value.slice(0, MOST_VALUES).entries()) {
			collect(entry, `${path}[${place}]`, isNumberField, depth - 1, into);
		}
		return;
	}
	for (const [key, entry] of Object.entries(value).slice(0, MOST_VALUES)) {
		const holdsNumber = NUMBER_FIELD.test(key) && !OTHER_FIELD.test(key);
		collect(entry, path + step(key), holdsNumber, depth - 1, into);
	}
}

const LONGEST_JSON = 10_000;

/** Whether a cell is a list or an object, or a text of JSON that is one. */
export function isHolder(value: unknown): value is object | string {
	if (typeof value === 'object') return value !== null;
	if (typeof value !== 'string' || value.length > LONGEST_JSON) return false;
	return /^\s*[[{]/.test(value) && parseJson(value) !== undefined;
}

function parseJson(text: string): object | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Whether one of two numbers is the other without its country code: CRMs keep a number in several spellings. */
function isSameNumber(digits: string, longer: string): boolean {
	const national = digits.replace(/^0+/, '');
	return national.length >= LEAST_DIGITS && longer.endsWith(national);
}

const longestFirst = (a: { phoneNumber: string }, b: { phoneNumber: string }): number =>
	b.phoneNumber.length - a.phoneNumber.length;

function bad(reason: string): CleanedNumber {
	return { ok: false, reason };
}

function judgeHeld(
	list: boolean,
	held: readonly Held[],
	clean: (value: unknown) => CleanedNumber,
	howToRead: (steps: string) => string,
): CleanedNumber {
	const kind = list ? 'is a list' : 'is an object';
	const numbers = held.filter(
		({ value, isNumberField }) => isNumberField && digitsIn(value).length >= LEAST_DIGITS,
	);
	const cleaned = numbers.map(({ value }) => clean(value));
	const good = cleaned.filter((answer) => answer.ok).sort(longestFirst);
	const digits = [
		...good.map(({ phoneNumber }) => digitsIn(phoneNumber)),
		...numbers.filter((_, place) => !cleaned[place]!.ok).map(({ value }) => digitsIn(value)),
	];
	const different = digits.filter(
		(number, place) => !digits.slice(0, place).some((earlier) => isSameNumber(number, earlier)),
	);
	if (different.length > 1) {
		return bad(
			`${SEVERAL}${list ? '. Every row is one recipient, so no node such as Aggregate is needed before this one' : ''}`,
		);
	}
	if (good[0] !== undefined) return good[0];
	const [number] = numbers;
	if (number !== undefined) {
		const [first] = cleaned;
		return bad(`holds ${quoteValue(number.value)}, which ${first!.ok ? 'is a number' : first!.reason}`);
	}
	const likely = held.find(({ value }) => digitsIn(value).length >= 7 && !/\p{L}/u.test(String(value)));
	if (likely !== undefined) {
		return bad(`${kind}; to take its ${quoteValue(likely.value)}, ${howToRead(likely.path)}`);
	}
	return bad(held.length === 0 ? 'is empty' : `${kind} without a phone number; choose another field`);
}

/**
 * Cleans a cell that is a list or an object (or one written as JSON), as CRMs, lookups and Aggregate give it: with exactly
 * one number it is that number. `clean` cleans a value inside it, and `innerExpression` writes how one reads it. Never throws.
 */
export function readHolder(
	cell: object | string,
	clean: (value: unknown) => CleanedNumber,
	innerExpression: CleaningRules['innerExpression'],
): CleanedNumber {
	const value = typeof cell === 'string' ? parseJson(cell) : cell;
	const held: Held[] = [];
	if (value instanceof Date) return bad('is an object, not a phone number');
	try {
		collect(value, '', Array.isArray(value), MOST_DEPTH, held);
	} catch {
		return bad('is an object that cannot be read, not a phone number');
	}
	// Steps hold names of fields, which are not our own words.
	const howToRead = (steps: string) =>
		innerExpression === undefined
			? `enter what is at ${foreignText(steps)} inside it`
			: `enter ${foreignText(innerExpression(steps, typeof cell === 'string'), Infinity)}`;
	return judgeHeld(Array.isArray(value), held, clean, howToRead);
}
