import type { CallingWindow } from '../callingWindow';
import { differencesBetween, oneOfEachClock, type CampaignDays } from './clocks';
import { minutesOf, timeOf } from './commonHours';

/** Outside of these hours (`HH:mm`) nobody is called on his own clock; an end that is left out is not held. */
export interface LocalLimits {
	earliest?: string;
	latest?: string;
}

const DAY = 24 * 60;

/**
 * Why someone who may be in any of the zones is not called in a window on the campaign's clock: in words that go on after
 * the row. Undefined when all of it lies within the limits on each of those clocks throughout the days.
 */
export function outsideLocalHours(
	{ startCallingTime, endCallingTime }: CallingWindow,
	campaignZone: string,
	zones: readonly string[],
	{ earliest, latest }: LocalLimits,
	days: CampaignDays,
): string | undefined {
	if (earliest === undefined && latest === undefined) return undefined;
	const first = earliest === undefined ? 0 : minutesOf(earliest);
	const last = latest === undefined ? DAY : minutesOf(latest);
	const start = minutesOf(startCallingTime);
	const length = minutesOf(endCallingTime) - start;
	const clocks = oneOfEachClock(zones, days);
	for (const zone of clocks) {
		for (const ahead of differencesBetween(zone, campaignZone, days)) {
			const local = (start + ahead + 2 * DAY) % DAY;
			if (local >= first && local + length <= last) continue;
			const hours = `${timeOf(local)}-${timeOf(local + length)} on its clock (${zone})`;
			return clocks.length === 1
				? `would be called ${hours}`
				: `might be called ${hours}: its number does not tell its time zone`;
		}
	}
	return undefined;
}
