import { InputError } from '../shared/errors';
import { plainDigits, quoteValue } from '../shared/text';
import { readText } from '../shared/values';
import { dateText, minutesOfFraction, wallTimeOfSerial } from './spreadsheet';

/** How far a time may be from a whole minute where a spreadsheet has rounded it: a second. */
const ROUNDING = 1 / 60;

/** Words for the halves of the day in English, Arabic (with and without vowels), Persian and Chinese. */
const BEFORE_NOON = /^(?:a|a\.?\s?m\.?|ص|صباحا?|ق\.?ظ\.?|قبل از ظهر|上午)$/;
const AFTER_NOON = /^(?:p|p\.?\s?m\.?|م|مساءا?|ب\.?ظ\.?|بعد از ظهر|下午)$/;

/** Words beside an hour on a 24-hour clock, and ISO 8601's sign in front of a time. */
const ON_24_HOURS = /^(?:h|hrs?|uhr|t)$/;

/** Hour, and minutes if there are any; seconds only when they are none. */
const FIGURES = /^(\d{1,2})(?:\s?([:.,٫h])\s?(\d{2}))?(?:[:.]00(?:[.,]0+)?)?$/;

/** A decimal number, with a point or a comma. */
const DECIMAL = /^(\d{1,2})[.,٫](\d+)$/;

const clock = (hour: number, minute: number): string =>
	`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

const clockOfMinutes = (minutes: number): string => clock(Math.floor(minutes / 60), minutes % 60);

/** A time with a word for the half of the day. Hours that do not fit it could be meant on either clock. */
function withHalf(hour: number, minute: number, afterNoon: boolean): string[] {
	if (hour > 23) return [];
	if (hour > 12 || (hour === 0 && afterNoon)) return [clock(hour, minute), clock((hour + 12) % 24, minute)];
	return [clock((hour % 12) + (afterNoon ? 12 : 0), minute)];
}

/** Times that a part of a day can stand for: one where it is exact, else the two minutes around it. */
function ofFraction(fraction: number): string[] {
	const minutes = minutesOfFraction(fraction);
	const nearest = Math.round(minutes);
	const isExact = Math.abs(minutes - nearest) <= ROUNDING;
	const times = isExact ? [nearest] : [Math.floor(minutes), Math.ceil(minutes)];
	return times.filter((time) => time < 24 * 60).map(clockOfMinutes);
}

/** "9.30" and 9.3 as hours and minutes, as hours with a fraction, and below 1 as a part of a day. */
function ofDecimal(whole: string, decimals: string, isNumber: boolean): string[] {
	const hour = Number(whole);
	const number = Number(`${whole}.${decimals}`);
	if (number < 1 && decimals.length > 2) return ofFraction(number);
	const minute = Number(decimals.padEnd(2, '0'));
	const asClock = hour <= 23 && minute < 60 && decimals.length <= 2 ? [clock(hour, minute)] : [];
	if (number < 1 && whole === '0') return [...ofFraction(number), ...asClock];
	// Nobody writes hours with a fraction as 09.50, and only quarters of an hour look like minutes when written 9.50.
	const isClock = !isNumber && decimals.length === 2 && (whole.startsWith('0') || minute % 25 !== 0);
	if (isClock || minute === 0) return asClock;
	const minutes = number * 60;
	return hour <= 23 && Number.isInteger(Math.round(minutes * 1e6) / 1e6)
		? [...asClock, clockOfMinutes(Math.round(minutes))]
		: asClock;
}

/** An hour without minutes is clear on a 24-hour clock only. */
function ofHour(text: string, is24Hours: boolean): string[] {
	const hour = Number(text);
	if (hour > 23) return [];
	const isClear = is24Hours || hour === 0 || hour > 12 || text.startsWith('0');
	return isClear ? [clock(hour, 0)] : [clock(hour, 0), clock((hour + 12) % 24, 0)];
}

/** "0900", 1730; a number that has lost its leading zero (900) is not clear any more. */
function ofCompact(text: string): string[] {
	const hour = Number(text.slice(0, -2));
	const minute = Number(text.slice(-2));
	if (hour > 23 || minute > 59) return [];
	return text.length === 4 ? [clock(hour, minute)] : [clock(hour, minute), clock((hour + 12) % 24, minute)];
}

/** Every time of day that a value can mean, without repeats: none for what is no time. */
function meanings(value: string, isNumber: boolean): string[] {
	const text = plainDigits(value.normalize('NFKC'))
		.replace(/[\p{Cf}\p{M}]/gu, '')
		.trim()
		.toLowerCase();
	const [, before, figures, after] = /^(\D*)(\d|\d.*\d)(\D*)$/s.exec(text) ?? [];
	if (before === undefined || figures === undefined || after === undefined) return [];
	const word = `${before}${after}`.trim();
	const afterNoon = AFTER_NOON.test(word);
	const hasHalf = afterNoon || BEFORE_NOON.test(word);
	if (word !== '' && !hasHalf && !ON_24_HOURS.test(word)) return [];

	const [, hour, mark, minute] = FIGURES.exec(figures) ?? [];
	if (hasHalf) {
		const isCompact = /^\d{3,4}$/.test(figures);
		const [hours, minutes] = isCompact ? [figures.slice(0, -2), figures.slice(-2)] : [hour, minute ?? '0'];
		return hours === undefined || Number(minutes) > 59
			? []
			: withHalf(Number(hours), Number(minutes), afterNoon);
	}
	const [, whole, decimals] = DECIMAL.exec(figures) ?? [];
	if (whole !== undefined && decimals !== undefined) {
		return [...new Set(ofDecimal(whole, decimals, isNumber))];
	}
	if (/^\d{3,4}$/.test(figures)) return ofCompact(figures);
	if (hour === undefined) return [];
	if (mark === undefined) return ofHour(hour, word !== '');
	return Number(hour) <= 23 && Number(minute) <= 59 ? [clock(Number(hour), Number(minute))] : [];
}

/** Advice where a value holds a date as well, undefined where it does not. */
function dateIn(text: string): string | undefined {
	const wallTime = /^\d{5}(?:[.,]\d+)?$/.test(text)
		? wallTimeOfSerial(Number(text.replace(',', '.')))
		: undefined;
	if (wallTime !== undefined) return ` This is the date ${dateText(wallTime)} as a spreadsheet stores it.`;
	return /\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.test(text) ? ' Leave out the date.' : undefined;
}

/**
 * Reads a time of day, `HH:mm`, whatever a person or a spreadsheet writes, as long as it can mean one time only: "9:00",
 * "09:00:00", "9am", "9:00 p.m.", "09.00", "9h30", "0900", digits and halves of the day in Arabic and Persian, and a
 * spreadsheet's part of a day (0.375).
 *
 * @throws InputError for everything else; the error of an ambiguous value names what it could mean. `field` is the field's
 * name for a person.
 */
export function readClockTime(value: unknown, field: string): string {
	const text = readText(value);
	const advice = `Write ${field} as hours and minutes on a 24-hour clock, from 00:00 to 23:59, such as 09:00 or 17:30.`;
	if (text === '') throw new InputError(`${field} is empty`, advice);
	const [time, ...others] = text === undefined ? [] : meanings(text, typeof value === 'number');
	if (time !== undefined && others.length === 0) return time;
	throw new InputError(
		time === undefined
			? `${field} ${quoteValue(value)} is not a time of day`
			: `${field} ${quoteValue(value)} could mean ${[time, ...others].join(' or ')}`,
		`${advice}${dateIn(text ?? '') ?? ''}`,
	);
}
