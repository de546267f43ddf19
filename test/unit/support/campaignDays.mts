/** The days of campaigns, and what the clocks of people show meanwhile: by luxon, not by the code that is tested. */
import { DateTime } from 'luxon';
import type { CallingWindow, Weekday } from '../../../nodes/Hamsa/time/callingWindow.ts';
import type { CampaignDays } from '../../../nodes/Hamsa/time/local/clocks.ts';

/** From the beginning of a day up to that of another, in UTC. */
export const daysBetween = (from: string, to: string): CampaignDays => ({
	from: Date.parse(from),
	to: Date.parse(to),
});

/** The day of the week and the time that a clock shows. */
export function shownBy(zone: string, instant: number): { day: Weekday; time: string } {
	const shown = DateTime.fromMillis(instant, { zone, locale: 'en' });
	return { day: shown.toFormat('EEEE').toUpperCase() as Weekday, time: shown.toFormat('HH:mm') };
}

/** Instants within the days at which the window is open, those at its edges on each of some days. */
export function openInstants(window: CallingWindow, zone: string, { from, to }: CampaignDays): number[] {
	const { days, startCallingTime, endCallingTime } = window;
	const instants: number[] = [];
	const first = DateTime.fromMillis(from, { zone }).startOf('day');
	for (let day = first; day.toMillis() <= to; day = day.plus({ days: 1 })) {
		const at = (time: string) => day.set({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)) });
		const start = at(startCallingTime);
		const end = at(endCallingTime);
		const middle = (start.toMillis() + end.toMillis()) / 2;
		instants.push(start.toMillis(), Math.floor(middle), end.minus({ minutes: 1 }).toMillis());
	}
	return instants.filter((instant) => {
		const { day, time } = shownBy(zone, instant);
		const isOpen = days.includes(day) && time >= startCallingTime && time < endCallingTime;
		return isOpen && instant >= from && instant <= to;
	});
}
