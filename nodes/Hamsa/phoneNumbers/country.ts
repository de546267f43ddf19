import { alpha3ToAlpha2, getName, getNames, registerLocale } from 'i18n-iso-countries/index';
import english from 'i18n-iso-countries/langs/en.json';
import type { CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';
import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { foldPhoneCharacters } from './characters';

registerLocale(english);

/** A default country for numbers without one: an ISO country, or only a calling code (`966`, `1`). */
export type DefaultCountry = { iso: CountryCode } | { callingCode: string };

/** Names and codes people use that the country data lacks, in the form of {@link nameKey}. */
const OTHER_NAMES: Readonly<Record<string, CountryCode>> = {
	'ascension island': 'AC',
	bosnia: 'BA',
	'british virgin islands': 'VG',
	brunei: 'BN',
	'cabo verde': 'CV',
	drc: 'CD',
	'east timor': 'TL',
	emirates: 'AE',
	england: 'GB',
	'falkland islands': 'FK',
	holland: 'NL',
	ksa: 'SA',
	'kingdom of saudi arabia': 'SA',
	laos: 'LA',
	macau: 'MO',
	micronesia: 'FM',
	moldova: 'MD',
	'northern ireland': 'GB',
	scotland: 'GB',
	swaziland: 'SZ',
	syria: 'SY',
	'tristan da cunha': 'TA',
	'us virgin islands': 'VI',
	vatican: 'VA',
	'vatican city': 'VA',
	'viet nam': 'VN',
	wales: 'GB',
};

/** `The Côte d'Ivoire` and `cote divoire` are one name. */
function nameKey(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/&/g, ' and ')
		.replace(/['’.]/g, '')
		.replace(/[^\p{L}\d]+/gu, ' ')
		.replace(/^ ?the /, '')
		.trim();
}

/** Every English name and the countries that bear it: two of them are called Congo. */
function buildCountriesByName(): Map<string, string[]> {
	const countries = new Map<string, string[]>();
	for (const [iso, names] of Object.entries(getNames('en', { select: 'all' }))) {
		for (const key of new Set(names.map(nameKey))) countries.set(key, [...(countries.get(key) ?? []), iso]);
	}
	for (const [name, iso] of Object.entries(OTHER_NAMES)) countries.set(name, [iso]);
	return countries;
}

let countriesByName: Map<string, string[]> | undefined;

/** ISO codes a code of two or three letters or an English name can mean; none when it is unknown. */
function isoCodesOf(text: string): readonly string[] {
	const code = text.toUpperCase();
	if (isPhoneCountry(code)) return [code];
	const ofAlpha3 = alpha3ToAlpha2(code);
	if (ofAlpha3 !== undefined) return [ofAlpha3];
	countriesByName ??= buildCountriesByName();
	return countriesByName.get(nameKey(text)) ?? [];
}

/** Whether libphonenumber knows the numbering plan of this ISO country. */
function isPhoneCountry(iso: string): iso is CountryCode {
	return Object.hasOwn(metadata.countries, iso);
}

function isCallingCode(code: string): boolean {
	return Object.hasOwn(metadata.country_calling_codes, code) || Object.hasOwn(metadata.nonGeographic, code);
}

function unusable(value: unknown, why: string): InputError {
	return new InputError(
		`Default Country ${quoteValue(value)} ${why}`,
		'Enter a country code such as SA, a calling code such as +966, or the English name of the country.',
	);
}

/**
 * Reads what people type: `SA`, `sa`, `SAU`, `966`, `+966`, `00966`, 966 (number), `Saudi Arabia`, `USA`, `UK`.
 * Empty is undefined. Throws InputError, naming the value, for anything else and for a name of two countries (`Congo`).
 */
export function readDefaultCountry(value: unknown): DefaultCountry | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'string' && typeof value !== 'number') throw unusable(value, 'is not text');
	const text = foldPhoneCharacters(String(value));
	if (text === '') return undefined;

	const typedCode = /^\(?(?:\+|00)? ?(\d{1,3})\)?$/.exec(text)?.[1];
	if (typedCode !== undefined) {
		if (isCallingCode(typedCode)) return { callingCode: typedCode };
		throw unusable(value, 'is not a calling code of any country');
	}

	const [iso, another] = isoCodesOf(text);
	if (iso === undefined) throw unusable(value, 'is not a country');
	if (another !== undefined) throw unusable(value, `could be ${countryName(iso)} or ${countryName(another)}`);
	if (!isPhoneCountry(iso)) throw unusable(value, 'has no phone numbers of its own');
	return { iso };
}

/** The calling code with which `+` and digits begin; undefined when no country has it. No code begins another one. */
export function callingCodeOf(number: string): string | undefined {
	for (const length of [1, 2, 3]) {
		const code = number.slice(1, 1 + length);
		if (isCallingCode(code)) return code;
	}
	return undefined;
}

/**
 * ISO countries whose calling code the E.164 number begins with (`+1…` gives all of the North American plan). None for
 * codes that belong to no country (`+800…`) and for numbers without `+`.
 */
export function countriesOfNumber(e164: string): readonly CountryCode[] {
	if (!e164.startsWith('+')) return [];
	return metadata.country_calling_codes[callingCodeOf(e164) ?? ''] ?? [];
}

/** A country's English name for messages; the code itself when it has none. */
export function countryName(iso: string): string {
	if (iso === 'AC') return 'Ascension Island';
	if (iso === 'TA') return 'Tristan da Cunha';
	return getName(iso, 'en') ?? iso;
}
