import type { CountryCode } from 'libphonenumber-js/core';
import { metadata } from '../libraries/data/phoneMetadata';
import { callingCodeOfCountry } from '../libraries/phoneNumbers';
import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { foldPhoneCharacters } from './characters';
import { countryName, isFiller, isoCodesOf } from './countryNames';

export { countryName };

/** A default country for numbers without one: an ISO country, or only a calling code (`966`, `1`). */
export type DefaultCountry = { iso: CountryCode } | { callingCode: string };

/** Whether libphonenumber knows the numbering plan of this ISO country. */
function isPhoneCountry(iso: string): iso is CountryCode {
	return Object.hasOwn(metadata.countries, iso);
}

function isCallingCode(code: string): boolean {
	return Object.hasOwn(metadata.country_calling_codes, code) || Object.hasOwn(metadata.nonGeographic, code);
}

function unusable(value: unknown, why: string): InputError {
	return new InputError(
		`Country of Local Numbers ${quoteValue(value)} ${why}`,
		'Enter a country code such as SA, a calling code such as +966, or the name of the country.',
	);
}

/** `A or B`, `A, B or C`. */
function oneOf(names: readonly string[]): string {
	return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/**
 * Reads what people type: `SA`, `sa`, `SAU`, `966`, `+966`, `00966`, 966 (number), `Saudi Arabia`, `USA`, `UK`, names in
 * the languages of {@link isoCodesOf}. Undefined for empty cells and fillers such as `N/A`. Throws InputError, naming the
 * value, for anything else and for a name of several countries (`Congo`).
 */
export function readDefaultCountry(value: unknown): DefaultCountry | undefined {
	if (value === undefined || value === null || value === false) return undefined;
	if (typeof value !== 'string' && typeof value !== 'number') throw unusable(value, 'is not text');
	const text = foldPhoneCharacters(String(value));
	if (text === '' || isFiller(text)) return undefined;

	const typedCode = /^\(?(?:\+|00)? ?(\d{1,3})\)?$/.exec(text)?.[1];
	if (typedCode !== undefined) {
		if (isCallingCode(typedCode)) return { callingCode: typedCode };
		throw unusable(value, 'is not a calling code of any country');
	}

	const [iso, ...others] = text.length > LONGEST_NAME ? [] : isoCodesOf(text);
	if (iso === undefined) throw unusable(value, 'is not a country');
	if (others.length > 0) throw unusable(value, `could be ${oneOf([iso, ...others].map(countryName))}`);
	if (!isPhoneCountry(iso)) throw unusable(value, 'has no phone numbers of its own');
	return { iso };
}

/** No country's name is longer. */
const LONGEST_NAME = 100;

/** The calling code with which `+` and digits begin; undefined when no country has it. No code begins another one. */
export function callingCodeOf(number: string): string | undefined {
	for (const length of [1, 2, 3]) {
		const code = number.slice(1, 1 + length);
		if (isCallingCode(code)) return code;
	}
	return undefined;
}

const callingCodes = new Map<CountryCode, string>();

/** The calling code of a default country, without `+`. */
export function callingCodeOfDefault(country: DefaultCountry): string {
	if (!('iso' in country)) return country.callingCode;
	let code = callingCodes.get(country.iso);
	// The library searches it anew each time.
	if (code === undefined) callingCodes.set(country.iso, (code = callingCodeOfCountry(country.iso)));
	return code;
}

/**
 * ISO countries whose calling code the E.164 number begins with (`+1…` gives all of the North American plan). None for
 * codes that belong to no country (`+800…`) and for numbers without `+`.
 */
export function countriesOfNumber(e164: string): readonly CountryCode[] {
	if (!e164.startsWith('+')) return [];
	return metadata.country_calling_codes[callingCodeOf(e164) ?? ''] ?? [];
}

/** `+966 (Saudi Arabia)`, or only `+1` where countries share the code. Takes + and digits. */
export function describeCallingCode(number: string): string {
	const [country, ...others] = countriesOfNumber(number);
	const code = `+${callingCodeOf(number)}`;
	return country === undefined || others.length > 0 ? code : `${code} (${countryName(country)})`;
}

/** A number in E.164 with its country, where one country alone has the calling code. */
export function describeNumber(number: string): string {
	const [country, ...others] = countriesOfNumber(number);
	return country === undefined || others.length > 0 ? number : `${number} (${countryName(country)})`;
}

/** `Australia's numbering plan` for a number in E.164; by the main country where several share the calling code. */
export function describePlan(number: string): string {
	const [main] = countriesOfNumber(number);
	const code = `+${callingCodeOf(number)}`;
	if (main === undefined) return `the numbering plan of ${code}`;
	// All but a few of the countries of +1 have the same right to it.
	if (code === '+1') return 'the numbering plan of +1 (United States, Canada and others)';
	const name = countryName(main);
	return `${name}${name.endsWith('s') ? "'" : "'s"} numbering plan`;
}
