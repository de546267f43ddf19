import { DAY, MINUTE } from './wallClock';

/**
 * Dates and times as spreadsheets store them, and as n8n hands them over (Extract From File, Google Sheets): days since
 * 30 December 1899, a time of day as a fraction of a day. Workbooks from old Macs count from 1904, and the number does not
 * tell: so such a date is explained, never guessed.
 */
const DAY_ZERO = Date.UTC(1899, 11, 30);

/** Days of the years 1990 to 2099: numbers below and above stand for something else. */
const FIRST_DAY = 32_874;
const LAST_DAY = 73_050;

/** The wall time (ms) that a spreadsheet's number stands for, to the second; undefined for numbers that are no such date. */
export function wallTimeOfSerial(serial: number): number | undefined {
	if (!(serial >= FIRST_DAY && serial < LAST_DAY + 1)) return undefined;
	return DAY_ZERO + Math.round((serial * DAY) / 1000) * 1000;
}

/** The minutes after midnight, perhaps with a fraction, that a part of a day stands for. */
export const minutesOfFraction = (fraction: number): number => (fraction * DAY) / MINUTE;

/** "2026-12-01 09:00", "2026-12-01 09:00:30", and "2026-12-01" for midnight, at which a date without a time stands. */
export function dateText(wallTime: number): string {
	const text = new Date(wallTime).toISOString().slice(0, 19).replace('T', ' ');
	return text.replace(/ 00:00:00$|:00$/, '');
}

/** What to do about such a date: `wallTime` is what it stands for. */
export const howToConvert = (wallTime: number): string =>
	`Format the column as text in the spreadsheet, so that it gives ${dateText(wallTime)}. Or convert it in the field, with your column in place of "date": {{ DateTime.fromMillis(Math.round(($json.date - 25569) * 1440) * 60000, { zone: 'utc' }).toFormat('yyyy-MM-dd HH:mm') }}`;
