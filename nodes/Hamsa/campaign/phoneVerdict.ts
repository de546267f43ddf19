import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** What libphonenumber says about a number written as + and digits. */
export interface Verdict {
	/** In E.164: a national prefix typed after the country code (`+44 (0)20…`) is gone. */
	number: string;
	possible: boolean;
	valid: boolean;
}

/** libphonenumber's verdict on + and digits; undefined when it is no phone number at all. */
export function judgeInternational(number: string): Verdict | undefined {
	const parsed = parsePhoneNumberFromString(number, { extract: false });
	return parsed && { number: parsed.number, possible: parsed.isPossible(), valid: parsed.isValid() };
}
