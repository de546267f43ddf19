import { parsePhoneNumber } from '../libraries/phoneNumbers';
import type { DefaultCountry } from './country';
import type { NumberingPlan, NumberingPlans } from './numberingPlan';
import { beginsWithPrefix, numberJudge, type NumberJudge } from './verdict';

function planOf(country: DefaultCountry, plans: NumberingPlans): NumberingPlan | undefined {
	return 'iso' in country ? plans.ofCountry(country.iso) : plans.ofCallingCode(country.callingCode)[0];
}

/**
 * Whether the library takes digits that begin with the country's own calling code for a number that lost its plus:
 * `966501234567` in Saudi Arabia yes, but `9123456789` in India (+91) is a number there as it stands. Undefined where it
 * depends on a national prefix.
 */
function hasLostPlus(digits: string, plan: NumberingPlan): boolean | undefined {
	if (!digits.startsWith(plan.callingCode)) return false;
	const rest = digits.slice(plan.callingCode.length);
	if (beginsWithPrefix(digits, plan) || beginsWithPrefix(rest, plan)) return undefined;
	const isTooLong = digits.length > (plan.lengths.at(-1) ?? 0);
	return isTooLong || (!plan.general.test(digits) && plan.general.test(rest));
}

/** The digits after a plain national prefix; undefined where more than a fixed prefix is to be rewritten. */
function withoutNationalPrefix(digits: string, plan: NumberingPlan): string | undefined {
	if (!beginsWithPrefix(digits, plan)) return digits;
	const match = plan.nationalPrefix?.exec(digits);
	if (!match || match.slice(1).some((group) => group !== undefined)) return undefined;
	const national = digits.slice(match[0].length);
	// Otherwise the library may keep the prefix as part of the number.
	return plan.general.test(national) ? national : undefined;
}

/** The valid number without the library's cost; undefined where the library must be asked. */
function readQuickly(digits: string, country: DefaultCountry, judge: NumberJudge): string | undefined {
	const plan = planOf(country, judge.plans);
	if (plan === undefined) return undefined;
	if ('iso' in country && plan.internationalPrefix?.test(digits)) return undefined;
	const lostPlus = hasLostPlus(digits, plan);
	if (lostPlus === undefined) return undefined;
	const national = lostPlus ? digits.slice(plan.callingCode.length) : withoutNationalPrefix(digits, plan);
	if (national === undefined) return undefined;
	const verdict = judge.judgeQuickly(`+${plan.callingCode}${national}`);
	return verdict?.isPossible && verdict.isValid && verdict.hasCountry ? verdict.number : undefined;
}

function askLibrary(digits: string, country: DefaultCountry): string | undefined {
	const options =
		'iso' in country ? { defaultCountry: country.iso } : { defaultCallingCode: country.callingCode };
	const parsed = parsePhoneNumber(digits, { ...options, extract: false });
	return parsed?.isValid() ? parsed.number : undefined;
}

/** libphonenumber's valid number for digits without `+` typed in a country, in E.164; undefined when it finds none. */
export type NationalReader = (digits: string, country: DefaultCountry) => string | undefined;

/** Answers of the library that a reader remembers. */
const MOST_REMEMBERED = 10_000;

/** Makes a reader, one per run: what only the library can answer is asked once and remembered. */
export function createNationalReader(judge: NumberJudge = numberJudge): NationalReader {
	const remembered = new Map<string, string | undefined>();

	return (digits, country) => {
		const quick = readQuickly(digits, country, judge);
		if (quick !== undefined) return quick;
		const key = `${'iso' in country ? country.iso : country.callingCode} ${digits}`;
		if (remembered.has(key)) return remembered.get(key);
		const answer = askLibrary(digits, country);
		if (remembered.size >= MOST_REMEMBERED) remembered.clear();
		remembered.set(key, answer);
		return answer;
	};
}
