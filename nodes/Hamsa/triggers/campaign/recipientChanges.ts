import type { IDataObject } from 'n8n-workflow';
import {
	hasEnded,
	isOnThePhone,
	isOpen,
	statusOf,
	wasNotReached,
	willNotBeCalledAgain,
} from '../../hamsa/statuses';
import { MINUTE } from '../../time/wallClock';
import { timeOf, type KnownCampaign, type RecipientMark } from './state';

/** The recipients of one campaign, next to what has been told of them. */
interface RecipientChanges {
	/** Who has finished and has not been told, in the order in which they are to be told. */
	finished: IDataObject[];
	/** Who had finished and waits to be called again. */
	reopened: IDataObject[];
	/** Somebody is on the phone. */
	calling: boolean;
	/** The mark to be saved once the first `count` of `finished` have been told. */
	markAfter(count: number): RecipientMark;
}

/** Recipients who finished this shortly before the latest one may show up later than that one. */
const LAG = 2 * MINUTE;
/** Recipients of these last minutes who are remembered by ID; of more than that, only those of the last instant. */
const MOST_IDS = 1_000;

const idOf = (recipient: IDataObject) => String(recipient.id);
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Whether a recipient has finished: Hamsa will not call this person again, or has not reached them and the campaign has
 * ended. A call that failed while the campaign goes on is no end, since Hamsa redials.
 */
const hasFinished = (recipient: IDataObject, ended: boolean) =>
	willNotBeCalledAgain(recipient) || (ended && wasNotReached(recipient));

/** When a recipient finished: epoch milliseconds on Hamsa's clock, 0 when Hamsa does not say. */
export function finishedAt(recipient: IDataObject): number {
	const { completedAt, latestActionTimestamp, updatedAt } = recipient;
	// `completedAt` may be of an earlier time that the person was called.
	const times =
		statusOf(recipient) === 'COMPLETED'
			? [completedAt, latestActionTimestamp]
			: [latestActionTimestamp, completedAt];
	return [...times, updatedAt].map(timeOf).find((time) => time > 0) ?? 0;
}

/** The latest time at which something happened to one of the recipients: epoch milliseconds on Hamsa's clock, 0 when nobody was called. */
export const latestActivity = (recipients: readonly IDataObject[]) =>
	recipients.reduce(
		(latest, { latestActionTimestamp, completedAt }) =>
			Math.max(latest, timeOf(latestActionTimestamp), timeOf(completedAt)),
		0,
	);

/**
 * Whether a recipient was called before a person retried the campaign, whose status was `previousStatus` then: in one that
 * was completed everybody was, else whoever shows traces of a call before the one that is going on.
 */
function wasCalled(previousStatus: string, recipient: IDataObject): boolean {
	const { attempts, jobId, lastError, completedAt } = recipient;
	if (previousStatus === 'COMPLETED' || Boolean(lastError) || Boolean(completedAt)) return true;
	return isOnThePhone(recipient) ? Number(attempts) > 1 : Number(attempts) > 0 || Boolean(jobId);
}

/** The recipients who had finished and are open again because a person retried the campaign. */
function reopenedOf(known: KnownCampaign, recipients: readonly IDataObject[]) {
	const { reopenedFrom } = known;
	if (reopenedFrom === undefined || hasEnded(known)) return [];
	return recipients.filter((recipient) => isOpen(recipient) && wasCalled(reopenedFrom, recipient));
}

/**
 * The mark after `told` have been told, the latest of whom finished at `newest`: IDs of the last minutes only, and of more
 * than MOST_IDS those of the last instant.
 */
function remember(
	told: readonly IDataObject[],
	newest: number,
	toldUpTo: number,
): Pick<RecipientMark, 'toldUpTo' | 'ids'> {
	const times = told.map(finishedAt).sort((a, b) => b - a);
	const crowded = times.length > MOST_IDS ? times[MOST_IDS - 1]! - 1 : 0;
	const upTo = Math.max(toldUpTo, newest - LAG, crowded);
	return { toldUpTo: upTo, ids: told.filter((each) => finishedAt(each) > upTo).map(idOf) };
}

/**
 * Compares the recipients of a campaign with what has been told of them. `ended` says whether the campaign has ended; `since`
 * is the time up to which nobody is told of a campaign whose recipients are read for the first time.
 */
export function compareRecipients(
	known: KnownCampaign,
	recipients: readonly IDataObject[],
	ended: boolean,
	since: number,
): RecipientChanges {
	const mark: RecipientMark = known.recipients ?? { toldUpTo: since, ids: [] };
	const told = new Set(mark.ids);
	const finishers = recipients.filter((recipient) => hasFinished(recipient, ended));
	const fresh = finishers
		.filter((recipient) => finishedAt(recipient) > mark.toldUpTo && !told.has(idOf(recipient)))
		.sort((a, b) => finishedAt(a) - finishedAt(b) || byText(idOf(a), idOf(b)));

	// Who finished only with the campaign did so at no time of their own, perhaps long before the others.
	const remaining =
		ended && mark.remainingTold !== true ? (mark.remaining ?? { upTo: mark.toldUpTo, id: '' }) : undefined;
	const leftOver = (remaining === undefined ? [] : finishers)
		.filter((recipient) => {
			const time = finishedAt(recipient);
			const hasOwnTime = willNotBeCalledAgain(recipient) && time > 0;
			return (
				!hasOwnTime &&
				time <= remaining!.upTo &&
				time > (mark.completeUpTo ?? -1) &&
				idOf(recipient) > remaining!.id
			);
		})
		.sort((a, b) => byText(idOf(a), idOf(b)));

	const finished = [...leftOver, ...fresh];
	const anyOpen = recipients.some(isOpen);

	function markAfter(count: number): RecipientMark {
		const now = finished.slice(0, count);
		const nowFresh = now.slice(leftOver.length);
		const toldIds = new Set([...mark.ids, ...nowFresh.map(idOf)]);
		const newest = nowFresh.length === 0 ? mark.toldUpTo : finishedAt(nowFresh.at(-1)!);
		const rest = { completeUpTo: mark.completeUpTo };
		const next = remember(
			finishers.filter((recipient) => toldIds.has(idOf(recipient))),
			newest,
			mark.toldUpTo,
		);
		if (!ended) return { ...next, ...rest };
		if (count < leftOver.length) {
			const id = count === 0 ? remaining!.id : idOf(now.at(-1)!);
			return { ...next, ...rest, remaining: { upTo: remaining!.upTo, id } };
		}
		if (count < finished.length) return { ...next, ...rest, remainingTold: true };
		const completeUpTo = finishers.reduce(
			(latest, recipient) => Math.max(latest, finishedAt(recipient)),
			mark.toldUpTo,
		);
		// With nobody left to call, nobody can show up late.
		return { ...(anyOpen ? next : { toldUpTo: completeUpTo, ids: [] }), completeUpTo, remainingTold: true };
	}

	return {
		finished,
		reopened: reopenedOf(known, recipients),
		calling: recipients.some(isOnThePhone),
		markAfter,
	};
}
