import { describe, expect, it } from '@jest/globals';
import {
	DAY,
	HOUR,
	MINUTE,
	formatInstant,
	formatOffset,
	instantsOfWallTime,
	nextOffsetChange,
	offsetAt,
	spanInWords,
	startOfDay,
	wallTimeAt,
} from '../../../nodes/Hamsa/time/wallClock.ts';

const BERLIN = 'Europe/Berlin';
/** In Berlin the clock goes from 02:00 to 03:00 at the first and from 03:00 back to 02:00 at the second. */
const SPRING = Date.parse('2026-03-29T01:00Z');
const AUTUMN = Date.parse('2026-10-25T01:00Z');

const utc = (text: string) => Date.parse(`${text}Z`);

describe('wall times', () => {
	it.each([
		['Asia/Riyadh', 3 * HOUR],
		['Asia/Kathmandu', 5 * HOUR + 45 * MINUTE],
		['America/St_Johns', -3.5 * HOUR],
		['Pacific/Kiritimati', 14 * HOUR],
		['UTC', 0],
	])('in %s in winter are %i ms ahead', (zone, offset) => {
		const winter = utc('2026-12-01T00:00');

		expect(offsetAt(zone, winter)).toBe(offset);
		expect(wallTimeAt(zone, winter)).toBe(winter + offset);
	});

	it.each([
		['one instant as a rule', BERLIN, '2026-07-01T09:00', ['2026-07-01T07:00']],
		['one just before the clock goes forward', BERLIN, '2026-03-29T01:59', ['2026-03-29T00:59']],
		['none from when it goes forward', BERLIN, '2026-03-29T02:00', []],
		['none until it has gone forward', BERLIN, '2026-03-29T02:59', []],
		['one from then on', BERLIN, '2026-03-29T03:00', ['2026-03-29T01:00']],
		['one before the hour that comes twice', BERLIN, '2026-10-25T01:59', ['2026-10-24T23:59']],
		['two in it, the earlier first', BERLIN, '2026-10-25T02:00', ['2026-10-25T00:00', '2026-10-25T01:00']],
		['two up to its end', BERLIN, '2026-10-25T02:59', ['2026-10-25T00:59', '2026-10-25T01:59']],
		['one after it', BERLIN, '2026-10-25T03:00', ['2026-10-25T02:00']],
		[
			'two west of Greenwich',
			'America/New_York',
			'2026-11-01T01:30',
			['2026-11-01T05:30', '2026-11-01T06:30'],
		],
		[
			'two where it is half an hour',
			'Australia/Lord_Howe',
			'2026-04-05T01:45',
			['2026-04-04T14:45', '2026-04-04T15:15'],
		],
		['none on a day that a zone left out', 'Pacific/Apia', '2011-12-30T12:00', []],
		['one in the zone furthest east', 'Pacific/Kiritimati', '2026-07-01T00:00', ['2026-06-30T10:00']],
	])('are %s', (_, zone, wallTime, instants) => {
		expect(instantsOfWallTime(zone, utc(wallTime))).toEqual(instants.map(utc));
	});
});

describe('nextOffsetChange', () => {
	it.each([
		['spring', SPRING],
		['autumn', AUTUMN],
	])('finds the instant of the change in %s, whatever lies before and after', (_, change) => {
		expect(nextOffsetChange(BERLIN, change - DAY, change + DAY)).toBe(change);
		expect(nextOffsetChange(BERLIN, change - 1, change + 2 * DAY)).toBe(change);
		expect(nextOffsetChange(BERLIN, change - 20 * HOUR - 1, change)).toBe(change);
	});

	it('finds none before or after it, or in a zone without any', () => {
		expect(nextOffsetChange(BERLIN, SPRING - DAY, SPRING - 1)).toBeUndefined();
		expect(nextOffsetChange(BERLIN, SPRING, SPRING + DAY)).toBeUndefined();
		expect(nextOffsetChange('Asia/Riyadh', SPRING - DAY, AUTUMN + DAY)).toBeUndefined();
	});
});

describe('formatInstant and formatOffset', () => {
	const instant = utc('2026-12-06T06:00');

	it('leave the year out when it is the present one, and only then', () => {
		expect(formatInstant(instant, 'Asia/Riyadh', utc('2026-01-01T00:00'))).toBe('Sun 6 Dec 09:00');
		expect(formatInstant(instant, 'Asia/Riyadh', utc('2027-01-01T00:00'))).toBe('Sun 6 Dec 2026 09:00');
		expect(formatInstant(instant, 'Asia/Riyadh')).toBe('Sun 6 Dec 2026 09:00');
	});

	it('go by the year and the day that it is in the zone', () => {
		const newYear = utc('2026-12-31T22:00');

		expect(formatInstant(newYear, 'Asia/Riyadh', instant)).toBe('Fri 1 Jan 2027 01:00');
		expect(formatInstant(newYear, 'UTC', instant)).toBe('Thu 31 Dec 22:00');
		expect(formatInstant(newYear + DAY, 'Asia/Riyadh', newYear)).toBe('Sat 2 Jan 01:00');
	});

	it('show the offset that is in force', () => {
		expect(formatOffset(BERLIN, SPRING - 1)).toBe('UTC+01:00');
		expect(formatOffset(BERLIN, SPRING)).toBe('UTC+02:00');
		expect(formatOffset('America/St_Johns', instant)).toBe('UTC-03:30');
	});
});

describe('spanInWords', () => {
	it.each([
		[0, 'less than a minute'],
		[MINUTE - 1, 'less than a minute'],
		[MINUTE, '1 min'],
		[1.5 * MINUTE - 1, '1 min'],
		[1.5 * MINUTE, '2 min'],
		[59 * MINUTE, '59 min'],
		[59.5 * MINUTE, '1 h'],
		[2 * HOUR + 10 * MINUTE, '2 h 10 min'],
		[23 * HOUR, '23 h'],
		[DAY - MINUTE, '23 h 59 min'],
		[DAY - 1, '1 day'],
		[DAY, '1 day'],
		[DAY + 29 * MINUTE, '1 day'],
		[DAY + 30 * MINUTE, '1 day 1 h'],
		[2 * DAY - 30 * MINUTE, '2 days'],
		[2 * DAY + 3 * HOUR, '2 days 3 h'],
		[400 * DAY, '400 days'],
	])('says %i ms as "%s"', (span, words) => {
		expect(spanInWords(span)).toBe(words);
	});
});

describe('the start of a day', () => {
	it.each([
		['of today', 'Asia/Riyadh', '2026-01-05T09:00', 0, '2026-01-04T21:00'],
		['of a week ago', 'Asia/Riyadh', '2026-01-05T09:00', 6, '2025-12-29T21:00'],
		['at midnight itself', 'Asia/Riyadh', '2026-01-04T21:00', 0, '2026-01-04T21:00'],
		['a moment before midnight', 'Asia/Riyadh', '2026-01-04T20:59', 0, '2026-01-03T21:00'],
		['of a day of 23 hours', BERLIN, '2026-03-29T20:00', 0, '2026-03-28T23:00'],
		['before a day of 25 hours', BERLIN, '2026-10-26T12:00', 1, '2026-10-24T22:00'],
		['that the clock skips', 'Asia/Beirut', '2026-03-29T12:00', 0, '2026-03-28T22:00'],
	])('%s', (_, zone, now, daysBefore, expected) => {
		expect(new Date(startOfDay(zone, utc(now), daysBefore)).toISOString()).toBe(`${expected}:00.000Z`);
	});
});
