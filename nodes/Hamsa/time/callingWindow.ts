import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { readText } from '../shared/values';
import { readClockTime } from './clockTime';
import {
	DAY,
	HOUR,
	MINUTE,
	formatInstant,
	nextOffsetChange,
	offsetAt,
	spanInWords,
	wallTimeAt,
} from './wallClock';

/** The API's day names, in calendar order. */
export const WEEKDAYS = [
	'MONDAY',
	'TUESDAY',
	'WEDNESDAY',
	'THURSDAY',
	'FRIDAY',
	'SATURDAY',
	'SUNDAY',
] as const;

/** One of them. */
export type Weekday = (typeof WEEKDAYS)[number];

/** The choices of Calling Days, except `custom`, which takes the days from the field Days. */
const CALLING_DAY_PRESETS: Readonly<Record<string, readonly Weekday[]>> = {
	mondayToFriday: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
	sundayToThursday: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'SUNDAY'],
	everyDay: WEEKDAYS,
};

/** When Hamsa may call, by the clock of the campaign's time zone: exactly the API's `timeRange`. Times are `HH:mm`. */
export interface CallingWindow {
	days: Weekday[];
	startCallingTime: string;
	endCallingTime: string;
}

interface CallingWindowInput {
	callingDays: unknown;
	days: unknown;
	startCallingTime: unknown;
	endCallingTime: unknown;
}

/**
 * Reads and checks the four window fields. Days may come from an expression: any case, shortened to three letters or
 * more, as a list or as one string with commas. They are returned in calendar order without repeats.
 *
 * @throws InputError for no day, an unknown day, a time that `readClockTime` refuses, and an end that is not after the start.
 */
export function readCallingWindow(input: CallingWindowInput): CallingWindow {
	const days = readCallingDays(input.callingDays, input.days);
	const startCallingTime = readClockTime(input.startCallingTime, 'Calling Hours From');
	const endCallingTime = readClockTime(input.endCallingTime, 'Calling Hours To');
	// Both are HH:mm with leading zeros, so text order is time order.
	if (endCallingTime <= startCallingTime) {
		throw new InputError(
			`Calling Hours To ${endCallingTime} is not after Calling Hours From ${startCallingTime}`,
			'Choose a later time for Calling Hours To, on the same day. Hamsa does not document windows that run over midnight, so this node does not send them.',
		);
	}
	return { days, startCallingTime, endCallingTime };
}

function readCallingDays(callingDays: unknown, days: unknown): Weekday[] {
	if (callingDays === 'custom') return readDays(days, 'Days');
	const [, preset] = Object.entries(CALLING_DAY_PRESETS).find(([name]) => name === callingDays) ?? [];
	return preset ? [...preset] : readDays(callingDays, 'Calling Days');
}

function readDays(value: unknown, field: string): Weekday[] {
	const names: unknown[] = Array.isArray(value) ? value : (readText(value)?.split(/[\s,;،]+/) ?? [value]);
	const chosen = new Set(names.filter((name) => name !== '').map((name) => readDay(name, field)));
	if (chosen.size > 0) return WEEKDAYS.filter((day) => chosen.has(day));
	throw new InputError(
		`${field} is empty, so Hamsa would never call`,
		`Choose at least one day in ${field}.`,
	);
}

/** A day's English name, or the first three letters or more of it. */
function readDay(value: unknown, field: string): Weekday {
	const name = readText(value)?.toUpperCase() ?? '';
	const day = name.length >= 3 ? WEEKDAYS.find((weekday) => weekday.startsWith(name)) : undefined;
	if (day !== undefined) return day;
	throw new InputError(
		`${field} has ${quoteValue(value)}, which is not a day of the week`,
		`Use the English names of the days: ${WEEKDAYS.join(', ')}.`,
	);
}

/** "Mon-Fri", "Sun-Thu", "every day", "Mon, Wed, Fri"; the days as `readCallingWindow` returns them. */
export function describeCallingDays(days: readonly Weekday[]): string {
	if (days.length === WEEKDAYS.length) return 'every day';
	// Days follow each other, Sunday being followed by Monday, when only one of them has a free day before it.
	const [first, ...others] = days.filter((day) => !days.includes(neighbour(day, -1)));
	const last = first && neighbour(first, days.length - 1);
	return first && last && first !== last && others.length === 0
		? `${shortName(first)}-${shortName(last)}`
		: days.map(shortName).join(', ');
}

/** The day `distance` days later. */
function neighbour(day: Weekday, distance: number): Weekday {
	return WEEKDAYS.at((WEEKDAYS.indexOf(day) + distance) % WEEKDAYS.length) ?? day;
}

function shortName(day: Weekday): string {
	return day.charAt(0) + day.slice(1, 3).toLowerCase();
}

/** The hours of a window in words: "Sun-Thu 09:00-17:00 Asia/Riyadh". */
export const describeHours = (
	{ days, startCallingTime, endCallingTime }: CallingWindow,
	zone: string,
): string => `${describeCallingDays(days)} ${startCallingTime}-${endCallingTime} ${zone}`;

/**
 * The window in words, for output, preview and hints: "Sun-Thu 09:00-17:00 Asia/Riyadh, opens in 3 h", "..., open now,
 * closes in 2 h 10 min", and for a schedule "..., first calls Sun 6 Dec 09:00". `now` and `scheduledAt` are epoch ms.
 */
export function describeCallingWindow(
	window: CallingWindow,
	zone: string,
	now: number,
	scheduledAt?: number,
): string {
	const hours = describeHours(window, zone);
	if (scheduledAt !== undefined) {
		return `${hours}, first calls ${formatInstant(nextOpening(window, zone, scheduledAt), zone, now)}`;
	}
	const opening = nextOpening(window, zone, now);
	return opening > now
		? `${hours}, opens in ${spanInWords(opening - now)}`
		: `${hours}, open now, closes in ${spanInWords(nextClosing(window, zone, now) - now)}`;
}

/**
 * The next instant (epoch ms) at or after `from` at which the zone's clock stands within the window. Where the clock jumps
 * over the window's start, that is the moment of the jump.
 */
export function nextOpening(window: CallingWindow, zone: string, from: number): number {
	for (let at = from; ; at = endOfOffset(zone, at)) {
		const opening = firstOpenWallTime(window, wallTimeAt(zone, at)) - offsetAt(zone, at);
		if (opening < endOfOffset(zone, at)) return opening;
	}
}

/** The first instant after `from`, at which the window is open, when it is not open any more. */
export function nextClosing(window: CallingWindow, zone: string, from: number): number {
	for (let at = from; ; at = endOfOffset(zone, at)) {
		const wallTime = wallTimeAt(zone, at);
		if (firstOpenWallTime(window, wallTime) !== wallTime) return at;
		const closing = startOfDay(wallTime) + clockTime(window.endCallingTime) - offsetAt(zone, at);
		if (closing < endOfOffset(zone, at)) return closing;
	}
}

/** The stretches in which the window is open from an instant on, one calling day after the other, for ever. */
function* openStretches(window: CallingWindow, zone: string, from: number) {
	for (let at = from; ;) {
		const opens = nextOpening(window, zone, at);
		at = nextClosing(window, zone, opens);
		yield { opens, closes: at };
	}
}

/** How long (ms) the window was open between two instants. */
export function openTimeBetween(window: CallingWindow, zone: string, from: number, to: number): number {
	let open = 0;
	for (const { opens, closes } of openStretches(window, zone, from)) {
		if (opens >= to) break;
		open += Math.min(closes, to) - opens;
	}
	return open;
}

/** The instant at which the window has been open for so long (ms) since `from`; undefined when that is not before `to`. */
export function afterOpenTime(
	window: CallingWindow,
	zone: string,
	from: number,
	{ open, to }: { open: number; to: number },
): number | undefined {
	let rest = open;
	for (const { opens, closes } of openStretches(window, zone, from)) {
		if (opens + rest >= to) return undefined;
		if (opens + rest <= closes) return opens + rest;
		rest -= closes - opens;
	}
	return undefined;
}

/** The end of the stretch of constant offset that `at` lies in, at most a day away. */
function endOfOffset(zone: string, at: number): number {
	return nextOffsetChange(zone, at, at + DAY) ?? at + DAY;
}

function firstOpenWallTime(window: CallingWindow, wallTime: number): number {
	const today = startOfDay(wallTime);
	for (let day = today; day <= today + 7 * DAY; day += DAY) {
		if (isCallingDay(window, day) && wallTime < day + clockTime(window.endCallingTime)) {
			return Math.max(wallTime, day + clockTime(window.startCallingTime));
		}
	}
	throw new RangeError('A calling window needs at least one day');
}

function isCallingDay(window: CallingWindow, wallTime: number): boolean {
	// A wall time reads as UTC; getUTCDay counts from Sunday.
	return window.days.some((day) => (WEEKDAYS.indexOf(day) + 1) % 7 === new Date(wallTime).getUTCDay());
}

function startOfDay(wallTime: number): number {
	return Math.floor(wallTime / DAY) * DAY;
}

/** `HH:mm` as ms after midnight. */
function clockTime(time: string): number {
	return Number(time.slice(0, 2)) * HOUR + Number(time.slice(3)) * MINUTE;
}

/** Minutes the window is open on a calling day. */
export function dailyMinutes(window: CallingWindow): number {
	return (clockTime(window.endCallingTime) - clockTime(window.startCallingTime)) / MINUTE;
}
