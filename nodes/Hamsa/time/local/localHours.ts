import { WEEKDAYS, type CallingWindow } from '../callingWindow';
import { differencesBetween, oneOfEachClock, type CampaignDays } from './clocks';
import { MINUTES_OF_DAY, intersect, minutesOf, spansWithinWeek, timeOf } from './week';

/** Outside of these hours (`HH:mm`) nobody is called on his own clock; an end that is left out is not held. */
export interface LocalLimits {
	earliest?: string;
	latest?: string;
}

/**
 * Why someone who may be in any of the zones is not called in a window on the campaign's clock: in words that go on after
 * the row. Undefined when all of it lies within the limits on each of those clocks throughout the days.
 */
export function outsideLocalHours(
	window: CallingWindow,
	campaignZone: string,
	zones: readonly string[],
	{ earliest, latest }: LocalLimits,
	days: CampaignDays,
): string | undefined {
	if (earliest === undefined && latest === undefined) return undefined;
	const first = earliest === undefined ? 0 : minutesOf(earliest);
	const last = latest === undefined ? MINUTES_OF_DAY : minutesOf(latest);
	const start = minutesOf(window.startCallingTime);
	const length = minutesOf(window.endCallingTime) - start;
	const open = window.days.flatMap((day) =>
		spansWithinWeek(WEEKDAYS.indexOf(day) * MINUTES_OF_DAY + start, length),
	);
	const clocks = oneOfEachClock(zones, days);
	for (const zone of clocks) {
		for (const { ahead, only } of differencesBetween(zone, campaignZone, days)) {
			if (only !== undefined && intersect(open, only).length === 0) continue;
			// No two clocks are further apart than 26 hours.
			const local = (start + ahead + 2 * MINUTES_OF_DAY) % MINUTES_OF_DAY;
			if (local >= first && local + length <= last) continue;
			const hours = `${timeOf(local)}-${timeOf(local + length)} on its clock (${zone})`;
			return clocks.length === 1
				? `would be called ${hours}`
				: `might be called ${hours}: its number does not tell its time zone`;
		}
	}
	return undefined;
}
