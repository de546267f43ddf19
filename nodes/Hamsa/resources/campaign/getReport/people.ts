import type { IDataObject } from 'n8n-workflow';
import { statusOf, wasNotReached, willNotBeCalledAgain } from '../../../hamsa/statuses';
import { instantOf } from '../../../shared/values';

/** What the people of a campaign, or of several, are counted by. Instants are epoch milliseconds. */
export interface People {
	peopleByStatus: Record<string, number>;
	people: number;
	/** These five add up to the people. */
	reached: number;
	notReached: number;
	failed: number;
	stillToCall: number;
	neverCalled: number;
	/** Those of the people not reached, or whose call failed, who are called again. */
	redialsPlanned: number;
	attempts: number;
	nextRetryAt?: number;
	lastRetryAt?: number;
	firstActivityAt?: number;
	lastActivityAt?: number;
	/** Since when somebody could be called: -Infinity for one who waits for no time; nothing where nobody is to be called. */
	dueAt?: number;
}

/** Nobody yet. */
export const nobody = (): People => ({
	peopleByStatus: {},
	people: 0,
	reached: 0,
	notReached: 0,
	failed: 0,
	stillToCall: 0,
	neverCalled: 0,
	redialsPlanned: 0,
	attempts: 0,
});

const earlier = (a: number | undefined, b: number | undefined) =>
	a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
const later = (a: number | undefined, b: number | undefined) =>
	a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/**
 * When something happened to a recipient last. Who waits for the first call has no activity, whatever times Hamsa shows:
 * they may be those of the campaign's creation.
 */
function activityOf(recipient: IDataObject, attempts: number): number | undefined {
	if (attempts === 0 && statusOf(recipient) === 'PENDING') return undefined;
	return instantOf(recipient.latestActionTimestamp, recipient.completedAt, recipient.updatedAt);
}

/** Counts the people of one campaign; whom a campaign that has ended did not call, it never calls. */
export function countPeople(recipients: readonly IDataObject[], hasEnded: boolean): People {
	const count = nobody();
	const { peopleByStatus } = count;
	for (const recipient of recipients) {
		const status = statusOf(recipient);
		peopleByStatus[status] = (peopleByStatus[status] ?? 0) + 1;
		count.people++;
		const attempts = Number(recipient.attempts) || 0;
		count.attempts += attempts;
		const isAgain = !hasEnded && wasNotReached(recipient) && !willNotBeCalledAgain(recipient);
		const isOver = status === 'COMPLETED' || wasNotReached(recipient);
		if (status === 'COMPLETED') count.reached++;
		else if (status === 'NO_ANSWER') count.notReached++;
		else if (status === 'FAILED') count.failed++;
		else if (hasEnded) count.neverCalled++;
		else count.stillToCall++;
		if (isAgain) count.redialsPlanned++;
		const activityAt = activityOf(recipient, attempts);
		count.firstActivityAt = earlier(count.firstActivityAt, activityAt);
		count.lastActivityAt = later(count.lastActivityAt, activityAt);
		if (hasEnded || (isOver && !isAgain)) continue;
		const retryAt = instantOf(recipient.nextRetryAt);
		count.nextRetryAt = earlier(count.nextRetryAt, retryAt);
		count.lastRetryAt = later(count.lastRetryAt, retryAt);
		// Also for who is on the phone: a call that never ends is a standstill too.
		count.dueAt = earlier(count.dueAt, retryAt ?? -Infinity);
	}
	return count;
}

/** The people of two campaigns together. */
export function addPeople(one: People, other: People): People {
	const peopleByStatus = { ...one.peopleByStatus };
	for (const [status, people] of Object.entries(other.peopleByStatus)) {
		peopleByStatus[status] = (peopleByStatus[status] ?? 0) + people;
	}
	return {
		peopleByStatus,
		people: one.people + other.people,
		reached: one.reached + other.reached,
		notReached: one.notReached + other.notReached,
		failed: one.failed + other.failed,
		stillToCall: one.stillToCall + other.stillToCall,
		neverCalled: one.neverCalled + other.neverCalled,
		redialsPlanned: one.redialsPlanned + other.redialsPlanned,
		attempts: one.attempts + other.attempts,
		nextRetryAt: earlier(one.nextRetryAt, other.nextRetryAt),
		lastRetryAt: later(one.lastRetryAt, other.lastRetryAt),
		firstActivityAt: earlier(one.firstActivityAt, other.firstActivityAt),
		lastActivityAt: later(one.lastActivityAt, other.lastActivityAt),
	};
}

/** A part of the people whose latest call has ended, in percent with one decimal; null where there are none. */
export function percentOf(part: number, { reached, notReached, failed }: People): number | null {
	const called = reached + notReached + failed;
	return called === 0 ? null : Math.round((part / called) * 1_000) / 10;
}
