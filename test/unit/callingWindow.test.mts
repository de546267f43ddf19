import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
	WEEKDAYS,
	describeCallingDays,
	describeCallingWindow,
	nextClosing,
	nextOpening,
	readCallingWindow,
	type CallingWindow,
	type Weekday,
} from '../../nodes/Hamsa/campaign/callingWindow.ts';
import { InputError } from '../../nodes/Hamsa/shared/errors.ts';

const OFFICE = {
	callingDays: 'mondayToFriday',
	days: [],
	startCallingTime: '09:00',
	endCallingTime: '17:00',
};

function errorOf(run: () => unknown): InputError {
	try {
		run();
	} catch (error) {
		if (error instanceof InputError) return error;
		throw error;
	}
	throw new Error('No error was thrown');
}

/** The instant of a wall time, with its offset written out. */
const at = (iso: string) => Date.parse(iso);

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

describe('readCallingWindow', () => {
	it.each([
		['mondayToFriday', ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY']],
		['sundayToThursday', ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'SUNDAY']],
		['everyDay', ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']],
	])('takes the preset %s, whatever is left in Days', (callingDays, days) => {
		expect(readCallingWindow({ ...OFFICE, callingDays, days: ['SATURDAY'] })).toEqual({
			days,
			startCallingTime: '09:00',
			endCallingTime: '17:00',
		});
	});

	it.each<[string, unknown]>([
		['a list out of order with a repeat', ['SUNDAY', 'TUESDAY', 'SUNDAY']],
		['any case', ['sunday', 'Tuesday']],
		['shortened names', ['Sun', 'tues']],
		['a string with commas', 'Sunday, Tuesday'],
		['a string with semicolons', 'sun;tue'],
		['a string with the Arabic comma', 'Sunday، Tuesday'],
	])('takes chosen days as %s', (_, days) => {
		expect(readCallingWindow({ ...OFFICE, callingDays: 'custom', days }).days).toEqual(['TUESDAY', 'SUNDAY']);
	});

	it('takes days that an expression gives in Calling Days itself', () => {
		expect(readCallingWindow({ ...OFFICE, callingDays: 'Friday, Saturday' }).days).toEqual([
			'FRIDAY',
			'SATURDAY',
		]);
	});

	it.each<[unknown]>([[[]], [''], [undefined], [null], [' , ']])('refuses Days without a day: %p', (days) => {
		const error = errorOf(() => readCallingWindow({ ...OFFICE, callingDays: 'custom', days }));
		expect(error.message).toMatch(/^Days is empty/);
		expect(error.action).toContain('Choose at least one day');
	});

	it.each<[unknown, string]>([
		[['MONDAY', 'FUNDAY'], '"FUNDAY"'],
		['Mo', '"Mo"'],
		[['MONDAY', 3], '"3"'],
		[['MONDAY', null], '(empty)'],
		[{ day: 'MONDAY' }, '(an object)'],
		['constructor', '"constructor"'],
	])('refuses what is not a day and names it: %p', (days, shown) => {
		const error = errorOf(() => readCallingWindow({ ...OFFICE, callingDays: 'custom', days }));
		expect(error.message).toContain(`Days has ${shown}`);
		expect(error.action).toContain('MONDAY, TUESDAY');
	});

	it('names Calling Days when its own value is at fault', () => {
		expect(errorOf(() => readCallingWindow({ ...OFFICE, callingDays: 'weekdays' })).message).toMatch(
			/^Calling Days has "weekdays"/,
		);
		expect(errorOf(() => readCallingWindow({ ...OFFICE, callingDays: '' })).message).toMatch(
			/^Calling Days is empty/,
		);
	});

	it.each([
		['9:00', '09:00'],
		[' 09:30 ', '09:30'],
		['00:00', '00:00'],
		['08:15:00', '08:15'],
	])('takes the start time %p as %p', (startCallingTime, expected) => {
		expect(readCallingWindow({ ...OFFICE, startCallingTime }).startCallingTime).toBe(expected);
	});

	it.each<[unknown]>([['9am'], ['24:00'], ['25:10'], ['09:60'], ['0900'], [9], ['09:00:30'], [{}], ['9:5']])(
		'refuses the time %p in either field',
		(time) => {
			const start = errorOf(() => readCallingWindow({ ...OFFICE, startCallingTime: time }));
			const end = errorOf(() => readCallingWindow({ ...OFFICE, endCallingTime: time }));
			expect(start.message).toMatch(/^Start Calling Time .* is not a time of day$/);
			expect(end.message).toMatch(/^End Calling Time .* is not a time of day$/);
			expect(end.action).toContain('00:00 to 23:59');
		},
	);

	it('says that a time is empty', () => {
		expect(errorOf(() => readCallingWindow({ ...OFFICE, endCallingTime: '' })).message).toBe(
			'End Calling Time is empty',
		);
	});

	it.each([
		['09:00', '09:00'],
		['22:00', '06:00'],
		['10:00', '9:30'],
	])('refuses a window from %s to %s', (startCallingTime, endCallingTime) => {
		const error = errorOf(() => readCallingWindow({ ...OFFICE, startCallingTime, endCallingTime }));
		expect(error.message).toContain('is not after Start Calling Time');
		expect(error.action).toContain('Hamsa does not document');
	});
});

describe('describeCallingDays', () => {
	it.each<[Weekday[], string]>([
		[['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'], 'Mon-Fri'],
		[['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'SUNDAY'], 'Sun-Thu'],
		[['SATURDAY', 'SUNDAY'], 'Sat-Sun'],
		[['MONDAY', 'SUNDAY'], 'Sun-Mon'],
		[['MONDAY', 'SATURDAY', 'SUNDAY'], 'Sat-Mon'],
		[['MONDAY', 'WEDNESDAY', 'FRIDAY'], 'Mon, Wed, Fri'],
		[['MONDAY', 'TUESDAY', 'THURSDAY'], 'Mon, Tue, Thu'],
		[['SUNDAY'], 'Sun'],
		[['MONDAY'], 'Mon'],
		[[...WEEKDAYS], 'every day'],
	])('%p is %p', (days, words) => {
		expect(describeCallingDays(days)).toBe(words);
	});
});

describe('describeCallingWindow', () => {
	const window = readCallingWindow({ ...OFFICE, callingDays: 'sundayToThursday' });
	const words = (now: string, scheduled?: string) =>
		describeCallingWindow(
			window,
			'Asia/Riyadh',
			at(now),
			scheduled === undefined ? undefined : at(scheduled),
		);

	it.each([
		['2026-11-24T06:00+03:00', 'opens in 3 h'],
		['2026-11-24T08:15+03:00', 'opens in 45 min'],
		['2026-11-24T08:59:30+03:00', 'opens in less than a minute'],
		['2026-11-24T09:00+03:00', 'open now, closes in 8 h'],
		['2026-11-24T14:50+03:00', 'open now, closes in 2 h 10 min'],
		['2026-11-24T17:00+03:00', 'opens in 16 h'],
		// Thursday evening: Friday and Saturday are free.
		['2026-11-26T18:00+03:00', 'opens in 2 days 15 h'],
	])('at %s it says "%s"', (now, expected) => {
		expect(words(now)).toBe(`Sun-Thu 09:00-17:00 Asia/Riyadh, ${expected}`);
	});

	it.each([
		['a Friday: the window opens on Sunday', '2026-12-04T10:00+03:00', 'first calls Sun 6 Dec 09:00'],
		['within the window', '2026-12-06T10:30+03:00', 'first calls Sun 6 Dec 10:30'],
		['another year', '2027-01-03T06:00+03:00', 'first calls Sun 3 Jan 2027 09:00'],
	])('for a schedule on %s', (_, scheduled, expected) => {
		expect(words('2026-11-24T06:00+03:00', scheduled)).toBe(`Sun-Thu 09:00-17:00 Asia/Riyadh, ${expected}`);
	});
});

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
