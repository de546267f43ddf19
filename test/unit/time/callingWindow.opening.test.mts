/** When a calling window opens and closes next, in zones whose clocks change. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
	WEEKDAYS,
	nextClosing,
	nextOpening,
	readCallingWindow,
	type CallingWindow,
} from '../../../nodes/Hamsa/time/callingWindow.ts';
import { OFFICE, at } from '../support/callingWindows.mts';

/** What the zone's clock shows ("Tuesday 09:00"), by another road than the code under test: the platform's formatter. */
function clockOf(zone: string, instant: number): string {
	let formatter = formatters.get(zone);
	if (!formatter) {
		formatter = new Intl.DateTimeFormat('en-GB', {
			timeZone: zone,
			weekday: 'long',
			hour: '2-digit',
			minute: '2-digit',
			hourCycle: 'h23',
		});
		formatters.set(zone, formatter);
	}
	return formatter.format(instant);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function isOpen(window: CallingWindow, zone: string, instant: number): boolean {
	const [day, time = ''] = clockOf(zone, instant).toUpperCase().split(' ');
	return (
		window.days.some((each) => each === day) &&
		time >= window.startCallingTime &&
		time < window.endCallingTime
	);
}

describe('nextOpening', () => {
	const everyDay = (startCallingTime: string, endCallingTime: string): CallingWindow => ({
		days: [...WEEKDAYS],
		startCallingTime,
		endCallingTime,
	});
	const office = readCallingWindow(OFFICE);

	it.each<[string, CallingWindow, string, string, string]>([
		['Riyadh, before', office, 'Asia/Riyadh', '2026-11-24T05:00+03:00', '2026-11-24T09:00+03:00'],
		['Riyadh, within', office, 'Asia/Riyadh', '2026-11-24T12:34:56+03:00', '2026-11-24T12:34:56+03:00'],
		['Riyadh, over the weekend', office, 'Asia/Riyadh', '2026-11-27T17:00+03:00', '2026-11-30T09:00+03:00'],
		['Kathmandu', office, 'Asia/Kathmandu', '2026-11-24T20:00+05:45', '2026-11-25T09:00+05:45'],
		['UTC', office, 'UTC', '2026-11-24T00:00Z', '2026-11-24T09:00Z'],
		[
			'Berlin, clock set forward overnight',
			everyDay('09:00', '17:00'),
			'Europe/Berlin',
			'2027-03-27T18:00+01:00',
			'2027-03-28T09:00+02:00',
		],
		[
			'Berlin, clock set back overnight',
			everyDay('09:00', '17:00'),
			'Europe/Berlin',
			'2026-10-24T18:00+02:00',
			'2026-10-25T09:00+01:00',
		],
		[
			'New York, the clock jumps over the start',
			everyDay('02:30', '04:00'),
			'America/New_York',
			'2027-03-14T00:00-05:00',
			'2027-03-14T03:00-04:00',
		],
		[
			'New York, the clock jumps over the whole window',
			everyDay('02:15', '02:45'),
			'America/New_York',
			'2027-03-14T00:00-05:00',
			'2027-03-15T02:15-04:00',
		],
		[
			'New York, set back from within the window to before it',
			everyDay('01:30', '03:00'),
			'America/New_York',
			'2026-11-01T01:00-05:00',
			'2026-11-01T01:30-05:00',
		],
		[
			'Cairo, midnight does not exist',
			everyDay('00:00', '06:00'),
			'Africa/Cairo',
			'2027-04-29T22:00+02:00',
			'2027-04-30T01:00+03:00',
		],
	])('%s', (_, window, zone, from, expected) => {
		expect(new Date(nextOpening(window, zone, at(from))).toISOString()).toBe(
			new Date(at(expected)).toISOString(),
		);
	});

	const minute = (iso: string) => at(iso) / 60_000;
	const anyMinute = fc
		.oneof(
			fc.integer({ min: minute('2026-11-01T00:00Z'), max: minute('2028-11-01T00:00Z') }),
			// The nights on which clocks change, where mistakes live.
			fc.integer({ min: minute('2027-03-13T12:00Z'), max: minute('2027-03-15T12:00Z') }),
			fc.integer({ min: minute('2027-11-06T12:00Z'), max: minute('2027-11-08T12:00Z') }),
			fc.integer({ min: minute('2027-04-29T12:00Z'), max: minute('2027-05-01T12:00Z') }),
		)
		.map((minutes) => minutes * 60_000);
	const anyZone = fc.constantFrom(
		'Asia/Riyadh',
		'America/New_York',
		'Europe/Berlin',
		'Asia/Kathmandu',
		'UTC',
		'Africa/Cairo',
		'Australia/Lord_Howe',
		'Pacific/Kiritimati',
	);
	const clock = (minutes: number) =>
		`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
	const anyWindow = fc
		.tuple(
			fc.subarray([...WEEKDAYS], { minLength: 1 }),
			fc.uniqueArray(fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 240 })), {
				minLength: 2,
				maxLength: 2,
			}),
		)
		.map(([days, times]): CallingWindow => {
			const [start, end] = times.sort((a, b) => a - b).map(clock);
			return { days, startCallingTime: start ?? '', endCallingTime: end ?? '' };
		});

	it('is the first minute at which the clock on the wall stands within the window', () => {
		fc.assert(
			fc.property(anyWindow, anyZone, anyMinute, (window, zone, from) => {
				const opening = nextOpening(window, zone, from);
				expect(opening).toBeGreaterThanOrEqual(from);
				expect(isOpen(window, zone, opening)).toBe(true);
				for (let before = from; before < opening; before += 60_000) {
					if (isOpen(window, zone, before))
						throw new Error(`Already open at ${new Date(before).toISOString()}`);
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('closes when the clock jumps over its end', () => {
		const closing = nextClosing(everyDay('01:00', '02:30'), 'Europe/Berlin', at('2027-03-28T01:00+01:00'));

		expect(new Date(closing).toISOString()).toBe('2027-03-28T01:00:00.000Z');
	});

	it('closes at the first minute at which it does not', () => {
		fc.assert(
			fc.property(anyWindow, anyZone, anyMinute, (window, zone, from) => {
				const opening = nextOpening(window, zone, from);
				const closing = nextClosing(window, zone, opening);
				expect(closing).toBeGreaterThan(opening);
				expect(isOpen(window, zone, closing)).toBe(false);
				for (let open = opening; open < closing; open += 60_000) {
					if (!isOpen(window, zone, open))
						throw new Error(`Already closed at ${new Date(open).toISOString()}`);
				}
			}),
			{ numRuns: 200 },
		);
	});
});
