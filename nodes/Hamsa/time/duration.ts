import { type CallingWindow, dailyMinutes, nextClosing, nextOpening } from './callingWindow';
import { MINUTE, spanInWords } from './wallClock';

interface DurationInput {
	recipients: number;
	/** Above 0. */
	averageCallMinutes: number;
	/** At least 1. */
	reservedConcurrency: number;
	window: CallingWindow;
	/** With both, the first calling day counts only from its first call: a campaign made at 16:30 has little left of it. */
	zone?: string;
	/** Epoch ms. */
	startsAt?: number;
}

interface DurationEstimate {
	/** On how many calling days calls are made, at least 1. */
	callingDays: number;
	/** "about 1 h 40 min", "about 3 calling days", "about 126 calling days (some 25 weeks)". */
	words: string;
}

/**
 * How long a campaign takes: rounds of as many calls as run at the same time, each round as long as an average call, laid
 * into the daily window. An estimate: Hamsa documents neither the pause between calls nor when it redials.
 */
export function estimateDuration(input: DurationInput): DurationEstimate {
	const { recipients, averageCallMinutes, reservedConcurrency, window } = input;
	const minutes = Math.ceil(recipients / reservedConcurrency) * averageCallMinutes;
	const daily = dailyMinutes(window);
	const callingDays = 1 + Math.max(0, Math.ceil((minutes - minutesOnFirstDay(input)) / daily));
	return {
		callingDays,
		words: minutes <= daily ? hoursInWords(minutes, callingDays) : daysInWords(callingDays, window),
	};
}

function minutesOnFirstDay({ window, zone, startsAt }: DurationInput): number {
	if (zone === undefined || startsAt === undefined) return dailyMinutes(window);
	const firstCall = nextOpening(window, zone, startsAt);
	return (nextClosing(window, zone, firstCall) - firstCall) / MINUTE;
}

function hoursInWords(minutes: number, callingDays: number): string {
	const span = spanInWords(minutes * MINUTE);
	const time = minutes < 1 ? span : `about ${span}`;
	return callingDays === 1 ? time : `${time}, over ${callingDays} calling days`;
}

function daysInWords(callingDays: number, window: CallingWindow): string {
	const weeks = Math.round(callingDays / window.days.length);
	const inWeeks = weeks >= 2 ? ` (some ${weeks} weeks)` : '';
	return `about ${callingDays} calling days${inWeeks}`;
}
