import { DateTime } from 'luxon';
import { InputError } from '../shared/errors';
import { plainDigits, quoteValue } from '../shared/text';
import { dateText, howToConvert, wallTimeOfSerial } from './spreadsheet';
import { DAY, HOUR, MINUTE, instantsOfWallTime, nextOffsetChange, wallTimeAt } from './wallClock';

const HOW_TO_WRITE =
	'Pick a date and time, or write it as year-month-day and a 24-hour time, such as 2026-12-01 09:00.';

/** From here on a number is epoch milliseconds, below it seconds; the border is 1973 in one and 5138 in the other. */
const LEAST_MILLISECONDS = 1e11;
const LEAST_SECONDS = 1e9;
/** The last instant that ISO 8601 writes with a year of four digits. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59);

/** The field that an instant is read from. */
interface InstantField {
	/** Its name, for errors. */
	name: string;
	/** The zone in which text without offset is wall time. */
	zone: string;
	/** What an error about the empty field adds. */
	ifEmpty?: string;
	/** What an error about a date without a time advises; left out where such a date means its midnight. */
	ifNoTime?: (text: string) => string;
}

/**
 * Reads an instant (epoch milliseconds, whole seconds), whatever it arrives as:
 * - text without offset (n8n's date picker gives "2026-12-01T09:00:00") is wall time in the field's zone; where the clock
 *   is set back and shows that time twice, the first one counts;
 * - digits of any script are digits;
 * - text with an offset, a Luxon DateTime, a JS Date and epoch seconds or milliseconds are the instant they name: of
 *   `$now.plus(2, 'hours')` nothing else can be meant, and they no longer tell how they were made.
 *
 * @throws InputError for an empty or unreadable value, for a time that the clock skips, for an offset that no zone has,
 * and for a spreadsheet's number of days, with the date that it stands for.
 */
export function readInstant(value: unknown, field: InstantField): number {
	const instant = Math.floor(readAny(value, field) / 1000) * 1000;
	if (instant > LATEST) throw unreadable(value, field);
	return instant;
}

function readAny(value: unknown, field: InstantField): number {
	if (typeof value === 'string') return readText(unwrapPreview(value.trim()), field);
	const instant = typeof value === 'number' ? readNumber(value, field) : readDateObject(value);
	if (instant !== undefined) return instant;
	throw value === undefined || value === null ? empty(field) : unreadable(value, field);
}

/** n8n renders a DateTime within text as "[DateTime: 2026-12-01T09:00:00.000+03:00]". */
function unwrapPreview(text: string): string {
	return /^\[(?:DateTime|Date): (.+)\]$/.exec(text)?.[1] ?? text;
}

/** JS Date, Luxon DateTime, and the plain object that n8n's expression engine makes of a DateTime held by an item. */
function readDateObject(value: unknown): number | undefined {
	if (isDate(value)) return validInstant(value.getTime());
	if (typeof value !== 'object' || value === null || !('isLuxonDateTime' in value) || !('ts' in value)) {
		return undefined;
	}
	const isInvalid = 'invalid' in value && value.invalid !== null;
	return typeof value.ts === 'number' && !isInvalid ? validInstant(value.ts) : undefined;
}

/** Also true for a Date that another JavaScript context made, which `instanceof` would miss. */
function isDate(value: unknown): value is Date {
	return Object.prototype.toString.call(value) === '[object Date]';
}

function validInstant(instant: number): number | undefined {
	return Number.isFinite(instant) ? instant : undefined;
}

function readEpoch(number: number): number | undefined {
	const instant = asMilliseconds(number);
	return number >= LEAST_SECONDS && instant <= LATEST ? instant : undefined;
}

/** Epoch milliseconds of a number that is epoch milliseconds or, when it is too small for that, epoch seconds. */
export function asMilliseconds(number: number): number {
	return number < LEAST_MILLISECONDS ? number * 1000 : number;
}

/** Seconds or milliseconds since 1970. A spreadsheet's date is explained in place of being read. */
function readNumber(number: number, field: InstantField): number | undefined {
	const wallTime = wallTimeOfSerial(number);
	if (wallTime === undefined) return readEpoch(number);
	throw new InputError(
		`${field.name} ${number} is a date as a spreadsheet stores it: it stands for ${dateText(wallTime)}`,
		howToConvert(wallTime),
	);
}

function readText(typed: string, field: InstantField): number {
	const text = plainDigits(typed);
	if (text === '') throw empty(field);
	const offset = offsetIn(text);
	if (offset !== undefined && !isOffset(offset)) {
		throw new InputError(
			`${field.name} ${quoteValue(typed)} has the offset ${offset}, which is none`,
			'Offsets from UTC reach from -12:00 to +14:00, with minutes from 00 to 59. Leave the offset out to mean the clock of the time zone.',
		);
	}
	const isDateAlone = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}$/.test(text);
	if (isDateAlone && field.ifNoTime !== undefined) {
		throw new InputError(`${field.name} ${text} has no time of day`, field.ifNoTime(text));
	}
	const inFigures = readFigures(isDateAlone ? `${text} 00:00` : text, field);
	const instant = readNumericText(text, field) ?? inFigures ?? readVerboseText(text);
	if (instant === undefined) throw unreadable(text, field);
	return instant;
}

function readNumericText(text: string, field: InstantField): number | undefined {
	const figures = text.replace(/[,٫]/, '.');
	return /^\d+(?:\.\d+)?$/.test(figures) ? readNumber(Number(figures), field) : undefined;
}

/** The offset behind a time of day, as it is written: "+03:00", "-0430", "+03". */
const offsetIn = (text: string): string | undefined =>
	/:\d{2}(?:[.,]\d+)?\s*(?:UTC|GMT)?\s*([+-]\d{2}(?::?\d{2})?)/i.exec(text)?.[1];

/** Whether a time zone could be so far from UTC: from -12:00 to +14:00. */
function isOffset(text: string): boolean {
	const offset = offsetOfText(text);
	const minutes = Number(/:?(\d{2})$/.exec(text.slice(3))?.[1] ?? 0);
	return minutes < 60 && offset >= -12 * HOUR && offset <= 14 * HOUR;
}

/**
 * Date and time in figures, year first; then perhaps the half of the day, an offset, and after that perhaps luxon's
 * "[Asia/Riyadh]".
 */
const TEXT_IN_FIGURES =
	/^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?\s?m\.?)?(?:\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)(?:\[[\w/+-]+\])?)?$/i;

/** ISO 8601, SQL and the like: "2026-12-01T09:00:00+03:00", "2026-12-01 9:00". */
function readFigures(text: string, field: InstantField): number | undefined {
	const match = TEXT_IN_FIGURES.exec(text);
	if (!match) return undefined;
	const [year, month, day, typedHour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
	const hour = hourOfDay(typedHour!, match[7]?.toLowerCase());
	if (hour === undefined) return undefined;
	const wallTime = DateTime.fromObject({ year, month, day, hour, minute, second }, { zone: 'utc' });
	// Luxon takes 24:00 for the next day's midnight; as a start it is more likely a slip.
	if (!wallTime.isValid || hour === 24) return undefined;
	const offset = match[8];
	return offset === undefined
		? instantOfWallTime(wallTime.toMillis(), text, field)
		: wallTime.toMillis() - offsetOfText(offset);
}

/** The hour from 0 to 23, undefined for one that does not fit the half of the day ("13:00 PM"). */
function hourOfDay(hour: number, half: string | undefined): number | undefined {
	if (half === undefined) return hour;
	return hour >= 1 && hour <= 12 ? (hour % 12) + (half === 'p' ? 12 : 0) : undefined;
}

/** ms of "Z", "UTC", "+03", "+0300", "+03:00". */
function offsetOfText(text: string): number {
	const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? [];
	return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE;
}

/** Mail and web headers, and what JavaScript makes of a Date in text: "Tue Dec 01 2026 09:00:00 GMT+0300 (…)". */
function readVerboseText(text: string): number | undefined {
	const withoutZoneName = text.replace(/\s*\([^)]*\)$/, '');
	const readings = [
		DateTime.fromRFC2822(text),
		DateTime.fromHTTP(text),
		DateTime.fromFormat(withoutZoneName, "ccc LLL dd yyyy HH:mm:ss 'GMT'ZZZ", { locale: 'en' }),
	];
	return readings.find((reading) => reading.isValid)?.toMillis();
}

function instantOfWallTime(wallTime: number, text: string, { name, zone }: InstantField): number {
	const [first] = instantsOfWallTime(zone, wallTime);
	if (first !== undefined) return first;
	const jump = nextOffsetChange(zone, wallTime - DAY, wallTime + DAY) ?? wallTime;
	const [lastBefore, firstAfter] = [wallTimeAt(zone, jump - 1) + 1, wallTimeAt(zone, jump)].map(clockText);
	throw new InputError(
		`${name} ${text} does not exist in ${zone}: the clock is set forward from ${lastBefore} to ${firstAfter} that night`,
		`Choose a time before ${lastBefore} or from ${firstAfter} on.`,
	);
}

function clockText(wallTime: number): string {
	return new Date(wallTime).toISOString().slice(11, 16);
}

function empty({ name, ifEmpty = '' }: InstantField): InputError {
	return new InputError(`${name} is empty`, `${HOW_TO_WRITE}${ifEmpty}`);
}

function unreadable(value: unknown, { name }: InstantField): InputError {
	return new InputError(`${name} ${quoteValue(value)} is not a date and time`, HOW_TO_WRITE);
}
