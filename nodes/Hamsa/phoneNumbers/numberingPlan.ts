import type { CountryCode, MetadataJson, NumberType } from 'libphonenumber-js/core';
import { metadata } from '../libraries/data/phoneMetadata';

/**
 * The numbering plan of one country (or of one calling code without country), as libphonenumber-js keeps it, with its
 * patterns compiled: the library compiles them anew for every number (docs/decisions/0003).
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
	 * Matches + and digits that are a valid number of the plan as they stand, of 7 to 15 digits and ordinary cost: nothing in
	 * them could be a national prefix. Compiled when it is first asked for.
	 */
	validAsWritten: () => RegExp;
	/** Whether a national number of the plan is valid: by the general pattern and by the pattern of some type. */
	isValid: (national: string) => boolean;
	/** The library's getType() of a national number; undefined when it is not valid. */
	typeOf: (national: string) => NumberType;
}

/** The plans in some metadata of the library's. */
export interface NumberingPlans {
	/** Undefined when there is none, or when the metadata cannot be read. */
	ofCountry: (country: CountryCode) => NumberingPlan | undefined;
	/** Those that share a calling code, the main country's first, as the library orders them; none for an unknown one. */
	ofCallingCode: (callingCode: string) => readonly NumberingPlan[];
}

/** The version of the library's compact metadata whose positions are known (its METADATA.md and source/metadata.js). */
const KNOWN_VERSION = 4;

const CALLING_CODE = 0;
const IDD_PREFIX = 1;
const GENERAL = 2;
const LENGTHS = 3;
const NATIONAL_PREFIX = 5;
const NATIONAL_PREFIX_FOR_PARSING = 7;
const LEADING_DIGITS = 10;
const TYPES = 11;

const FIXED_LINE = 0;
const MOBILE = 1;

/** The other types' positions, in the order in which the library tries them. */
const OTHER_TYPES = [
	['MOBILE', MOBILE],
	['PREMIUM_RATE', 3],
	['TOLL_FREE', 2],
	['SHARED_COST', 9],
	['VOIP', 8],
	['PERSONAL_NUMBER', 4],
	['PAGER', 7],
	['UAN', 6],
	['VOICEMAIL', 5],
] as const satisfies ReadonlyArray<readonly [NumberType, number]>;

/** Types of numbers that cost more than an ordinary call. */
const COSTLY_TYPES = [3, 9];

/** Pattern and lengths of a type of numbers (mobile, fixed line, …); 0 where the country has none. */
type TypePattern = readonly [pattern: string, lengths?: readonly number[]] | 0;

/** Matches nothing. */
export const NEVER = /(?!)/;

function atBeginning(pattern: string | 0 | undefined): RegExp | undefined {
	return pattern ? new RegExp(`^(?:${pattern})`) : undefined;
}

function hasLength(
	type: TypePattern | undefined,
	length: number,
	lengths: readonly number[],
): type is Exclude<TypePattern, 0> {
	// An empty pattern stands for one that repeats the fixed line's.
	return Boolean(type) && type !== 0 && type![0] !== '' && (type![1] ?? lengths).includes(length);
}

/** The types of numbers that have a length, as one pattern; undefined when none has it. */
function patternOfLength(
	length: number,
	lengths: readonly number[],
	types: readonly TypePattern[],
): string | undefined {
	const patterns = types.flatMap((type) => (hasLength(type, length, lengths) ? [type[0]] : []));
	return patterns.length === 0 ? undefined : `(?:${patterns.join('|')})$`;
}

/** The library's isValid(): for each length one pattern, made when the first number of that length comes. */
function compileValidity(general: string, lengths: readonly number[], types: readonly TypePattern[]) {
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

/** The library's getType(), its patterns compiled when they are first needed. */
function compileTypes(general: RegExp, lengths: readonly number[], types: readonly TypePattern[]) {
	const compiled: Array<RegExp | undefined> = [];

	const isOfType = (national: string, place: number): boolean => {
		const type = types[place];
		if (!hasLength(type, national.length, lengths)) return false;
		return (compiled[place] ??= new RegExp(`^(?:${type[0]})$`)).test(national);
	};

	return (national: string): NumberType => {
		if (!general.test(national)) return undefined;
		if (isOfType(national, FIXED_LINE)) {
			const mobile = types[MOBILE];
			const isBoth = !mobile || mobile[0] === '' || isOfType(national, MOBILE);
			return isBoth ? 'FIXED_LINE_OR_MOBILE' : 'FIXED_LINE';
		}
		return OTHER_TYPES.find(([, place]) => isOfType(national, place))?.[0];
	};
}

/** Digits of an E.164 number that Hamsa takes, with its country code. */
const LEAST_DIGITS = 7;
const MOST_DIGITS = 15;

/** One pattern for all that isValid() knows, over the whole number, so that it need not be cut up first. */
function compileValidAsWritten(
	callingCode: string,
	general: string,
	prefix: string | 0 | undefined,
	lengths: readonly number[],
	types: readonly TypePattern[],
): RegExp {
	const beginning = `^\\+${callingCode}`;
	const patterns = lengths.flatMap((length) => {
		const digits = callingCode.length + length;
		const pattern = patternOfLength(length, lengths, types);
		if (pattern === undefined || digits < LEAST_DIGITS || digits > MOST_DIGITS) return [];
		const costly = patternOfLength(
			length,
			lengths,
			COSTLY_TYPES.map((place) => types[place] ?? 0),
		);
		return [`(?=\\d{${length}}$)${costly === undefined ? '' : `(?!${costly})`}${pattern}`];
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
	const types = source[TYPES] as TypePattern[];
	const generalPattern = new RegExp(`^(?:${general})$`);
	let validAsWritten: RegExp | undefined;
	return {
		callingCode,
		lengths,
		internationalPrefix: atBeginning(source[IDD_PREFIX] as string | 0),
		nationalPrefix: atBeginning(prefix),
		leadingDigits: atBeginning(source[LEADING_DIGITS] as string | 0 | undefined),
		general: generalPattern,
		validAsWritten: () =>
			(validAsWritten ??= compileValidAsWritten(callingCode, general, prefix, lengths, types)),
		isValid: compileValidity(general, lengths, types),
		typeOf: compileTypes(generalPattern, lengths, types),
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

const NO_PLANS: NumberingPlans = { ofCountry: () => undefined, ofCallingCode: () => [] };

/**
 * The plans of the library's metadata, each compiled when it is first asked for. Metadata of another version than the
 * known one may mean anything: there are no plans then, and the library itself is asked about every number.
 */
export function readNumberingPlans(source: MetadataJson): NumberingPlans {
	if (source.version !== KNOWN_VERSION) return NO_PLANS;
	const ofCountry = onceForEach((country: CountryCode): NumberingPlan =>
		compilePlan(source.countries[country] ?? []),
	);
	const ofCallingCode = onceForEach((callingCode: string): readonly NumberingPlan[] => {
		const countries = source.country_calling_codes[callingCode];
		if (countries !== undefined) return countries.map(ofCountry);
		const nonGeographic = source.nonGeographic[callingCode];
		return nonGeographic === undefined ? [] : [compilePlan(nonGeographic)];
	});
	return { ofCountry, ofCallingCode };
}

let ownPlans: NumberingPlans | undefined;
const plans = () => (ownPlans ??= readNumberingPlans(metadata));

/** The plans of libphonenumber's own metadata, which loads when they are first asked for. */
export const numberingPlans: NumberingPlans = {
	ofCountry: (country) => plans().ofCountry(country),
	ofCallingCode: (callingCode) => plans().ofCallingCode(callingCode),
};
