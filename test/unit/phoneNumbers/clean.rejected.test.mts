/** Cells that hold no phone number, more than one, or one with something else, and the reason given for each. */
import { describe, expect, it } from '@jest/globals';
import { cleanedTo, inCountry, reasonFor } from '../support/phoneNumbers.mts';

describe('a cell that is no phone number', () => {
	const asText = 'format the column as plain text and enter the number again';

	it.each([undefined, null, '', '   ', '\u00a0\u200b\u200f', "'", '""'])('%j is empty', (cell) => {
		expect(reasonFor(cell)).toBe('is empty');
		expect(reasonFor(cell, { ignoreE164Validation: true })).toBe('is empty');
	});

	it.each([
		[true, 'is true, not a phone number'],
		[false, 'is false, not a phone number'],
		[new Date(0), 'is an object, not a phone number'],
		[96650123.5, `is not a whole number; ${asText}`],
		[Number.NaN, `is not a whole number; ${asText}`],
		[Number.POSITIVE_INFINITY, `is not a whole number; ${asText}`],
		[9.66501234567e21, `is too large to keep all its digits; ${asText}`],
		[-1233651, `is a negative number, as if the spreadsheet had calculated it; ${asText}`],
		['-1233651', `is a negative number, as if the spreadsheet had calculated it; ${asText}`],
		['#ERROR!', `is an error of the spreadsheet; ${asText}`],
		['#N/A', `is an error of the spreadsheet; ${asText}`],
		['#REF!', `is an error of the spreadsheet; ${asText}`],
		['-', 'has no digits'],
		['+', 'has no digits'],
		['n/a', 'has no digits'],
		['none', 'has no digits'],
		['call me', 'has no digits'],
	])('%p: %s', (cell, reason) => {
		expect(reasonFor(cell, inCountry('SA'))).toBe(reason);
		expect(reasonFor(cell, { ignoreE164Validation: true })).toBe(reason);
	});

	it.each([
		'9.66501E+11',
		'9,66501E+11',
		'9.66501e11',
		'9.66501 E+11',
		'+9.66501E+11',
		'٩٫٦٦٥٠١E+١١',
		'9E+11',
	])('scientific notation %s', (cell) => {
		const reason = `is in scientific notation, which loses digits; ${asText}`;
		expect(reasonFor(cell, inCountry('SA'))).toBe(reason);
		expect(reasonFor(cell, { ignoreE164Validation: true })).toBe(reason);
	});

	it.each([
		'+966112345678 ext. 5',
		'+966112345678 ext 5',
		'+966112345678ext5',
		'+966112345678 Extension: 12',
		'+966112345678x5',
		'+966112345678 X 5',
		'+966112345678;ext=5',
		'tel:+966112345678;ext=5',
		'+966112345678#5',
		'+966112345678 # 5',
		'+966112345678 (ext. 5)',
		'+966112345678,,5#',
		'+966112345678 تحويلة ٥',
		'0112345678 x5',
	])('an extension: %s', (cell) => {
		const reason =
			'has an extension; remove it, since only the number itself can be called, or set Extensions to Call the Main Number';
		expect(reasonFor(cell, inCountry('SA'))).toBe(reason);
		expect(reasonFor(cell, { ignoreE164Validation: true })).toBe(reason);
	});

	it.each([
		'0501234567 / 0551234567',
		'0501234567/0551234567',
		'+966501234567, +966551234567',
		'+966501234567;+966551234567',
		'+966501234567\n+966551234567',
		'050 123 4567\r\n055 123 4567',
		'+966501234567 or +966551234567',
		'050 123 4567 and 055 123 4567',
		'050 123 4567 أو 055 123 4567',
		'٠٥٠١٢٣٤٥٦٧ و ٠٥٥١٢٣٤٥٦٧',
		'050 123 4567، 055 123 4567',
		'0501234567 0551234567',
		'0501234567-0551234567',
		'050 123 4567 - 055 123 4567',
		'050 123 4567 | 055 123 4567',
		'050 123 4567 & 055 123 4567',
		'+966501234567+966551234567',
		'+966 50 123 4567 +966 55 123 4567',
		'0501234567/8',
		'+966 50 123 45 67 / 68',
	])('two numbers: %j', (cell) => {
		expect(reasonFor(cell, inCountry('SA'))).toBe('holds more than one number; keep one per row');
		expect(reasonFor(cell, { ignoreE164Validation: true })).toBe(
			'holds more than one number; keep one per row',
		);
	});

	it.each([
		'1-800-FLOWERS',
		'call me 0501234567',
		'0501234567 (home)',
		'+96650123456O',
		'جوال 0501234567',
		'a0501234567',
	])('letters: %s', (cell) => {
		expect(reasonFor(cell, inCountry('SA'))).toBe('contains letters; enter the number in digits only');
	});

	it.each(['966+501234567', '966501234567+', '++966501234567', '0501234567 +'])(
		'a plus elsewhere: %s',
		(cell) => {
			expect(reasonFor(cell, inCountry('SA'))).toBe(
				'has a + that is not at its beginning; write +, country code, number',
			);
		},
	);

	it.each([
		['+966*501234567', 'contains "*"; enter the number in digits only'],
		['☎ +966501234567', 'contains "☎"; enter the number in digits only'],
		['📞+966501234567', 'contains "📞"; enter the number in digits only'],
		['966,501,234,567', 'contains ","; enter the number in digits only'],
		['+966501234567\u0007', 'contains an invisible control character; enter the number in digits only'],
		['\u001b[31m0501234567', 'contains letters; enter the number in digits only'],
		['12345 12345 12345 12345', 'has 20 digits, too many for one phone number'],
	])('%j: %s', (cell, reason) => {
		expect(reasonFor(cell, inCountry('SA'))).toBe(reason);
	});

	it.each([
		['digits', '9'.repeat(1_000_000)],
		['blanks between digits', '+966 ' + ' '.repeat(1_000_000) + '501234567'],
		['brackets', '('.repeat(1_000_000)],
		['direction marks', '\u200f'.repeat(1_000_000)],
	])('a megabyte of %s is refused without being echoed', (_what, cell) => {
		expect(reasonFor(cell)).toBe('is far too long for a phone number');
		expect(reasonFor(cell, { ignoreE164Validation: true })).toBe('is far too long for a phone number');
	});

	it('a megabyte of blanks around a number does no harm', () => {
		expect(cleanedTo(`${' '.repeat(500_000)}+966501234567${' '.repeat(500_000)}`)).toBe('+966501234567');
	});
});
