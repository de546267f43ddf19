/*
 * n8n saves what a polling node remembers when the poll emits something and when the workflow is activated, but not after
 * a poll without news. So nothing here may depend on such a poll having happened: from any saved state, the next poll
 * must find exactly what the polls in between did not emit.
 */

/** How far the recipients of one campaign have been told of. All times are epoch milliseconds on Hamsa's clock. */
export interface RecipientMark {
	/** Everybody who finished up to then has been told. */
	after: number;
	/** Who finished later than `after` and has been told: those of the last minutes, since answers may lag behind. */
	ids: string[];
	/** While the campaign is final: who finished only because it is, up to `upTo`, is told in the order of the IDs. */
	left?: { upTo: number; id: string };
	/** All of them have been told. */
	leftDone?: true;
	/** The latest finish of the last time that the whole campaign had been told. */
	settled?: number;
}

/** What is known of one campaign. */
export interface KnownCampaign {
	status: string;
	/** Hamsa's `updatedAt`. */
	changedAt: number;
	/** Recipients who finished up to then are not told: they are older than the trigger. */
	from: number;
	/** Something changed since its recipients were read last. */
	look?: true;
	/** Its recipients are not read before. */
	nextLook?: number;
	/** Somebody was on the phone when its recipients were read last; once it is final, only as long as a call can last. */
	calling?: true;
	/** It is final as it was before, but has changed since this time: the recipients show whether it ran again. */
	doubt?: number;
	/** The final status that it left, '' when unknown; kept until its reopened recipients are told. */
	reopenedFrom?: string;
	/** Since when the list lacks it. */
	missingSince?: number;
	recipients?: RecipientMark;
}

export type KnownCampaigns = Readonly<Record<string, KnownCampaign>>;

/** What the trigger remembers from one poll to the next. */
export interface TriggerState {
	/** Which campaigns are listed: another choice starts anew. */
	scope: string;
	/** What changed up to then is known, or older than the trigger. */
	baseline: number;
	/** Since when recipients are watched. */
	recipientsSince?: number;
	/** Every campaign that is not final, and the final ones that changed after the baseline or are not told completely. */
	campaigns: KnownCampaigns;
	/** Since when every poll has failed, on this machine's clock. */
	failingSince?: number;
}

const FINAL = new Set(['COMPLETED', 'CANCELLED', 'FAILED']);
const NOT_STARTED = new Set(['SCHEDULED', 'PENDING']);

/** Whether a campaign has ended. A person can still retry it in the dashboard. */
export const isFinal = (status: string) => FINAL.has(status);

/** Whether a campaign calls nobody yet. */
export const isWaiting = (status: string) => NOT_STARTED.has(status);

/** A call that a campaign had begun before it ended is over within this time. */
export const LONGEST_CALL = 60 * 60_000;

/** Whether recipients can finish without anything in the list of campaigns changing: calls are made, or still going on. */
export const isLively = ({ status, calling }: KnownCampaign) =>
	calling === true || !(isFinal(status) || isWaiting(status) || status === 'PAUSED');

/** Epoch milliseconds of a time as Hamsa gives it, 0 when it gives none. */
export function timeOf(value: unknown): number {
	const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	return Number.isNaN(time) ? 0 : time;
}
