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

const NO_BREAK_SPACE = '\u00a0';

/** Whether a word that begins at a place of the text may be one that stands for no value, by its first three letters. */
function mayBegin(text: string, place: number): boolean {
	const second = text.charCodeAt(place + 1);
	const third = text.charCodeAt(place + 2);
	switch (text.charCodeAt(place)) {
		case 78: // NULL, N/A, NaN, NaT
			return second === 85 || second === 47 || (second === 97 && (third === 78 || third === 84));
		case 110: // null, n/a, nan
			return (second === 117 && third === 108) || second === 47 || (second === 97 && third === 110);
		case 117: // undefined
			return second === 110 && third === 100;
		case 70: // False, FALSE
		case 102: // false
			return third === 108 || third === 76;
		case 84: // True, TRUE
		case 116: // true
			return third === 117 || third === 85;
		case 35: // #N/A
		case 40: // (null)
		case 60: // <NA>
		case 91: // [object Object]
		case 92: // \N
			return true;
		default:
			return false;
	}
}

/**
 * Whether a trimmed name has to be looked at closely. False for most, and then it holds no word that stands for no value.
 * Looks at the beginnings of words only, because it is asked for each row; names with unusual blanks are looked at closely.
 */
export function maySayNothing(text: string): boolean {
	if (mayBegin(text, 0)) return true;
	for (let blank = text.indexOf(' '); blank >= 0; blank = text.indexOf(' ', blank + 1)) {
		if (mayBegin(text, blank + 1)) return true;
	}
	return text.includes(NO_BREAK_SPACE) || text.includes('\t') || text.includes('\n');
}

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
