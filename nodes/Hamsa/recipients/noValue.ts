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

/** How the words begin that stand for no value. */
const BEGINNING =
	/(?:^|\s)(?:[Nn](?:ULL|ull|aN|an|aT|\/)|undefined|[#<(\\[]|[Ff](?:alse|ALSE)|[Tt](?:rue|RUE))/;

const SPACE = 32;
const NO_BREAK_SPACE = 160;

/**
 * Whether a trimmed name has to be looked at closely. False for most, and then it holds no word that stands for no value.
 * Most names are done with once the first letter of each word was looked at, in a sixth of the time that a pattern takes.
 */
export function maySayNothing(text: string): boolean {
	let begins = true;
	for (let place = 0; place < text.length; place++) {
		const code = text.charCodeAt(place);
		if (begins) {
			switch (code) {
				case 78: // N
				case 110: // n
				case 117: // u
				case 35: // #
				case 40: // (
				case 60: // <
				case 91: // [
				case 92: // \
				case 70: // F
				case 102: // f
				case 84: // T
				case 116: // t
					return BEGINNING.test(text);
			}
		}
		begins = code <= SPACE || code === NO_BREAK_SPACE;
	}
	return false;
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
