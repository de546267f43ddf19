import type { IDataObject } from 'n8n-workflow';
import { isCalling } from '../../hamsa/statuses';
import { HOUR } from '../../time/wallClock';

/*
 * n8n saves what a polling node remembers when the poll emits something and when the workflow is activated, but not after
 * a poll without news. So nothing here may depend on such a poll having happened: from any saved state, the next poll
 * must find exactly what the polls in between did not emit.
 */

/** How far the recipients of one campaign have been told of. All times are epoch milliseconds on Hamsa's clock. */
export interface RecipientMark {
	/** Everybody who finished up to this time has been told. */
	toldUpTo: number;
	/** IDs of those who finished after `toldUpTo` and have been told: the last minutes, since answers may lag behind. */
	ids: string[];
	/**
	 * Only while the campaign has ended and not everybody who finished merely because of that has been told: these people
	 * are told in the order of their IDs. `id` is the last one told, and `upTo` the latest finish of those it concerns.
	 */
	remaining?: { upTo: number; id: string };
	/** Everybody who finished merely because the campaign ended has been told. */
	remainingTold?: true;
	/** The latest finish when the whole campaign had been told the last time. */
	completeUpTo?: number;
}

/** What is known of one campaign. */
export interface KnownCampaign {
	/** As `statusOf` writes it. */
	status: string;
	/** Hamsa's `updatedAt`. */
	changedAt: number;
	/** Recipients who finished up to this time are never told: they are older than the trigger. */
	ignoreUpTo: number;
	/** Its recipients have to be read: something changed since they were read last. */
	needsReading?: true;
	/** Its recipients are not read before this time. */
	nextReading?: number;
	/** Somebody was on the phone when its recipients were read last; once it has ended, only as long as a call can last. */
	calling?: true;
	/** It has ended, as before, but has changed since this time: its recipients show whether it ran again. */
	mayHaveRunAgainSince?: number;
	/** The final status that it left, '' when unknown; kept until its reopened recipients are told. */
	reopenedFrom?: string;
	/** Since when the list lacks it, although it has ended. */
	missingSince?: number;
	/** What Hamsa showed of it, to be told when it is gone; kept while it has not ended, for a workflow that wants to hear of that. */
	shown?: IDataObject;
	recipients?: RecipientMark;
}

/** What is known of campaigns, by their IDs. */
export type KnownCampaigns = Readonly<Record<string, KnownCampaign>>;

/** What the trigger remembers from one poll to the next. */
export interface TriggerState {
	/** Which campaigns are listed: another choice starts anew. */
	scope: string;
	/** Hamsa's project that the campaigns belong to, as far as it says so: another one starts anew. */
	project?: string;
	/** What changed up to then is known, or older than the trigger. */
	baseline: number;
	/** Since when recipients are watched. */
	recipientsSince?: number;
	/** Every campaign that has not ended, and the ended ones that changed after the baseline or are not told completely. */
	campaigns: KnownCampaigns;
	/** Since when every poll has failed, on this machine's clock. */
	failingSince?: number;
}

/** A call that a campaign had begun before it ended is over within this time. */
export const LONGEST_CALL = HOUR;

/** Whether recipients can finish without anything in the list of campaigns changing: calls are made, or still going on. */
export const isLively = (known: KnownCampaign) => known.calling === true || isCalling(known);

/** Epoch milliseconds of a time as Hamsa gives it, 0 when it gives none. */
export function timeOf(value: unknown): number {
	const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	return Number.isNaN(time) ? 0 : time;
}
