const DECIMAL_DIGIT = /\p{Nd}/gu;
const IS_DECIMAL_DIGIT = /^\p{Nd}$/u;
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/u;

/** Values of the foreign digits that were met. */
const values = new Map<string, string>();

/** Unicode keeps decimal digits in rows of ten, from zero to nine: the value is the distance from the row's beginning. */
function valueOf(digit: string): string {
	const code = digit.codePointAt(0)!;
	let before = 0;
	while (IS_DECIMAL_DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
	return String(before % 10);
}

function toAsciiDigit(digit: string): string {
	if (digit >= '0' && digit <= '9') return digit;
	let value = values.get(digit);
	if (value === undefined) values.set(digit, (value = valueOf(digit)));
	return value;
}

/**
 * The same text in plain characters: the decimal digits of every script, pluses, dashes, dots, slashes, brackets and quotes
 * as their ASCII equals, every kind of space as a blank, line ends kept, without the invisible characters that come along
 * with copied text (direction marks, zero-width spaces), trimmed.
 */
export function foldPhoneCharacters(text: string): string {
	const visible = text.replace(/\p{Cf}/gu, '');
	return (
		(FOREIGN_DIGIT.test(visible) ? visible.replace(DECIMAL_DIGIT, toAsciiDigit) : visible)
			.replace(/[＋﹢]/g, '+')
			// Beside Unicode's dashes: minus signs, the Japanese long-vowel mark and the Arabic tatweel, drawn like a dash.
			.replace(/[\p{Pd}−˗⁃ーـ]/gu, '-')
			.replace(/[．·•‧∙。۔]/g, '.')
			.replace(/[／∕⁄]/g, '/')
			.replace(/[（［【]/g, '(')
			.replace(/[）］】]/g, ')')
			.replace(/[“”„«»]/g, '"')
			.replace(/[‘’ʼ`´]/g, "'")
			.replace(/[\r\n\v\f\u0085\u2028\u2029]+/g, '\n')
			.replace(/[^\S\n]/g, ' ')
			.trim()
	);
}
