/** A calling window as it is read from the fields and shown in words. */
import { describe, expect, it } from '@jest/globals';
import {
	WEEKDAYS,
	describeCallingDays,
	describeCallingWindow,
	readCallingWindow,
	type Weekday,
} from '../../../nodes/Hamsa/time/callingWindow.ts';
import { InputError } from '../../../nodes/Hamsa/shared/errors.ts';
import { OFFICE, at } from '../support/callingWindows.mts';

function errorOf(run: () => unknown): InputError {
	try {
		run();
	} catch (error) {
		if (error instanceof InputError) return error;
		throw error;
	}
	throw new Error('No error was thrown');
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

	it('says that a time is empty', () => {
		expect(errorOf(() => readCallingWindow({ ...OFFICE, endCallingTime: '' })).message).toBe(
			'Calling Hours To is empty',
		);
	});

	it.each([
		['09:00', '09:00'],
		['22:00', '06:00'],
		['10:00', '9:30'],
	])('refuses a window from %s to %s', (startCallingTime, endCallingTime) => {
		const error = errorOf(() => readCallingWindow({ ...OFFICE, startCallingTime, endCallingTime }));
		expect(error.message).toContain('is not after Calling Hours From');
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
		['2026-11-24T08:14:29+03:00', 'opens in 46 min'],
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
