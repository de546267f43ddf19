/** Two numbers in one cell, the second often shortened to how it ends: never joined into a number that nobody typed. */
import { describe, expect, it } from '@jest/globals';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { createNationalReader } from '../../../nodes/Hamsa/phoneNumbers/national.ts';
import { cleanPhoneNumber } from '../../../nodes/Hamsa/phoneNumbers/clean.ts';
import { validNumbers } from '../support/numberingPlans.mts';
import { cleanedTo, inCountry, reasonFor } from '../support/phoneNumbers.mts';

const SEVERAL = 'holds more than one number; keep one per row';

const separators = [
	'/',
	' / ',
	'\\',
	'-',
	' - ',
	', ',
	'; ',
	' | ',
	' & ',
	' + ',
	' or ',
	' und ',
	' و ',
	' // ',
	' / - ',
	' … ',
];

describe('a second number that is shortened to its ending', () => {
	it.each(separators)('behind %j is more than one number', (separator) => {
		for (const [country, number, ending] of [
			['AE', '+971 4 300 8888', '889'],
			['AE', '04 300 8888', '89'],
			['SA', '+966 11 400 0000', '9'],
			['DE', '+49 30 123456', '457'],
			['DE', '030 123456', '457'],
			['ID', '+62 21 8350100', '101'],
			['TR', '+90 212 300 67 89', '789'],
		] as const) {
			const cell = number + separator + ending;
			expect({ cell, reason: reasonFor(cell, inCountry(country)) }).toMatchObject({
				reason: expect.stringContaining(SEVERAL),
			});
			expect(reasonFor(cell, { ...inCountry(country), callMainNumber: true, sendDoubtful: true })).toContain(
				SEVERAL,
			);
			expect(reasonFor(cell, { ...inCountry(country), ignoreE164Validation: true })).toContain(SEVERAL);
		}
	});

	it.each([
		['DE', '0301234567/8/9'],
		['AE', '+971 4 300 8888/89/90'],
		['DE', '030 123456 (457)'],
		['DE', '030-123456-457'],
		['DE', '030.123456.457'],
		['DE', '030 123456\n457'],
		['SA', '0501234567,8'],
		['SA', '0501234567,6'],
		['SA', '+966112345678;5'],
		['AE', '+971 4 300 8888,12'],
		['AE', '+971 4 300 8888,889'],
		['US', '(415) 555-2671,2600'],
		['IN', '08573  283200, 283201'],
		['IN', '283200, 283201'],
		['IN', '050-123-4567 ::: 055-123-4567'],
		['US', '(415) 555-2671/2672'],
		['US', '+1 415-555-2671 to 2675'],
		['SA', '0501234567 # 0551234567'],
	])('%s: %j', (country, cell) => {
		expect(reasonFor(cell, inCountry(country))).toContain(SEVERAL);
	});

	it('says what the number would be where all digits together are valid', () => {
		expect(reasonFor('030 123456-0', inCountry('DE'))).toBe(
			`${SEVERAL}, or write it as +49301234560 if it is one`,
		);
	});

	it('behind a blank is digits too many where all together are no number', () => {
		const reason = 'goes on after a complete number; keep one number per row';
		expect(reasonFor('+971 4 300 8888 889')).toBe(reason);
		expect(reasonFor('+971 4 300 8888 889', { sendDoubtful: true })).toBe(reason);
		expect(reasonFor('050 123 4567 8', inCountry('SA'))).toBe(reason);
		expect(cleanedTo('+49 30 123456 457')).toBe('+4930123456457');
	});

	it('is never sent, in any country', () => {
		const readNational = createNationalReader();
		const sent: string[] = [];
		for (const { iso, number } of validNumbers(8)) {
			const parsed = parsePhoneNumberFromString(number);
			if (!parsed?.isValid() || parsed.number !== number) continue;
			for (const written of [parsed.formatInternational(), parsed.formatNational()]) {
				for (const ending of [/(?:\d)$/, /(?:\d\d)$/, /(?:\d{3})$/].map((end) => end.exec(number)![0])) {
					for (const separator of ['/', ' / ', ';', ' or ', ' & ']) {
						const cell = written + separator + ending;
						const rules = { defaultCountry: { iso }, callPremium: true };
						const cleaned = cleanPhoneNumber(cell, rules, readNational);
						if (cleaned.ok) sent.push(`${iso} ${cell} as ${cleaned.phoneNumber}`);
					}
				}
			}
		}
		expect(sent).toEqual([]);
	});

	it('is not seen in numbers as the library writes them, nor with dashes or dots', () => {
		const readNational = createNationalReader();
		const lost: string[] = [];
		for (const { iso, number } of validNumbers(25)) {
			const parsed = parsePhoneNumberFromString(number);
			if (!parsed?.isValid() || parsed.number !== number || !/^\+\d{7,15}$/.test(number)) continue;
			const written = parsed.formatInternational();
			for (const cell of [written, written.replace(/ /g, '-'), written.replace(/[ -]/g, '.')]) {
				const rules = { defaultCountry: { iso }, callPremium: true };
				const cleaned = cleanPhoneNumber(cell, rules, readNational);
				if (!cleaned.ok) lost.push(`${iso} ${cell}: ${cleaned.reason}`);
			}
		}
		expect(lost).toEqual([]);
	});
});

describe('groups between slashes', () => {
	it.each([
		[undefined, '+33 6 12 34/56/78', '+33612345678'],
		['FR', '06 12 34 5/67/8', '+33612345678'],
	])('are one number where two slashes part the end of it: %s %s', (country, cell, number) => {
		expect(cleanedTo(cell, country === undefined ? {} : inCountry(country))).toBe(number);
	});
});

describe('decimals', () => {
	it.each(['4930123456.0', '4930123456.000', '+4930123456,00'])('of zeros are no digits: %s', (cell) => {
		expect(cleanedTo(cell, inCountry('DE'))).toBe('+4930123456');
	});

	it.each(['4930123456.5', '0301234567.89', '+4930123456.5'])(
		'that are not zero are no number: %s',
		(cell) => {
			expect(reasonFor(cell, inCountry('DE'))).toBe(
				'is not a whole number; format the column as plain text and enter the number again',
			);
		},
	);
});

describe('Extensions', () => {
	const main = { callMainNumber: true };

	it.each([
		'+966112345678 ext. 5',
		'+966112345678x123',
		'+966112345678;ext=5',
		'+966112345678,,5#',
		'+966112345678,5#',
	])('leaves out the extension of %s when the main number is to be called', (cell) => {
		expect(cleanPhoneNumber(cell, main)).toMatchObject({
			ok: true,
			phoneNumber: '+966112345678',
			note: expect.stringMatching(/^has the extension (?:5|123), which is not dialled$/),
		});
	});

	it('that only a comma parts off is told from a second number by its word', () => {
		expect(reasonFor('+971 4 300 8888,12', main)).toBe(
			`${SEVERAL}, or write ext. 12 if that is an extension`,
		);
		expect(cleanedTo('+971 4 300 8888 ext. 12', main)).toBe('+97143008888');
		// No number of Iceland ends so.
		expect(cleanedTo('+354 611 1234,00000', main)).toBe('+3546111234');
	});

	it('still needs a main number that can be called', () => {
		expect(reasonFor('12345 x6', main)).toContain('has no country code');
		expect(cleanedTo('011 234 5678 x5', { ...inCountry('SA'), ...main })).toBe('+966112345678');
		expect(reasonFor('0501234567 / 0551234567 x5', { ...inCountry('SA'), ...main })).toBe(SEVERAL);
	});
});
