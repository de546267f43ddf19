import { checkLength } from '../libraries/phoneNumbers';
import {
	callingCodeOf,
	callingCodeOfDefault,
	countryName,
	describeCallingCode,
	describeNumber,
	type DefaultCountry,
} from './country';
import type { NationalReader } from './national';
import type { NumberJudge } from './verdict';

/** What digits are read with. */
export interface ReadingRules {
	/** Completes numbers without a country code. */
	defaultCountry?: DefaultCountry;
	/** Why the row's Country of Local Numbers cannot be read: a sentence, for the numbers that need one. */
	countryProblem?: string;
	/** Also tries digits without `+` as if they had one. */
	digitsAreInternational?: boolean;
	judge: NumberJudge;
	readNational: NationalReader;
}

/** The digits of a cell. */
export interface Digits {
	digits: string;
	/** Whether a plus stands before them. */
	plus: boolean;
	/** How many digits stand before a zero in brackets (`49 (0)30…`), which only follows a country code. */
	beforeZero?: number;
}

/**
 * The possible number that digits are, in E.164, or why they are none: the reason completes the sentence "Phone Number …".
 * `isAmbiguous` when they are more than one.
 */
export type Reading =
	| { number: string; isValid: boolean; reason?: undefined }
	| { number?: undefined; reason: string; isAmbiguous?: true };

/** Calling codes with numbers that begin with 0 (Italy, Ivory Coast …): a zero there is never a slip. */
const KEEP_ZERO = new Set(['39', '225', '229', '241', '242', '378']);

function ambiguous(one: string, other: string): Reading {
	return {
		reason: `can be ${one} or ${other}; write it with + and its country code`,
		isAmbiguous: true,
	};
}

function describeCountry(country: DefaultCountry): string {
	return 'iso' in country ? countryName(country.iso) : describeCallingCode(`+${country.callingCode}`);
}

/** Why a number with `+` cannot exist. */
function impossible(number: string): Reading {
	if (number.startsWith('+0'))
		return { reason: 'has a country code that begins with 0; write +, country code, number' };
	if (callingCodeOf(number) === undefined)
		return { reason: 'begins with a country code that no country has' };
	const place = describeCallingCode(number);
	switch (checkLength(number)) {
		case 'TOO_SHORT':
			return { reason: `is too short for ${place}` };
		case 'TOO_LONG':
			return { reason: `is too long for ${place}` };
		default:
			return { reason: `has a wrong number of digits for ${place}` };
	}
}

/** The same number without a zero after its country code, where it has one. */
function withoutZero(number: string): string | undefined {
	const code = callingCodeOf(number);
	if (code === undefined || number[1 + code.length] !== '0') return undefined;
	return `+${code}${number.slice(2 + code.length)}`;
}

/**
 * Reads digits after a plus. A zero after the country code, which is dialled only inside the country, goes where the number
 * is valid without it and not with it.
 */
function readInternational(
	{ digits, beforeZero }: Pick<Digits, 'digits' | 'beforeZero'>,
	judge: NumberJudge,
): Reading {
	const number = `+${digits}`;
	const verdict = judge.judge(number);
	const shorter = withoutZero(number);
	if (shorter === undefined) {
		return verdict?.isPossible ? verdict : impossible(number);
	}
	const other = judge.judge(shorter);
	const isBracketed = beforeZero === callingCodeOf(number)?.length;
	if (verdict?.isValid) {
		// In Italy the zero belongs to some numbers and not to others; in brackets it can be meant either way.
		return isBracketed && other?.isValid && other.number !== verdict.number
			? ambiguous(verdict.number, other.number)
			: verdict;
	}
	if (other?.isValid) return other;
	const keepsZero = KEEP_ZERO.has(callingCodeOf(number) ?? '');
	if (other?.isPossible && (isBracketed || !keepsZero) && verdict?.number !== other.number) {
		return { reason: `has a 0 after the country code ${describeCallingCode(number)}; write it without` };
	}
	return verdict?.isPossible ? verdict : impossible(number);
}

/** The valid number that digits are with a plus before them. */
function readLostPlus(typed: Digits, judge: NumberJudge): string | undefined {
	const number = `+${typed.digits}`;
	if (!judge.judge(number)?.isValid && withoutZero(number) === undefined) return undefined;
	const reading = readInternational(typed, judge);
	return reading.number !== undefined && reading.isValid ? reading.number : undefined;
}

/** Most digits of a fixed line in its country, area code and all. */
const MOST_FIXED_DIGITS = 11;

const nationalDigits = (number: string): number => number.length - 1 - (callingCodeOf(number)?.length ?? 0);

const isMobile = (number: string, judge: NumberJudge): boolean =>
	(judge.typeOf(number) ?? '').includes('MOBILE');

/**
 * Whether digits that could have lost their plus may be meant as the national number. The plans of some countries allow
 * fixed lines of up to 15 digits, so that `4915112345678` is valid in Germany; nobody's number is so long.
 */
function isPlausible(national: string, international: string, judge: NumberJudge): boolean {
	if (judge.typeOf(national) !== 'FIXED_LINE') return true;
	const digits = nationalDigits(national);
	if (digits < MOST_FIXED_DIGITS) return true;
	return digits === MOST_FIXED_DIGITS && !isMobile(international, judge);
}

/** Why digits that no reading is allowed for cannot be called. `international` is what they would be with a plus. */
function unread(international: string | undefined, rules: ReadingRules): Reading {
	const { defaultCountry, countryProblem, digitsAreInternational } = rules;
	const option =
		international === undefined
			? undefined
			: `switch on Digits Without + Are International, which reads it as ${describeNumber(international)}`;
	if (defaultCountry !== undefined) {
		const problem = `is not a valid number for ${describeCountry(defaultCountry)}`;
		return {
			reason:
				option === undefined
					? `${problem}; if it is from elsewhere, add + and its country code`
					: `${problem}, but is one with a + in front: add the +, or ${option}`,
		};
	}
	if (countryProblem !== undefined) return { reason: `has no country code, and ${countryProblem}` };
	if (digitsAreInternational) {
		return {
			reason:
				'is not a valid number with a + in front; add the country code, or set Country of Local Numbers',
		};
	}
	return {
		reason:
			option === undefined
				? 'has no country code; add + and the country code, or set Country of Local Numbers'
				: `has no +; if it begins with a country code, ${option}; if not, set Country of Local Numbers`,
	};
}

/**
 * Reads digits without `+`. They are never completed by guessing: each reading must be valid, and there may be only one.
 * Digits that begin with the default country's own calling code may have lost their plus, as spreadsheets and
 * messengers leave them.
 */
function readWithoutPlus(typed: Digits, rules: ReadingRules): Reading {
	const { digits, beforeZero } = typed;
	const { defaultCountry, digitsAreInternational, judge, readNational } = rules;
	const hasOwnCode = defaultCountry !== undefined && digits.startsWith(callingCodeOfDefault(defaultCountry));
	const isInternational = hasOwnCode || digitsAreInternational === true;
	if (defaultCountry !== undefined && beforeZero === undefined && !isInternational) {
		// Most national numbers are too short to be anything else.
		const national = readNational(digits, defaultCountry);
		if (national !== undefined && national.length < 1 + 1 + MOST_FIXED_DIGITS) {
			return { number: national, isValid: true };
		}
	}
	const international = digits.startsWith('0') ? undefined : readLostPlus(typed, judge);
	if (defaultCountry === undefined) {
		return digitsAreInternational && international !== undefined
			? { number: international, isValid: true }
			: unread(international, rules);
	}
	if (international !== undefined && beforeZero === callingCodeOf(`+${digits}`)?.length) {
		return isInternational ? { number: international, isValid: true } : unread(international, rules);
	}
	const national = readNational(digits, defaultCountry);
	if (national === undefined) {
		return international !== undefined && isInternational
			? { number: international, isValid: true }
			: unread(international, rules);
	}
	if (international === undefined || international === national) return { number: national, isValid: true };
	if (isPlausible(national, international, judge)) {
		return isInternational ? ambiguous(national, international) : { number: national, isValid: true };
	}
	return hasOwnCode ? { number: international, isValid: true } : ambiguous(national, international);
}

/**
 * `00` stands for `+`, and then for exactly the digits typed: `0011 65…` is dialled in Australia and would else lose a 1. From
 * Hong Kong one dials `001`, so where the default country reads the same digits as another number that is valid, that
 * reading counts too.
 */
function readDoubleZero({ digits, beforeZero }: Digits, rules: ReadingRules): Reading {
	const { defaultCountry, judge, readNational } = rules;
	const rest = digits.slice(2);
	let typed = readInternational(
		{ digits: rest, beforeZero: beforeZero === undefined ? undefined : beforeZero - 2 },
		judge,
	);
	if (typed.number !== undefined && !isAsTyped(typed.number, `+${rest}`)) {
		typed = {
			reason:
				'begins with 00, but what follows is no number as it stands; write it with + and its country code',
		};
	}
	const dialled = defaultCountry && readNational(digits, defaultCountry);
	if (dialled === undefined || typed.number === dialled) return typed;
	if (typed.number === undefined) return typed.isAmbiguous ? typed : { number: dialled, isValid: true };
	return ambiguous(typed.number, dialled);
}

/** Whether a number is what was typed, but for a national prefix with a zero after the country code. */
function isAsTyped(number: string, typed: string): boolean {
	if (number === typed) return true;
	const code = callingCodeOf(typed) ?? '';
	const national = number.slice(1 + code.length);
	return number.startsWith(`+${code}`) && typed[1 + code.length] === '0' && typed.endsWith(national);
}

/** Reads the digits of a cell as one number. */
export function readDigits(typed: Digits, rules: ReadingRules): Reading {
	if (typed.plus) return readInternational(typed, rules.judge);
	return typed.digits.startsWith('00') ? readDoubleZero(typed, rules) : readWithoutPlus(typed, rules);
}
