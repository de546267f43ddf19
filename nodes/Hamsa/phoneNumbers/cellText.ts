import { foldPhoneCharacters } from './characters';

/** What a cell says before any country is applied: its digits in ASCII, and whether a plus was typed before them. */
export type PhoneText = { ok: true; digits: string; plus: boolean } | { ok: false; reason: string };

/** Nobody needs more for one number; what is longer is not looked at. */
const LONGEST_TEXT = 250;

/** E.164 allows 15 digits; up to four come before them to dial abroad (`0011` in Australia). */
const MOST_DIGITS = 19;

/** A group of digits that can be a phone number of its own. */
const LEAST_DIGITS = 7;

/** Most cells: nothing but ASCII digits, blanks, dashes and brackets. */
const PLAIN = /^[+(]?\d[\d ()-]{0,24}$/;

const AS_TEXT = 'format the column as plain text and enter the number again';

/** A label and digits after a number (`ext. 5`, `x5`, `;ext=5`, `#5`), or a dialling pause and a few digits (`,5`). */
const LABELLED_EXTENSION =
	/\d[\s,.;:(-]*(?:;\s*ext\s*=|(?:e?xt(?:ensi[oó])?n?|[x#]|int|доб|anexo|تحويلة)[\s.:=-]*)\d{1,20}[\s)#]*$/iu;
const PAUSED_EXTENSION = /(?:\d[^\d,;]*){7}[,;]+\s*\d{1,6}#?$/;

/** What stands between two numbers in one cell. */
const BETWEEN_NUMBERS = /[,;،؛|/\\&\n]|\s(?:-|or|and|أو|او|و)\s/iu;

const SCIENTIFIC_NOTATION = /^[+-]?\d+(?:[.,٫]\d+)?\s?E\s?\+?\d+$/i;
const SPREADSHEET_ERROR = /^#[A-Z/0]+[!?]?$/;

function bad(reason: string): PhoneText {
	return { ok: false, reason };
}

function digitsOf(text: string): string {
	return text.replace(/\D/g, '');
}

/** A number cell is its digits: spreadsheets drop the `+`. */
function readNumberCell(value: number): PhoneText {
	if (!Number.isInteger(value)) return bad(`is not a whole number; ${AS_TEXT}`);
	if (value < 0) return bad(`is a negative number, as if the spreadsheet had calculated it; ${AS_TEXT}`);
	if (!Number.isSafeInteger(value)) return bad(`is too large to keep all its digits; ${AS_TEXT}`);
	return { ok: true, digits: String(value), plus: false };
}

/** The text without what spreadsheets, exports and links put around a number: `="…"`, `'`, `tel:`, Meta's `p:`, `.0`. */
function unwrap(text: string): string {
	return text
		.replace(/^=(?=[+"])/, '')
		.replace(/^"(.*)"$/s, '$1')
		.replace(/^'+|'$/g, '')
		.replace(/^(?:tel|p):/i, '')
		.replace(/^(\+?\d{7,})[.,]0{1,2}$/, '$1')
		.replace(/[\s,;،؛]+$/, '')
		.trimStart();
}

function isLong(group: string): boolean {
	return digitsOf(group).length >= LEAST_DIGITS;
}

function holdsSeveralNumbers(text: string): boolean {
	if (text.split(BETWEEN_NUMBERS).filter(isLong).length > 1) return true;
	if (text.split('+').filter(isLong).length > 1) return true;
	if (/\d{7,}\D+\d{7,}/.test(text)) return true;
	// `0501234567/8` means another number that ends differently.
	const [number = '', otherEnd, ...more] = text.split('/');
	return isLong(number) && otherEnd !== undefined && more.length === 0 && digitsOf(otherEnd).length <= 2;
}

function shownCharacter(character: string): string {
	return /\p{C}/u.test(character) ? 'an invisible control character' : `"${character}"`;
}

/** Why this cannot be one phone number, or undefined. */
function textProblem(text: string): string | undefined {
	if (text === '') return 'is empty';
	if (SPREADSHEET_ERROR.test(text)) return `is an error of the spreadsheet; ${AS_TEXT}`;
	if (SCIENTIFIC_NOTATION.test(text)) return `is in scientific notation, which loses digits; ${AS_TEXT}`;
	if (/^-\d+$/.test(text)) return `is a negative number, as if the spreadsheet had calculated it; ${AS_TEXT}`;
	if (!/\p{Nd}/u.test(text)) return 'has no digits';
	if (LABELLED_EXTENSION.test(text) || PAUSED_EXTENSION.test(text)) {
		return 'has an extension; remove it, since only the number itself can be called';
	}
	if (holdsSeveralNumbers(text)) return 'holds more than one number; keep one per row';
	if (/\p{L}/u.test(text)) return 'contains letters; enter the number in digits only';
	if (/[\d+].*\+/s.test(text)) return 'has a + that is not at its beginning; write +, country code, number';
	const stranger = /[^\d\s+()[\]./-]/u.exec(text)?.[0];
	if (stranger !== undefined) return `contains ${shownCharacter(stranger)}; enter the number in digits only`;
	const { length } = digitsOf(text);
	return length > MOST_DIGITS ? `has ${length} digits, too many for one phone number` : undefined;
}

function readTextCell(value: string): PhoneText {
	const trimmed = value.trim();
	if (trimmed.length > LONGEST_TEXT) return bad('is far too long for a phone number');
	if (PLAIN.test(trimmed)) {
		const digits = digitsOf(trimmed);
		// With fewer digits than two numbers have, there is nothing else to be found in a plain cell.
		if (digits.length < 2 * LEAST_DIGITS) return { ok: true, digits, plus: trimmed.startsWith('+') };
	}
	const text = unwrap(foldPhoneCharacters(trimmed));
	const problem = textProblem(text);
	if (problem !== undefined) return bad(problem);
	return { ok: true, digits: digitsOf(text), plus: text.includes('+') };
}

/** Reads a cell of any kind. The reason of a bad cell completes the sentence "Phone Number …". */
export function readPhoneText(value: unknown): PhoneText {
	if (typeof value === 'string') return readTextCell(value);
	if (typeof value === 'number') return readNumberCell(value);
	if (value === undefined || value === null) return bad('is empty');
	if (typeof value === 'boolean') return bad(`is ${value}, not a phone number`);
	return bad(Array.isArray(value) ? 'is a list, not a phone number' : 'is an object, not a phone number');
}
