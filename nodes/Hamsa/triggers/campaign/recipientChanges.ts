import type { IDataObject } from 'n8n-workflow';
import { isFinal, timeOf, type KnownCampaign, type RecipientMark } from './state';

/** The recipients of one campaign, next to what has been told of them. */
export interface RecipientChanges {
	/** Who has finished and has not been told, in the order in which they are to be told. */
	finished: IDataObject[];
	/** Who had finished and waits to be called again. */
	reopened: IDataObject[];
	/** Somebody is on the phone. */
	calling: boolean;
	/** What is known once the first `count` of `finished` have been told. */
	markAfter(count: number): RecipientMark;
}

/** Recipients who finished this shortly before the latest one may show up later than that one. */
const LAG = 2 * 60_000;
/** Recipients of these last minutes who are remembered by ID; of more than that, only those of the last instant. */
const MOST_IDS = 1_000;

const OPEN = new Set(['PENDING', 'QUEUED', 'IN_PROGRESS']);
const NOT_REACHED = new Set(['FAILED', 'NO_ANSWER']);

const idOf = (recipient: IDataObject) => String(recipient.id);
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Whether Hamsa will not call this person again, whatever becomes of the campaign. */
function endsByItself({ status, nextRetryAt, attempts, maxAttempts }: IDataObject): boolean {
	if (status === 'COMPLETED') return true;
	return (
		NOT_REACHED.has(String(status)) &&
		(nextRetryAt ?? null) === null &&
		typeof attempts === 'number' &&
		typeof maxAttempts === 'number' &&
		attempts >= maxAttempts
	);
}

/**
 * Whether a recipient has finished: reached, or not reached and not to be called again. Hamsa redials, so a call that
 * failed is no end; in a final campaign it is.
 */
const hasFinished = (recipient: IDataObject, inFinal: boolean) =>
	endsByItself(recipient) || (inFinal && NOT_REACHED.has(String(recipient.status)));

/** When a recipient finished: epoch milliseconds on Hamsa's clock, 0 when Hamsa does not say. */
export function finishedAt({ status, completedAt, latestActionTimestamp, updatedAt }: IDataObject): number {
	// `completedAt` may be of an earlier time that the person was called.
	const times =
		status === 'COMPLETED' ? [completedAt, latestActionTimestamp] : [latestActionTimestamp, completedAt];
	return [...times, updatedAt].map(timeOf).find((time) => time > 0) ?? 0;
}

/** The latest sign of life of the recipients: epoch milliseconds on Hamsa's clock, 0 when nobody was called. */
export const latestActivity = (recipients: readonly IDataObject[]) =>
	recipients.reduce(
		(latest, { latestActionTimestamp, completedAt }) =>
			Math.max(latest, timeOf(latestActionTimestamp), timeOf(completedAt)),
		0,
	);

/**
 * Who was called before a person retried the campaign: in one that was completed everybody, else whoever shows traces of
 * a call before the one that is going on.
 */
function wasCalled(from: string, { status, attempts, jobId, lastError, completedAt }: IDataObject): boolean {
	if (from === 'COMPLETED' || Boolean(lastError) || Boolean(completedAt)) return true;
	return status === 'IN_PROGRESS' ? Number(attempts) > 1 : Number(attempts) > 0 || Boolean(jobId);
}

function reopenedOf({ status, reopenedFrom }: KnownCampaign, recipients: readonly IDataObject[]) {
	if (reopenedFrom === undefined || isFinal(status)) return [];
	return recipients.filter(
		(recipient) => OPEN.has(String(recipient.status)) && wasCalled(reopenedFrom, recipient),
	);
}

/** The ones told of the last minutes, and the time up to which nobody has to be remembered. */
function remember(
	told: readonly IDataObject[],
	newest: number,
	after: number,
): Pick<RecipientMark, 'after' | 'ids'> {
	const times = told.map(finishedAt).sort((a, b) => b - a);
	const crowded = times.length > MOST_IDS ? times[MOST_IDS - 1]! - 1 : 0;
	const upTo = Math.max(after, newest - LAG, crowded);
	return { after: upTo, ids: told.filter((each) => finishedAt(each) > upTo).map(idOf) };
}

/**
 * Compares a campaign's recipients with what has been told of them. `since` is the time up to which nobody is told of
 * a campaign whose recipients are read for the first time.
 */
export function compareRecipients(
	known: KnownCampaign,
	recipients: readonly IDataObject[],
	since: number,
): RecipientChanges {
	const inFinal = isFinal(known.status);
	const mark: RecipientMark = known.recipients ?? { after: since, ids: [] };
	const told = new Set(mark.ids);
	const ended = recipients.filter((recipient) => hasFinished(recipient, inFinal));
	const fresh = ended
		.filter((recipient) => finishedAt(recipient) > mark.after && !told.has(idOf(recipient)))
		.sort((a, b) => finishedAt(a) - finishedAt(b) || byText(idOf(a), idOf(b)));

	// Who finished only with the campaign did so at no time of their own, perhaps long before the others.
	const left = inFinal && mark.leftDone !== true ? (mark.left ?? { upTo: mark.after, id: '' }) : undefined;
	const leftOver = (left === undefined ? [] : ended)
		.filter((recipient) => {
			const time = finishedAt(recipient);
			const isOwn = endsByItself(recipient) && time > 0;
			return !isOwn && time <= left!.upTo && time > (mark.settled ?? -1) && idOf(recipient) > left!.id;
		})
		.sort((a, b) => byText(idOf(a), idOf(b)));

	const finished = [...leftOver, ...fresh];
	const isOpen = recipients.some(({ status }) => OPEN.has(String(status)));

	function markAfter(count: number): RecipientMark {
		const now = finished.slice(0, count);
		const nowFresh = now.slice(leftOver.length);
		const toldIds = new Set([...mark.ids, ...nowFresh.map(idOf)]);
		const newest = nowFresh.length === 0 ? mark.after : finishedAt(nowFresh.at(-1)!);
		const rest = { settled: mark.settled };
		const next = remember(
			ended.filter((recipient) => toldIds.has(idOf(recipient))),
			newest,
			mark.after,
		);
		if (!inFinal) return { ...next, ...rest };
		if (count < leftOver.length) {
			return { ...next, ...rest, left: { upTo: left!.upTo, id: count === 0 ? left!.id : idOf(now.at(-1)!) } };
		}
		if (count < finished.length) return { ...next, ...rest, leftDone: true };
		const settled = ended.reduce((latest, recipient) => Math.max(latest, finishedAt(recipient)), mark.after);
		// With nobody left to call, nobody can show up late.
		return { ...(isOpen ? next : { after: settled, ids: [] }), settled, leftDone: true };
	}

	return {
		finished,
		reopened: reopenedOf(known, recipients),
		calling: recipients.some(({ status }) => status === 'IN_PROGRESS'),
		markAfter,
	};
}
