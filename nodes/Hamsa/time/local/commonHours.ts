import { WEEKDAYS, type CallingWindow, type Weekday } from '../callingWindow';
import { differencesBetween, type CampaignDays } from './clocks';
import {
	MINUTES_OF_DAY,
	MINUTES_OF_WEEK,
	intersect,
	joined,
	minutesOf,
	othersOfWeek,
	spansWithinWeek,
	timeOf,
	type Span,
} from './week';

/** Hours that are meant on the clock of each of some zones. */
interface LocalHours {
	days: readonly Weekday[];
	/** Minutes after midnight, at most 1440. */
	start: number;
	end: number;
	zones: readonly string[];
}

/** The hours as they are on a clock that is behind theirs by so many minutes. */
const spansOf = ({ days, start, end }: LocalHours, ahead: number): Span[] =>
	joined(
		days.flatMap((day) =>
			spansWithinWeek(WEEKDAYS.indexOf(day) * MINUTES_OF_DAY + start - ahead, end - start),
		),
	);

/** The times of a week, on one clock, that all the hours allow on all their clocks throughout the days. */
function allowedSpans(all: readonly LocalHours[], clock: string, days: CampaignDays): Span[] {
	let allowed: Span[] = [[0, MINUTES_OF_WEEK]];
	for (const hours of all) {
		for (const zone of hours.zones) {
			for (const { ahead, only } of differencesBetween(zone, clock, days)) {
				const right = spansOf(hours, ahead);
				allowed = intersect(allowed, only === undefined ? right : joined([...right, ...othersOfWeek(only)]));
			}
		}
	}
	return joined(allowed);
}

/** A part of a day. A window of Hamsa's cannot last until midnight. */
interface PartOfDay {
	day: Weekday;
	start: number;
	end: number;
}

function partsOfDays(spans: readonly Span[]): PartOfDay[] {
	return WEEKDAYS.flatMap((day, index) =>
		intersect(spans, [[index * MINUTES_OF_DAY, (index + 1) * MINUTES_OF_DAY - 1]]).map(([start, end]) => ({
			day,
			start: start - index * MINUTES_OF_DAY,
			end: end - index * MINUTES_OF_DAY,
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
	const parts = partsOfDays(allowedSpans(all, clock, days));
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
