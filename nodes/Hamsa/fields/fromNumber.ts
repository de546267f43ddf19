import { cleanPhoneNumber } from '../phoneNumbers/clean';
import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { readText } from '../shared/values';

/** Reads the caller's own number. Throws InputError. */
export function readFromNumber(value: unknown): string {
	const text = readText(value);
	if (text === undefined || text === '') {
		throw new InputError(
			'From Number is empty',
			'Choose one of your Hamsa numbers, or enter it with + and country code.',
		);
	}
	// It is called from, not called.
	const cleaned = cleanPhoneNumber(text, { sendDoubtful: true, callPremium: true });
	if (cleaned.ok) return cleaned.phoneNumber;
	throw new InputError(
		`From Number ${quoteValue(value)} ${cleaned.reason}`,
		'Choose one of your Hamsa numbers from the list, or enter it with + and country code, for example +966112000001.',
	);
}
