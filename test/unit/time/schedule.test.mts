import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { readScheduledDate } from '../../../nodes/Hamsa/time/schedule.ts';
import { InputError } from '../../../nodes/Hamsa/shared/errors.ts';

const NOW = Date.parse('2026-11-24T06:00:00Z');

function errorOf(value: unknown, zone: string): InputError {
	try {
		readScheduledDate(value, zone, NOW);
	} catch (error) {
		if (error instanceof InputError) return error;
		throw error;
	}
	throw new Error(`No error for ${String(value)}`);
}

const sent = (value: unknown, zone: string) => readScheduledDate(value, zone, NOW).scheduledDate;

describe('a date without offset is wall time in the zone', () => {
	it.each([
		// What n8n's date picker stores.
		['2026-12-01T09:00:00', 'Asia/Riyadh', '2026-12-01T06:00:00Z'],
		['2026-12-01T09:00:00', 'America/New_York', '2026-12-01T14:00:00Z'],
		['2027-07-01T09:00:00', 'America/New_York', '2027-07-01T13:00:00Z'],
		['2026-12-01T09:00:00', 'Europe/Berlin', '2026-12-01T08:00:00Z'],
		['2026-12-01T09:00:00', 'Asia/Kathmandu', '2026-12-01T03:15:00Z'],
		['2026-12-01T09:00:00', 'UTC', '2026-12-01T09:00:00Z'],
		['2026-12-01T00:30:00', 'Pacific/Kiritimati', '2026-11-30T10:30:00Z'],
		// What sheets, databases and people write.
		['2026-12-01 09:00', 'Asia/Riyadh', '2026-12-01T06:00:00Z'],
		['2026-12-01 9:05', 'Asia/Riyadh', '2026-12-01T06:05:00Z'],
		['2026-12-1 09:00:30', 'Asia/Riyadh', '2026-12-01T06:00:30Z'],
		['2026/12/01 09:00', 'Asia/Riyadh', '2026-12-01T06:00:00Z'],
		['2026-12-01T09:00:00.123', 'Asia/Riyadh', '2026-12-01T06:00:00Z'],
		['  2026-12-01T09:00  ', 'Asia/Riyadh', '2026-12-01T06:00:00Z'],
		['2028-02-29T09:00', 'Asia/Riyadh', '2028-02-29T06:00:00Z'],
		['2036-12-01T09:00', 'Asia/Riyadh', '2036-12-01T06:00:00Z'],
		['2026-12-01 9:00 AM', 'Asia/Riyadh', '2026-12-01T06:00:00Z'],
		['2026-12-01 12:30 a.m.', 'UTC', '2026-12-01T00:30:00Z'],
		['2026-12-01 12:30:15 pm', 'UTC', '2026-12-01T12:30:15Z'],
		['2026-12-01 5:00\u202fPM', 'UTC', '2026-12-01T17:00:00Z'],
		['٢٠٢٦-١٢-٠١ ٠٩:٠٠', 'Asia/Riyadh', '2026-12-01T06:00:00Z'],
		['۲۰۲۶-۱۲-۰۱T۰۹:۰۰', 'Asia/Riyadh', '2026-12-01T06:00:00Z'],
	])('%s in %s is sent as %s', (value, zone, expected) => {
		expect(sent(value, zone)).toBe(expected);
	});

	it.each([
		['2027-11-07T01:30:00', 'America/New_York', '2027-11-07T05:30:00Z'],
		['2027-10-31T02:30:00', 'Europe/Berlin', '2027-10-31T00:30:00Z'],
		['2027-04-04T01:45:00', 'Australia/Lord_Howe', '2027-04-03T14:45:00Z'],
	])('takes the first of two when the clock is set back: %s in %s', (value, zone, expected) => {
		expect(sent(value, zone)).toBe(expected);
	});

	it.each([
		['2027-03-14T02:30:00', 'America/New_York', '02:00', '03:00'],
		['2027-03-28 02:00', 'Europe/Berlin', '02:00', '03:00'],
		['2027-10-03T02:15:00', 'Australia/Lord_Howe', '02:00', '02:30'],
		['2027-04-30T00:10', 'Africa/Cairo', '00:00', '01:00'],
	])('refuses %s, which the clock in %s skips', (value, zone, before, after) => {
		const error = errorOf(value, zone);
		expect(error.message).toBe(
			`Start Date ${value} does not exist in ${zone}: the clock is set forward from ${before} to ${after} that night`,
		);
		expect(error.action).toBe(`Choose a time before ${before} or from ${after} on.`);
	});

	it('keeps the minutes right before and after a skipped hour', () => {
		expect(sent('2027-03-14T01:59:59', 'America/New_York')).toBe('2027-03-14T06:59:59Z');
		expect(sent('2027-03-14T03:00:00', 'America/New_York')).toBe('2027-03-14T07:00:00Z');
	});
});

describe('a value that carries an instant is that instant, whatever the zone', () => {
	const instant = Date.parse('2026-12-01T09:00:00Z');
	const luxon = DateTime.fromMillis(instant + 789, { zone: 'Asia/Kathmandu' });

	it.each<[string, unknown]>([
		['Z', '2026-12-01T09:00:00Z'],
		['JSON of a Date', '2026-12-01T09:00:00.000Z'],
		['an offset', '2026-12-01T12:00:00+03:00'],
		['an offset west of UTC', '2026-12-01T04:30-04:30'],
		['an offset without colon', '2026-12-01T12:00:00+0300'],
		['an offset of hours', '2026-12-01 12:00 +03'],
		['the easternmost offset', '2026-12-01T23:00+14:00'],
		['the westernmost offset', '2026-11-30T21:00:00-12:00'],
		['SQL with UTC', '2026-12-01 09:00:00 UTC'],
		['luxon toSQL', luxon.toSQL()],
		['luxon toISO', luxon.toISO()],
		['luxon toISO with its zone', luxon.toISO({ extendedZone: true })],
		['n8n preview of a DateTime', `[DateTime: ${luxon.toISO()}]`],
		['a mail header', 'Tue, 01 Dec 2026 12:00:00 +0300'],
		['an HTTP header', 'Tue, 01 Dec 2026 09:00:00 GMT'],
		['a Date in text', 'Tue Dec 01 2026 12:00:00 GMT+0300 (Arabian Standard Time)'],
		['a Date', new Date(instant + 789)],
		['a DateTime', luxon],
		['a DateTime of an item after n8n copied it', JSON.parse(JSON.stringify({ ...luxon }))],
		['epoch milliseconds', instant + 789],
		['epoch seconds', instant / 1000],
		['epoch milliseconds as text', String(instant)],
	])('%s', (_, value) => {
		for (const zone of ['Asia/Riyadh', 'America/New_York', 'UTC']) {
			expect(readScheduledDate(value, zone, NOW)).toEqual({
				scheduledDate: '2026-12-01T09:00:00Z',
				at: instant,
			});
		}
	});
});

describe('clear errors', () => {
	it.each<[unknown]>([[''], ['   '], [undefined], [null]])('says that the field is empty: %p', (value) => {
		const error = errorOf(value, 'Asia/Riyadh');
		expect(error.message).toBe('Start Date is empty');
		expect(error.action).toContain('set Start to Now');
	});

	it.each(['2026-12-01', '2026/12/1'])('asks for a time when there is only the date %s', (value) => {
		const error = errorOf(value, 'Asia/Riyadh');
		expect(error.message).toBe(`Start Date ${value} has no time of day`);
		expect(error.action).toContain(`${value} 09:00`);
	});

	it('names the past instant and now, both as the clock in the zone shows them', () => {
		expect(errorOf('2026-11-24T08:59:59', 'Asia/Riyadh').message).toBe(
			'Start Date Tue 24 Nov 2026 08:59 (Asia/Riyadh) is in the past: it is now Tue 24 Nov 2026 09:00 there',
		);
		expect(errorOf(new Date('2026-11-24T01:00:00Z'), 'America/New_York').message).toContain(
			'Mon 23 Nov 2026 20:00 (America/New_York) is in the past: it is now Tue 24 Nov 2026 01:00',
		);
	});

	it('takes a number for an instant from the billionth second on', () => {
		expect(errorOf(1_000_000_000, 'UTC').message).toContain('is in the past');
		expect(errorOf(999_999_999, 'UTC').message).toContain('is not a date and time');
	});

	it('takes this very moment for past, the next second not', () => {
		expect(errorOf('2026-11-24T06:00:00Z', 'UTC').message).toContain('is in the past');
		expect(sent('2026-11-24T06:00:01Z', 'UTC')).toBe('2026-11-24T06:00:01Z');
	});

	it.each<[unknown, string]>([
		['tomorrow at 9', '"tomorrow at 9"'],
		['01/12/2026 09:00', '"01/12/2026 09:00"'],
		['09:00', '"09:00"'],
		['2026-12-01 13:00 PM', '"2026-12-01 13:00 PM"'],
		['2026-12-01 0:30 AM', '"2026-12-01 0:30 AM"'],
		['2026-02-30T09:00:00', '"2026-02-30T09:00:00"'],
		['2026-13-01T09:00:00', '"2026-13-01T09:00:00"'],
		['2026-12-01T24:00:00', '"2026-12-01T24:00:00"'],
		['2026-12-01T09:61', '"2026-12-01T09:61"'],
		[20_261_201, '"20261201"'],
		[2026, '"2026"'],
		['46357.375.1', '"46357.375.1"'],
		[Number.NaN, '"NaN"'],
		[1e18, '"1000000000000000000"'],
		[new Date(Number.NaN), '(an object)'],
		[DateTime.invalid('no date'), '(an object)'],
		[{ year: 2026, month: 12, day: 1 }, '(an object)'],
		[['2026-12-01T09:00:00'], '(a list)'],
		[true, '"true"'],
	])('does not guess what %p means', (value, shown) => {
		const error = errorOf(value, 'Asia/Riyadh');
		expect(error.message).toBe(`Start Date ${shown} is not a date and time`);
		expect(error.action).toContain('2026-12-01 09:00');
	});
});

describe('a date as a spreadsheet stores it', () => {
	it.each<[unknown, string, string]>([
		[46357.375, '46357.375', '2026-12-01 09:00'],
		['46357.375', '46357.375', '2026-12-01 09:00'],
		['46357,375', '46357.375', '2026-12-01 09:00'],
		['٤٦٣٥٧٫٣٧٥', '46357.375', '2026-12-01 09:00'],
		[46357.708333333336, '46357.708333333336', '2026-12-01 17:00'],
		// As a spreadsheet writes it with fewer digits.
		['46357.70833333', '46357.70833333', '2026-12-01 17:00'],
		[46357, '46357', '2026-12-01'],
		['46357', '46357', '2026-12-01'],
		[32874, '32874', '1990-01-01'],
		[73050.5, '73050.5', '2099-12-31 12:00'],
	])('is explained, not guessed: %p', (value, shown, date) => {
		const error = errorOf(value, 'America/New_York');
		expect(error.message).toBe(
			`Start Date ${shown} is a date as a spreadsheet stores it: it stands for ${date}`,
		);
		expect(error.action).toContain(`Format the column as text in the spreadsheet, so that it gives ${date}.`);
	});

	it.each([32_873, 73_051, 0.375, -1])('is none: %p', (value) => {
		expect(errorOf(value, 'UTC').message).toBe(`Start Date "${value}" is not a date and time`);
	});
});

describe('an offset that no zone has', () => {
	it.each([
		['2026-12-01T09:00:00+99:99', '+99:99'],
		['2026-12-01T09:00:00+14:01', '+14:01'],
		['2026-12-01 09:00 -12:01', '-12:01'],
		['2026-12-01T09:00:00.000+03:60', '+03:60'],
		['2026-12-01T09:00 +1500', '+1500'],
		['2026-12-01 09:00+15', '+15'],
		['Tue, 01 Dec 2026 12:00:00 +9999', '+9999'],
		['Tue Dec 01 2026 12:00:00 GMT+1560 (Arabian Standard Time)', '+1560'],
	])('is refused: %s', (value, offset) => {
		const error = errorOf(value, 'Asia/Riyadh');
		expect(error.message).toContain(` has the offset ${offset}, which is none`);
		expect(error.action).toContain('from -12:00 to +14:00');
	});
});

describe('any future second', () => {
	const zones = fc.constantFrom('Asia/Riyadh', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'UTC');
	const seconds = fc.integer({ min: NOW / 1000 + 1, max: Date.parse('2040-01-01T00:00:00Z') / 1000 });

	it('comes back from its own wall time, or from its twin an hour earlier', () => {
		fc.assert(
			fc.property(zones, seconds, (zone, second) => {
				const wallTime = DateTime.fromSeconds(second, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
				const { at, scheduledDate } = readScheduledDate(wallTime, zone, NOW);
				expect(Date.parse(scheduledDate)).toBe(at);
				expect(DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss")).toBe(wallTime);
				expect([0, 3_600_000]).toContain(second * 1000 - at);
			}),
		);
	});

	it('comes back from its text with an offset, read for any other zone', () => {
		fc.assert(
			fc.property(zones, zones, seconds, (own, other, second) => {
				const text = DateTime.fromSeconds(second, { zone: own }).toISO();
				expect(readScheduledDate(text, other, NOW).at).toBe(second * 1000);
			}),
		);
	});
});
