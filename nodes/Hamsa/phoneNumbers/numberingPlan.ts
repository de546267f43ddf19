import type { CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

/**
 * The numbering plan of one country (or of one calling code without country), as libphonenumber-js keeps it, with its
 * patterns compiled: the library compiles them anew for every number, which is most of its cost.
 */
export interface NumberingPlan {
	callingCode: string;
	/** Lengths of national numbers, ascending. */
	lengths: readonly number[];
	/** How one dials abroad from here; at the beginning of the text. */
	internationalPrefix: RegExp | undefined;
	/** What may precede a national number; at the beginning of the text. */
	nationalPrefix: RegExp | undefined;
	/** Whether numbers that begin so are this country's, where several share the calling code; national number. */
	leadingDigits: RegExp | undefined;
	/** Matches every national number the plan knows, of whatever type. */
	general: RegExp;
	/**
	 * Matches + and digits that are a valid number of the plan as they stand: nothing in them could be a national prefix.
	 * Made when it is first asked for.
	 */
	certain: () => RegExp;
	/** Whether a national number of the plan is valid: by the general pattern and by the pattern of some type. */
	isValid: (national: string) => boolean;
}

/** Positions in the library's compact metadata, version 4 (its METADATA.md and source/metadata.js). */
const CALLING_CODE = 0;
const IDD_PREFIX = 1;
const GENERAL = 2;
const LENGTHS = 3;
const NATIONAL_PREFIX = 5;
const NATIONAL_PREFIX_FOR_PARSING = 7;
const LEADING_DIGITS = 10;
const TYPES = 11;

/** Pattern and lengths of a type of numbers (mobile, fixed line, …); 0 where the country has none. */
type NumberType = readonly [pattern: string, lengths?: readonly number[]] | 0;

/** Matches nothing. */
export const NEVER = /(?!)/;

function atBeginning(pattern: string | 0 | undefined): RegExp | undefined {
	return pattern ? new RegExp(`^(?:${pattern})`) : undefined;
}

/** The types of numbers that have a length, as one pattern; undefined when none has it. */
function patternOfLength(
	length: number,
	lengths: readonly number[],
	types: readonly NumberType[],
): string | undefined {
	const patterns = types.flatMap((type) => {
		if (type === 0 || type[0] === '') return [];
		return (type[1] ?? lengths).includes(length) ? [type[0]] : [];
	});
	return patterns.length === 0 ? undefined : `(?:${patterns.join('|')})$`;
}

/** The library's isValid(): for each length one pattern, made when the first number of that length comes. */
function compileValidity(general: string, lengths: readonly number[], types: readonly NumberType[]) {
	const compiled: Array<RegExp | undefined> = [];

	const compile = (length: number): RegExp => {
		const pattern = patternOfLength(length, lengths, types);
		return pattern === undefined ? NEVER : new RegExp(`^(?=(?:${general})$)${pattern}`);
	};

	return (national: string): boolean => {
		const pattern = (compiled[national.length] ??= compile(national.length));
		return pattern.test(national);
	};
}

/** Digits of an E.164 number that Hamsa takes, with its country code. */
const LEAST_DIGITS = 7;
const MOST_DIGITS = 15;

/** One pattern for all that isValid() knows, over the whole number: cutting numbers up costs as much as judging them. */
function compileCertain(
	callingCode: string,
	general: string,
	prefix: string | 0 | undefined,
	lengths: readonly number[],
	types: readonly NumberType[],
): RegExp {
	const beginning = `^\\+${callingCode}`;
	const patterns = lengths.flatMap((length) => {
		const digits = callingCode.length + length;
		const pattern = patternOfLength(length, lengths, types);
		if (pattern === undefined || digits < LEAST_DIGITS || digits > MOST_DIGITS) return [];
		return [`(?=\\d{${length}}$)${pattern}`];
	});
	if (patterns.length === 0) return NEVER;
	// Argentina's prefix also matches nothing at all, which does not count.
	const noPrefix = prefix ? `(?!(?:${prefix})(?<!${beginning}))` : '';
	return new RegExp(`${beginning}${noPrefix}(?=(?:${general})$)(?:${patterns.join('|')})`);
}

function compilePlan(source: readonly unknown[]): NumberingPlan {
	const general = source[GENERAL] as string;
	const lengths = source[LENGTHS] as number[];
	const prefix = (source[NATIONAL_PREFIX_FOR_PARSING] || source[NATIONAL_PREFIX]) as string | 0 | undefined;
	const callingCode = source[CALLING_CODE] as string;
	const types = source[TYPES] as NumberType[];
	let certain: RegExp | undefined;
	return {
		callingCode,
		lengths,
		internationalPrefix: atBeginning(source[IDD_PREFIX] as string | 0),
		nationalPrefix: atBeginning(prefix),
		leadingDigits: atBeginning(source[LEADING_DIGITS] as string | 0 | undefined),
		general: new RegExp(`^(?:${general})$`),
		certain: () => (certain ??= compileCertain(callingCode, general, prefix, lengths, types)),
		isValid: compileValidity(general, lengths, types),
	};
}

/** Makes a function that computes its answer for each key once. */
export function onceForEach<Key, Answer>(compute: (key: Key) => Answer): (key: Key) => Answer {
	const answers = new Map<Key, Answer>();
	return (key) => {
		const known = answers.get(key);
		if (known !== undefined) return known;
		const answer = compute(key);
		answers.set(key, answer);
		return answer;
	};
}

/** The plan of a country, compiled when it is first asked for. */
export const planOfCountry = onceForEach((country: CountryCode): NumberingPlan =>
	compilePlan(metadata.countries[country] ?? []),
);

/** The plans that share a calling code, the main country's first, as the library orders them; none for an unknown one. */
export const plansOfCallingCode = onceForEach((callingCode: string): readonly NumberingPlan[] => {
	const countries = metadata.country_calling_codes[callingCode];
	if (countries !== undefined) return countries.map(planOfCountry);
	const nonGeographic = metadata.nonGeographic[callingCode];
	return nonGeographic === undefined ? [] : [compilePlan(nonGeographic)];
});
