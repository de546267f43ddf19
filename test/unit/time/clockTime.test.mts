/** A time of day as people and spreadsheets write it. */
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../nodes/Hamsa/shared/errors.ts';
import { readCallingWindow } from '../../../nodes/Hamsa/time/callingWindow.ts';
import { readClockTime } from '../../../nodes/Hamsa/time/clockTime.ts';
import { OFFICE } from '../support/callingWindows.mts';

const FIELD = 'Calling Hours From';

function errorOf(value: unknown): InputError {
	try {
		readClockTime(value, FIELD);
	} catch (error) {
		if (error instanceof InputError) return error;
		throw error;
	}
	throw new Error(`No error for ${String(value)}`);
}

describe('a time that can mean one thing', () => {
	it.each<[unknown, string]>([
		['9:00', '09:00'],
		[' 09:30 ', '09:30'],
		['00:00', '00:00'],
		['23:59', '23:59'],
		['08:15:00', '08:15'],
		['08:15:00.000', '08:15'],
		['T09:00', '09:00'],
		['9am', '09:00'],
		['9 am', '09:00'],
		['9 AM', '09:00'],
		['9:00 AM', '09:00'],
		['9:00\u202fAM', '09:00'],
		['9:00:00 PM', '21:00'],
		['9 a.m.', '09:00'],
		['9:30 p. m.', '21:30'],
		['9p', '21:00'],
		['12am', '00:00'],
		['12:15 AM', '00:15'],
		['12 pm', '12:00'],
		['0:30 am', '00:30'],
		['930 am', '09:30'],
		['0930pm', '21:30'],
		['09.00', '09:00'],
		['9.00', '09:00'],
		['9.30', '09:30'],
		['09.50', '09:50'],
		['17.30', '17:30'],
		['9.75', '09:45'],
		['09.00.00', '09:00'],
		['09,30', '09:30'],
		['9h', '09:00'],
		['9h30', '09:30'],
		['09 h 30', '09:30'],
		['9:30 h', '09:30'],
		['9 Uhr', '09:00'],
		['17.30 Uhr', '17:30'],
		['09', '09:00'],
		['17', '17:00'],
		[17, '17:00'],
		[0, '00:00'],
		['0900', '09:00'],
		['1730', '17:30'],
		[1730, '17:30'],
		['９：００', '09:00'],
		['٠٩:٠٠', '09:00'],
		['٩:٠٠', '09:00'],
		['۹:۳۰', '09:30'],
		['۰۹٫۳۰', '09:30'],
		['٩:٠٠ ص', '09:00'],
		['٩:٠٠ م', '21:00'],
		['٩ صباحًا', '09:00'],
		['٩ مساءً', '21:00'],
		['م ٩:٠٠', '21:00'],
		['۹:۰۰ ب.ظ', '21:00'],
		['۹ ق.ظ.', '09:00'],
		['下午5:00', '17:00'],
		['\u200f٠٩:٠٠\u200e', '09:00'],
		['\u200f9:00\u200f \u200fص', '09:00'],
		// Parts of a day, as spreadsheets store times.
		[0.375, '09:00'],
		['0.375', '09:00'],
		['0,375', '09:00'],
		['00.375', '09:00'],
		[0.7083333333333334, '17:00'],
		[0.70833, '17:00'],
		[0.75, '18:00'],
		[0.9993055555555556, '23:59'],
	])('%p is %s', (value, time) => {
		expect(readClockTime(value, FIELD)).toBe(time);
	});
});

describe('a time that can mean several things', () => {
	it.each<[unknown, string]>([
		[9, '09:00 or 21:00'],
		['9', '09:00 or 21:00'],
		[12, '12:00 or 00:00'],
		['900', '09:00 or 21:00'],
		[930, '09:30 or 21:30'],
		['9.5', '09:50 or 09:30'],
		[9.5, '09:50 or 09:30'],
		[9.3, '09:30 or 09:18'],
		['9.50', '09:50 or 09:30'],
		['9.25', '09:25 or 09:15'],
		[17.3, '17:30 or 17:18'],
		[9.15, '09:15 or 09:09'],
		[0.5, '12:00 or 00:50'],
		['0.50', '12:00 or 00:50'],
		[0.25, '06:00 or 00:25'],
		['0.38', '09:07 or 09:08 or 00:38'],
		[0.708, '16:59 or 17:00'],
		['13:00 PM', '13:00 or 01:00'],
		['0:30 pm', '00:30 or 12:30'],
	])('%p could be %s', (value, times) => {
		const error = errorOf(value);
		expect(error.message).toBe(`Calling Hours From "${String(value)}" could mean ${times}`);
		expect(error.action).toMatch(/^Write Calling Hours From as hours and minutes on a 24-hour clock/);
	});
});

describe('what is no time of day', () => {
	it.each<[unknown]>([
		['24:00'],
		['25:10'],
		['09:60'],
		['9:5'],
		['09:00:30'],
		['9.60'],
		['9.123'],
		['2460'],
		['0999'],
		['25 am'],
		['9:75 pm'],
		['960 am'],
		['24'],
		[99],
		[-9],
		['-9:00'],
		['09:00Z'],
		['09:00+03:00'],
		['9-17'],
		['09:00 - 17:00'],
		['9 o’clock'],
		['nine'],
		['am'],
		[':'],
		[true],
		[{}],
		[[]],
		[Number.NaN],
		[1.5],
		[100.5],
		['9'.repeat(100_000)],
	])('%.40p', (value) => {
		const error = errorOf(value);
		expect(error.message).toMatch(
			/^Calling Hours From .+ (?:is not a time of day|could mean 01:50 or 01:30)$/,
		);
		expect(error.action).toContain('00:00 to 23:59');
	});

	it.each<[unknown, string]>([
		['2026-12-01 09:00', 'Leave out the date.'],
		['1899-12-30T09:00:00.000Z', 'Leave out the date.'],
		[46357.375, 'This is the date 2026-12-01 09:00 as a spreadsheet stores it.'],
		['46357', 'This is the date 2026-12-01 as a spreadsheet stores it.'],
	])('%p, which holds a date', (value, advice) => {
		const error = errorOf(value);
		expect(error.message).toMatch(/ is not a time of day$/);
		expect(error.action).toContain(advice);
	});

	it('says that a time is empty', () => {
		expect(errorOf(' ').message).toBe('Calling Hours From is empty');
	});
});

it('is read so in both fields of a calling window, with the field in the error', () => {
	const window = readCallingWindow({ ...OFFICE, startCallingTime: '9am', endCallingTime: 0.75 });
	expect(window).toMatchObject({ startCallingTime: '09:00', endCallingTime: '18:00' });
	for (const [field, label] of [
		['startCallingTime', 'Calling Hours From'],
		['endCallingTime', 'Calling Hours To'],
	]) {
		expect(() => readCallingWindow({ ...OFFICE, [field!]: 'late' })).toThrow(
			`${label} "late" is not a time of day`,
		);
	}
});
