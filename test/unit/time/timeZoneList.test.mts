import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { readTimeZone } from '../../../nodes/Hamsa/time/timeZone.ts';
import { findTimeZones } from '../../../nodes/Hamsa/methods/getTimeZones.ts';

const WINTER = Date.parse('2026-11-24T06:00:00Z');
const SUMMER = Date.parse('2027-07-01T06:00:00Z');
const found = (filter: string, now = WINTER) => findTimeZones(filter, now).map(({ value }) => value);

describe('the list of the field Time Zone', () => {
	it('shows each zone with its offset of the day', () => {
		const names = (now: number) => findTimeZones('', now).map(({ name }) => name);
		expect(names(WINTER)).toEqual(
			expect.arrayContaining([
				'Asia/Riyadh (UTC+03:00)',
				'America/New_York (UTC-05:00)',
				'Asia/Kathmandu (UTC+05:45)',
				'UTC (UTC+00:00)',
			]),
		);
		expect(names(SUMMER)).toEqual(
			expect.arrayContaining(['Asia/Riyadh (UTC+03:00)', 'America/New_York (UTC-04:00)']),
		);
	});

	it('has every entry once, in alphabetical order, and each can be used', () => {
		const zones = found('').map(String);
		expect(zones.length).toBeGreaterThan(350);
		expect(new Set(zones).size).toBe(zones.length);
		expect(zones).toEqual([...zones].sort());
		expect(zones.filter((zone) => readTimeZone(zone, 'UTC').zone !== zone)).toEqual([]);
	});

	it('has a zone for every clock that people live by', () => {
		const clock = (zone: string) =>
			[WINTER, SUMMER].map((now) => DateTime.fromMillis(now, { zone }).offset).join(' ');
		const clocks = new Set(found('').map((zone) => clock(String(zone))));
		const missing = Intl.supportedValuesOf('timeZone').filter((zone) => !clocks.has(clock(zone)));
		expect(missing).toEqual([]);
	});

	it('leaves out outdated spellings, fixed offsets and abbreviations', () => {
		const zones = found('');
		for (const zone of [
			'Asia/Calcutta',
			'Europe/Kiev',
			'Africa/Asmera',
			'Etc/GMT+3',
			'EST',
			'US/Eastern',
			'Egypt',
		]) {
			expect(zones).not.toContain(zone);
		}
	});

	it.each([
		['saudi', ['Asia/Riyadh']],
		['Riyadh', ['Asia/Riyadh']],
		['asia/riy', ['Asia/Riyadh']],
		['KSA', ['Asia/Riyadh']],
		['uae', ['Asia/Dubai']],
		['kuwait', ['Asia/Kuwait']],
		['new york', ['America/New_York']],
		['New_York', ['America/New_York']],
		['Türkiye', ['Europe/Istanbul']],
		['turkey', ['Europe/Istanbul']],
		['São Paulo', ['America/Sao_Paulo']],
		['5:45', []],
		['+5:45', ['Asia/Kathmandu']],
		['utc+05:45', ['Asia/Kathmandu']],
		['nowhere', []],
	])('%s finds %p', (filter, zones) => {
		expect(found(filter)).toEqual(zones);
	});

	it.each([
		['india', 'Asia/Kolkata'],
		['usa', 'America/New_York'],
		['uk', 'Europe/London'],
		['spain', 'Europe/Madrid'],
		['utc', 'UTC'],
	])('%s finds %s first', (filter, zone) => {
		expect(found(filter)[0]).toBe(zone);
	});

	it('finds by the offset of the day, not of another season', () => {
		expect(found('-4', SUMMER)).toContain('America/New_York');
		expect(found('-4', WINTER)).not.toContain('America/New_York');
		expect(found('+3')).toEqual(expect.arrayContaining(['Asia/Riyadh', 'Africa/Nairobi']));
		expect(found('+3:00')).not.toContain('Asia/Tehran');
		expect(found('+1')).not.toContain('Australia/Brisbane');
	});
});
