/**
 * What software writes in the place of no value, in exactly these spellings: SQL and spreadsheets (`NULL`, `\N`), JavaScript
 * (`null`, `undefined`, `NaN`), Python's tables (`nan`, `<NA>`, `NaT`), Odoo (`False`, where a text holds its `false`).
 * `Null`, `None` and `NA` are left out: they are people's surnames, and Python's `None` is written like one.
 */
const WRITTEN = new Set([
	...['NULL', 'null', '(null)', '<null>', '\\N', 'undefined', 'NaN', 'nan', '<NA>', 'NaT', 'N/A', 'n/a'],
	...['false', 'False', 'FALSE', 'true', 'True', 'TRUE', '[object Object]'],
]);

/** `#N/A`, `#REF!`, `#DIV/0!`, `#NAME?`, and the same in other languages (`#NV`, `#¿NOMBRE?`). */
const SPREADSHEET_ERROR = /^#(?:N\/[AD]|NV|[¡¿]?[\p{Lu}/0]+[!?])$/u;

/** Words that an expression puts between others when one of its values is missing: `Sara undefined`. */
const IN_A_NAME = /(?<!\S)(?:null|undefined|NaN|\[object Object\])(?!\S)/g;

/** How the words above begin, by their first letters: NULL, N/A, NaN, NaT; null, n/a, nan; undefined; false; true; signs. */
const MAY_BEGIN = /(?:^|\s)(?:N(?:U|\/|a[NT])|n(?:ul|\/|an)|und|[Ff].[lL]|[Tt].[uU]|[#(<[\\])/;

/**
 * Whether a trimmed name has to be looked at closely. False for most, and then it holds no word that stands for no value. One
 * pattern, because it is asked for each row.
 */
export const maySayNothing = (text: string): boolean => MAY_BEGIN.test(text);

/** A trimmed name without the words that software writes for no value; '' when it holds nothing else. */
export function withoutNoValue(text: string): string {
	if (!maySayNothing(text)) return text;
	if (WRITTEN.has(text) || SPREADSHEET_ERROR.test(text)) return '';
	return text.replace(IN_A_NAME, ' ').replace(/\s+/g, ' ').trim();
}

/** For a number no spelling is ambiguous: nobody's phone number is `None`. */
const NO_NUMBER =
	/^(?:null|none|nil|undefined|nan|nat|n\/?a|false|true|\(null\)|<na>|<null>|\\n|\[object object\])$/i;

/** Whether a Phone Number cell holds a word that software writes for no value (`NULL`, `#N/A`, NaN). */
export function isNoNumber(cell: unknown): boolean {
	if (typeof cell === 'number') return Number.isNaN(cell);
	if (typeof cell !== 'string' || cell.length > 20) return false;
	const text = cell.trim();
	return NO_NUMBER.test(text) || SPREADSHEET_ERROR.test(text);
}
