import { foldPhoneCharacters } from './characters';
import type { Digits } from './reading';
import { digitsOf, endOfNumber, holdsSeveralNumbers, SEVERAL } from './several';

/** What a cell says before any country is applied. */
type PhoneText =
	| {
			ok: true;
			digits: Digits;
			/** The number in ASCII, with what groups its digits. */
			text: string;
			/** Digits of an extension that follows the number. */
			extension?: string;
			/** Whether only a comma or semicolon says so: then it can be how a second number ends. */
			mayBeEnding?: boolean;
	  }
	| {
			ok: false;
			reason: string;
			/** Digits before something that cannot belong to the same number: if they are one, the cell holds two. */
			before?: Digits;
	  };

/** Nobody needs more for one number; what is longer is not looked at. */
const LONGEST_TEXT = 250;

/** E.164 allows 15 digits; up to four come before them to dial abroad (`0011` in Australia). */
const MOST_DIGITS = 19;

/** Two numbers have at least so many digits. */
const LEAST_DIGITS_OF_TWO = 14;

/** Most cells: nothing but ASCII digits, blanks, dashes and brackets. */
const PLAIN = /^[+(]?\d[\d ()-]{0,24}$/;

const AS_TEXT = 'format the column as plain text and enter the number again';

/** A label and digits after a number: `ext. 5`, `x5`, `;ext=5`, `#5`. */
const LABELLED_EXTENSION =
	/\d[\s,.;:(-]*(?:;\s*ext\s*=|(?:e?xt(?:ensi[oó])?n?|[x#]|int(?:erno)?|доб|anexo|ramal|poste|dahili|durchwahl|dw|toestel|wewn|تحويلة|داخلي|内线|內線|分机|分機)[\s.:=-]*)(\d{1,8})[\s)#]*$/iu;

/** A dialling pause and a few digits after a number: `,5`, `,,5#`. */
const PAUSED_EXTENSION = /^([^,;]+)([,;]+)(\s*)(\d{1,6})(#?)$/;
const LEAST_DIGITS_BEFORE_PAUSE = 7;

const SCIENTIFIC_NOTATION = /^[+-]?\d+(?:[.,٫]\d+)?\s?E\s?\+?\d+$/i;
const SPREADSHEET_ERROR = /^#[A-Z/0]+[!?]?$/;
const DECIMALS = /^[+-]?\d{7,}[.٫]\d{1,3}$/;

/** What apps put before a number: `tel:`, `whatsapp:`, Meta's `p:`. */
const SCHEME = /^(?:tel|p|callto|sms|smsto|facetime|skype|sips?|whatsapp)\s*:(?:\/\/)?\s*/i;
const SIP = /^sips?\s*:/i;

/** Addresses of WhatsApp, whose digits are a number with its country code. */
const WHATSAPP_NUMBER = [
	/^(?:https?:\/\/)?(?:www\.)?wa\.me\/(\+?\d[\d ().-]*)(?:[/?#].*)?$/i,
	/^(?:https?:\/\/)?(?:api|web|www)\.whatsapp\.com\/send\/?\?(?:.*&)?phone=(\+?\d[\d ().-]*)(?:&.*)?$/i,
	/^whatsapp:\/\/send\/?\?(?:.*&)?phone=(\+?\d[\d ().-]*)(?:&.*)?$/i,
	/^whatsapp:\s*(\+?\d[\d ().-]*)$/i,
	/^(\+?\d+)(?::\d+)?@(?:c\.us|s\.whatsapp\.net)$/i,
];
const WHATSAPP_ID = /@(?:g\.us|lid|broadcast|newsletter)$/i;
const LINK = /^(?:https?:\/\/|whatsapp:\/\/|(?:www\.)?wa\.me\/|(?:api|web)\.whatsapp\.com\/)/i;

function bad(reason: string, before?: Digits): PhoneText {
	return { ok: false, reason, before };
}

/** A number cell is its digits: spreadsheets drop the `+`. */
function readNumberCell(value: number): PhoneText {
	if (!Number.isInteger(value)) return bad(`is not a whole number; ${AS_TEXT}`);
	if (value < 0) return bad(`is a negative number, as if the spreadsheet had calculated it; ${AS_TEXT}`);
	if (!Number.isSafeInteger(value)) return bad(`is too large to keep all its digits; ${AS_TEXT}`);
	const text = String(value);
	return { ok: true, digits: { digits: text, plus: false }, text };
}

/** The number in an address of WhatsApp, with its plus; undefined when it is none. */
function readWhatsApp(text: string): string | undefined {
	const decoded = text.replace(/%2b/gi, '+').replace(/%20/g, ' ');
	for (const pattern of WHATSAPP_NUMBER) {
		const number = pattern.exec(decoded)?.[1];
		if (number !== undefined) return /^(?:\+|00)/.test(number) ? number : `+${number}`;
	}
	return undefined;
}

/**
 * The text without what spreadsheets, exports, apps and links put around a number: `="…"`, `'`, `tel:`, `.0`,
 * `sip:…@host`.
 */
function unwrap(text: string): string {
	const bare = text
		.replace(/^=(?=[+"])/, '')
		.replace(/^"(.*)"$/s, '$1')
		.replace(/^'+|'$/g, '')
		.replace(/^<(.*)>$/s, '$1')
		.trim();
	const whatsApp = readWhatsApp(bare);
	if (whatsApp !== undefined) return whatsApp;
	return (SIP.test(bare) ? bare.replace(/[@;].*$/s, '') : bare)
		.replace(SCHEME, '')
		.replace(/(?<=^\+[^;]*);phone-context=.*$/is, '')
		.replace(/^(\+?\d{7,})[.,]0+$/, '$1')
		.replace(/[\s,;،؛]+$/, '')
		.trimStart();
}

function shownCharacter(character: string): string {
	return /\p{C}/u.test(character) ? 'an invisible control character' : `"${character}"`;
}

/** Why this cannot be one phone number, or undefined. */
function textProblem(text: string): PhoneText | undefined {
	if (text === '') return bad('is empty');
	if (SPREADSHEET_ERROR.test(text)) return bad(`is an error of the spreadsheet; ${AS_TEXT}`);
	if (SCIENTIFIC_NOTATION.test(text)) return bad(`is in scientific notation, which loses digits; ${AS_TEXT}`);
	if (/^-\d+$/.test(text)) {
		return bad(`is a negative number, as if the spreadsheet had calculated it; ${AS_TEXT}`);
	}
	if (DECIMALS.test(text)) return bad(`is not a whole number; ${AS_TEXT}`);
	if (!/\d/.test(text)) return bad('has no digits');
	if (holdsSeveralNumbers(text)) return bad(SEVERAL);
	const before = endOfNumber(text)?.before;
	if (/\p{L}/u.test(text)) return bad('contains letters; enter the number in digits only', before);
	if (/[\d+].*\+/s.test(text)) {
		return bad('has a + that is not at its beginning; write +, country code, number', before);
	}
	const stranger = /[^\d\s+()[\]./-]/u.exec(text)?.[0];
	if (stranger !== undefined) {
		return bad(`contains ${shownCharacter(stranger)}; enter the number in digits only`, before);
	}
	const { length } = digitsOf(text);
	return length > MOST_DIGITS ? bad(`has ${length} digits, too many for one phone number`) : undefined;
}

/** Parts a number from the extension behind it. A comma also parts two numbers: then what follows comes after it. */
function splitExtension(text: string): { number: string; extension?: string; mayBeEnding?: boolean } {
	const labelled = LABELLED_EXTENSION.exec(text);
	if (labelled !== null) return { number: text.slice(0, labelled.index + 1), extension: labelled[1] };
	const [, number = '', pause = '', blank, extension = '', end] = PAUSED_EXTENSION.exec(text) ?? [];
	if (digitsOf(number).length < LEAST_DIGITS_BEFORE_PAUSE) return { number: text };
	const isDialled = pause.length > 1 || end === '#';
	if (!isDialled && blank !== '') return { number: text };
	return { number: number.trimEnd(), extension, mayBeEnding: !isDialled };
}

function digitsIn(text: string): Digits {
	const code = text.includes('(0)') ? /^\D*((?:00\D*)?\d{1,5})\D*\(0\)/.exec(text)?.[1] : undefined;
	const beforeZero = code === undefined ? undefined : digitsOf(code).length;
	return { digits: digitsOf(text), plus: text.includes('+'), beforeZero };
}

function readTextCell(value: string): PhoneText {
	const trimmed = value.trim();
	if (trimmed.length > LONGEST_TEXT) return bad('is far too long for a phone number');
	if (PLAIN.test(trimmed)) {
		const digits = digitsIn(trimmed);
		// With fewer digits than two numbers have, there is nothing else to be found in a plain cell.
		if (digits.digits.length < LEAST_DIGITS_OF_TWO) return { ok: true, digits, text: trimmed };
	}
	const folded = foldPhoneCharacters(trimmed);
	if (WHATSAPP_ID.test(folded)) {
		return bad('is the ID of a WhatsApp group or of a hidden number, not a phone number');
	}
	const whole = unwrap(folded);
	if (LINK.test(whole)) return bad('is a link without a phone number; enter the number in digits');
	if (SIP.test(folded) && !/\d{5,}/.test(digitsOf(whole))) {
		return bad('is a SIP address without a phone number; enter the number in digits');
	}
	const { number, ...behind } = splitExtension(whole);
	const problem = textProblem(number);
	if (problem !== undefined) return problem;
	return { ok: true, digits: digitsIn(number), text: number, ...behind };
}

/** Reads a cell that is neither a list nor an object. The reason of a bad cell completes the sentence "Phone Number …". */
export function readPhoneText(value: unknown): PhoneText {
	if (typeof value === 'string') return readTextCell(value);
	if (typeof value === 'number') return readNumberCell(value);
	if (value === undefined || value === null) return bad('is empty');
	return bad(`is ${String(value)}, not a phone number`);
}
