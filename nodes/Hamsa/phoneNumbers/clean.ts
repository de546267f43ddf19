import { validatePhoneNumberLength } from 'libphonenumber-js/max';
import { callingCodeOf, countriesOfNumber, countryName, type DefaultCountry } from './country';
import { createNationalReader, type NationalReader } from './national';
import { readPhoneText } from './cellText';
import { isCertainlyValid, judgeInternational } from './verdict';

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

function bad(reason: string): CleanedNumber {
	return { ok: false, reason };
}

function good(phoneNumber: string, valid = true): CleanedNumber {
	return { ok: true, phoneNumber, valid };
}

/** libphonenumber writes E.164, but a few plans have numbers longer or shorter than Hamsa takes: German ones, say. */
function goodE164(phoneNumber: string, valid = true): CleanedNumber {
	const digits = phoneNumber.length - 1;
	return digits >= 7 && digits <= 15
		? good(phoneNumber, valid)
		: bad('does not have 7 to 15 digits with its country code');
}

/** `+966 (Saudi Arabia)`, or only `+1` where countries share the code. */
function describeCallingCode(number: string): string {
	const [country, ...others] = countriesOfNumber(number);
	const code = `+${callingCodeOf(number)}`;
	return country === undefined || others.length > 0 ? code : `${code} (${countryName(country)})`;
}

/** Why a number with `+` cannot exist. */
function impossible(number: string): CleanedNumber {
	if (number.startsWith('+0'))
		return bad('has a country code that begins with 0; write +, country code, number');
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
	return goodE164(verdict.number, verdict.valid);
}

function readInternational(digits: string): string | undefined {
	const verdict = judgeInternational(`+${digits}`);
	return verdict?.valid ? verdict.number : undefined;
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
	readNational: NationalReader,
): CleanedNumber {
	const national = defaultCountry && readNational(digits, defaultCountry);
	const international = digitsAreInternational ? readInternational(digits) : undefined;
	if (national !== undefined && international !== undefined && national !== international) {
		return ambiguous(national, international);
	}
	const number = national ?? international;
	if (number !== undefined) return goodE164(number);
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
 * another number that is valid, that reading counts too.
 */
function cleanDoubleZero(
	digits: string,
	{ defaultCountry }: CleaningRules,
	readNational: NationalReader,
): CleanedNumber {
	const typed = cleanInternational(`+${digits.slice(2)}`);
	const dialled = defaultCountry && readNational(digits, defaultCountry);
	if (dialled === undefined) return typed;
	if (!typed.ok) return goodE164(dialled);
	return typed.phoneNumber === dialled ? typed : ambiguous(typed.phoneNumber, dialled);
}

function cleanUnvalidated(digits: string, plus: boolean): CleanedNumber {
	if (digits.length >= LEAST_UNVALIDATED_DIGITS) return good(plus ? `+${digits}` : digits);
	return bad(`has fewer than ${LEAST_UNVALIDATED_DIGITS} digits`);
}

/**
 * Cleans a phone number cell. libphonenumber decides; a number is never completed by guessing. Whoever cleans many passes
 * one `readNational` for all of them, which remembers the library's answers.
 */
export function cleanPhoneNumber(
	value: unknown,
	rules: CleaningRules,
	readNational: NationalReader = createNationalReader(),
): CleanedNumber {
	const { ignoreE164Validation } = rules;
	// Most cells are E.164 already: these skip the reading of free text, and all questions where one pattern knows.
	if (typeof value === 'string') {
		if (!ignoreE164Validation && isCertainlyValid(value)) return good(value);
		if (E164.test(value)) return ignoreE164Validation ? good(value) : cleanInternational(value);
	}
	const text = readPhoneText(value);
	if (!text.ok) return text;
	const { digits, plus } = text;
	if (ignoreE164Validation) return cleanUnvalidated(digits, plus);
	if (plus) return cleanInternational(`+${digits}`);
	return digits.startsWith('00')
		? cleanDoubleZero(digits, rules, readNational)
		: cleanNational(digits, rules, readNational);
}
