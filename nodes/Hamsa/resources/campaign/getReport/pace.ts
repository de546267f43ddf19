import type { IDataObject } from 'n8n-workflow';
import { hasEnded, statusOf } from '../../../hamsa/statuses';
import { asInputError } from '../../../shared/errors';
import { instantOf, isObject, readText } from '../../../shared/values';
import {
	afterOpenTime,
	nextOpening,
	openTimeBetween,
	readCallingWindow,
	type CallingWindow,
} from '../../../time/callingWindow';
import { DAY } from '../../../time/wallClock';
import { canonicalZone } from '../../../time/zones';
import type { People } from './people';

/** When a campaign may call. */
interface Hours {
	/** Undefined where it cannot be read as one that this node knows: over midnight, say. Then nothing is said of it. */
	window?: CallingWindow;
	zone: string;
	/** Epoch ms from which on it may call. */
	startsAt: number;
	/** Neither paused nor ended. */
	isOn: boolean;
}

/** An end that is further away than this is not foretold. */
const FURTHEST = 400 * DAY;

function windowOf({ timeRange }: IDataObject): CallingWindow | undefined {
	if (!isObject(timeRange)) return undefined;
	const { days, startCallingTime, endCallingTime } = timeRange;
	try {
		return readCallingWindow({ callingDays: 'custom', days, startCallingTime, endCallingTime });
	} catch (error) {
		asInputError(error);
		return undefined;
	}
}

/** Reads when a campaign may call. Where Hamsa shows no time zone, its hours are read in the workflow's. */
export function hoursOf(campaign: IDataObject, workflowZone: string): Hours {
	const { sendType, scheduledDate, scheduledTimezone, createdAt } = campaign;
	const scheduledAt = sendType === 'SCHEDULED' ? scheduledDate : undefined;
	return {
		window: windowOf(campaign),
		zone: canonicalZone(readText(scheduledTimezone) ?? '') ?? workflowZone,
		startsAt: instantOf(scheduledAt, createdAt) ?? -Infinity,
		isOn: !hasEnded(campaign) && statusOf(campaign) !== 'PAUSED',
	};
}

/** Whether the calling window is open; undefined where that cannot be told. */
export const isOpen = ({ window, zone }: Hours, now: number): boolean | undefined =>
	window && nextOpening(window, zone, now) <= now;

/**
 * Whether a campaign stands still: its window is open, somebody is to be called now, and nothing has happened for so long
 * (ms) in which the window was open, since the campaign could begin and that person was due.
 */
export function isStalled(hours: Hours, people: People, now: number, after: number): boolean {
	const { window, zone, startsAt, isOn } = hours;
	const { dueAt, lastActivityAt = -Infinity } = people;
	if (!isOn || window === undefined || dueAt === undefined || isOpen(hours, now) !== true) return false;
	const since = Math.max(startsAt, dueAt, lastActivityAt);
	const from = Math.max(since, now - Math.max(FURTHEST, after));
	return afterOpenTime(window, zone, from, { open: after, to: now + 1 }) !== undefined;
}

/**
 * When the campaign ends if it goes on as it did so far: those who are still to be called, at the pace of those who are
 * done, in the hours in which its window is open, and not before the last planned redial. Undefined where there is no pace
 * yet, where it is paused or has ended, or where that is more than 400 days away.
 */
export function expectedEnd(hours: Hours, people: People, now: number): number | undefined {
	const { window, zone, isOn } = hours;
	const { firstActivityAt, lastRetryAt = -Infinity } = people;
	const toCome = people.stillToCall + people.redialsPlanned;
	const done = people.people - people.neverCalled - toCome;
	if (!isOn || window === undefined || firstActivityAt === undefined || done === 0) return undefined;
	if (toCome === 0) return now;
	const from = Math.max(firstActivityAt, now - FURTHEST);
	const soFar = openTimeBetween(window, zone, from, now);
	if (soFar === 0) return undefined;
	const to = now + FURTHEST;
	const end = afterOpenTime(window, zone, now, { open: (soFar / done) * toCome, to });
	return end === undefined || lastRetryAt >= to ? undefined : Math.max(end, lastRetryAt);
}
