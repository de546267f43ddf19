import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WEEKDAYS, type Weekday } from '../../../../nodes/Hamsa/time/callingWindow.ts';
import { placeAt, placesOf } from '../../../../nodes/Hamsa/time/local/numberZones.ts';
import { splitByClock, type HoursWish } from '../../../../nodes/Hamsa/time/local/splitByClock.ts';
import { workingDaysOf } from '../../../../nodes/Hamsa/time/local/workingDays.ts';
import { daysBetween, openInstants, shownBy } from '../../support/campaignDays.mts';
import { validNumbers } from '../../support/numberingPlans.mts';

const WORKING_HOURS: HoursWish = { startCallingTime: '09:00', endCallingTime: '17:00' };
const GUARD = { earliest: '08:00', latest: '21:00' };
const WINTER = daysBetween('2026-12-01', '2027-01-15');
const MONDAY_TO_FRIDAY: Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];
const SUNDAY_TO_THURSDAY: Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'SUNDAY'];

const columnOf = (numbers: readonly string[]) => placesOf(numbers.map((phoneNumber) => ({ phoneNumber })));

function split(numbers: readonly string[], wish = WORKING_HOURS, limits = GUARD, days = WINTER) {
	const { groups, rejected } = splitByClock(columnOf(numbers), wish, limits, days);
	return {
		groups: groups.map(({ zone, window, positions }) => ({
			zone,
			days: window.days,
			hours: `${window.startCallingTime}-${window.endCallingTime}`,
			positions: positions && [...positions],
		})),
		rejected,
	};
}

describe('a list split by the clocks of its numbers', () => {
	it('keeps a list of one country in one piece', () => {
		expect(split(['+966501234567', '+966112345678', '+966551234567'])).toEqual({
			groups: [{ zone: 'Asia/Riyadh', days: SUNDAY_TO_THURSDAY, hours: '09:00-17:00', positions: undefined }],
			rejected: [],
		});
	});

	it('makes a group of each clock and weekend, in the order of their first rows', () => {
		const numbers = [
			'+971501234567',
			'+12125550123',
			'+96550123456',
			'+966501234567',
			'+971521234567',
			'+13055550123',
			'+201001234567',
		];

		expect(split(numbers).groups).toEqual([
			{ zone: 'Asia/Dubai', days: MONDAY_TO_FRIDAY, hours: '09:00-17:00', positions: [0, 4] },
			{ zone: 'America/New_York', days: MONDAY_TO_FRIDAY, hours: '09:00-17:00', positions: [1, 5] },
			{ zone: 'Asia/Kuwait', days: SUNDAY_TO_THURSDAY, hours: '09:00-17:00', positions: [2, 3] },
			{ zone: 'Africa/Cairo', days: SUNDAY_TO_THURSDAY, hours: '09:00-17:00', positions: [6] },
		]);
	});

	it('calls a number that may be in several zones in the hours that all of them allow', () => {
		expect(split(['+34612345678', '+34911234567']).groups).toEqual([
			{ zone: 'Europe/Madrid', days: MONDAY_TO_FRIDAY, hours: '10:00-17:00', positions: [0] },
			{ zone: 'Europe/Madrid', days: MONDAY_TO_FRIDAY, hours: '09:00-17:00', positions: [1] },
		]);
	});

	it('rejects a number that no hour is left for', () => {
		const reason = 'its time zone cannot be told from the number';

		expect(split(['+79161234567', '+966501234567', '+80012345678'])).toMatchObject({
			groups: [{ zone: 'Asia/Riyadh', positions: [1] }],
			rejected: [
				{ position: 0, reason },
				{ position: 2, reason },
			],
		});
	});

	it('makes one group on one clock and rejects who would be called at night', () => {
		const wish = { ...WORKING_HOURS, days: MONDAY_TO_FRIDAY, zone: 'America/New_York' };

		expect(split(['+12125550123', '+966501234567', '+13125550123', '+17135550123'], wish)).toEqual({
			groups: [
				{ zone: 'America/New_York', days: MONDAY_TO_FRIDAY, hours: '09:00-17:00', positions: [0, 2, 3] },
			],
			rejected: [{ position: 1, reason: 'would be called 17:00-01:00 on its clock (Asia/Riyadh)' }],
		});
	});

	it('splits one clock by the working days of the countries', () => {
		const wish = { ...WORKING_HOURS, zone: 'Asia/Riyadh' };

		expect(split(['+966501234567', '+971501234567'], wish).groups).toEqual([
			{ zone: 'Asia/Riyadh', days: SUNDAY_TO_THURSDAY, hours: '09:00-17:00', positions: [0] },
			{ zone: 'Asia/Riyadh', days: MONDAY_TO_FRIDAY, hours: '09:00-17:00', positions: [1] },
		]);
	});

	it('takes the working days on the day that it is where the recipient is', () => {
		const wish = { startCallingTime: '17:00', endCallingTime: '20:00', zone: 'America/New_York' };

		expect(split(['+61291234567'], wish).groups).toEqual([
			{ zone: 'America/New_York', days: SUNDAY_TO_THURSDAY, hours: '17:00-20:00', positions: undefined },
		]);
	});

	it('gives nothing for no rows', () => {
		expect(split([])).toEqual({ groups: [], rejected: [] });
	});
});

const pool = validNumbers(10).map(({ number }) => number);
const time = fc.integer({ min: 0, max: 95 }).map((quarter) => {
	const twoDigits = (number: number) => String(number).padStart(2, '0');
	return `${twoDigits(Math.floor(quarter / 4))}:${twoDigits((quarter % 4) * 15)}`;
});
const wishes = fc
	.record({
		times: fc.oneof(
			fc.constant(['09:00', '17:00']),
			fc.tuple(time, time).filter(([one, other]) => one !== other),
		),
		days: fc.option(fc.subarray([...WEEKDAYS], { minLength: 1 }), { nil: undefined }),
		zone: fc.option(fc.constantFrom('Asia/Riyadh', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'), {
			nil: undefined,
		}),
	})
	.map(({ times, days, zone }): HoursWish => {
		const [startCallingTime, endCallingTime] = [...times].sort();
		return { days, zone, startCallingTime: startCallingTime!, endCallingTime: endCallingTime! };
	});
const campaignDays = fc
	.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 30 }))
	.map(([start, length]) => {
		const from = Date.UTC(2026, 0, 1) + start * 24 * 3600 * 1000;
		return { from, to: from + length * 24 * 3600 * 1000 };
	});

describe('whatever the list', () => {
	it('loses no row and sends none twice', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...pool), { maxLength: 40 }),
				wishes,
				campaignDays,
				(numbers, wish, days) => {
					const { groups, rejected } = splitByClock(columnOf(numbers), wish, GUARD, days);
					const everyone = numbers.map((_, position) => position);
					const sent = groups.flatMap(({ positions }) => [...(positions ?? everyone)]);
					const firsts = groups.map(({ positions }) => positions?.[0] ?? 0);

					expect([...sent, ...rejected.map(({ position }) => position)].sort((a, b) => a - b)).toEqual(
						everyone,
					);
					expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
				},
			),
			{ numRuns: 200 },
		);
	});

	it('calls nobody outside his hours on any clock that may be his', () => {
		let looked = 0;
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 6 }),
				wishes,
				campaignDays,
				(numbers, wish, days) => {
					const column = columnOf(numbers);
					const { groups } = splitByClock(column, wish, GUARD, days);
					for (const { zone, window, positions } of groups) {
						const instants = openInstants(window, zone, days);
						for (const position of positions ?? numbers.keys()) {
							const { zones, countries } = placeAt(column[position]!);
							const allowedDays = wish.days ?? workingDaysOf(countries[0]!);
							const [earliest, latest] =
								wish.zone === undefined
									? [wish.startCallingTime, wish.endCallingTime]
									: [GUARD.earliest, GUARD.latest];
							for (const own of zones) {
								for (const instant of instants) {
									const shown = shownBy(own, instant);
									looked++;

									expect(shown.time >= earliest && shown.time < latest).toBe(true);
									// Days that were chosen for one clock are days on that clock.
									if (wish.zone === undefined || wish.days === undefined) {
										expect(allowedDays).toContain(shown.day);
									}
								}
							}
						}
					}
				},
			),
			{ numRuns: 200 },
		);
		expect(looked).toBeGreaterThan(1000);
	});
});
