import { WEEKDAYS, type CallingWindow, type Weekday } from '../callingWindow';
import { clockOf, oneOfEachClock, type CampaignDays } from './clocks';
import { commonWindow, minutesOpen } from './commonHours';
import { outsideLocalHours, type LocalLimits } from './localHours';
import { placeAt, type NumberPlace } from './numberZones';
import { MINUTES_OF_DAY, minutesOf } from './week';
import { workingDaysOf } from './workingDays';

/** The hours in which people are to be called. */
export interface HoursWish {
	/** Left out: the working days of each recipient's country, on the recipient's clock. */
	days?: readonly Weekday[];
	/** `HH:mm`. */
	startCallingTime: string;
	endCallingTime: string;
	/** The zone whose clock is meant for everybody; left out: each recipient's own. */
	zone?: string;
}

/** People who are called in the same window on the same clock. */
interface ClockGroup {
	zone: string;
	window: CallingWindow;
	/** Their places in the column, ascending; undefined when they are all there are. */
	positions: Int32Array | undefined;
}

/** The groups, that of the first row first, and the rows that no window allows, with why. */
interface ClockSplit {
	groups: ClockGroup[];
	rejected: Array<{ position: number; reason: string }>;
}

/** Why a number has no hours; in words that go on after it. */
const NO_ZONE = 'its time zone cannot be told from the number';

type Hours = { zone: string; window: CallingWindow };

function daysFor(wish: HoursWish, { countries }: NumberPlace): readonly Weekday[] | undefined {
	return wish.days ?? (countries[0] === undefined ? undefined : workingDaysOf(countries[0]));
}

/** The hours on the recipient's own clock; with several possible clocks, those that all of them allow. */
function ownHours(wish: HoursWish, place: NumberPlace, days: CampaignDays): Hours | string {
	const clocks = oneOfEachClock(place.zones, days);
	const wanted = daysFor(wish, place);
	const [first, ...others] = clocks;
	if (first === undefined || wanted === undefined) return NO_ZONE;
	const { startCallingTime, endCallingTime } = wish;
	if (others.length === 0) {
		return { zone: first, window: { days: [...wanted], startCallingTime, endCallingTime } };
	}
	const [start, end] = [minutesOf(startCallingTime), minutesOf(endCallingTime)];
	let best: Hours | undefined;
	// What is one window on one of the clocks may lie across midnight on another.
	for (const zone of clocks) {
		const window = commonWindow([{ days: wanted, start, end, zones: clocks }], zone, days);
		if (window === undefined || (best && minutesOpen(best.window) >= minutesOpen(window))) continue;
		best = { zone, window };
	}
	return best ?? NO_ZONE;
}

/** The hours on one clock for everybody, as far as they lie within the limits on the recipient's. */
function sharedHours(
	wish: HoursWish & { zone: string },
	place: NumberPlace,
	limits: LocalLimits,
	days: CampaignDays,
): Hours | string {
	const { zone, startCallingTime, endCallingTime } = wish;
	const wanted = daysFor(wish, place);
	if (wanted === undefined) return NO_ZONE;
	const asWished = { days: [...wanted], startCallingTime, endCallingTime };
	const outside = outsideLocalHours(asWished, zone, place.zones, limits, days);
	if (outside !== undefined) return outside;
	if (wish.days !== undefined) return { zone, window: asWished };
	// It may be another day of the week where the recipient is.
	const [start, end] = [minutesOf(startCallingTime), minutesOf(endCallingTime)];
	const zones = oneOfEachClock(place.zones, days);
	const window = commonWindow(
		[
			{ days: WEEKDAYS, start, end, zones: [zone] },
			{ days: wanted, start: 0, end: MINUTES_OF_DAY, zones },
		],
		zone,
		days,
	);
	return window === undefined ? NO_ZONE : { zone, window };
}

/** Judges every place of the column once, and counts the rows of each group. */
function sortPlaces(places: Int16Array, hoursOf: (place: NumberPlace) => Hours | string, days: CampaignDays) {
	const groups: Array<Hours & { size: number }> = [];
	// By index of a place: the index of its group, or why there is none.
	const answers = new Map<number, number | string>();
	const groupOf = new Map<string, number>();
	const answerFor = (index: number): number | string => {
		const hours = hoursOf(placeAt(index));
		if (typeof hours === 'string') return hours;
		const { zone, window } = hours;
		const key = `${clockOf(zone, days)} ${window.days.join()} ${window.startCallingTime} ${window.endCallingTime}`;
		const known = groupOf.get(key);
		if (known !== undefined) return known;
		groupOf.set(key, groups.length);
		return groups.push({ ...hours, size: 0 }) - 1;
	};
	let last = -1;
	let answer: number | string = '';
	for (let position = 0; position < places.length; position++) {
		const index = places[position]!;
		if (index !== last) {
			last = index;
			answer = answers.get(index) ?? answerFor(index);
			answers.set(index, answer);
		}
		if (typeof answer === 'number') groups[answer]!.size++;
	}
	return { groups, answers };
}

/**
 * Splits the rows whose numbers lie at these places (`placesOf`) into groups that are called in the same window on the same
 * clock, within the limits. Nobody in a group has any possible clock on which the window is outside his hours, as long as
 * the days are those on which is called.
 */
export function splitByClock(
	places: Int16Array,
	wish: HoursWish,
	limits: LocalLimits,
	days: CampaignDays,
): ClockSplit {
	const { zone } = wish;
	const hoursOf = (place: NumberPlace) =>
		zone === undefined ? ownHours(wish, place, days) : sharedHours({ ...wish, zone }, place, limits, days);
	const { groups, answers } = sortPlaces(places, hoursOf, days);
	const [only] = groups;
	if (only?.size === places.length) {
		return { groups: [{ zone: only.zone, window: only.window, positions: undefined }], rejected: [] };
	}
	const filled = groups.map(() => 0);
	const columns = groups.map(({ size }) => new Int32Array(size));
	const rejected: ClockSplit['rejected'] = [];
	places.forEach((index, position) => {
		const answer = answers.get(index)!;
		if (typeof answer === 'string') rejected.push({ position, reason: answer });
		else columns[answer]![filled[answer]!++] = position;
	});
	return {
		groups: groups.map((group, index) => ({
			zone: group.zone,
			window: group.window,
			positions: columns[index],
		})),
		rejected,
	};
}
