import { WEEKDAYS, describeHours, type CallingWindow } from '../callingWindow';
import { MINUTE, offsetAt } from '../wallClock';
import { clockOf, oneOfEachClock, type CampaignDays } from './clocks';
import { placeAt, placeOf } from './numberZones';
import { MINUTES_OF_DAY, minutesOf, timeOf } from './week';

/** The window as it is on the clock of another zone, at the beginning of the days. */
function shifted(window: CallingWindow, zone: string, own: string, { from }: CampaignDays): CallingWindow {
	const ahead = (offsetAt(own, from) - offsetAt(zone, from)) / MINUTE;
	const start = minutesOf(window.startCallingTime) + ahead;
	const days = Math.floor(start / MINUTES_OF_DAY);
	const timeOfDay = (minutes: number) => timeOf((minutes + 2 * MINUTES_OF_DAY) % MINUTES_OF_DAY);
	const moved = new Set(
		window.days.map((day) => WEEKDAYS.at((WEEKDAYS.indexOf(day) + days + WEEKDAYS.length) % WEEKDAYS.length)),
	);
	return {
		days: WEEKDAYS.filter((day) => moved.has(day)),
		startCallingTime: timeOfDay(start),
		endCallingTime: timeOfDay(minutesOf(window.endCallingTime) + ahead),
	};
}

/**
 * Tells for any number (E.164) when a window on the campaign's clock is on the clock of its own place: "Sun-Thu 09:00-17:00
 * Asia/Riyadh". A number that may be on several clocks, or on none, is told the campaign's hours.
 */
export function hoursTeller(
	window: CallingWindow,
	zone: string,
	days: CampaignDays,
): (phoneNumber: string) => string {
	const own = describeHours(window, zone);
	const known = new Map<number, string>();
	const tell = (index: number): string => {
		const [first, ...others] = oneOfEachClock(placeAt(index).zones, days);
		if (first === undefined || others.length > 0 || clockOf(first, days) === clockOf(zone, days)) return own;
		return describeHours(shifted(window, zone, first, days), first);
	};
	return (phoneNumber) => {
		const index = placeOf(phoneNumber);
		const told = known.get(index) ?? tell(index);
		known.set(index, told);
		return told;
	};
}
