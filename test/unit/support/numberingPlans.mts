/** Numbers of every country and type, made from the patterns of libphonenumber's metadata. */
import fc from 'fast-check';
import { getCountries, type CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

/** A numbering plan in the library's compact metadata: what of it tests make numbers from. */
export interface Plan {
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

export const plans: Plan[] = [
	...getCountries().map((iso) => readPlan(metadata.countries[iso] ?? [], iso)),
	...Object.values(metadata.nonGeographic).map((source) => readPlan(source, undefined)),
];

export function digits(minLength: number, maxLength: number): fc.Arbitrary<string> {
	return fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });
}

/** A national number of some type of the plan. */
export function numberOfType(plan: Plan): fc.Arbitrary<string> {
	return fc
		.constantFrom(...plan.patterns)
		.chain((pattern) => fc.stringMatching(new RegExp(`^(?:${pattern})$`)));
}

/** A national number of the plan: of some type, or only of a possible length. */
export function nationalNumber(plan: Plan): fc.Arbitrary<string> {
	const ofLength = fc.constantFrom(...plan.lengths).chain((length) => digits(length, length));
	return fc.oneof({ weight: 3, arbitrary: numberOfType(plan) }, { weight: 1, arbitrary: ofLength });
}

/** The number as it is, or with one digit changed, added or taken away. */
export function damaged(number: fc.Arbitrary<string>): fc.Arbitrary<string> {
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

/** The same valid numbers in every run: in E.164, some of each country. */
export function validNumbers(
	perCountry: number,
): Array<{ iso: CountryCode; number: string; national: string }> {
	return plans.flatMap((plan) => {
		const { iso, callingCode } = plan;
		if (iso === undefined) return [];
		return fc
			.sample(numberOfType(plan), { numRuns: perCountry, seed: 4711 })
			.map((national) => ({ iso, national, number: `+${callingCode}${national}` }));
	});
}
