/**
 * The cleaner answers most numbers from patterns it compiled itself. These tests hold its answers against plain use of
 * libphonenumber-js: the library's example number of every country, numbers made from the patterns of every type of
 * number in its metadata, and both with digits changed, added and taken away.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
	getCountries,
	getCountryCallingCode,
	getExampleNumber,
	parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';
import examples from 'libphonenumber-js/mobile/examples';
import { damaged, digits, nationalNumber, plans } from '../support/numberingPlans.mts';
import type { DefaultCountry } from '../../../nodes/Hamsa/phoneNumbers/country.ts';
import { createNationalReader } from '../../../nodes/Hamsa/phoneNumbers/national.ts';
import { cleanPhoneNumber } from '../../../nodes/Hamsa/phoneNumbers/clean.ts';

const E164 = /^\+[1-9]\d{6,14}$/;
const countries = getCountries();
const readNational = createNationalReader();

interface Answer {
	phoneNumber: string;
	valid: boolean;
}

function cleaned(cell: string, defaultCountry?: DefaultCountry): Answer | undefined {
	const rules = { defaultCountry, sendDoubtful: true, callPremium: true };
	const answer = cleanPhoneNumber(cell, rules, readNational);
	return answer.ok ? { phoneNumber: answer.phoneNumber, valid: answer.valid } : undefined;
}

const parse = (number: string) => parsePhoneNumberFromString(number, { extract: false });

/** Plain use of the library for a number typed with +: it must be possible. */
function libraryInternational(number: string): Answer | undefined {
	const parsed = parse(number);
	if (!parsed?.isPossible() || !E164.test(parsed.number)) return undefined;
	return { phoneNumber: parsed.number, valid: parsed.isValid() };
}

const callingCodes = [
	...new Set([...Object.keys(metadata.country_calling_codes), ...Object.keys(metadata.nonGeographic)]),
];

/** The number without a zero after its country code; undefined where it has none. */
function withoutZero(number: string): string | undefined {
	const code = callingCodes.find((candidate) => number.startsWith(`+${candidate}`));
	if (code === undefined) return undefined;
	return number[1 + code.length] === '0' ? `+${code}${number.slice(2 + code.length)}` : undefined;
}

/** The library's verdict, but where a zero after the country code makes a number invalid: that is this node's own rule. */
function expectLibrarysVerdict(typed: string) {
	const expected = libraryInternational(typed);
	const shorter = withoutZero(typed);
	if (expected?.valid || shorter === undefined) {
		expect(cleaned(typed)).toEqual(expected);
		return;
	}
	const other = libraryInternational(shorter);
	if (other?.valid) expect(cleaned(typed)).toEqual(other);
	else expect([expected, undefined]).toContainEqual(cleaned(typed));
}

/** What digits without + may be read as: the library's number, but where they can have lost their plus. */
function expectNational(text: string, country: DefaultCountry) {
	const national = libraryNational(text, country);
	const lost = [`+${text}`, withoutZero(`+${text}`) ?? ''].map(libraryInternational);
	const international = lost.find((answer) => answer?.valid);
	const code = 'iso' in country ? getCountryCallingCode(country.iso) : country.callingCode;
	const isOwn = text.startsWith(code);
	const is = cleaned(text, country);
	if (international === undefined || national?.phoneNumber === international.phoneNumber) {
		// `90 0 500…`: the zero is this node's own rule.
		if (isOwn && withoutZero(`+${text}`) !== undefined) return;
		expect(is).toEqual(national);
	} else if (isOwn)
		expect(national === undefined ? [international] : [international, undefined]).toContainEqual(is);
	else expect(national === undefined ? [undefined] : [national, undefined]).toContainEqual(is);
}

/** Plain use of the library for a number typed without +: it must be valid. */
function libraryNational(digits: string, country: DefaultCountry): Answer | undefined {
	const options =
		'iso' in country ? { defaultCountry: country.iso } : { defaultCallingCode: country.callingCode };
	const parsed = parsePhoneNumberFromString(digits, { ...options, extract: false });
	if (!parsed?.isValid() || !E164.test(parsed.number)) return undefined;
	return { phoneNumber: parsed.number, valid: true };
}

const sharedCodes = Object.entries(metadata.country_calling_codes).filter(
	([, sharing]) => sharing.length > 1,
);

describe("the library's example number", () => {
	it.each(countries)('of %s is cleaned from every form', (iso) => {
		const example = getExampleNumber(iso, examples);
		if (example === undefined) throw new Error(`The library has no example number for ${iso}`);
		const expected = { phoneNumber: example.number, valid: true };
		const byIso = { iso };

		expect(cleaned(example.number)).toEqual(expected);
		expect(cleaned(example.formatInternational())).toEqual(expected);
		expect(cleaned(example.getURI())).toEqual(expected);
		expect(cleaned(`00${example.number.slice(1)}`)).toEqual(expected);
		expect(cleaned(example.number, { iso: 'SA' })).toEqual(expected);
		expect(cleaned(example.formatNational(), byIso)).toEqual(expected);
		expect(cleaned(example.nationalNumber, byIso)).toEqual(libraryNational(example.nationalNumber, byIso));
		const withoutPlus = example.number.slice(1);
		expect(cleaned(withoutPlus, byIso)).toEqual(expected);
		expect(cleaned(withoutPlus)).toBeUndefined();
	});
});

describe("the library's verdict", () => {
	it('rests on types in every numbering plan, which the compiled patterns rely on', () => {
		expect(plans.filter((plan) => plan.patterns.length === 0)).toEqual([]);
	});

	it('is the same for every kind of number of every country, with + and country code', () => {
		const number = fc
			.constantFrom(...plans)
			.chain((plan) => damaged(nationalNumber(plan)).map((national) => `+${plan.callingCode}${national}`));
		fc.assert(fc.property(number, expectLibrarysVerdict), { numRuns: 8_000 });
	});

	it('is the same where a national prefix was typed after the country code', () => {
		const number = fc
			.constantFrom(...plans)
			.chain((plan) =>
				fc
					.tuple(nationalNumber(plan), fc.constantFrom(plan.nationalPrefix || '0', '0', '1', '8', '06', '15'))
					.map(([national, prefix]) => `+${plan.callingCode}${prefix}${national}`),
			);
		fc.assert(fc.property(number, expectLibrarysVerdict), { numRuns: 3_000 });
	});

	it.each(sharedCodes)(
		'is the same for any digits after +%s, which several countries share',
		(code, sharing) => {
			const lengths = sharing.flatMap((iso) => (metadata.countries[iso]?.[3] ?? []) as number[]);
			const national = digits(Math.min(...lengths) - 1, Math.max(...lengths) + 1);
			fc.assert(
				fc.property(national, (rest) => {
					expectLibrarysVerdict(`+${code}${rest}`);
				}),
				{ numRuns: 1_000 },
			);
		},
	);

	it('is the same for digits after a plus that follow no plan', () => {
		fc.assert(
			fc.property(digits(1, 18), (text) => expectLibrarysVerdict(`+${text}`)),
			{ numRuns: 3_000 },
		);
	});

	it('is the same without +, by default country and by its calling code', () => {
		const typed = fc.constantFrom(...plans).chain((plan) =>
			fc.record({
				digits: fc
					.tuple(
						fc.constantFrom(
							'',
							'',
							plan.nationalPrefix,
							plan.callingCode,
							plan.callingCode + plan.nationalPrefix,
							'011',
						),
						damaged(nationalNumber(plan)),
					)
					.map(([prefix, national]) => prefix + national)
					// 00 is read as + first, which is this node's own rule.
					.filter((text) => text !== '' && !text.startsWith('00')),
				country: fc.constantFrom<DefaultCountry>(
					{ callingCode: plan.callingCode },
					plan.iso === undefined ? { callingCode: plan.callingCode } : { iso: plan.iso },
				),
			}),
		);
		fc.assert(
			fc.property(typed, ({ digits: text, country }) => expectNational(text, country)),
			{ numRuns: 8_000 },
		);
	});

	it('is the same for numbers of one country under the default of another', () => {
		const typed = fc
			.tuple(fc.constantFrom(...plans), fc.constantFrom(...countries))
			.chain(([plan, iso]) =>
				nationalNumber(plan).map((national) => ({ text: plan.callingCode + national, iso })),
			);
		fc.assert(
			fc.property(typed, ({ text, iso }) => expectNational(text, { iso })),
			{ numRuns: 3_000 },
		);
	});
});
