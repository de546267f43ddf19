/**
 * Zeros of the digit rows people type phone numbers with: Arabic-Indic, Persian and Urdu, Devanagari, Bengali,
 * full-width. In each row the other nine digits follow the zero.
 */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0xff10];

const FOREIGN_DIGIT = /[٠-٩۰-۹०-९০-৯０-９]/g;

function toAsciiDigit(digit: string): string {
	const code = digit.charCodeAt(0);
	return String(ZEROS.map((zero) => code - zero).find((distance) => distance >= 0 && distance <= 9));
}

/**
 * The same text in plain characters: foreign digits, pluses, dashes, dots, slashes, brackets and quotes as their ASCII
 * equals, every kind of space as a blank, line ends kept, without the invisible characters that come along with copied
 * text (direction marks, zero-width spaces), trimmed.
 */
export function foldPhoneCharacters(text: string): string {
	return (
		text
			.replace(/\p{Cf}/gu, '')
			.replace(FOREIGN_DIGIT, toAsciiDigit)
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
