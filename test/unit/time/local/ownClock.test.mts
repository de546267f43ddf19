import { describe, expect, it } from '@jest/globals';
import { WEEKDAYS, type CallingWindow } from '../../../../nodes/Hamsa/time/callingWindow.ts';
import { hoursTeller } from '../../../../nodes/Hamsa/time/local/ownClock.ts';
import { daysBetween, openInstants, shownBy } from '../../support/campaignDays.mts';

const WINTER = daysBetween('2026-12-01', '2027-01-15');

const weekdays: CallingWindow['days'] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];
const window = (startCallingTime: string, endCallingTime: string, days = weekdays): CallingWindow => ({
	days,
	startCallingTime,
	endCallingTime,
});

describe('the hours of a campaign on the clock of a number', () => {
	it.each<[string, CallingWindow, string, string, string]>([
		[
			'the same clock',
			window('09:00', '17:00'),
			'Asia/Riyadh',
			'+966501234567',
			'Mon-Fri 09:00-17:00 Asia/Riyadh',
		],
		[
			'a clock that is the same under another name',
			window('09:00', '17:00'),
			'Asia/Riyadh',
			'+96550123456',
			'Mon-Fri 09:00-17:00 Asia/Riyadh',
		],
		[
			'an hour ahead',
			window('09:00', '17:00'),
			'Asia/Riyadh',
			'+971501234567',
			'Mon-Fri 10:00-18:00 Asia/Dubai',
		],
		[
			'half an hour',
			window('09:00', '17:00'),
			'Asia/Riyadh',
			'+919900000130',
			'Mon-Fri 11:30-19:30 Asia/Kolkata',
		],
		[
			'three quarters of an hour',
			window('09:00', '17:00'),
			'Asia/Riyadh',
			'+97715550123',
			'Mon-Fri 11:45-19:45 Asia/Kathmandu',
		],
		[
			'hours behind, on the same day',
			window('17:00', '23:00'),
			'Asia/Riyadh',
			'+12125550123',
			'Mon-Fri 09:00-15:00 America/New_York',
		],
		[
			'hours that begin on the day before',
			window('06:00', '07:00'),
			'Asia/Riyadh',
			'+12125550123',
			'Sun-Thu 22:00-23:00 America/New_York',
		],
		[
			'hours that begin on the day after',
			window('20:00', '21:00'),
			'America/New_York',
			'+966501234567',
			'Tue-Sat 04:00-05:00 Asia/Riyadh',
		],
		[
			'hours across midnight, told by the day on which they begin',
			window('09:00', '17:00'),
			'America/New_York',
			'+966501234567',
			'Mon-Fri 17:00-01:00 Asia/Riyadh',
		],
		[
			'a week from its last day into the next',
			window('20:00', '21:00', ['SUNDAY']),
			'America/New_York',
			'+966501234567',
			'Mon 04:00-05:00 Asia/Riyadh',
		],
		[
			'across the date line',
			window('09:00', '10:00', ['MONDAY']),
			'Pacific/Auckland',
			'+18082345678',
			'Sun 10:00-11:00 Pacific/Honolulu',
		],
		[
			'every day',
			window('00:00', '23:59', [...WEEKDAYS]),
			'Asia/Riyadh',
			'+971501234567',
			'every day 01:00-00:59 Asia/Dubai',
		],
	])('%s', (_, hours, zone, number, told) => {
		expect(hoursTeller(hours, zone, WINTER)(number)).toBe(told);
	});

	it.each([
		['that may be on several clocks', '+61412345678'],
		['of no place', '+80012345678'],
	])('are those of the campaign for a number %s', (_, number) => {
		expect(hoursTeller(window('09:00', '17:00'), 'Asia/Riyadh', WINTER)(number)).toBe(
			'Mon-Fri 09:00-17:00 Asia/Riyadh',
		);
	});

	it('are those at the beginning, where a clock is changed meanwhile', () => {
		const spring = daysBetween('2027-03-20', '2027-04-10');

		expect(hoursTeller(window('12:00', '20:00'), 'Asia/Riyadh', spring)('+442071234567')).toBe(
			'Mon-Fri 09:00-17:00 Europe/London',
		);
	});

	it.each([
		['Asia/Riyadh', '+919900000130', 'Asia/Kolkata'],
		['America/New_York', '+966501234567', 'Asia/Riyadh'],
		['Pacific/Auckland', '+18082345678', 'Pacific/Honolulu'],
		['Asia/Tokyo', '+12125550123', 'America/New_York'],
	])('from %s are what the clock of %s shows', (zone, number, own) => {
		for (let hour = 0; hour < 23; hour++) {
			const start = `${String(hour).padStart(2, '0')}:00`;
			const hours = window(start, `${String(hour).padStart(2, '0')}:30`, ['WEDNESDAY']);
			const [first] = openInstants(hours, zone, WINTER);
			const { day, time } = shownBy(own, first!);

			const dayName = day.charAt(0) + day.slice(1, 3).toLowerCase();
			expect(hoursTeller(hours, zone, WINTER)(number)).toMatch(new RegExp(`^${dayName} ${time}-`));
		}
	});
});
