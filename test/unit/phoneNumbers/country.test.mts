import { describe, expect, it } from '@jest/globals';
import { alpha2ToAlpha3 } from 'i18n-iso-countries';
import { getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import {
	countriesOfNumber,
	countryName,
	readDefaultCountry,
} from '../../../nodes/Hamsa/phoneNumbers/country.ts';
import { InputError } from '../../../nodes/Hamsa/shared/errors.ts';

function errorFor(value: unknown): InputError {
	try {
		readDefaultCountry(value);
	} catch (error) {
		if (error instanceof InputError) return error;
		throw error;
	}
	throw new Error('No error was thrown');
}

describe('readDefaultCountry', () => {
	it.each([
		['SA', 'SA'],
		['sa', 'SA'],
		[' Sa ', 'SA'],
		['\u200fSA\u200e', 'SA'],
		['SAU', 'SA'],
		['sau', 'SA'],
		['Saudi Arabia', 'SA'],
		['saudi arabia', 'SA'],
		['Saudi\u00a0Arabia', 'SA'],
		['SAUDI-ARABIA', 'SA'],
		['KSA', 'SA'],
		['USA', 'US'],
		['U.S.A.', 'US'],
		['United States', 'US'],
		['the United States of America', 'US'],
		['UK', 'GB'],
		['Great Britain', 'GB'],
		['England', 'GB'],
		['UAE', 'AE'],
		['United Arab Emirates', 'AE'],
		['Côte d’Ivoire', 'CI'],
		["cote d'ivoire", 'CI'],
		['Turkey', 'TR'],
		['Türkiye', 'TR'],
		['Netherlands', 'NL'],
		['The Netherlands', 'NL'],
		['Russia', 'RU'],
		['Iran', 'IR'],
		['Syria', 'SY'],
		['Trinidad & Tobago', 'TT'],
		['Guinea-Bissau', 'GW'],
		['Republic of the Congo', 'CG'],
		['DRC', 'CD'],
		['Kosovo', 'XK'],
	])('reads %j as the country %s', (typed, iso) => {
		expect(readDefaultCountry(typed)).toEqual({ iso });
	});

	it.each([
		['966', '966'],
		['+966', '966'],
		['00966', '966'],
		['(+966)', '966'],
		['+ 966', '966'],
		[' 966 ', '966'],
		['٩٦٦', '966'],
		[966, '966'],
		['1', '1'],
		[1, '1'],
		['+800', '800'],
	])('reads %j as the calling code %s', (typed, callingCode) => {
		expect(readDefaultCountry(typed)).toEqual({ callingCode });
	});

	it.each([undefined, null, '', '  ', '\u00a0', '\u200f'])('reads %j as no default country', (typed) => {
		expect(readDefaultCountry(typed)).toBeUndefined();
	});

	it.each([
		['Atlantis', 'Country of Local Numbers "Atlantis" is not a country'],
		['ZZ', 'Country of Local Numbers "ZZ" is not a country'],
		['XXX', 'Country of Local Numbers "XXX" is not a country'],
		['constructor', 'Country of Local Numbers "constructor" is not a country'],
		['__proto__', 'Country of Local Numbers "__proto__" is not a country'],
		['999', 'Country of Local Numbers "999" is not a calling code of any country'],
		[0, 'Country of Local Numbers "0" is not a calling code of any country'],
		[-1, 'Country of Local Numbers "-1" is not a country'],
		[96.6, 'Country of Local Numbers "96.6" is not a country'],
		['+966501234567', 'Country of Local Numbers "+966501234567" is not a country'],
		['Antarctica', 'Country of Local Numbers "Antarctica" has no phone numbers of its own'],
		['ATA', 'Country of Local Numbers "ATA" has no phone numbers of its own'],
		[
			'Congo',
			'Country of Local Numbers "Congo" could be Republic of the Congo or Democratic Republic of the Congo',
		],
		[true, 'Country of Local Numbers "true" is not text'],
		[{ iso: 'SA' }, 'Country of Local Numbers (an object) is not text'],
		[['SA'], 'Country of Local Numbers (a list) is not text'],
	])('refuses %j', (typed, message) => {
		const error = errorFor(typed);
		expect(error.message).toBe(message);
		expect(error.action).toContain('+966');
	});

	it('does not echo a long value wholly', () => {
		expect(errorFor('x'.repeat(1_000_000)).message.length).toBeLessThan(100);
	});

	it.each(getCountries())('knows %s by its code, its three letters, its name and its calling code', (iso) => {
		expect(readDefaultCountry(iso.toLowerCase())).toEqual({ iso });
		expect(readDefaultCountry(countryName(iso))).toEqual({ iso });
		const alpha3 = alpha2ToAlpha3(iso);
		if (alpha3 !== undefined) expect(readDefaultCountry(alpha3)).toEqual({ iso });
		const callingCode = getCountryCallingCode(iso);
		expect(readDefaultCountry(`+${callingCode}`)).toEqual({ callingCode });
	});
});

describe('the name of a country', () => {
	const AMBIGUOUS = new Set(['GN', 'CG']);

	it.each(['en', 'ar', 'fr', 'es', 'de', 'tr', 'ur', 'hi'])(
		'is read as Unicode writes it in %s',
		(language) => {
			const names = new Intl.DisplayNames([language], { type: 'region' });
			for (const iso of getCountries().filter((code) => !AMBIGUOUS.has(code))) {
				expect({ name: names.of(iso), ...readDefaultCountry(names.of(iso)) }).toMatchObject({ iso });
			}
		},
	);

	it.each([
		['State of Kuwait', 'KW'],
		['State of Qatar', 'QA'],
		['Sultanate of Oman', 'OM'],
		['Kingdom of Bahrain', 'BH'],
		['Hashemite Kingdom of Jordan', 'JO'],
		['Federal Democratic Republic of Ethiopia', 'ET'],
		['Lao PDR', 'LA'],
		['Kyrgyz Republic', 'KG'],
		['Iran, Islamic Republic of', 'IR'],
		['Bolivia (Plurinational State of)', 'BO'],
		['Korea, Republic of', 'KR'],
		["Korea (Democratic People's Republic of)", 'KP'],
		['Congo, Democratic Republic of the', 'CD'],
		['Congo (Republic)', 'CG'],
		['Republic of Guinea', 'GN'],
		['Republic of China', 'TW'],
		["People's Republic of China", 'CN'],
		['Falkland Islands (the) [Malvinas]', 'FK'],
		['Hong Kong SAR, China', 'HK'],
		['United Arab Emirates (UAE)', 'AE'],
		['Saudi Arabia (KSA)', 'SA'],
		['Saudi Arabia (+966)', 'SA'],
		['SA - Saudi Arabia', 'SA'],
		['United States of America (USA)', 'US'],
		['St. Lucia', 'LC'],
		['Turks and Caicos', 'TC'],
		['Macedonia', 'MK'],
		['Britain', 'GB'],
		['U.S.', 'US'],
		['U.A.E.', 'AE'],
		['السعودية', 'SA'],
		['الامارات', 'AE'],
		['دولة قطر', 'QA'],
	])('%s is %s', (name, iso) => {
		expect(readDefaultCountry(name)).toEqual({ iso });
	});

	it.each([
		['Korea', 'South Korea or North Korea'],
		['كوريا', 'South Korea or North Korea'],
		['Guinea', 'Republic of Guinea, Guinea-Bissau, Equatorial Guinea or Papua New Guinea'],
		['Kongo', 'Republic of the Congo or Democratic Republic of the Congo'],
		['Georgia (US)', 'Georgia or United States of America'],
	])('%s alone is not guessed', (name, countries) => {
		expect(errorFor(name).message).toBe(`Country of Local Numbers "${name}" could be ${countries}`);
	});

	it.each([
		'N/A',
		'n/a',
		'n.a.',
		'#N/A',
		'-',
		'—',
		'?',
		'none',
		'None',
		'NULL',
		'unknown',
		'undefined',
		'غير معروف',
		false,
	])('%j says that there is none', (filler) => {
		expect(readDefaultCountry(filler)).toBeUndefined();
	});
});

describe('countriesOfNumber', () => {
	it.each(getCountries())('finds %s by its example number', (iso) => {
		expect(countriesOfNumber(getExampleNumber(iso, examples)?.number ?? '')).toContain(iso);
	});

	it('gives one country for a code of its own and all that share a code', () => {
		expect(countriesOfNumber('+966501234567')).toEqual(['SA']);
		expect([...countriesOfNumber('+77012345678')].sort()).toEqual(['KZ', 'RU']);
		const northAmerican = countriesOfNumber('+14155552671');
		expect(northAmerican).toEqual(expect.arrayContaining(['US', 'CA', 'JM', 'PR']));
		expect(northAmerican).toHaveLength(25);
	});

	it.each(['+80012345678', '+999123456', '+', '', '0501234567', '966501234567'])(
		'gives none for %j',
		(number) => {
			expect(countriesOfNumber(number)).toEqual([]);
		},
	);
});

describe('countryName', () => {
	it('is the English name, or the code when there is none', () => {
		expect(countryName('SA')).toBe('Saudi Arabia');
		expect(countryName('XK')).toBe('Kosovo');
		expect(countryName('AC')).toBe('Ascension Island');
		expect(countryName('ZZ')).toBe('ZZ');
		expect(countryName('GN')).toBe('Republic of Guinea');
	});
});
