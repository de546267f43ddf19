/** What the tz database says of clocks in 2026 and 2027. */
import { describe, expect, it } from '@jest/globals';
import { clockOf, differencesBetween, oneOfEachClock } from '../../../../nodes/Hamsa/time/local/clocks.ts';
import { workingDaysOf } from '../../../../nodes/Hamsa/time/local/workingDays.ts';
import { daysBetween } from '../../support/campaignDays.mts';

describe('clocks', () => {
	it.each([
		['Riyadh and Kuwait always', 'Asia/Riyadh', 'Asia/Kuwait', '2026-01-01', '2027-12-31', true],
		['Riyadh and Cairo in summer', 'Asia/Riyadh', 'Africa/Cairo', '2026-06-01', '2026-06-30', true],
		['Riyadh and Cairo in winter', 'Asia/Riyadh', 'Africa/Cairo', '2026-12-01', '2026-12-31', false],
		['Riyadh and Cairo when summer ends', 'Asia/Riyadh', 'Africa/Cairo', '2026-10-20', '2026-11-10', false],
		['New York and Panama in winter', 'America/New_York', 'America/Panama', '2026-12-01', '2027-02-01', true],
		[
			'New York and Panama into March',
			'America/New_York',
			'America/Panama',
			'2026-12-01',
			'2027-04-01',
			false,
		],
		[
			'Phoenix and Los Angeles in summer',
			'America/Phoenix',
			'America/Los_Angeles',
			'2026-07-01',
			'2026-08-01',
			true,
		],
		[
			'Casablanca and Lagos outside of Ramadan',
			'Africa/Casablanca',
			'Africa/Lagos',
			'2025-05-01',
			'2025-12-01',
			true,
		],
		[
			'Casablanca and Lagos over Ramadan',
			'Africa/Casablanca',
			'Africa/Lagos',
			'2025-01-01',
			'2025-05-01',
			false,
		],
		[
			'Sydney and Brisbane in July',
			'Australia/Sydney',
			'Australia/Brisbane',
			'2026-07-01',
			'2026-08-01',
			true,
		],
		['London and Lisbon', 'Europe/London', 'Europe/Lisbon', '2026-01-01', '2027-12-31', true],
	])('%s', (_, zone, other, from, to, same) => {
		const days = daysBetween(from, to);

		expect(clockOf(zone, days) === clockOf(other, days)).toBe(same);
	});

	it.each([
		['half an hour', 'Asia/Kolkata', 'UTC', '2026-12-01', '2026-12-10', [330]],
		['three quarters', 'Asia/Kathmandu', 'Asia/Kolkata', '2026-12-01', '2026-12-10', [15]],
		['across the date line', 'Pacific/Kiritimati', 'Pacific/Honolulu', '2026-12-01', '2026-12-10', [1440]],
		[
			'half an hour of summer time',
			'Australia/Lord_Howe',
			'Australia/Brisbane',
			'2026-09-01',
			'2026-11-01',
			[30, 60],
		],
		[
			'summer time at other dates',
			'Europe/London',
			'America/New_York',
			'2027-03-01',
			'2027-04-10',
			[300, 240],
		],
	])('tells every difference: %s', (_, zone, other, from, to, expected) => {
		const differences = differencesBetween(zone, other, daysBetween(from, to));

		expect(differences).toEqual(expected.map((ahead) => ({ ahead })));
	});

	it('tells a difference of some hours in the night in which both clocks change', () => {
		const days = daysBetween('2027-03-01', '2027-04-01');
		const [usual, ...others] = differencesBetween('America/New_York', 'America/Chicago', days);

		expect(usual).toEqual({ ahead: 60 });
		// Sunday from 01:00, when it is two in New York, up to two in Chicago.
		expect(others).toEqual([{ ahead: 120, only: [[6 * 1440 + 60, 6 * 1440 + 120]] }]);
	});

	it('keeps the first zone of each clock', () => {
		const zones = ['Asia/Riyadh', 'Asia/Dubai', 'Asia/Kuwait', 'Asia/Muscat'];

		expect(oneOfEachClock(zones, daysBetween('2026-01-01', '2026-03-01'))).toEqual([
			'Asia/Riyadh',
			'Asia/Dubai',
		]);
	});
});

describe('working days', () => {
	it.each([
		['SA', 'MTWTS'],
		['EG', 'MTWTS'],
		['KW', 'MTWTS'],
		['QA', 'MTWTS'],
		['AE', 'MTWTF'],
		['US', 'MTWTF'],
		['GB', 'MTWTF'],
		['IR', 'MTWTSS'],
		['IN', 'MTWTFS'],
		['XK', 'MTWTF'],
	])('of %s', (country, initials) => {
		expect(
			workingDaysOf(country)
				.map((day) => day.charAt(0))
				.join(''),
		).toBe(initials);
	});

	it('are Sunday to Thursday in Saudi Arabia', () => {
		expect(workingDaysOf('SA')).toEqual(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'SUNDAY']);
	});
});
