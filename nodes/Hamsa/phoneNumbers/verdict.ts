import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { callingCodeOf } from './country';
import { NEVER, onceForEach, plansOfCallingCode, type NumberingPlan } from './numberingPlan';

/** What libphonenumber says about a number written as + and digits. */
export interface Verdict {
	/** In E.164: a national prefix typed after the country code (`+44 (0)20…`) is gone. */
	number: string;
	possible: boolean;
	valid: boolean;
}

const DIGIT_ZERO = 48;

interface QuickVerdict extends Verdict {
	/** False where several countries share the calling code and the number is none's. */
	isClaimed: boolean;
}

/** Lengths of national numbers that the library reads at all. */
const LEAST_NATIONAL_DIGITS = 2;
const MOST_NATIONAL_DIGITS = 17;

/** The plans of the calling code in the first three digits: no code has more. */
const plansOfFirstDigits = onceForEach((digits: string) =>
	plansOfCallingCode(callingCodeOf(`+${digits}`) ?? ''),
);

/** Whether anything at the beginning of the national number would be taken for a national prefix and removed. */
export function beginsWithPrefix(national: string, { nationalPrefix }: NumberingPlan): boolean {
	// Argentina's pattern also matches nothing at all, which removes nothing.
	return (
		nationalPrefix !== undefined && nationalPrefix.test(national) && nationalPrefix.exec(national)?.[0] !== ''
	);
}

/** Finds the country among those that share a calling code as the library does: the first that claims the number. */
function claims(national: string, plan: NumberingPlan): boolean {
	return plan.leadingDigits?.test(national) ?? plan.isValid(national);
}

/**
 * The library's verdict without its cost, for + and at least three digits. Undefined where the library would rewrite the
 * number or not read it: there it must be asked itself.
 */
export function judgeQuickly(number: string): QuickVerdict | undefined {
	const plans = plansOfFirstDigits(number.slice(1, 4));
	const main = plans[0];
	if (main === undefined) return undefined;
	const national = number.slice(1 + main.callingCode.length);
	if (national.length < LEAST_NATIONAL_DIGITS || national.length > MOST_NATIONAL_DIGITS) return undefined;
	if (beginsWithPrefix(national, main)) return undefined;
	const claimant = plans.length === 1 ? main : plans.find((plan) => claims(national, plan));
	const plan = claimant ?? main;
	return {
		number,
		possible: plan.lengths.includes(national.length),
		valid: plan.isValid(national),
		isClaimed: claimant !== undefined,
	};
}

/** What the numbers that begin with three digits certainly are when they match. */
const certainOfFirstDigits: Array<RegExp | undefined> = [];

function compileCertain(firstDigits: number): RegExp {
	const plans = plansOfFirstDigits(String(firstDigits));
	const main = plans[0];
	if (main === undefined || (plans.length > 1 && main.leadingDigits !== undefined)) return NEVER;
	return main.certain();
}

/**
 * Whether `judgeInternational` surely finds this number valid as it stands, and Hamsa takes it: a quick yes to most of what
 * lists hold. A no says nothing.
 */
export function isCertainlyValid(number: string): boolean {
	const firstDigits =
		number.charCodeAt(1) * 100 + number.charCodeAt(2) * 10 + number.charCodeAt(3) - 111 * DIGIT_ZERO;
	// Other characters give a wrong sum, but then no pattern matches either.
	if (!(firstDigits >= 100 && firstDigits <= 999)) return false;
	const certain = (certainOfFirstDigits[firstDigits] ??= compileCertain(firstDigits));
	return certain.test(number);
}

function askLibrary(number: string): Verdict | undefined {
	const parsed = parsePhoneNumberFromString(number, { extract: false });
	return parsed && { number: parsed.number, possible: parsed.isPossible(), valid: parsed.isValid() };
}

/** libphonenumber's verdict on + and digits; undefined when it is no phone number at all. */
export function judgeInternational(number: string): Verdict | undefined {
	return judgeQuickly(number) ?? askLibrary(number);
}
