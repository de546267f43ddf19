import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WEEKDAYS, type Weekday } from '../../../../nodes/Hamsa/time/callingWindow.ts';
import { commonWindow, minutesOpen } from '../../../../nodes/Hamsa/time/local/commonHours.ts';
import { outsideLocalHours } from '../../../../nodes/Hamsa/time/local/localHours.ts';
import { minutesOf } from '../../../../nodes/Hamsa/time/local/week.ts';
import { daysBetween, openInstants, shownBy } from '../../support/campaignDays.mts';

const WEEK: Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];
const hours = (from: string, to: string, zones: string[], days: readonly Weekday[] = WEEK) => ({
	days,
	start: minutesOf(from),
	end: minutesOf(to),
	zones,
});

const WINTER = daysBetween('2026-12-01', '2027-01-15');
const INTO_SUMMER = daysBetween('2027-03-01', '2027-04-15');

/** Clocks of all sorts: half hours, both sides of the date line, other dates of summer time or none. */
const ZONES = [
	'Asia/Riyadh',
	'Europe/London',
	'America/New_York',
	'America/Los_Angeles',
	'America/St_Johns',
	'Asia/Kolkata',
	'Asia/Kathmandu',
	'Australia/Lord_Howe',
	'Australia/Sydney',
	'Pacific/Chatham',
	'Pacific/Kiritimati',
	'Pacific/Pago_Pago',
	'Africa/Cairo',
];

const time = fc.integer({ min: 0, max: 1439 }).map((minutes) => {
	const twoDigits = (number: number) => String(number).padStart(2, '0');
	return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
});
const span = fc
	.tuple(time, time)
	.filter(([one, other]) => one !== other)
	.map((times) => times.sort());
const someDays = fc.subarray([...WEEKDAYS], { minLength: 1 });
const campaignDays = fc
	.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 40 }))
	.map(([start, length]) => {
		const from = Date.UTC(2026, 0, 1) + start * 24 * 3600 * 1000;
		return { from, to: from + length * 24 * 3600 * 1000 };
	});

describe('hours that several clocks allow', () => {
	it.each([
		[
			'an hour apart',
			['Europe/Madrid', 'Atlantic/Canary'],
			WINTER,
			{ days: WEEK, startCallingTime: '10:00', endCallingTime: '17:00' },
		],
		[
			'half an hour apart in winter',
			['Australia/Adelaide', 'Australia/Sydney'],
			WINTER,
			{ days: WEEK, startCallingTime: '09:00', endCallingTime: '16:30' },
		],
		[
			'an hour apart, two for the hour in which one of them has changed',
			['America/New_York', 'America/Chicago', 'America/Panama'],
			INTO_SUMMER,
			{ days: WEEK, startCallingTime: '10:00', endCallingTime: '17:00' },
		],
		['ten hours apart', ['Europe/Kaliningrad', 'Asia/Kamchatka'], WINTER, undefined],
		[
			'a day apart at the date line: on one of them it is Saturday',
			['Pacific/Apia', 'Pacific/Pago_Pago'],
			WINTER,
			{
				days: ['TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
				startCallingTime: '09:00',
				endCallingTime: '17:00',
			},
		],
	])('%s', (_, zones, days, expected) => {
		expect(commonWindow([hours('09:00', '17:00', zones)], zones[0]!, days)).toEqual(expected);
	});

	it('keeps away from the hour in which the difference is another one', () => {
		const zones = ['America/New_York', 'America/Chicago'];
		const night = hours('00:00', '06:00', zones, ['SUNDAY']);

		expect(commonWindow([night], 'America/Chicago', WINTER)?.startCallingTime).toBe('00:00');
		expect(commonWindow([night], 'America/Chicago', WINTER)?.endCallingTime).toBe('05:00');
		expect(commonWindow([night], 'America/Chicago', INTO_SUMMER)).toEqual({
			days: ['SUNDAY'],
			startCallingTime: '00:00',
			endCallingTime: '05:00',
		});
	});

	it('moves days and hours onto another clock', () => {
		const sydney = hours('09:00', '12:00', ['Australia/Sydney']);

		expect(commonWindow([sydney], 'America/New_York', WINTER)).toEqual({
			days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'SUNDAY'],
			startCallingTime: '17:00',
			endCallingTime: '20:00',
		});
	});

	it('takes the longest part of hours that lie across midnight', () => {
		const tokyo = hours('12:00', '20:00', ['Asia/Tokyo']);

		expect(commonWindow([tokyo], 'America/New_York', WINTER)).toEqual({
			days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
			startCallingTime: '00:00',
			endCallingTime: '06:00',
		});
	});

	it('never opens when one of the clocks does not allow it', () => {
		let opened = 0;
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1, maxLength: 4 }),
				fc.constantFrom(...ZONES),
				span,
				someDays,
				campaignDays,
				(zones, clock, [from, to], wanted, days) => {
					const window = commonWindow([hours(from, to, zones, wanted)], clock, days);
					if (window === undefined) return;
					for (const instant of openInstants(window, clock, days)) {
						opened++;
						for (const zone of zones) {
							const shown = shownBy(zone, instant);

							expect(wanted).toContain(shown.day);
							expect(shown.time >= from && shown.time < to).toBe(true);
						}
					}
				},
			),
			{ numRuns: 300 },
		);
		expect(opened).toBeGreaterThan(1000);
	});

	it('is the longest window that there is', () => {
		const fixed = ['Asia/Riyadh', 'Asia/Kolkata', 'Asia/Tokyo', 'America/Panama', 'Pacific/Pago_Pago'];
		const quarters = Array.from({ length: 96 }, (_, quarter) => quarter * 15);
		const monday = Date.UTC(2026, 11, 7);
		const ofQuarter = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);

		fc.assert(
			fc.property(
				fc.subarray(fixed, { minLength: 1, maxLength: 3 }),
				fc.tuple(ofQuarter, ofQuarter).filter(([one, other]) => one !== other),
				someDays,
				(zones, minutes, wanted) => {
					const [start, end] = [...minutes].sort((a, b) => a - b);
					const [clock] = zones;
					const isAllowed = (instant: number) =>
						zones.every((zone) => {
							const { day, time: shown } = shownBy(zone, instant);
							return wanted.includes(day) && minutesOf(shown) >= start! && minutesOf(shown) < end!;
						});
					// How long each day of the clock is allowed from each quarter of an hour on.
					const lengths = WEEKDAYS.map((_, day) => {
						const midnight = monday + day * 24 * 3600_000;
						const ahead = minutesOf(shownBy(clock!, midnight).time);
						const offset = shownBy(clock!, midnight).day === WEEKDAYS[day] ? ahead : ahead - 1440;
						const allowed = quarters.map((minute) => isAllowed(midnight + (minute - offset) * 60_000));
						return quarters.map((_quarter, from) => {
							const stop = allowed.indexOf(false, from);
							const to = stop < 0 ? 1439 : stop * 15;
							return Math.max(0, to - from * 15);
						});
					});
					let longest = 0;
					for (const from of quarters.keys()) {
						const ofDays = lengths.map((day) => day[from]!);
						for (const length of ofDays) {
							longest = Math.max(longest, length * ofDays.filter((each) => each >= length).length);
						}
					}
					const window = commonWindow([{ days: wanted, start: start!, end: end!, zones }], clock!, WINTER);

					expect(window === undefined ? 0 : minutesOpen(window)).toBe(longest);
				},
			),
			{ numRuns: 60 },
		);
	});

	it('is the hours themselves for one clock', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...ZONES),
				span,
				someDays,
				campaignDays,
				(zone, [from, to], wanted, days) => {
					expect(commonWindow([hours(from, to, [zone], wanted)], zone, days)).toEqual({
						days: wanted,
						startCallingTime: from,
						endCallingTime: to,
					});
				},
			),
		);
	});
});

describe('the guard of local hours', () => {
	const window = { days: WEEK, startCallingTime: '09:00', endCallingTime: '17:00' };
	const limits = { earliest: '08:00', latest: '21:00' };

	it.each([
		[
			'Riyadh for London',
			'Asia/Riyadh',
			['Europe/London'],
			'would be called 06:00-14:00 on its clock (Europe/London)',
		],
		['Riyadh for Dubai', 'Asia/Riyadh', ['Asia/Dubai'], undefined],
		['Riyadh for Kolkata', 'Asia/Riyadh', ['Asia/Kolkata'], undefined],
		[
			'New York for Riyadh, across midnight',
			'America/New_York',
			['Asia/Riyadh'],
			'would be called 17:00-01:00 on its clock (Asia/Riyadh)',
		],
		[
			'New York for a number from anywhere in the United States',
			'America/New_York',
			['America/New_York', 'America/Chicago', 'America/Denver'],
			'might be called 07:00-15:00 on its clock (America/Denver): its number does not tell its time zone',
		],
		['a number of no country', 'Asia/Riyadh', [], undefined],
		['half an hour too early', 'Asia/Tehran', ['Asia/Baghdad', 'Asia/Riyadh'], undefined],
		['Auckland for Honolulu', 'Pacific/Auckland', ['Pacific/Honolulu'], undefined],
	])('%s', (_, zone, zones, reason) => {
		expect(outsideLocalHours(window, zone, zones, limits, WINTER)).toBe(reason);
	});

	it('looks at all of the days', () => {
		const early = { ...window, startCallingTime: '12:00' };

		expect(outsideLocalHours(early, 'Europe/London', ['America/New_York'], limits, WINTER)).toContain(
			'07:00',
		);
		expect(
			outsideLocalHours(
				{ ...window, startCallingTime: '13:00' },
				'Europe/London',
				['America/New_York'],
				limits,
				WINTER,
			),
		).toBeUndefined();
		expect(
			outsideLocalHours(
				{ ...window, startCallingTime: '20:30', endCallingTime: '21:00' },
				'America/Panama',
				['America/New_York'],
				limits,
				INTO_SUMMER,
			),
		).toBe('would be called 21:30-22:00 on its clock (America/New_York)');
	});

	it('is off without limits, and holds one of them alone', () => {
		const early = { ...window, startCallingTime: '00:00' };

		expect(outsideLocalHours(early, 'Asia/Riyadh', ['Asia/Riyadh'], {}, WINTER)).toBeUndefined();
		expect(
			outsideLocalHours(early, 'Asia/Riyadh', ['Asia/Riyadh'], { latest: '21:00' }, WINTER),
		).toBeUndefined();
		expect(outsideLocalHours(early, 'Asia/Riyadh', ['Asia/Riyadh'], { earliest: '08:00' }, WINTER)).toContain(
			'00:00',
		);
	});
});
