import { describePlan, type DefaultCountry } from './country';
import { isHolder, readHolder } from './listCell';
import { createNationalReader, type NationalReader } from './national';
import { readPhoneText } from './cellText';
import { readDigits, type Digits, type Reading, type ReadingRules } from './reading';
import { mayPartNumbers, problemOfSeveral, SEVERAL } from './several';
import { numberJudge, type NumberJudge } from './verdict';

/** How numbers of a row are read. */
export interface CleaningRules {
	/** Completes numbers without a country code. */
	defaultCountry?: DefaultCountry;
	/** Why the row's Country of Local Numbers cannot be read. Only numbers that need one are rejected for it. */
	countryProblem?: string;
	/** Also tries digits without `+` as if they had one. */
	digitsAreInternational?: boolean;
	/** Writes the expression that reads what is inside a cell, where the cell comes from an expression. */
	innerExpression?: (steps: string, isText: boolean) => string;
	/** Takes the digits as typed, at least 7. */
	ignoreE164Validation?: boolean;
	/** Also takes numbers that are possible but not valid. */
	sendDoubtful?: boolean;
	/** Takes the number before an extension. */
	callMainNumber?: boolean;
	/** Also takes premium-rate and shared-cost numbers. */
	callPremium?: boolean;
}

/**
 * A number ready to be called, or why there is none: the reason completes the sentence "Phone Number …".
 * `valid` is false for a number that is possible only: of a right length, but in no range of its country's numbering
 * plan. Numbers whose validation is ignored are not judged and count as valid. `note` is what a person should know about
 * the number, in words that complete the same sentence.
 */
export type CleanedNumber =
	{ ok: true; phoneNumber: string; valid: boolean; note?: string } | { ok: false; reason: string };

/** Hamsa's rule for a recipient's number: +, no leading zero, 7 to 15 digits in all. */
const E164 = /^\+[1-9]\d{6,14}$/;

/** Least digits that Hamsa accepts when E.164 validation is ignored. */
const LEAST_UNVALIDATED_DIGITS = 7;

function bad(reason: string): CleanedNumber {
	return { ok: false, reason };
}

function good(phoneNumber: string): CleanedNumber {
	return { ok: true, phoneNumber, valid: true };
}

function cleanUnvalidated({ digits, plus }: Digits): CleanedNumber {
	return digits.length >= LEAST_UNVALIDATED_DIGITS
		? good(plus ? `+${digits}` : digits)
		: bad(`has fewer than ${LEAST_UNVALIDATED_DIGITS} digits`);
}

/** Decides whether a number that was read is called. `typed` are the digits of the cell. */
function admit(reading: Reading, typed: string, rules: CleaningRules, judge: NumberJudge): CleanedNumber {
	if (reading.number === undefined) return bad(reading.reason);
	const { number, isValid } = reading;
	if (isValid && judge.isValidAsWritten(number)) return good(number);
	// A few plans have numbers longer or shorter than Hamsa takes: German ones, say.
	if (!E164.test(number)) return bad('does not have 7 to 15 digits with its country code');
	if (!isValid) {
		const note = `is in no known range of ${describePlan(number)}`;
		if (rules.sendDoubtful) return { ok: true, phoneNumber: number, valid: false, note };
		const became = number === `+${typed}` ? note : `would be ${number}, which ${note}`;
		return bad(`${became}; correct it, or switch on Send Doubtful Numbers`);
	}
	if (!rules.callPremium) {
		const type = judge.typeOf(number);
		if (type === 'PREMIUM_RATE')
			return bad('is a premium-rate number; to call it, switch on Call Premium Numbers');
		if (type === 'SHARED_COST')
			return bad('is a shared-cost number; to call it, switch on Call Premium Numbers');
	}
	return good(number);
}

/** Whether digits alone are a number that somebody has. */
function isNumber(digits: Digits, rules: ReadingRules): boolean {
	const reading = readDigits(digits, rules);
	if (reading.number === undefined) return reading.isAmbiguous === true;
	return reading.isValid && E164.test(reading.number);
}

/** The number that ends with other digits: `…8889` of `…8888` and `9`. */
const endingIn = (number: Digits, ending = ''): Digits => ({
	...number,
	digits: number.digits.slice(0, number.digits.length - ending.length) + ending,
});

/** Why a text holds more than the number that all its digits are, or undefined. */
function holdsMore(
	{ text, digits }: { text: string; digits: Digits },
	whole: Reading,
	rules: ReadingRules,
): string | undefined {
	// A zero in brackets stands in the middle of one number.
	if (whole.number === undefined && digits.beforeZero !== undefined) return undefined;
	const isValid = whole.number !== undefined && whole.isValid;
	if (isValid && !mayPartNumbers(text)) return undefined;
	const valid = isValid
		? { number: whole.number, leastNationalDigits: rules.judge.leastNationalDigits(whole.number) }
		: undefined;
	const isAmbiguous = whole.number === undefined && whole.isAmbiguous === true;
	return problemOfSeveral(text, valid, isAmbiguous, (digits) => isNumber(digits, rules));
}

function cleanText(value: unknown, rules: CleaningRules, reading: ReadingRules): CleanedNumber {
	const text = readPhoneText(value);
	if (!text.ok) {
		return bad(text.before !== undefined && isNumber(text.before, reading) ? SEVERAL : text.reason);
	}
	if (text.mayBeEnding && isNumber(endingIn(text.digits, text.extension), reading)) {
		return bad(`${SEVERAL}, or write ext. ${text.extension} if that is an extension`);
	}
	if (text.extension !== undefined && !rules.callMainNumber) {
		return bad(
			'has an extension; remove it, since only the number itself can be called, or set Extensions to Call the Main Number',
		);
	}
	const whole = readDigits(text.digits, reading);
	const several = holdsMore(text, whole, reading);
	if (several !== undefined) return bad(several);
	const cleaned = rules.ignoreE164Validation
		? cleanUnvalidated(text.digits)
		: admit(whole, text.digits.digits, rules, reading.judge);
	if (!cleaned.ok || text.extension === undefined) return cleaned;
	const note = `has the extension ${text.extension}, which is not dialled`;
	return { ...cleaned, note: cleaned.note === undefined ? note : `${cleaned.note}, and ${note}` };
}

/**
 * Cleans a phone number cell. libphonenumber decides; a number is never completed by guessing. Whoever cleans many passes
 * one `readNational` for all of them, which remembers the library's answers.
 */
export function cleanPhoneNumber(
	value: unknown,
	rules: CleaningRules,
	readNational: NationalReader = createNationalReader(),
	judge: NumberJudge = numberJudge,
): CleanedNumber {
	const { ignoreE164Validation } = rules;
	// Most cells are E.164 already: these skip the reading of free text, and all questions where one pattern knows.
	if (typeof value === 'string') {
		if (!ignoreE164Validation && judge.isValidAsWritten(value)) return good(value);
		if (E164.test(value)) {
			if (ignoreE164Validation) return good(value);
			const digits = { digits: value.slice(1), plus: true };
			return admit(readDigits(digits, { ...rules, readNational, judge }), digits.digits, rules, judge);
		}
	}
	if (isHolder(value)) {
		const clean = (held: unknown) => cleanPhoneNumber(held, rules, readNational, judge);
		return readHolder(value, clean, rules.innerExpression);
	}
	return cleanText(value, rules, { ...rules, readNational, judge });
}
