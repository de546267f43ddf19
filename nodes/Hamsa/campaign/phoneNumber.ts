import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max';
import { callingCodeOf, countriesOfNumber, countryName, type DefaultCountry } from './country';
import { readPhoneText } from './phoneText';
import { judgeInternational } from './phoneVerdict';

/** How numbers of a row are read. */
export interface CleaningRules {
	/** Completes numbers without a country code. */
	defaultCountry?: DefaultCountry;
	/** Also tries digits without `+` as if they had one. */
	digitsAreInternational?: boolean;
	/** Takes the digits as typed, at least 7. */
	ignoreE164Validation?: boolean;
}

/**
 * A number ready to be called, or why there is none: the reason completes the sentence "Phone Number …".
 * `valid` is false for a number that its country's numbering plan allows by length but has not assigned. Numbers whose
 * validation is ignored are not judged and count as valid.
 */
export type CleanedNumber = { ok: true; phoneNumber: string; valid: boolean } | { ok: false; reason: string };

/** Hamsa's rule for a recipient's number: +, no leading zero, 7 to 15 digits in all. */
const E164 = /^\+[1-9]\d{6,14}$/;

/** Least digits that Hamsa accepts when E.164 validation is ignored. */
const LEAST_UNVALIDATED_DIGITS = 7;

/** Cleaned national numbers a run remembers. */
const MOST_REMEMBERED = 20_000;

function bad(reason: string): CleanedNumber {
	return { ok: false, reason };
}

function good(phoneNumber: string, valid = true): CleanedNumber {
	return { ok: true, phoneNumber, valid };
}

/** `+966 (Saudi Arabia)`, or only `+1` where countries share the code. */
function describeCallingCode(number: string): string {
	const [country, ...others] = countriesOfNumber(number);
	const code = `+${callingCodeOf(number)}`;
	return country === undefined || others.length > 0 ? code : `${code} (${countryName(country)})`;
}

/** Why a number with `+` cannot exist. */
function impossible(number: string): CleanedNumber {
	if (number.startsWith('+0')) return bad('has a 0 after the +; write +, country code, number');
	if (callingCodeOf(number) === undefined) return bad('begins with a country code that no country has');
	const place = describeCallingCode(number);
	switch (validatePhoneNumberLength(number)) {
		case 'TOO_SHORT':
			return bad(`is too short for ${place}`);
		case 'TOO_LONG':
			return bad(`is too long for ${place}`);
		default:
			return bad(`has a wrong number of digits for ${place}`);
	}
}

/** A number typed with `+` passes when it is possible: new ranges come into use before any metadata knows them. */
function cleanInternational(number: string): CleanedNumber {
	const verdict = judgeInternational(number);
	if (verdict === undefined || !verdict.possible) return impossible(number);
	if (!E164.test(verdict.number)) return bad('does not have 7 to 15 digits');
	return good(verdict.number, verdict.valid);
}

/** The number these digits are in the country, if that is a valid one. */
function readNational(digits: string, country: DefaultCountry): string | undefined {
	const options =
		'iso' in country ? { defaultCountry: country.iso } : { defaultCallingCode: country.callingCode };
	const parsed = parsePhoneNumberFromString(digits, { ...options, extract: false });
	return parsed?.isValid() && E164.test(parsed.number) ? parsed.number : undefined;
}

function readInternational(digits: string): string | undefined {
	const verdict = judgeInternational(`+${digits}`);
	return verdict?.valid && E164.test(verdict.number) ? verdict.number : undefined;
}

function describeCountry(country: DefaultCountry): string {
	return 'iso' in country ? countryName(country.iso) : describeCallingCode(`+${country.callingCode}`);
}

function ambiguous(one: string, other: string): CleanedNumber {
	return bad(`can be ${one} or ${other}; write it with + and its country code`);
}

/** Digits without `+` are never completed by guessing: each reading must be valid, and there may be only one. */
function cleanNational(
	digits: string,
	{ defaultCountry, digitsAreInternational }: CleaningRules,
): CleanedNumber {
	const national = defaultCountry && readNational(digits, defaultCountry);
	const international = digitsAreInternational ? readInternational(digits) : undefined;
	if (national !== undefined && international !== undefined && national !== international) {
		return ambiguous(national, international);
	}
	const number = national ?? international;
	if (number !== undefined) return good(number);
	if (defaultCountry !== undefined) {
		return bad(
			`is not a valid number for ${describeCountry(defaultCountry)}; if it is from elsewhere, add + and its country code`,
		);
	}
	return bad(
		digitsAreInternational
			? 'is not a valid number with a + in front; add the country code, or set Default Country'
			: 'has no country code; add + and the country code, or set Default Country',
	);
}

/**
 * `00` stands for `+`. But from Hong Kong one dials `001`, so where the default country reads the same digits as
 * another valid number, that reading counts too.
 */
function cleanDoubleZero(digits: string, { defaultCountry }: CleaningRules): CleanedNumber {
	const typed = cleanInternational(`+${digits.slice(2)}`);
	const dialled = defaultCountry && readNational(digits, defaultCountry);
	if (dialled === undefined) return typed;
	if (!typed.ok || !typed.valid) return good(dialled);
	return typed.phoneNumber === dialled ? typed : ambiguous(typed.phoneNumber, dialled);
}

function cleanUnvalidated(digits: string, plus: boolean): CleanedNumber {
	if (digits.length < LEAST_UNVALIDATED_DIGITS)
		return bad(`has fewer than ${LEAST_UNVALIDATED_DIGITS} digits`);
	return good(plus ? `+${digits}` : digits);
}

function rememberingKey(digits: string, { defaultCountry, digitsAreInternational }: CleaningRules): string {
	const country =
		defaultCountry && ('iso' in defaultCountry ? defaultCountry.iso : defaultCountry.callingCode);
	return `${country ?? ''}${digitsAreInternational ? '+' : ' '}${digits}`;
}

/**
 * Makes a cleaner of phone number cells, one per run, which remembers the national numbers it has seen.
 * libphonenumber decides; a number is never completed by guessing.
 */
export function createPhoneNumberCleaner(): (value: unknown, rules: CleaningRules) => CleanedNumber {
	const remembered = new Map<string, CleanedNumber>();

	const cleanRemembered = (digits: string, rules: CleaningRules): CleanedNumber => {
		const key = rememberingKey(digits, rules);
		const known = remembered.get(key);
		if (known !== undefined) return known;
		const cleaned = digits.startsWith('00') ? cleanDoubleZero(digits, rules) : cleanNational(digits, rules);
		if (remembered.size >= MOST_REMEMBERED) remembered.clear();
		remembered.set(key, cleaned);
		return cleaned;
	};

	return (value, rules) => {
		// Most cells are E.164 already: these skip the reading of free text.
		if (typeof value === 'string' && E164.test(value)) {
			return rules.ignoreE164Validation ? good(value) : cleanInternational(value);
		}
		const text = readPhoneText(value);
		if (!text.ok) return text;
		if (rules.ignoreE164Validation) return cleanUnvalidated(text.digits, text.plus);
		return text.plus ? cleanInternational(`+${text.digits}`) : cleanRemembered(text.digits, rules);
	};
}
