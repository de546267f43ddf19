import { foldPhoneCharacters } from './phoneCharacters';

/** What a cell says before any country is applied: its digits in ASCII, and whether a plus was typed before them. */
export type PhoneText = { ok: true; digits: string; plus: boolean } | { ok: false; reason: string };

/** Nobody needs more for one number; what is longer is not looked at. */
const LONGEST_TEXT = 250;

/** E.164 allows 15 digits; `00` or a trunk prefix may come before them. */
const MOST_DIGITS = 20;

/** A group of digits that can be a phone number of its own. */
const LEAST_DIGITS = 7;

const AS_TEXT = 'format the column as plain text and enter the number again';

const EXTENSION =
	/\d[\s,.;:([-]*(?:;\s*ext\s*=|(?:e?xt(?:ensi[oó])?n?|[x#]|int|доб|anexo|تحويلة)[\s.:=-]*)\d{1,20}[\s)\]#]*$/iu;

/** What stands between two numbers in one cell. */
const BETWEEN_NUMBERS = /[,;،؛|/／\\&\n]|\s(?:or|and|أو|او|و)\s/iu;

/** Spaces, brackets, dots, dashes and slashes as people write them into a number. */
const PUNCTUATION = /[\s()[\]（）［］.．·•\p{Pd}−/／]/gu;

function bad(reason: string): PhoneText {
	return { ok: false, reason };
}

function countDigits(text: string): number {
	return text.replace(/\D/g, '').length;
}

/** A number cell is its digits: spreadsheets drop the `+`. */
function readNumberCell(value: number): PhoneText {
	if (!Number.isInteger(value)) return bad(`is not a whole number; ${AS_TEXT}`);
	if (value < 0) return bad(`is a negative number, as if the spreadsheet had calculated it; ${AS_TEXT}`);
	if (!Number.isSafeInteger(value)) return bad(`is too large to keep all its digits; ${AS_TEXT}`);
	return { ok: true, digits: String(value), plus: false };
}

/** The text without what spreadsheets, exports and links put around a number: quotes, `="…"`, `tel:`, Meta's `p:`, `.0`. */
function unwrap(text: string): string {
	return text
		.replace(/^=?"(.*)"$/s, '$1')
		.replace(/^['‘’ʼ`´]+/, '')
		.replace(/['‘’]$/, '')
		.replace(/^(?:tel|p):/i, '')
		.replace(/^(\+?\d+)\.0+$/, '$1')
		.replace(/[\s,;،؛]+$/, '')
		.trimStart();
}

function holdsSeveralNumbers(text: string): boolean {
	const longGroups = text.split(BETWEEN_NUMBERS).filter((group) => countDigits(group) >= LEAST_DIGITS);
	if (longGroups.length > 1) return true;
	if (/\d{7,}\D+\d{7,}/.test(text)) return true;
	// `0501234567/8`: a slash before the last digits means another number that ends differently.
	return /^[^/]*\d{7,}\/\d{1,2}$/.test(text) || /\d.*\D\+(?:\D*\d){7}/s.test(text);
}

/** Why this cannot be one phone number, or undefined. */
function textProblem(text: string): string | undefined {
	if (text === '') return 'is empty';
	if (/^#[A-Z/0]+[!?]?$/.test(text)) return `is an error of the spreadsheet; ${AS_TEXT}`;
	if (/^[+-]?\d+(?:[.,]\d+)?\s?E\s?\+?\d+$/i.test(text)) {
		return `is in scientific notation, which has lost digits; ${AS_TEXT}`;
	}
	if (/^-\d+$/.test(text)) return `is a negative number, as if the spreadsheet had calculated it; ${AS_TEXT}`;
	if (!/\d/.test(text)) return 'has no digits';
	if (EXTENSION.test(text)) return 'has an extension; remove it, since only the number itself can be called';
	if (holdsSeveralNumbers(text)) return 'holds more than one number; keep one per row';
	if (/\p{L}/u.test(text)) return 'contains letters; enter the number in digits only';
	const [before = '', ...afterPlus] = text.split('+');
	if (afterPlus.length > 1 || (afterPlus.length === 1 && /\d/.test(before))) {
		return 'has a + that is not at its beginning; write +, country code, number';
	}
	const stranger = /[^\d+]/u.exec(text.replace(PUNCTUATION, ''))?.[0];
	if (stranger !== undefined) return `contains ${shownCharacter(stranger)}; enter the number in digits only`;
	if (countDigits(text) > MOST_DIGITS)
		return `has ${countDigits(text)} digits, too many for one phone number`;
	return undefined;
}

function shownCharacter(character: string): string {
	return /\p{C}/u.test(character) ? 'an invisible control character' : `"${character}"`;
}

function readTextCell(value: string): PhoneText {
	const trimmed = value.trim();
	if (trimmed.length > LONGEST_TEXT) return bad('is far too long for a phone number');
	const text = unwrap(foldPhoneCharacters(trimmed));
	const problem = textProblem(text);
	if (problem !== undefined) return bad(problem);
	return { ok: true, digits: text.replace(/\D/g, ''), plus: text.includes('+') };
}

/** Reads a cell of any kind. The reason of a bad cell completes the sentence "Phone Number …". */
export function readPhoneText(value: unknown): PhoneText {
	if (typeof value === 'string') return readTextCell(value);
	if (typeof value === 'number') return readNumberCell(value);
	if (value === undefined || value === null) return bad('is empty');
	if (typeof value === 'boolean') return bad(`is ${value}, not a phone number`);
	return bad(Array.isArray(value) ? 'is a list, not a phone number' : 'is an object, not a phone number');
}
