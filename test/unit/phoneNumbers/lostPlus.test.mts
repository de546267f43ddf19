/**
 * Digits that lost their +, as spreadsheets and messengers leave them, read with their own Country of Local Numbers: they are the
 * person they were, or nobody. libphonenumber reads many of them as somebody else's national number.
 */
import { describe, expect, it } from '@jest/globals';
import { getExampleNumber, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { createNationalReader } from '../../../nodes/Hamsa/phoneNumbers/national.ts';
import { cleanPhoneNumber } from '../../../nodes/Hamsa/phoneNumbers/clean.ts';
import { validNumbers } from '../support/numberingPlans.mts';
import { cleanedTo, inCountry, reasonFor } from '../support/phoneNumbers.mts';

const readNational = createNationalReader();

describe('digits that lost their +', () => {
	it.each([
		['DE', '4915112345678', '+4915112345678'],
		['DE', 4915112345678, '+4915112345678'],
		['49', '4915112345678', '+4915112345678'],
		['DE', '49 1511 2345678', '+4915112345678'],
		['DE', '49(0)30 1234567', '+49301234567'],
		['DE', '(49) (0)30 1234567', '+49301234567'],
		['DE', '493012345678', '+493012345678'],
		['ID', '62812345678', '+62812345678'],
		['XK', '38343201234', '+38343201234'],
	])('%s: %s is %s', (country, cell, number) => {
		expect(cleanedTo(cell, inCountry(country))).toBe(number);
		expect(cleanedTo(cell, { ...inCountry(country), digitsAreInternational: true })).toBe(number);
	});

	it.each([
		['ID', '62218350123', '+6262218350123', '+62218350123'],
		['IT', '3906123456', '+393906123456', '+3906123456'],
		['SE', '46 8 12 34 56', '+46468123456', '+468123456'],
	])('%s: %s is rejected where either reading may be meant', (country, cell, one, other) => {
		const reason = `can be ${one} or ${other}; write it with + and its country code`;
		expect(reasonFor(cell, inCountry(country))).toBe(reason);
		expect(reasonFor(cell, { ...inCountry(country), digitsAreInternational: true })).toBe(reason);
	});

	it('of another country are nobody of this one where that would take more digits than a fixed line has', () => {
		expect(reasonFor('442079460958', inCountry('DE'))).toBe(
			'can be +49442079460958 or +442079460958; write it with + and its country code',
		);
		expect(reasonFor('44 (0)20 7946 0958', inCountry('DE'))).toContain(
			'switch on Digits Without + Are International, which reads it as +442079460958',
		);
	});

	it('are the same person or nobody, in every country and for every type of number', () => {
		const others: string[] = [];
		let same = 0;
		const numbers = [
			...validNumbers(60),
			...getCountries().map((iso) => ({ iso, number: getExampleNumber(iso, examples)!.number })),
		];
		for (const { iso, number } of numbers) {
			const parsed = parsePhoneNumberFromString(number);
			if (!parsed?.isValid() || parsed.number !== number) continue;
			for (const text of [number.slice(1), parsed.formatInternational().slice(1)]) {
				for (const digitsAreInternational of [false, true]) {
					const rules = { defaultCountry: { iso }, digitsAreInternational, callPremium: true };
					const cleaned = cleanPhoneNumber(text, rules, readNational);
					if (!cleaned.ok) continue;
					if (cleaned.phoneNumber === number) same++;
					else others.push(`${iso} ${text} is ${cleaned.phoneNumber}`);
				}
			}
		}
		expect(others).toEqual([]);
		expect(same).toBeGreaterThan(numbers.length);
	});
});
