/** What becomes of one cell, in a word: the number, or the reason why it is rejected. */
import { readDefaultCountry } from '../../../nodes/Hamsa/phoneNumbers/country.ts';
import { cleanPhoneNumber, type CleaningRules } from '../../../nodes/Hamsa/phoneNumbers/clean.ts';

export const inCountry = (value: string): CleaningRules => ({ defaultCountry: readDefaultCountry(value) });

export function cleanedTo(value: unknown, rules: CleaningRules = {}): string {
	const cleaned = cleanPhoneNumber(value, rules);
	return cleaned.ok ? cleaned.phoneNumber : `rejected: ${cleaned.reason}`;
}

export function reasonFor(value: unknown, rules: CleaningRules = {}): string {
	const cleaned = cleanPhoneNumber(value, rules);
	return cleaned.ok ? `accepted: ${cleaned.phoneNumber}` : cleaned.reason;
}
