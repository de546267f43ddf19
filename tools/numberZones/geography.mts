/** Which beginnings of phone numbers tell a country and no place in it: by libphonenumber's types of numbers. */
import fc from 'fast-check';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

/** Calling codes whose mobile numbers begin with an area code (libphonenumber, PhoneNumberUtil: GEO_MOBILE_COUNTRIES). */
const GEOGRAPHIC_MOBILE_CODES = ['52', '54', '55', '62', '86'];

/** Numbers of each type that are made from its pattern, and of each length that are made at random. */
const OF_EACH_TYPE = 2000;
const OF_EACH_LENGTH = 250;

/** After so many digits behind the calling code, numbers of which some tell no place count as telling none. */
const MOST_DIGITS = 4;

const LENGTHS = 3;
const TYPES = 11;

/** Numbers of calling code 1 that have another length are Canada's 310 xxxx, which nobody can call from abroad. */
const LENGTH_WITH_CODE_1 = 11;

/** What a number tells: its place, or only its country; undefined when it is no valid number. */
function told(number: string, code: string): CountryCode | 'place' | undefined {
	if (code === '1' && number.length !== LENGTH_WITH_CODE_1) return undefined;
	const parsed = parsePhoneNumberFromString(`+${number}`, { extract: false });
	if (parsed?.number !== `+${number}` || parsed.country === undefined) return undefined;
	const type = parsed.getType();
	if (type === undefined) return undefined;
	const isGeographic =
		type === 'FIXED_LINE' ||
		type === 'FIXED_LINE_OR_MOBILE' ||
		(type === 'MOBILE' && GEOGRAPHIC_MOBILE_CODES.includes(code));
	return isGeographic ? 'place' : parsed.country;
}

const plansOf = (code: string): unknown[][] =>
	(metadata.country_calling_codes as Record<string, string[]>)[code]!.map(
		(iso) => (metadata.countries as unknown as Record<string, unknown[]>)[iso]!,
	);

/** Numbers of every type that the countries of a calling code have, the same in every run. */
function examplesOf(code: string): string[] {
	const patterns = plansOf(code).flatMap((plan) =>
		(plan[TYPES] as Array<[string] | 0>).flatMap((type) => (type !== 0 && type[0] !== '' ? [type[0]] : [])),
	);
	return patterns.flatMap((pattern) =>
		fc
			.sample(fc.stringMatching(new RegExp(`^(?:${pattern})$`)), { numRuns: OF_EACH_TYPE, seed: 4711 })
			.map((national) => code + national),
	);
}

/** Digits that look random and are the same in every run. */
function digitSource(): () => number {
	let state = 4711;
	return () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return (state >>> 16) % 10;
	};
}

/** The shortest beginnings whose numbers all tell one country and no place, with that country. */
export function beginningsWithoutPlace(
	code: string,
	hasOneClock: (country: CountryCode) => boolean,
): Array<[prefix: string, country: CountryCode]> {
	const lengths = new Set(plansOf(code).flatMap((plan) => plan[LENGTHS] as number[]));
	const digit = digitSource();
	const found: Array<[string, CountryCode]> = [];

	const numbersBelow = (prefix: string): string[] =>
		[...lengths].flatMap((length) => {
			const missing = code.length + length - prefix.length;
			if (missing < 0) return [];
			return Array.from(
				{ length: OF_EACH_LENGTH },
				() => prefix + Array.from({ length: missing }, digit).join(''),
			);
		});

	const look = (prefix: string, examples: readonly string[]): void => {
		const tells = new Set<string>();
		for (const number of [...examples, ...numbersBelow(prefix)]) {
			const answer = told(number, code);
			// In a country with one clock every number tells it.
			if (answer !== undefined) tells.add(answer !== 'place' && hasOneClock(answer) ? 'place' : answer);
			if (tells.size > 1) break;
		}
		const [country, ...others] = [...tells].filter((answer) => answer !== 'place') as CountryCode[];
		if (country === undefined) return;
		const isDecided = tells.size === 1 || (others.length === 0 && prefix.length - code.length >= MOST_DIGITS);
		if (isDecided && prefix !== code) {
			found.push([prefix, country]);
			return;
		}
		for (let next = 0; next <= 9; next++) {
			const longer = `${prefix}${next}`;
			look(
				longer,
				examples.filter((number) => number.startsWith(longer)),
			);
		}
	};
	look(code, examplesOf(code));
	return found;
}
