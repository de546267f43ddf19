/** What numbering plans say beside valid or not: zeros after the country code, unknown ranges, 00, cost, missing plus. */
import { describe, expect, it } from '@jest/globals';
import { cleanPhoneNumber } from '../../../nodes/Hamsa/phoneNumbers/clean.ts';
import { cleanedTo, inCountry, reasonFor } from '../support/phoneNumbers.mts';

describe('a zero after the country code', () => {
	it.each([
		['+974055512345', '+97455512345'],
		['+974 (0)4412 3456', '+97444123456'],
		['00974 (0) 5551 2345', '+97455512345'],
		['+968 (0)92123456', '+96892123456'],
		['+48 (0)512 345 678', '+48512345678'],
		['+30 (0)210 123 4567', '+302101234567'],
		['+852 (0)51234567', '+85251234567'],
		['+57 (0)601 2345678', '+576012345678'],
		['+965 (0)50012345', '+96550012345'],
		['+36 (0)20 123 4567', '+36201234567'],
		['+352 (0)621 123 456', '+352621123456'],
	])('goes where the number is valid without it: %s', (cell, number) => {
		expect(cleanedTo(cell)).toBe(number);
	});

	it.each([
		['+39 06 12345678', '+390612345678'],
		['+39 (0)6 12345678', '+390612345678'],
		['+242 06 612 2000', '+242066122000'],
		['+225 07 07 12 34 56', '+2250707123456'],
		['+39 (0)333 1234567', '+393331234567'],
	])('stays where it belongs to the number: %s', (cell, number) => {
		expect(cleanedTo(cell)).toBe(number);
	});

	it('is the reason where it does not help to leave it out', () => {
		const reason = 'has a 0 after the country code +974 (Qatar); write it without';
		expect(reasonFor('+974 0 9912 3456')).toBe(reason);
		expect(reasonFor('+974 0 9912 3456', { sendDoubtful: true })).toBe(reason);
	});
});

describe('Send Doubtful Numbers', () => {
	it.each([
		['+6175550136', "is in no known range of Australia's numbering plan"],
		['+9145550136', "is in no known range of India's numbering plan"],
		['+3155550136', "is in no known range of Netherlands' numbering plan"],
		['+14151552671', 'is in no known range of the numbering plan of +1 (United States, Canada and others)'],
	])('%s is rejected without it, and called with a note', (cell, note) => {
		expect(reasonFor(cell)).toBe(`${note}; correct it, or switch on Send Doubtful Numbers`);
		expect(cleanPhoneNumber(cell, { sendDoubtful: true })).toMatchObject({ ok: true, valid: false, note });
	});

	it('names the number that a cell would become', () => {
		const note = "is in no known range of South Korea's numbering plan";

		expect(reasonFor('0082027889')).toBe(
			`would be +8227889, which ${note}; correct it, or switch on Send Doubtful Numbers`,
		);
		expect(cleanPhoneNumber('0082027889', { sendDoubtful: true })).toMatchObject({
			phoneNumber: '+8227889',
			note,
		});
	});

	it('does not take numbers that are impossible', () => {
		expect(reasonFor('+96650123', { sendDoubtful: true })).toBe('is too short for +966 (Saudi Arabia)');
	});
});

describe('00', () => {
	it('stands for a plus and exactly the digits typed', () => {
		// Dialled from Australia to Singapore; without the 1 it would be Alabama.
		expect(reasonFor('0011 65 9223 4567')).toBe(
			'begins with 00, but what follows is no number as it stands; write it with + and its country code',
		);
		expect(cleanedTo('0011 65 9223 4567', inCountry('AU'))).toBe('+6592234567');
		expect(cleanedTo('001 415 555 2671')).toBe('+14155552671');
	});

	it.each(['SA', 'DE', 'GB', 'US'])('means the same whether or not one dials it in %s', (country) => {
		expect(cleanedTo('00966 50 123 4567', inCountry(country))).toBe('+966501234567');
	});
});

describe('Call Premium Numbers', () => {
	it.each([
		['+19002123456', 'premium-rate'],
		['(900) 212-3456', 'premium-rate'],
		['+449061234567', 'premium-rate'],
		['00971900234567', 'premium-rate'],
		['+979123456789', 'premium-rate'],
		['+971700012345', 'shared-cost'],
		['+80812345678', 'shared-cost'],
	])('%s is a %s number', (cell, kind) => {
		const rules = inCountry('US');
		expect(reasonFor(cell, rules)).toBe(`is a ${kind} number; to call it, switch on Call Premium Numbers`);
		expect(cleanPhoneNumber(cell, { ...rules, callPremium: true })).toMatchObject({ ok: true, valid: true });
	});
});

describe('the reason for digits without +', () => {
	it.each([886928000907, '918861000436'])('names the option that reads %s, and as what', (cell) => {
		expect(reasonFor(cell)).toMatch(
			new RegExp(
				`^has no \\+; if it begins with a country code, switch on Digits Without \\+ Are International, which reads it as \\+${cell} \\(.+\\); if not, set Country of Local Numbers$`,
			),
		);
	});

	it('says what is invalid in the default country but valid with a plus', () => {
		expect(reasonFor('886928000907', inCountry('IN'))).toMatch(
			/^is not a valid number for India, but is one with a \+ in front: add the \+, or switch on Digits Without \+ Are International, which reads it as \+886928000907/,
		);
		expect(reasonFor('12345', inCountry('IN'))).toBe(
			'is not a valid number for India; if it is from elsewhere, add + and its country code',
		);
	});

	it('is the Country of Local Numbers that cannot be read, only where one is needed', () => {
		const rules = { countryProblem: 'Country of Local Numbers "Atlantis" is not a country' };
		expect(cleanedTo('+966501234567', rules)).toBe('+966501234567');
		expect(cleanedTo('00966501234567', rules)).toBe('+966501234567');
		expect(cleanedTo('966501234567', { ...rules, digitsAreInternational: true })).toBe('+966501234567');
		expect(reasonFor('', rules)).toBe('is empty');
		expect(reasonFor('0501234567', rules)).toBe(
			'has no country code, and Country of Local Numbers "Atlantis" is not a country',
		);
	});
});
