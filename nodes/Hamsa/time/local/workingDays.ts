import { WEEKDAYS, type Weekday } from '../callingWindow';

/** A locale that knows the weekend of its region, as V8 has it: a method since Node 22, before that a property. */
interface LocaleWithWeek {
	getWeekInfo?: () => { weekend?: readonly number[] };
	weekInfo?: { weekend?: readonly number[] };
}

/** Days on which people work nearly everywhere, for a Node that knows no weekends. */
const CERTAIN_DAYS: readonly Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY'];

/** Read anew for each country once. */
const known = new Map<string, readonly Weekday[]>();

function readWorkingDays(country: string): readonly Weekday[] {
	const locale = new Intl.Locale(`und-${country}`) as LocaleWithWeek;
	const { weekend } = locale.getWeekInfo?.() ?? locale.weekInfo ?? {};
	// Monday is 1, Sunday 7.
	return weekend === undefined ? CERTAIN_DAYS : WEEKDAYS.filter((_, index) => !weekend.includes(index + 1));
}

/** The days of the week that are no weekend in a country (ISO code), in calendar order: Unicode's data. */
export function workingDaysOf(country: string): readonly Weekday[] {
	let days = known.get(country);
	if (days === undefined) known.set(country, (days = readWorkingDays(country)));
	return days;
}
