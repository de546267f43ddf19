import type { Campaign, TimeRange } from '../life/state.mts';

const WEEK = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

const shortDay = (day: string): string => day.charAt(0) + day.slice(1, 3).toLowerCase();

/** `Sun-Thu`, `every day`, or each day by name when they are not one stretch of three or more. */
function describeDays(days: string[]): string {
	if (days.length === WEEK.length) return 'every day';
	const chosen = new Set(days);
	const isChosen = (index: number): boolean => chosen.has(WEEK[(index + WEEK.length) % WEEK.length] ?? '');
	const starts = WEEK.flatMap((_, index) => (isChosen(index) && !isChosen(index - 1) ? [index] : []));
	const [start] = starts;
	if (start === undefined || starts.length > 1 || chosen.size < 3) {
		return WEEK.filter((day) => chosen.has(day))
			.map(shortDay)
			.join(', ');
	}
	const end = (start + chosen.size - 1) % WEEK.length;
	return `${shortDay(WEEK[start] ?? '')}-${shortDay(WEEK[end] ?? '')}`;
}

const describeWindow = ({ days, startCallingTime, endCallingTime }: TimeRange): string =>
	`${describeDays(days)} ${startCallingTime}-${endCallingTime}`;

/** One line about a campaign, e.g. `"Spring recall", 47 recipients, NOW, Sun-Thu 09:00-17:00 Asia/Riyadh`. */
export function describeCampaign(campaign: Campaign): string {
	const { name, recipients, sendType, scheduledDate, scheduledTimezone, timeRange } = campaign;
	const count = `${recipients.length} ${recipients.length === 1 ? 'recipient' : 'recipients'}`;
	const when = sendType === 'SCHEDULED' ? `SCHEDULED ${scheduledDate}` : sendType;
	const zone = scheduledTimezone === null ? '' : ` ${scheduledTimezone}`;
	return `"${name}", ${count}, ${when}, ${describeWindow(timeRange)}${zone}`;
}
