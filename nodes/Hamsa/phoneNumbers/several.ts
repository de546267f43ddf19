import { parsePhoneNumber } from '../libraries/phoneNumbers';
import type { Digits } from './reading';

/** A group of digits that can be a phone number of its own. */
const LEAST_DIGITS = 7;

/** As many digits are no area code, but can be a local number. */
const LEAST_LOCAL_DIGITS = 5;

/** What stands between two numbers in one cell. */
const BETWEEN_NUMBERS = /[,;،؛|/\\&\n]|\s(?:-|or|and|أو|او|و)\s/iu;

/** Words between two numbers, or between a number and how another one ends. */
const JOINING_WORD =
	/^(?:and|or|to|und|oder|bis|bzw|et|ou|y|e|o|u|ve|veya|ya da|и|или|و|أو|او|ou bien|اور|یا|और|या)$/iu;

/** Groups of digits of one number have nothing else between them. */
const NOT_GROUPING = /[^\d\s()[\]./-]/;

/** The reason of a cell with several numbers. */
export const SEVERAL = 'holds more than one number; keep one per row';

/** The digits of a text. */
export function digitsOf(text: string): string {
	return text.replace(/\D/g, '');
}

function isLong(group: string): boolean {
	return digitsOf(group).length >= LEAST_DIGITS;
}

/** Whether text certainly holds two numbers, whatever their country. */
export function holdsSeveralNumbers(text: string): boolean {
	if (text.split(BETWEEN_NUMBERS).filter(isLong).length > 1) return true;
	if (text.split('+').filter(isLong).length > 1) return true;
	if (/\d{7,}\D+\d{7,}/.test(text)) return true;
	const local = text.split(/[^\d\s()[\]./+-]+/).filter((part) => digitsOf(part).length >= LEAST_LOCAL_DIGITS);
	if (local.length > 1) return true;
	// `0501234567/8` means another number that ends differently.
	const [number = '', otherEnd, ...more] = text.split('/');
	return isLong(number) && otherEnd !== undefined && more.length === 0 && digitsOf(otherEnd).length <= 2;
}

/** A place inside a text where a number may end. */
interface Break {
	/** The digits before it. */
	before: Digits;
	/** How many digits follow. */
	after: number;
	/** What stands there, neither of it a digit. */
	gap: string;
}

function readBefore(text: string, end: number): Digits {
	const before = text.slice(0, end);
	return { digits: digitsOf(before), plus: before.includes('+') };
}

/** All places between groups of digits. */
function breaksOf(text: string): Break[] {
	return [...text.matchAll(/(?<=\d)\D+(?=\d)/g)].map(({ 0: gap, index }) => ({
		before: readBefore(text, index),
		after: digitsOf(text.slice(index)).length,
		gap,
	}));
}

/**
 * The place where a number may end because what follows cannot belong to it: a comma, another plus, "or" … Undefined
 * when there is none.
 */
export function endOfNumber(text: string): Break | undefined {
	const end = breaksOf(text).find(({ gap }) => NOT_GROUPING.test(gap));
	if (end === undefined) return undefined;
	const word = end.gap.replace(/[^\p{L}\p{M} ]/gu, '').trim();
	return word === '' || JOINING_WORD.test(word) || end.after >= LEAST_LOCAL_DIGITS ? end : undefined;
}

/** How many digits follow each blank or dash when the library writes a number. */
function libraryBreaks(number: string): Set<number> {
	const parsed = parsePhoneNumber(number);
	const written = parsed === undefined ? [] : [parsed.formatInternational(), parsed.formatNational()];
	return new Set(written.flatMap((text) => breaksOf(text).map(({ after }) => after)));
}

/** Fewest digits of a number with and without its country code. */
const LEAST_INTERNATIONAL = 7;
const LEAST_NATIONAL = 4;

/** Characters that group digits in some countries and part two numbers in others. */
const MARK = /[-./([\n]/;

/** Whether an ending could be hidden in a text whose digits all together are a valid number. */
export function mayPartNumbers(text: string): boolean {
	return MARK.test(text);
}

/** How many digits stand before the last mark; 0 when there is none. */
function digitsBeforeLastMark(text: string): number {
	let at = text.length - 1;
	while (at >= 0 && !MARK.test(text[at]!)) at--;
	return at < 0 ? 0 : digitsOf(text.slice(0, at)).length;
}

/** All digits of a cell together as one valid number. */
interface WholeNumber {
	/** In E.164. */
	number: string;
	/** No number of its calling code has fewer digits, without the code. */
	leastNationalDigits: number;
}

/**
 * Why a text of digits and grouping characters is more than one number, as its numbering plan sees it: without the ending
 * it is a valid number already. `isNumber` tells that. `whole` is
 * undefined when all digits together are no valid number, or, with `isAmbiguous`, can be two.
 */
export function problemOfSeveral(
	text: string,
	whole: WholeNumber | undefined,
	isAmbiguous: boolean,
	isNumber: (digits: Digits) => boolean,
): string | undefined {
	if (whole !== undefined && digitsBeforeLastMark(text) < Math.max(whole.leastNationalDigits, 1))
		return undefined;
	for (const { before, after, gap } of breaksOf(text)) {
		// Blanks group digits in every country: they only part two numbers where all digits together are none.
		const onlyBlanks = /^[ \t)\]]+$/.test(gap);
		if (onlyBlanks && (whole !== undefined || isAmbiguous)) continue;
		if (before.digits.length < (before.plus ? LEAST_INTERNATIONAL : LEAST_NATIONAL)) continue;
		if (!isNumber(before)) continue;
		if (whole === undefined) {
			return onlyBlanks ? 'goes on after a complete number; keep one number per row' : SEVERAL;
		}
		if (gap.includes('/') || !libraryBreaks(whole.number).has(after)) {
			return `${SEVERAL}, or write it as ${whole.number} if it is one`;
		}
	}
	return undefined;
}
