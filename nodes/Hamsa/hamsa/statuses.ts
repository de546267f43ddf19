/*
 * What Hamsa's statuses mean, once for the whole package. The names are documented in a guide ("managing batch calls") and
 * in examples of the API reference, their meaning in the guide alone; what is inferred is marked as a guess. A status that
 * is not known counts as going on, so that nobody is called on a guess.
 */

/** Anything that has a status: a campaign, a recipient or a call as Hamsa shows it. */
interface WithStatus {
	status?: unknown;
}

/** Every status a campaign can have [guide]. The first is that of every new one, also of one that starts now [doc]. */
const CAMPAIGN_STATUSES = [
	'SCHEDULED',
	'PENDING',
	'RUNNING',
	'PAUSED',
	'COMPLETED',
	'CANCELLED',
	'FAILED',
] as const;

/** Every status a recipient can have [guide; the first three also doc], in the order of a recipient's life. */
export const RECIPIENT_STATUSES = [
	'PENDING',
	'QUEUED',
	'IN_PROGRESS',
	'COMPLETED',
	'NO_ANSWER',
	'FAILED',
] as const;

/** Every status a call can have [guide], in the order of a call's life. */
export const CALL_STATUSES = [
	'PENDING',
	'IN_PROGRESS',
	'COMPLETED',
	'NO_ANSWER',
	'FAILED',
	'FORWARDED',
	'TERMINATED',
] as const;

/** A status of a call. */
export type CallStatus = (typeof CALL_STATUSES)[number];

/** Hamsa's first status of every campaign [doc, "create campaign"]. */
export const FIRST_STATUS = CAMPAIGN_STATUSES[0];

const KNOWN: ReadonlySet<unknown> = new Set([...CAMPAIGN_STATUSES, ...RECIPIENT_STATUSES, ...CALL_STATUSES]);

/**
 * The status of a row in the way of writing of the documentation, whatever its letter case: `inProgress`, `In progress` and
 * `in_progress` are IN_PROGRESS. '' when it has none.
 */
export function statusOf({ status }: WithStatus): string {
	if (KNOWN.has(status)) return status as string;
	return String(status ?? '')
		.trim()
		.replace(/(?<=[a-z])(?=[A-Z])|[\s-]+/g, '_')
		.toUpperCase();
}

/** A status as people read it: IN_PROGRESS is "In Progress". */
export const statusInWords = (status: string): string =>
	status
		.split('_')
		.map((word) => word.charAt(0) + word.slice(1).toLowerCase())
		.join(' ');

const ENDED: ReadonlySet<string> = new Set(['COMPLETED', 'CANCELLED', 'FAILED']);
const NOT_STARTED: ReadonlySet<string> = new Set(['SCHEDULED', 'PENDING']);

/** Whether a campaign has ended and calls nobody any more [guide]. A person can still retry it in the dashboard. */
export const hasEnded = (campaign: WithStatus): boolean => ENDED.has(statusOf(campaign));

/** Whether a campaign has not called anybody yet: it waits for its time or for Hamsa's worker [guide]. */
export const hasNotStarted = (campaign: WithStatus): boolean => NOT_STARTED.has(statusOf(campaign));

/** Whether a campaign makes calls now: neither waiting nor paused nor ended [guide]. */
export const isCalling = (campaign: WithStatus): boolean =>
	!hasEnded(campaign) && !hasNotStarted(campaign) && statusOf(campaign) !== 'PAUSED';

const NOT_REACHED: ReadonlySet<string> = new Set(['FAILED', 'NO_ANSWER']);
const NOT_DIALLED: ReadonlySet<string> = new Set(['PENDING', 'QUEUED']);

/** Whether the latest call of a recipient, or this call, reached nobody [guide: these are the ones that a retry redials]. */
export const wasNotReached = (row: WithStatus): boolean => NOT_REACHED.has(statusOf(row));

/** Whether a recipient waits for a call, the first or the next one [guide]. */
export const waitsForCall = (recipient: WithStatus): boolean => NOT_DIALLED.has(statusOf(recipient));

/** Whether a recipient is on the phone [guide]. */
export const isOnThePhone = (recipient: WithStatus): boolean => statusOf(recipient) === 'IN_PROGRESS';

/** Whether a recipient is open: waits for a call or is on the phone. */
export const isOpen = (recipient: WithStatus): boolean => waitsForCall(recipient) || isOnThePhone(recipient);

/**
 * Whether Hamsa will not call a recipient again, even while the campaign goes on: somebody answered [guide], or the last
 * of `maxAttempts` calls reached nobody and no further one has a time [guess: Hamsa documents these fields of "get
 * campaign", and that it redials, but not when it stops]. A `nextRetryAt` of null, '' or none at all is no time.
 */
export function willNotBeCalledAgain(
	recipient: WithStatus & { attempts?: unknown; maxAttempts?: unknown; nextRetryAt?: unknown },
): boolean {
	if (statusOf(recipient) === 'COMPLETED') return true;
	const { attempts, maxAttempts, nextRetryAt } = recipient;
	return (
		wasNotReached(recipient) &&
		!nextRetryAt &&
		typeof attempts === 'number' &&
		typeof maxAttempts === 'number' &&
		attempts >= maxAttempts
	);
}
