import { WEEKDAYS, type CallingWindow, type Weekday } from '../callingWindow';
import { differencesBetween, type CampaignDays } from './clocks';

/** Minutes of a day and of a week; minutes of a week are counted from Monday 00:00. */
const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** A time of the week, from a minute on up to another one. */
type Span = readonly [start: number, end: number];

/** Hours that are meant on the clock of each of some zones. */
export interface LocalHours {
	days: readonly Weekday[];
	/** Minutes after midnight, at most 1440. */
	start: number;
	end: number;
	zones: readonly string[];
}

/** `HH:mm` in minutes after midnight. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Minutes after midnight as `HH:mm`; a day later is the same. */
export function timeOf(minutes: number): string {
	const ofDay = minutes % DAY;
	const twoDigits = (number: number) => String(number).padStart(2, '0');
	return `${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}`;
}

/** The remainder that is never negative. */
const modulo = (number: number, divisor: number) => ((number % divisor) + divisor) % divisor;

/** The hours as they are on a clock that is behind theirs by so many minutes, in order. */
function spansOf({ days, start, end }: LocalHours, ahead: number): Span[] {
	return days
		.flatMap((day): Span[] => {
			const from = modulo(WEEKDAYS.indexOf(day) * DAY + start - ahead, WEEK);
			const to = from + end - start;
			return to <= WEEK
				? [[from, to]]
				: [
						[from, WEEK],
						[0, to - WEEK],
					];
		})
		.sort(([a], [b]) => a - b);
}

function intersect(some: readonly Span[], others: readonly Span[]): Span[] {
	return some.flatMap(([start, end]) =>
		others
			.map(([from, to]): Span => [Math.max(start, from), Math.min(end, to)])
			.filter(([from, to]) => from < to),
	);
}

/** The times of a week, on one clock, that all the hours allow on all their clocks throughout the days. */
function allowedSpans(all: readonly LocalHours[], clock: string, days: CampaignDays): Span[] {
	let allowed: Span[] = [[0, WEEK]];
	for (const hours of all) {
		for (const zone of hours.zones) {
			for (const ahead of differencesBetween(zone, clock, days)) {
				allowed = intersect(allowed, spansOf(hours, ahead));
			}
		}
	}
	return allowed.sort(([a], [b]) => a - b);
}

/** Spans that follow each other without a gap, as one. */
function joined(spans: readonly Span[]): Span[] {
	const all: Span[] = [];
	for (const [start, end] of spans) {
		const last = all.at(-1);
		if (last?.[1] === start) all[all.length - 1] = [last[0], end];
		else all.push([start, end]);
	}
	return all;
}

/** A part of a day. A window of Hamsa's cannot last until midnight. */
interface PartOfDay {
	day: Weekday;
	start: number;
	end: number;
}

function partsOfDays(spans: readonly Span[]): PartOfDay[] {
	return WEEKDAYS.flatMap((day, index) =>
		intersect(spans, [[index * DAY, (index + 1) * DAY - 1]]).map(([start, end]) => ({
			day,
			start: start - index * DAY,
			end: end - index * DAY,
		})),
	);
}

/** Minutes of a week in which a window is open. */
export const minutesOpen = ({ days, startCallingTime, endCallingTime }: CallingWindow): number =>
	days.length * (minutesOf(endCallingTime) - minutesOf(startCallingTime));

/**
 * The window on one clock in which all the hours allow calls on all their clocks, whatever the clocks do within the days;
 * undefined when there is none. What they allow may be no window, since that has the same hours each day: then it is the
 * longest one within.
 */
export function commonWindow(
	all: readonly LocalHours[],
	clock: string,
	days: CampaignDays,
): CallingWindow | undefined {
	const parts = partsOfDays(joined(allowedSpans(all, clock, days)));
	const starts = [...new Set(parts.map(({ start }) => start))].sort((a, b) => a - b);
	const ends = [...new Set(parts.map(({ end }) => end))].sort((a, b) => b - a);
	let best: CallingWindow | undefined;
	for (const start of starts) {
		for (const end of ends) {
			if (end <= start) continue;
			const open = parts.filter((part) => part.start <= start && part.end >= end);
			const window = {
				days: open.map(({ day }) => day),
				startCallingTime: timeOf(start),
				endCallingTime: timeOf(end),
			};
			if (minutesOpen(window) > (best === undefined ? 0 : minutesOpen(best))) best = window;
		}
	}
	return best;
}
