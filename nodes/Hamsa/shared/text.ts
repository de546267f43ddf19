/** Characters of a cell, of a name, and of any other text from outside that a message shows at most. */
const LONGEST_QUOTE = 40;
const LONGEST_NAME = 100;
const LONGEST_TEXT = 300;

/** The longest message and the longest advice, whatever was put together to make them. */
const LONGEST_MESSAGE = 1_000;
const LONGEST_ACTION = 10_000;

/** What HTML could take for the beginning of a tag; our own words have none, since they are read as plain text too. */
const TAG = /</g;

/** What HTML could take for a character reference (`&lt;`, `&#60;`, also without the semicolon). */
const REFERENCE = /&(?=[#\p{L}])/gu;

/**
 * Line ends, control characters and the marks that turn the direction of all that follows them: each would change how
 * the words around it are read. Others of Unicode's invisible characters belong to writing (Persian, emoji) and stay.
 */
const UNRULY = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** At most so many characters, with an ellipsis where something is cut; no half of a surrogate pair is left over. */
function shorten(text: string, most: number): string {
	return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/**
 * Text that is not our own words (a cell, a name, what Hamsa answered, an address, n8n's words about an expression) as a
 * message, its advice or a hint may hold it: short, on one line, and nothing that HTML would take for more than text.
 *
 * n8n renders descriptions and hints as HTML in the editor, where a cell with a link in it would be a link, but the same
 * words also travel as plain text (failed items, the Error Trigger, logs), where character references such as `&lt;`
 * could not be read. So the three characters that make HTML are replaced by look-alikes, which read well in both: ‹ › ＆.
 */
export function foreignText(text: unknown, most = LONGEST_TEXT): string {
	return shorten(String(text), most)
		.replace(UNRULY, ' ')
		.replaceAll('<', '‹')
		.replaceAll('>', '›')
		.replace(REFERENCE, '＆');
}

/**
 * A value as a message quotes it: in double quotes, as `foreignText`, cut to 40 characters. Objects and arrays by their
 * kind only, since a cell can hold a megabyte.
 */
export function quoteValue(value: unknown): string {
	if (value === undefined || value === null) return '(empty)';
	if (Array.isArray(value)) return '(a list)';
	if (typeof value === 'object' || typeof value === 'function') return '(an object)';
	return `"${foreignText(value, LONGEST_QUOTE)}"`;
}

/** A name that people chose (a column, a campaign, a voice agent) in double quotes, cut to 100 characters. */
export const quoteName = (name: unknown): string => `"${nameText(name)}"`;

/** The same without the quotes, for lists of names. */
export const nameText = (name: unknown): string => foreignText(name, LONGEST_NAME);

/** The words of an error that is not ours: n8n's about an expression, Node's about a connection. */
export const errorWords = (error: unknown): string =>
	foreignText(error instanceof Error ? error.message : error);

const withoutTags = (text: string): string => text.replace(TAG, '‹');

/**
 * A whole message as n8n gets it. What came from outside was made harmless where it was quoted; this is for what was not,
 * so that no single place decides about it: no tag, and no endless text.
 */
export const messageText = (message: string): string => withoutTags(shorten(message, LONGEST_MESSAGE));

/** The same for the advice below a message, which can list rows, and for hints. */
export const actionText = (action: string): string => withoutTags(shorten(action, LONGEST_ACTION));

/** Digits of any script but the mathematical ones (fancy fonts), which have no row of their own each. */
const OTHER_DIGIT = /[^\P{Nd}0-9\u{10000}-\u{10ffff}]/gu;

const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCharCode(code));

/** The same text with the digits 0 to 9 in place of Arabic, Persian, Devanagari and all others. */
export const plainDigits = (text: string): string =>
	text.replace(OTHER_DIGIT, (digit) => {
		const code = digit.charCodeAt(0);
		// In Unicode the ten digits of a script follow each other, with the zero at the front.
		let value = 0;
		while (value < 9 && isDigit(code - value - 1)) value++;
		return String(value);
	});

/** `1 row`, `3 rows`, `1,200 rows`. */
export function count(amount: number, one: string, many = `${one}s`): string {
	return `${amount.toLocaleString('en-US')} ${amount === 1 ? one : many}`;
}

/** The same words at the beginning of a sentence. */
export const upperFirst = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
