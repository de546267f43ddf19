/**
 * The cleaner answers most numbers from patterns it compiled itself. These tests hold its answers against plain use of
 * libphonenumber-js: the library's example number of every country, numbers made from the patterns of every type of
 * number in its metadata, and both with digits changed, added and taken away.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
	getCountries,
	getExampleNumber,
	parsePhoneNumberFromString,
	type CountryCode,
} from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';
import examples from 'libphonenumber-js/mobile/examples';
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
	const { ok, ...answer } = cleanPhoneNumber(cell, { defaultCountry }, readNational);
	return ok ? (answer as Answer) : undefined;
}

/** Plain use of the library for a number typed with +: it must be possible. */
function libraryInternational(number: string): Answer | undefined {
	const parsed = parsePhoneNumberFromString(number, { extract: false });
	if (!parsed?.isPossible() || !E164.test(parsed.number)) return undefined;
	return { phoneNumber: parsed.number, valid: parsed.isValid() };
}

/** Plain use of the library for a number typed without +: it must be valid. */
function libraryNational(digits: string, country: DefaultCountry): Answer | undefined {
	const options =
		'iso' in country ? { defaultCountry: country.iso } : { defaultCallingCode: country.callingCode };
	const parsed = parsePhoneNumberFromString(digits, { ...options, extract: false });
	if (!parsed?.isValid() || !E164.test(parsed.number)) return undefined;
	return { phoneNumber: parsed.number, valid: true };
}

/** A numbering plan in the library's compact metadata: what of it these tests make numbers from. */
interface Plan {
	callingCode: string;
	iso: CountryCode | undefined;
	nationalPrefix: string;
	lengths: number[];
	patterns: string[];
}

function readPlan(source: unknown[], iso: CountryCode | undefined): Plan {
	const types = source[11] as Array<[string, number[]?] | 0>;
	return {
		callingCode: source[0] as string,
		iso,
		nationalPrefix: (source[5] as string) || '',
		lengths: source[3] as number[],
		patterns: types.flatMap((type) => (type !== 0 && type[0] !== '' ? [type[0]] : [])),
	};
}

const plans: Plan[] = [
	...countries.map((iso) => readPlan(metadata.countries[iso] ?? [], iso)),
	...Object.values(metadata.nonGeographic).map((source) => readPlan(source, undefined)),
];

const sharedCodes = Object.entries(metadata.country_calling_codes).filter(
	([, sharing]) => sharing.length > 1,
);

/** A national number of the plan: of some type, or only of a possible length. */
function nationalNumber(plan: Plan): fc.Arbitrary<string> {
	const ofType = fc
		.constantFrom(...plan.patterns)
		.chain((pattern) => fc.stringMatching(new RegExp(`^(?:${pattern})$`)));
	const ofLength = fc.constantFrom(...plan.lengths).chain((length) => digits(length, length));
	return fc.oneof({ weight: 3, arbitrary: ofType }, { weight: 1, arbitrary: ofLength });
}

function digits(minLength: number, maxLength: number): fc.Arbitrary<string> {
	return fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });
}

/** The number as it is, or with one digit changed, added or taken away. */
function damaged(number: fc.Arbitrary<string>): fc.Arbitrary<string> {
	return fc
		.tuple(
			number,
			fc.nat(),
			fc.constantFrom(...'0123456789'),
			fc.constantFrom('no', 'no', 'change', 'add', 'remove'),
		)
		.map(([text, anywhere, digit, damage]) => {
			const at = anywhere % text.length;
			if (damage === 'change') return text.slice(0, at) + digit + text.slice(at + 1);
			if (damage === 'add') return text.slice(0, at) + digit + text.slice(at);
			return damage === 'remove' ? text.slice(0, at) + text.slice(at + 1) : text;
		});
}

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
		expect(cleaned(withoutPlus, byIso)).toEqual(libraryNational(withoutPlus, byIso));
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
		fc.assert(
			fc.property(number, (typed) => expect(cleaned(typed)).toEqual(libraryInternational(typed))),
			{ numRuns: 8_000 },
		);
	});

	it('is the same where a national prefix was typed after the country code', () => {
		const number = fc
			.constantFrom(...plans)
			.chain((plan) =>
				fc
					.tuple(nationalNumber(plan), fc.constantFrom(plan.nationalPrefix || '0', '0', '1', '8', '06', '15'))
					.map(([national, prefix]) => `+${plan.callingCode}${prefix}${national}`),
			);
		fc.assert(
			fc.property(number, (typed) => expect(cleaned(typed)).toEqual(libraryInternational(typed))),
			{ numRuns: 3_000 },
		);
	});

	it.each(sharedCodes)(
		'is the same for any digits after +%s, which several countries share',
		(code, sharing) => {
			const lengths = sharing.flatMap((iso) => (metadata.countries[iso]?.[3] ?? []) as number[]);
			const national = digits(Math.min(...lengths) - 1, Math.max(...lengths) + 1);
			fc.assert(
				fc.property(national, (rest) => {
					expect(cleaned(`+${code}${rest}`)).toEqual(libraryInternational(`+${code}${rest}`));
				}),
				{ numRuns: 1_000 },
			);
		},
	);

	it('is the same for digits after a plus that follow no plan', () => {
		fc.assert(
			fc.property(digits(1, 18), (text) =>
				expect(cleaned(`+${text}`)).toEqual(libraryInternational(`+${text}`)),
			),
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
			fc.property(typed, ({ digits: text, country }) => {
				expect(cleaned(text, country)).toEqual(libraryNational(text, country));
			}),
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
			fc.property(typed, ({ text, iso }) =>
				expect(cleaned(text, { iso })).toEqual(libraryNational(text, { iso })),
			),
			{ numRuns: 3_000 },
		);
	});
});
