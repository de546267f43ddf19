import type { NumberType } from 'libphonenumber-js/core';
import { parsePhoneNumber } from '../libraries/phoneNumbers';
import { callingCodeOf } from './country';
import { NEVER, numberingPlans, onceForEach, type NumberingPlan, type NumberingPlans } from './numberingPlan';

/** What libphonenumber says about a number written as + and digits. */
interface Verdict {
	/** In E.164: a national prefix typed after the country code (`+44 (0)20…`) is gone. */
	number: string;
	isPossible: boolean;
	isValid: boolean;
}

interface QuickVerdict extends Verdict {
	/** False where several countries share the calling code and the number is none's. */
	hasCountry: boolean;
}

/** Judges numbers written as + and digits, as libphonenumber does. */
export interface NumberJudge {
	plans: NumberingPlans;
	/**
	 * Whether the number is valid as it stands, of ordinary cost and of 7 to 15 digits: a quick yes to most of what lists
	 * hold. False says nothing: `judge` knows.
	 */
	isValidAsWritten: (number: string) => boolean;
	/** The verdict without the library's cost, for + and at least three digits; undefined where only the library knows. */
	judgeQuickly: (number: string) => QuickVerdict | undefined;
	/** The library's verdict; undefined when it finds no phone number at all. */
	judge: (number: string) => Verdict | undefined;
	/** No number of the same calling code has fewer digits, without the code; 0 when that is not known. */
	leastNationalDigits: (number: string) => number;
	/** Of what type a number in E.164 is; undefined when it is not valid. */
	typeOf: (number: string) => NumberType;
}

const DIGIT_ZERO = 48;

/** Lengths of national numbers that the library reads at all. */
const LEAST_NATIONAL_DIGITS = 2;
const MOST_NATIONAL_DIGITS = 17;

/** Whether anything at the beginning of the national number would be taken for a national prefix and removed. */
export function beginsWithPrefix(national: string, { nationalPrefix }: NumberingPlan): boolean {
	// Argentina's pattern also matches nothing at all, which removes nothing.
	return (
		nationalPrefix !== undefined && nationalPrefix.test(national) && nationalPrefix.exec(national)?.[0] !== ''
	);
}

/** Finds the country among those that share a calling code as the library does: the first that has the number. */
function hasNumber(national: string, plan: NumberingPlan): boolean {
	return plan.leadingDigits?.test(national) ?? plan.isValid(national);
}

function askLibrary(number: string) {
	return parsePhoneNumber(number, { extract: false });
}

/** Makes a judge that answers from compiled plans where it can, and asks the library where it cannot. */
export function createNumberJudge(plans: NumberingPlans): NumberJudge {
	/** The plans of the calling code in the first three digits: no code has more. */
	const plansOfFirstDigits = onceForEach((digits: string) =>
		plans.ofCallingCode(callingCodeOf(`+${digits}`) ?? ''),
	);

	/** By first three digits, what numbers that begin so are valid as written. */
	const patternOfFirstDigits: Array<RegExp | undefined> = [];

	const compilePattern = (firstDigits: number): RegExp => {
		const sharing = plansOfFirstDigits(String(firstDigits));
		const main = sharing[0];
		if (main === undefined || (sharing.length > 1 && main.leadingDigits !== undefined)) return NEVER;
		return main.validAsWritten();
	};

	const isValidAsWritten = (number: string): boolean => {
		const firstDigits =
			number.charCodeAt(1) * 100 + number.charCodeAt(2) * 10 + number.charCodeAt(3) - 111 * DIGIT_ZERO;
		// Other characters give a wrong sum, but then no pattern matches either.
		if (!(firstDigits >= 100 && firstDigits <= 999)) return false;
		const pattern = (patternOfFirstDigits[firstDigits] ??= compilePattern(firstDigits));
		return pattern.test(number);
	};

	/** The plan that decides about a number, undefined where the library would rewrite the number or not read it. */
	const decidingPlan = (number: string) => {
		const sharing = plansOfFirstDigits(number.slice(1, 4));
		const main = sharing[0];
		if (main === undefined) return undefined;
		const national = number.slice(1 + main.callingCode.length);
		if (national.length < LEAST_NATIONAL_DIGITS || national.length > MOST_NATIONAL_DIGITS) return undefined;
		if (beginsWithPrefix(national, main)) return undefined;
		const own = sharing.length === 1 ? main : sharing.find((plan) => hasNumber(national, plan));
		return { national, plan: own ?? main, hasCountry: own !== undefined };
	};

	const judgeQuickly = (number: string): QuickVerdict | undefined => {
		const deciding = decidingPlan(number);
		if (deciding === undefined) return undefined;
		const { national, plan, hasCountry } = deciding;
		return {
			number,
			isPossible: plan.lengths.includes(national.length),
			isValid: plan.isValid(national),
			hasCountry,
		};
	};

	const leastOfFirstDigits = onceForEach((digits: string) =>
		Math.min(...plansOfFirstDigits(digits).map(({ lengths }) => lengths[0] ?? 0)),
	);

	return {
		plans,
		isValidAsWritten,
		leastNationalDigits: (number) => {
			const least = leastOfFirstDigits(number.slice(1, 4));
			return Number.isFinite(least) ? least : 0;
		},
		judgeQuickly,
		judge: (number) => {
			const quick = judgeQuickly(number);
			if (quick !== undefined) return quick;
			const parsed = askLibrary(number);
			return parsed && { number: parsed.number, isPossible: parsed.isPossible(), isValid: parsed.isValid() };
		},
		typeOf: (number) => {
			const deciding = decidingPlan(number);
			return deciding === undefined ? askLibrary(number)?.getType() : deciding.plan.typeOf(deciding.national);
		},
	};
}

/** The judge of every run. */
export const numberJudge = createNumberJudge(numberingPlans);

/** The quick yes of `NumberJudge` with libphonenumber's own plans, for the rows of a list. */
export const { isValidAsWritten } = numberJudge;
