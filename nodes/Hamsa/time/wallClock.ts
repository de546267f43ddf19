import { DateTime, IANAZone } from 'luxon';

/**
 * The clock on the wall of a time zone. A wall time is a number too: the milliseconds that instant would have if the wall
 * clock were UTC. That makes "the first 09:00 on a Sunday" plain arithmetic; only the switch between wall times and
 * instants knows about daylight saving.
 */

/** Spans in milliseconds. A day is one of the wall clock: on the clock of a zone it can have 23 or 25 hours. */
export const MINUTE = 60_000;
/** Milliseconds of an hour. */
export const HOUR = 60 * MINUTE;
/** Milliseconds of 24 hours, which is not every day of a clock. */
export const DAY = 24 * HOUR;

/** How far the zone's wall clock is ahead of UTC at an instant, in ms. The zone must be a valid IANA name. */
export function offsetAt(zone: string, instant: number): number {
	return IANAZone.create(zone).offset(instant) * MINUTE;
}

/** The wall time of an instant. */
export function wallTimeAt(zone: string, instant: number): number {
	return instant + offsetAt(zone, instant);
}

/**
 * The instants at which the zone's clock shows a wall time, earliest first: one as a rule, two when the clock is set back
 * over it, none when it is set forward past it.
 */
export function instantsOfWallTime(zone: string, wallTime: number): number[] {
	// No zone is more than 14 h from UTC, so the offsets in force a day before and after are all there can be.
	const offsets = new Set([offsetAt(zone, wallTime - DAY), offsetAt(zone, wallTime + DAY)]);
	return [...offsets]
		.map((offset) => wallTime - offset)
		.filter((instant) => wallTimeAt(zone, instant) === wallTime)
		.sort((a, b) => a - b);
}

/** The first instant of a day on the zone's clock: of the one that `now` is in, or of one so many days before it. */
export function startOfDay(zone: string, now: number, daysBefore: number): number {
	const midnight = (Math.floor(wallTimeAt(zone, now) / DAY) - daysBefore) * DAY;
	// Where the clock is set forward past midnight the day begins at that instant, which is midnight on the clock before.
	return instantsOfWallTime(zone, midnight)[0] ?? midnight - offsetAt(zone, midnight - DAY);
}

/** The first instant after `from` and up to `to` at which the zone changes its offset; undefined if it keeps it. */
export function nextOffsetChange(zone: string, from: number, to: number): number | undefined {
	const offset = offsetAt(zone, from);
	if (offsetAt(zone, to) === offset) return undefined;
	let before = from;
	let after = to;
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (offsetAt(zone, middle) === offset) before = middle;
		else after = middle;
	}
	return after;
}

/** "Sun 6 Dec 09:00" in the zone, with the year when it is not `now`'s (or when no `now` is given). */
export function formatInstant(instant: number, zone: string, now?: number): string {
	const local = DateTime.fromMillis(instant, { zone, locale: 'en' });
	const sameYear = now !== undefined && DateTime.fromMillis(now, { zone }).year === local.year;
	return local.toFormat(sameYear ? 'ccc d LLL HH:mm' : 'ccc d LLL yyyy HH:mm');
}

/** "UTC+03:00" of an instant in the zone. */
export function formatOffset(zone: string, instant: number): string {
	return `UTC${DateTime.fromMillis(instant, { zone }).toFormat('ZZ')}`;
}

/** A span of time (ms) in words, to the minute and from a day on to the hour: "25 min", "2 h 10 min", "2 days 3 h". */
export function spanInWords(span: number): string {
	if (span < MINUTE) return 'less than a minute';
	const rounded = span < DAY ? Math.round(span / MINUTE) * MINUTE : Math.round(span / HOUR) * HOUR;
	const days = Math.floor(rounded / DAY);
	const hours = Math.floor((rounded % DAY) / HOUR);
	const minutes = Math.round((rounded % HOUR) / MINUTE);
	return [
		days > 0 ? `${days} ${days === 1 ? 'day' : 'days'}` : '',
		hours > 0 ? `${hours} h` : '',
		minutes > 0 ? `${minutes} min` : '',
	]
		.filter((part) => part !== '')
		.join(' ');
}
