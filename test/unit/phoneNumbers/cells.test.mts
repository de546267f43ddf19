/** Cells of apps, CRMs and messengers: lists, objects, links and addresses that hold a number, and foreign digits. */
import { describe, expect, it } from '@jest/globals';
import { cleanedTo, inCountry, reasonFor } from '../support/phoneNumbers.mts';

describe('a list or an object', () => {
	it.each([
		['Pipedrive', [{ label: 'work', value: '+966501234567', primary: true }]],
		['Airtable', ['+966501234567']],
		['HubSpot', { value: '+966 50 123 4567' }],
		['Attio', [{ country_code: 'SA', original_phone_number: '0501234567', phone_number: '+966501234567' }]],
		['nested objects', { phone: { mobile: '+966501234567' }, id: 4711 }],
		['an identifier beside it', { phone: '+966501234567', phoneId: 7654321 }],
		['a list with fillers', ['+966501234567', '', null, 'n/a']],
		['the same number twice', ['+966501234567', '00966501234567']],
		['a list as text', '["+966501234567"]'],
		['an object as text', '{"value":"+966501234567"}'],
	])('with exactly one number is that number: %s', (_what, cell) => {
		expect(cleanedTo(cell)).toBe('+966501234567');
		expect(cleanedTo(cell, { ignoreE164Validation: true })).toMatch(/^(?:\+|00)966501234567$/);
	});

	it('is read by the rules of its row', () => {
		expect(cleanedTo(['0501234567'], inCountry('SA'))).toBe('+966501234567');
		expect(cleanedTo([966501234567], { digitsAreInternational: true })).toBe('+966501234567');
		expect(reasonFor(['0501234567'])).toBe(
			'holds "0501234567", which has no country code; add + and the country code, or set Country of Local Numbers',
		);
	});

	it.each([
		['a list of texts', ['+966501234567', '+966551234567']],
		['a list of objects', [{ value: '+966501234567' }, { value: '+966551234567' }]],
		['a number that cannot be read', ['+966501234567', '0551234567']],
		['digits too few to be the same number', ['+966501234567', '00067']],
	])('with several numbers is more than one: %s', (_what, cell) => {
		expect(reasonFor(cell)).toBe(
			'holds more than one number; keep one per row. Every row is one recipient, so no node such as Aggregate is needed before this one',
		);
	});

	it.each([
		[[], 'is empty'],
		[{}, 'is empty'],
		[[null, ''], 'is empty'],
		[{ ref: '0501234567' }, 'is an object; to take its "0501234567", enter what is at .ref inside it'],
		[
			[{ 'the ref': '0501234567' }],
			'is a list; to take its "0501234567", enter what is at [0]["the ref"] inside it',
		],
		[{ name: 'Sara' }, 'is an object without a phone number; choose another field'],
		[['Sara'], 'is a list without a phone number; choose another field'],
		[new Date(0), 'is an object, not a phone number'],
	])('%j: %s', (cell, reason) => {
		expect(reasonFor(cell)).toBe(reason);
	});

	it('that refers to itself or fails to be read does no harm', () => {
		const circle: Record<string, unknown> = { name: 'Sara' };
		circle.self = circle;
		expect(reasonFor(circle)).toBe('is an object without a phone number; choose another field');
		const failing = Object.defineProperty({}, 'phone', {
			enumerable: true,
			get: () => {
				throw new Error('no');
			},
		});
		expect(reasonFor(failing)).toBe('is an object that cannot be read, not a phone number');
	});
});

describe('an address that holds a number', () => {
	it.each([
		'whatsapp:+966501234567',
		'whatsapp:966501234567',
		'966501234567@c.us',
		'966501234567@s.whatsapp.net',
		'966501234567:12@s.whatsapp.net',
		'wa.me/966501234567',
		'https://wa.me/+966501234567',
		'https://wa.me/966501234567?text=hello%201',
		'https://api.whatsapp.com/send?phone=966501234567&text=hello',
		'https://api.whatsapp.com/send/?text=1&phone=%2B966501234567',
		'whatsapp://send?phone=966501234567',
		'sip:+966501234567@pbx.example.com;user=phone',
		'sips:+966501234567@pbx1.example.com:5061',
		'<sip:+966501234567@example.com>',
		'callto:+966501234567',
		'callto://+966501234567',
		'tel:+966501234567;phone-context=example.com',
		"'+966501234567",
		'p:+966501234567',
	])('is the number: %s', (cell) => {
		expect(cleanedTo(cell)).toBe('+966501234567');
	});

	it.each([
		['120363041234567890@g.us', 'is the ID of a WhatsApp group or of a hidden number, not a phone number'],
		['966501234567@lid', 'is the ID of a WhatsApp group or of a hidden number, not a phone number'],
		['https://wa.me/message/ABC123', 'is a link without a phone number; enter the number in digits'],
		['https://example.com/966501234567', 'is a link without a phone number; enter the number in digits'],
		['sip:sara@example.com', 'is a SIP address without a phone number; enter the number in digits'],
	])('%s: %s', (cell, reason) => {
		expect(reasonFor(cell)).toBe(reason);
	});
});

describe('digits of any script', () => {
	// Zeros of decimal digits: Arabic, Persian, Devanagari, Bengali, Thai, Tibetan, Khmer, full-width, mathematical bold.
	it.each([0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0x0f20, 0x17e0, 0xff10, 0x1d7ce, 0x1d7f6])(
		'are read: zero is U+%d',
		(zero) => {
			const foreign = '+966501234567'.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
			expect(cleanedTo(foreign)).toBe('+966501234567');
		},
	);
});
