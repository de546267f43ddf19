/** Phone numbers that are read or completed, and rejected by the numbering plans; other cells: phoneNumber.rejected. */
import { describe, expect, it } from '@jest/globals';
import { createNationalReader } from '../../../nodes/Hamsa/phoneNumbers/national.ts';
import { cleanPhoneNumber, type CleaningRules } from '../../../nodes/Hamsa/phoneNumbers/clean.ts';
import { cleanedTo, inCountry, reasonFor } from '../support/phoneNumbers.mts';

describe('a number with its country code', () => {
	it.each(['+4532123456', '+4740612345', '+6581234567', '+3725123456', '+966501234567', '+14155552671'])(
		'%s passes as it is',
		(number) => {
			expect(cleanedTo(number)).toBe(number);
		},
	);

	it.each([
		['blanks', '+966 50 123 4567'],
		['blanks around', '  +966501234567\r\n'],
		['non-breaking, thin and narrow spaces', '\u00a0+966\u00a050\u2009123\u202f4567'],
		['ideographic spaces', '+966\u300050\u30001234567'],
		['a tab', '+966\t501234567'],
		['a line break inside', '+966 50\n1234567'],
		['dashes', '+966-50-123-4567'],
		['typographic dashes', '+966‐50‑123–4567'],
		['a long dash and a minus sign', '+966—50−1234567'],
		['the Arabic tatweel as dash', '+966ـ501234567'],
		['dots', '+966.50.123.4567'],
		['slashes', '+966/50/123/4567'],
		['brackets', '(+966) 50 1234567'],
		['square brackets', '[+966] 501234567'],
		['full-width brackets', '+966（50）1234567'],
		['a bracket after the plus', '+(966) 501234567'],
		['a blank after the plus', '+ 966 501234567'],
		['direction marks', '\u202a+966501234567\u202c'],
		['right-to-left marks', '\u200f+966\u200e501234567\u061c'],
		['direction isolates', '\u2066+966501234567\u2069'],
		['zero-width characters', '\ufeff+966\u200b50\u200d123\u20604567'],
		['soft hyphens', '+966\u00ad501234567'],
		['Arabic-Indic digits', '+٩٦٦٥٠١٢٣٤٥٦٧'],
		['Persian digits', '+۹۶۶۵۰۱۲۳۴۵۶۷'],
		['Devanagari digits', '+९६६५०१२३४५६७'],
		['full-width digits and plus', '＋９６６５０１２３４５６７'],
		['mixed digits', '+966 ٥٠ ۱۲۳ 4567'],
		['00', '00966501234567'],
		['00 with blanks', '00 966 50 123 4567'],
		['00 in Arabic digits and brackets', '(٠٠٩٦٦) ٥٠١٢٣٤٥٦٧'],
		['tel:', 'tel:+966-50-123-4567'],
		['Tel: with a blank', 'Tel: +966501234567'],
		["Meta's lead exports", 'p:+966501234567'],
		["a spreadsheet's apostrophe", "'+966501234567"],
		['a typographic apostrophe', '’+966501234567'],
		['quotes', '"+966501234567"'],
		['a formula that protects the text', '="+966501234567"'],
		['a formula', '=+966501234567'],
		['a decimal written by an export', '+966501234567.0'],
		['a comma at the end of a list', '+966501234567, '],
		['a national prefix in brackets', '+966 (0)50 123 4567'],
		['a national prefix', '+966 050 123 4567'],
		['00 and a national prefix', '00966 (0) 50 123 4567'],
	])('loses %s', (_what, cell) => {
		expect(cleanedTo(cell)).toBe('+966501234567');
	});

	it('keeps the 0 where it belongs to the number, as in Italy', () => {
		expect(cleanedTo('+39 (0)6 12345678')).toBe('+390612345678');
		expect(cleanedTo('+44 (0)20 7946 0958')).toBe('+442079460958');
	});

	it('tells a valid number from one that is only possible', () => {
		const clean = (cell: string) => cleanPhoneNumber(cell, { sendDoubtful: true });

		expect(clean('+966501234567')).toEqual({ ok: true, phoneNumber: '+966501234567', valid: true });
		expect(clean('+1 (415) 155-2671')).toEqual({
			ok: true,
			phoneNumber: '+14151552671',
			valid: false,
			note: 'is in no known range of the numbering plan of +1 (United States, Canada and others)',
		});
	});

	it('does not look at the default country', () => {
		expect(cleanedTo('+14155552671', inCountry('SA'))).toBe('+14155552671');
	});

	it.each([
		['+96650123', 'is too short for +966 (Saudi Arabia)'],
		['+96650123456789', 'is too long for +966 (Saudi Arabia)'],
		['+1415555', 'is too short for +1'],
		['+966', 'is too short for +966 (Saudi Arabia)'],
		['+1', 'is too short for +1'],
		['+999501234567', 'begins with a country code that no country has'],
		['+0501234567', 'has a country code that begins with 0; write +, country code, number'],
		['+00966501234567', 'has a country code that begins with 0; write +, country code, number'],
		['000966501234567', 'has a country code that begins with 0; write +, country code, number'],
		['+49 30 1234567890123', 'does not have 7 to 15 digits with its country code'],
	])('%s is rejected: %s', (cell, reason) => {
		expect(reasonFor(cell)).toBe(reason);
	});
});

describe('a number without country code', () => {
	it.each(['0501234567', '501234567', 501234567, '050 123-4567'])('%s is not guessed', (cell) => {
		expect(reasonFor(cell)).toBe(
			'has no country code; add + and the country code, or set Country of Local Numbers',
		);
	});

	it.each([
		['SA', '0501234567', '+966501234567'],
		['SA', '501234567', '+966501234567'],
		['SA', '٠٥٠ ١٢٣ ٤٥٦٧', '+966501234567'],
		['SA', '(050) 123-4567', '+966501234567'],
		['SA', 501234567, '+966501234567'],
		['966', '0501234567', '+966501234567'],
		['Saudi Arabia', '0501234567.0', '+966501234567'],
		['US', '(415) 555-2671', '+14155552671'],
		['US', '1-415-555-2671', '+14155552671'],
		['1', 4155552671, '+14155552671'],
		['GB', '020 7946 0958', '+442079460958'],
		['DE', '030/1234567', '+49301234567'],
		['FR', '06/12/34/56/78', '+33612345678'],
		['IN', '9123456789', '+919123456789'],
		['IT', '06 12345678', '+390612345678'],
		['EG', '01001234567', '+201001234567'],
		['AR', '011 15-2345-6789', '+5491123456789'],
	])('default country %s completes %s', (country, cell, number) => {
		expect(cleanedTo(cell, inCountry(country))).toBe(number);
	});

	it.each([
		['SA', 966501234567, '+966501234567'],
		['SA', '966501234567', '+966501234567'],
		['966', '966501234567', '+966501234567'],
		['IN', '919812345678', '+919812345678'],
		['US', '14155552671', '+14155552671'],
	])('which lost its plus is seen by the code of its default country %s: %s', (country, cell, number) => {
		expect(cleanedTo(cell, inCountry(country))).toBe(number);
	});

	it('is rejected when it is not valid in the default country, even where it would be possible', () => {
		expect(reasonFor('819812345', inCountry('AE'))).toBe(
			'is not a valid number for United Arab Emirates; if it is from elsewhere, add + and its country code',
		);
		expect(reasonFor(14155552671, inCountry('SA'))).toContain('is not a valid number for Saudi Arabia');
		expect(reasonFor('555-2671', inCountry('US'))).toContain('is not a valid number for United States');
		expect(reasonFor('442079460958', inCountry('1'))).toContain('is not a valid number for +1');
	});

	it("understands the default country's own prefix for dialling abroad", () => {
		expect(cleanedTo('011 44 20 7946 0958', inCountry('US'))).toBe('+442079460958');
		expect(cleanedTo('0011 44 20 7946 0958', inCountry('AU'))).toBe('+442079460958');
		expect(cleanedTo('8 10 44 20 7946 0958', inCountry('RU'))).toBe('+442079460958');
		// The longest number behind the longest prefix.
		expect(cleanedTo('0011 49 30 123456789 01', inCountry('AU'))).toBe('+493012345678901');
	});

	it('is ambiguous where 00 gives one number and the prefix of the default country another', () => {
		// Dialled from Hong Kong, 001 leads to Singapore; 00 alone leads to Jamaica.
		expect(reasonFor('001 65 8123 4567', { ...inCountry('HK'), sendDoubtful: true })).toBe(
			'can be +16581234567 or +6581234567; write it with + and its country code',
		);
		expect(cleanedTo('001 65 8123 4567', { sendDoubtful: true })).toBe('+16581234567');
	});

	it.each([undefined, 'IT', 'SA'])(
		'is ambiguous where the 0 in brackets may belong to it, although default country %s knows one',
		(country) => {
			for (const written of ['0039 (0)3123456789', '00 39 (0)3123456789']) {
				expect(reasonFor(written, country === undefined ? {} : inCountry(country))).toBe(
					'can be +3903123456789 or +393123456789; write it with + and its country code',
				);
			}
		},
	);
});

describe('Digits Without + Are International', () => {
	const international = { digitsAreInternational: true };

	it('takes digits that are a valid number with a plus', () => {
		expect(cleanedTo('919812345678', international)).toBe('+919812345678');
		expect(cleanedTo(966501234567, international)).toBe('+966501234567');
		expect(cleanedTo('919812345678', { ...inCountry('AE'), ...international })).toBe('+919812345678');
	});

	it('still completes national numbers', () => {
		expect(cleanedTo('0501234567', { ...inCountry('AE'), ...international })).toBe('+971501234567');
		expect(cleanedTo('971501234567', { ...inCountry('AE'), ...international })).toBe('+971501234567');
	});

	it('rejects what is valid both ways, naming both readings', () => {
		// Michigan's area code is the calling code of the Seychelles.
		expect(reasonFor('2484321000', { ...inCountry('US'), ...international })).toBe(
			'can be +12484321000 or +2484321000; write it with + and its country code',
		);
		expect(cleanedTo('2484321000', inCountry('US'))).toBe('+12484321000');
		expect(cleanedTo('2484321000', international)).toBe('+2484321000');
	});

	it('rejects digits that are only possible', () => {
		expect(reasonFor('966001234567', international)).toBe(
			'is not a valid number with a + in front; add the country code, or set Country of Local Numbers',
		);
	});
});

describe('Use Numbers As Typed', () => {
	const ignore = { ignoreE164Validation: true };

	it.each([
		['1234567', '1234567'],
		[1234567, '1234567'],
		['0501234567', '0501234567'],
		['050 123-45.67', '0501234567'],
		['٠٥٠١٢٣٤٥٦٧', '0501234567'],
		['00966501234567', '00966501234567'],
		['+966501234567', '+966501234567'],
		['+0501234567', '+0501234567'],
		['+999 123-4567', '+9991234567'],
		['\u202a1234567\u202c', '1234567'],
		["'1234567", '1234567'],
		['sip:1234567', '1234567'],
	])('%p keeps its digits as typed: %s', (cell, digits) => {
		expect(cleanPhoneNumber(cell, { ...ignore, ...inCountry('SA') })).toEqual({
			ok: true,
			phoneNumber: digits,
			valid: true,
		});
	});

	it.each([
		['123456', 'has fewer than 7 digits'],
		['+12 34 56', 'has fewer than 7 digits'],
		[123456, 'has fewer than 7 digits'],
		['sara1234567', 'contains letters; enter the number in digits only'],
		['*1234567', 'contains "*"; enter the number in digits only'],
		['123+4567', 'has a + that is not at its beginning; write +, country code, number'],
	])('%p: %s', (cell, reason) => {
		expect(reasonFor(cell, ignore)).toBe(reason);
	});
});

describe('one memory of national numbers for a whole run', () => {
	it('reads each row by its own rules, however often a number comes', () => {
		const memory = createNationalReader();
		const read = (cell: unknown, rules: CleaningRules) => {
			const cleaned = cleanPhoneNumber(cell, rules, memory);
			return cleaned.ok ? cleaned.phoneNumber : 'rejected';
		};
		for (let round = 0; round < 3; round++) {
			expect(read('0501234567', inCountry('SA'))).toBe('+966501234567');
			expect(read('0501234567', inCountry('AE'))).toBe('+971501234567');
			expect(read('0501234567', inCountry('US'))).toBe('rejected');
			expect(read('0501234567', {})).toBe('rejected');
			expect(read('0501234567', { ignoreE164Validation: true })).toBe('0501234567');
			expect(read('919812345678', inCountry('AE'))).toBe('rejected');
			expect(read('919812345678', { ...inCountry('AE'), digitsAreInternational: true })).toBe(
				'+919812345678',
			);
		}
	});

	it('stays right after more different numbers than it remembers', () => {
		const memory = createNationalReader();
		const clean = (cell: string) => cleanPhoneNumber(cell, inCountry('SA'), memory);
		for (let line = 0; line < 10_500; line++) clean(String(9_000_000_000 + line));
		expect(clean('9000000000').ok).toBe(false);
		expect(clean('0501234567')).toMatchObject({ ok: true, phoneNumber: '+966501234567' });
	});
});
