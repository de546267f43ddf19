/** Most digits that a floating-point number holds whatever they are; E.164 has no more. */
const MOST_EXACT_DIGITS = 15;

const PLUS = 43;

const ZERO = 48;

/**
 * Writes the digits of `+966501234567` or `966501234567` as a number at an index, and says whether it can: not where a
 * number would not give the digits back. Written and not returned, since V8 makes an object of each number that large.
 */
export function writeNumber(numbers: Float64Array, index: number, phoneNumber: string): boolean {
	const start = phoneNumber.charCodeAt(0) === PLUS ? 1 : 0;
	const { length } = phoneNumber;
	if (length - start > MOST_EXACT_DIGITS || !(phoneNumber.charCodeAt(start) > ZERO)) return false;
	let number = 0;
	for (let place = start; place < length; place++) {
		const digit = phoneNumber.charCodeAt(place) - ZERO;
		if (digit < 0 || digit > 9) return false;
		number = number * 10 + digit;
	}
	numbers[index] = number;
	return true;
}

/** What phone numbers are told apart by: their digits. Hamsa need not show numbers as they were sent. */
export type NumberKey = number | string;

const one = new Float64Array(1);

/** What a phone number is told apart by: its digits, as a number where that holds them all. */
export const numberKey = (phoneNumber: string): NumberKey =>
	writeNumber(one, 0, phoneNumber) ? one[0]! : numberDigits(phoneNumber);

/** The digits of a phone number, by which numbers are compared: Hamsa need not show them as they were sent. */
export const numberDigits = (phoneNumber: unknown): string => String(phoneNumber).replace(/\D/g, '');
