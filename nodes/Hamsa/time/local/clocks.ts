import { DAY, MINUTE, nextOffsetChange, offsetAt } from '../wallClock';
import { MINUTES_OF_DAY, MINUTES_OF_WEEK, joined, spansWithinWeek, type Span } from './week';

/** The days on which a campaign may call, as epoch milliseconds. */
export interface CampaignDays {
	from: number;
	to: number;
}

/** A time from an instant on in which a zone keeps its offset: minutes ahead of UTC. */
interface Stretch {
	from: number;
	offset: number;
}

/** No clock is changed twice within so long: Morocco's pause for Ramadan, the shortest, lasts a month. */
const STEP = 7 * DAY;

/** The stretches of zones, for the days that were asked about last. */
let remembered: { days: CampaignDays; stretches: Map<string, readonly Stretch[]> } | undefined;

function readStretches(zone: string, { from, to }: CampaignDays): Stretch[] {
	const stretches = [{ from, offset: offsetAt(zone, from) / MINUTE }];
	for (let at = from; at < to;) {
		const end = Math.min(at + STEP, to);
		const change = nextOffsetChange(zone, at, end);
		if (change !== undefined) stretches.push({ from: change, offset: offsetAt(zone, change) / MINUTE });
		at = change ?? end;
	}
	return stretches;
}

function stretchesOf(zone: string, days: CampaignDays): readonly Stretch[] {
	if (remembered?.days.from !== days.from || remembered.days.to !== days.to) {
		remembered = { days, stretches: new Map() };
	}
	const { stretches } = remembered;
	let known = stretches.get(zone);
	if (known === undefined) stretches.set(zone, (known = readStretches(zone, days)));
	return known;
}

/** A text that is the same for zones whose clocks show the same time throughout the days. */
export const clockOf = (zone: string, days: CampaignDays): string =>
	stretchesOf(zone, days)
		.map(({ from, offset }) => `${from} ${offset}`)
		.join();

/** The first zone of each clock, in their order. */
export function oneOfEachClock(zones: readonly string[], days: CampaignDays): string[] {
	const [first, ...others] = zones;
	if (first === undefined || others.length === 0) return [...zones];
	const byClock = new Map<string, string>();
	for (const zone of zones) {
		const clock = clockOf(zone, days);
		if (!byClock.has(clock)) byClock.set(clock, zone);
	}
	return [...byClock.values()];
}

/** By how many minutes the clock of a zone is ahead of another one for some time. */
interface Difference {
	ahead: number;
	/** The only times of the week, on the other clock, in which it is so; undefined when it may be at any. */
	only?: readonly Span[];
}

/** Epoch day 0 was a Thursday. */
const minuteOfWeek = (wallTime: number) => wallTime / MINUTE + 3 * MINUTES_OF_DAY;

/**
 * Every difference between two clocks that there is within the days. Where both change their offset in the same night, one
 * some hours before the other, it is another one for these hours only.
 */
export function differencesBetween(zone: string, other: string, days: CampaignDays): Difference[] {
	const own = stretchesOf(zone, days);
	const others = stretchesOf(other, days);
	const offsetAmong = (stretches: readonly Stretch[], at: number) =>
		stretches.findLast(({ from }) => from <= at)!.offset;
	const changes = [...new Set([...own, ...others].map(({ from }) => from))].sort((a, b) => a - b);
	const differences = new Map<number, Difference>();
	const passing: Difference[] = [];
	changes.forEach((from, index) => {
		const otherOffset = offsetAmong(others, from);
		const ahead = offsetAmong(own, from) - otherOffset;
		const to = changes[index + 1];
		const minutes = to === undefined ? MINUTES_OF_WEEK : (to - from) / MINUTE;
		// What is so when the days begin or end may be so on days that are not among them.
		if (index === 0 || minutes >= MINUTES_OF_WEEK) differences.set(ahead, { ahead });
		else {
			const only = spansWithinWeek(minuteOfWeek(from + otherOffset * MINUTE), minutes);
			passing.push({ ahead, only: joined(only) });
		}
	});
	return [...differences.values(), ...passing.filter(({ ahead }) => !differences.has(ahead))];
}
