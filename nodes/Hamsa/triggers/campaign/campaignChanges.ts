import type { IDataObject } from 'n8n-workflow';
import { FIRST_STATUS, hasEnded, hasNotStarted, statusOf } from '../../hamsa/statuses';
import { DAY, MINUTE } from '../../time/wallClock';
import {
	isLively,
	LONGEST_CALL,
	timeOf,
	type KnownCampaign,
	type KnownCampaigns,
	type RecipientMark,
	type TriggerState,
} from './state';

/** What the workflow wants to hear of. */
export interface Watch {
	finished: boolean;
	statusChanged: boolean;
	gone: boolean;
	recipients: boolean;
	/** Whether a campaign passes the filters. */
	matches(campaign: IDataObject): boolean;
}

/** Something that happened to a campaign, to be told. */
export interface CampaignEvent {
	event: 'campaignFinished' | 'campaignGone' | 'campaignStatusChanged';
	campaign: IDataObject;
	/** Left out when it is not known. */
	previousStatus?: string;
}

/** The list of campaigns as one poll saw it. */
export interface Listing {
	campaigns: readonly IDataObject[];
	/** Epoch milliseconds on Hamsa's clock, when the first page was answered. */
	now: number;
	/** IDs of known campaigns that are neither listed nor there any more. */
	gone: ReadonlySet<string>;
}

interface CampaignChanges {
	events: CampaignEvent[];
	campaigns: Record<string, KnownCampaign>;
	baseline: number;
}

/** What changed this shortly before a list was read may not have been in it. */
const LAG = 10 * MINUTE;
/** A campaign that has ended and that lists lack for so long was deleted. One list may lack it because a page moved on between two requests. */
const FORGOTTEN_AFTER = DAY;

/** A change, before it is known whether anybody wants to hear of it. */
interface Change {
	known: KnownCampaign | undefined;
	/** The status before, '' when it is not known; undefined when the status did not change. */
	previousStatus?: string;
}

const changedAt = (campaign: IDataObject) => timeOf(campaign.updatedAt ?? campaign.createdAt);

/** Judges a campaign that is listed at the very moment at which the trigger starts: whatever happened to it is past. */
function judgePast(campaign: IDataObject, baseline: number): Change {
	const known = firstSight(campaign, baseline);
	if (!hasEnded(known)) return { known };
	// Its last calls may still be going on.
	const mayCall = baseline - known.changedAt < LONGEST_CALL;
	return { known: mayCall ? { ...known, recipients: allToldUpTo(baseline) } : undefined };
}

/** Judges a campaign that has not been seen before. */
function judgeNew(campaign: IDataObject, baseline: number, isFirstPoll: boolean): Change {
	const known = firstSight(campaign, baseline);
	if (timeOf(campaign.createdAt) > baseline) {
		known.ignoreUpTo = 0;
		return known.status === FIRST_STATUS ? { known } : { known, previousStatus: FIRST_STATUS };
	}
	const changed = known.changedAt > baseline;
	if (isFirstPoll) {
		if (!hasEnded(known)) return { known };
		return changed ? { known, previousStatus: '' } : { known: undefined };
	}
	if (!changed) return { known: hasEnded(known) ? undefined : known };
	// It was there before and is not remembered, so it had ended and everybody had been told.
	known.recipients = allToldUpTo(baseline);
	if (!hasEnded(known)) return { known: { ...known, reopenedFrom: '' }, previousStatus: '' };
	// Renaming changes it as well, so its recipients must tell whether it ran again.
	return { known: { ...known, mayHaveRunAgainSince: baseline } };
}

function firstSight(campaign: IDataObject, baseline: number): KnownCampaign {
	const status = statusOf(campaign);
	const known: KnownCampaign = { status, changedAt: changedAt(campaign), ignoreUpTo: baseline };
	return hasNotStarted(known) ? known : { ...known, needsReading: true };
}

const allToldUpTo = (time: number): RecipientMark => ({ toldUpTo: time, ids: [], completeUpTo: time });

/** Judges a campaign that has been seen before. */
function judgeKnown(campaign: IDataObject, before: KnownCampaign): Change {
	const status = statusOf(campaign);
	const changed = changedAt(campaign);
	const known: KnownCampaign = { ...before, status, changedAt: changed };
	delete known.missingSince;
	const hadEnded = hasEnded(before);
	if (status === before.status) {
		if (changed <= before.changedAt) return { known: { ...known, changedAt: before.changedAt } };
		if (!hasNotStarted(known)) known.needsReading = true;
		// It was renamed, or it ran again in the meantime: its recipients show which. Of one that was cancelled they cannot,
		// since calls may have ended after that.
		if (hadEnded && status !== 'CANCELLED') {
			known.mayHaveRunAgainSince = before.mayHaveRunAgainSince ?? before.changedAt;
		}
		return { known };
	}
	delete known.mayHaveRunAgainSince;
	delete known.nextReading;
	if (!hasNotStarted(known) || hadEnded) known.needsReading = true;
	if (hasEnded(known)) delete known.reopenedFrom;
	else if (hadEnded) reopen(known, before.status);
	return { known, previousStatus: before.status };
}

/** A person retries a final campaign: who finished with it has been told and may finish once more. */
function reopen(known: KnownCampaign, from: string): void {
	known.reopenedFrom = from;
	if (known.recipients === undefined) return;
	const { toldUpTo, ids, completeUpTo = toldUpTo } = known.recipients;
	known.recipients = { toldUpTo, ids, completeUpTo };
}

/** The events of a change that are wanted, none when nothing changed. `previousStatus` is that of `Change`. */
export function eventsOf(
	campaign: IDataObject,
	previousStatus: string | undefined,
	watch: Watch,
): CampaignEvent[] {
	if (previousStatus === undefined || !watch.matches(campaign)) return [];
	const change = previousStatus === '' ? { campaign } : { campaign, previousStatus };
	const events: CampaignEvent[] = [];
	if (watch.statusChanged) events.push({ event: 'campaignStatusChanged', ...change });
	if (watch.finished && hasEnded(campaign)) events.push({ event: 'campaignFinished', ...change });
	return events;
}

/** Takes out of `known` what asks for reading recipients whom the workflow does not want to hear of. */
function forgetNeedless(known: KnownCampaign, campaign: IDataObject, watch: Watch): void {
	const wanted = watch.matches(campaign);
	if (wanted && watch.recipients) return;
	delete known.reopenedFrom;
	delete known.calling;
	if (wanted && (watch.finished || watch.statusChanged) && known.mayHaveRunAgainSince !== undefined) return;
	delete known.mayHaveRunAgainSince;
	delete known.needsReading;
}

/** Whether a campaign need not be remembered: it has ended, was told completely, and all of it is older than the baseline. */
function isComplete(known: KnownCampaign, baseline: number): boolean {
	if (!hasEnded(known) || known.needsReading === true || isLively(known)) return false;
	const lastCall = known.status === 'CANCELLED' ? LONGEST_CALL : 0;
	return known.changedAt + lastCall <= baseline && (known.recipients?.toldUpTo ?? 0) <= baseline;
}

/** Keeps of a campaign what is told when it is gone, if that will be wanted. */
function noteShown(known: KnownCampaign, campaign: IDataObject, watch: Watch): void {
	delete known.shown;
	if (!watch.gone || hasEnded(known) || !watch.matches(campaign)) return;
	const { name, voiceAgentId, recipientsCount, totalRecipients, scheduledDate, createdAt } = campaign;
	known.shown = { name, voiceAgentId, recipientsCount, totalRecipients, scheduledDate, createdAt };
}

/** The event of a campaign that is gone, with the status in which it was seen last; none when nobody wants to hear of it. */
function goneEvents(id: string, { shown, status, changedAt }: KnownCampaign, watch: Watch): CampaignEvent[] {
	if (!watch.gone || shown === undefined || !watch.matches(shown)) return [];
	const updatedAt = changedAt > 0 ? new Date(changedAt).toISOString() : null;
	return [{ event: 'campaignGone', campaign: { id, ...shown, status, updatedAt } }];
}

/**
 * The campaigns that the list lacks but that may come back. One that has ended is not asked for: it is kept for a while, with
 * the time since when it is missing.
 */
function keepMissing(known: KnownCampaigns, seen: ReadonlySet<string>, { now, gone }: Listing) {
	const kept: Record<string, KnownCampaign> = {};
	for (const [id, campaign] of Object.entries(known)) {
		if (seen.has(id) || gone.has(id)) continue;
		const { missingSince = now } = campaign;
		if (!hasEnded(campaign)) kept[id] = campaign;
		else if (now - missingSince < FORGOTTEN_AFTER) kept[id] = { ...campaign, missingSince };
	}
	return kept;
}

/**
 * What happened to campaigns since the state was saved. `isFirstPoll` is true when nothing was saved: then campaigns are
 * told only as far as they are newer than the baseline.
 */
export function compareCampaigns(
	{ baseline, campaigns: known }: Pick<TriggerState, 'baseline' | 'campaigns'>,
	listing: Listing,
	watch: Watch,
	isFirstPoll: boolean,
): CampaignChanges {
	const seen = new Set<string>();
	const events: CampaignEvent[] = [];
	const noted: Record<string, KnownCampaign> = {};
	const nextBaseline = Math.max(baseline, listing.now - LAG);
	const startsNow = isFirstPoll && baseline >= listing.now;
	const judge = (campaign: IDataObject, before: KnownCampaign | undefined): Change => {
		if (before !== undefined) return judgeKnown(campaign, before);
		return startsNow ? judgePast(campaign, baseline) : judgeNew(campaign, baseline, isFirstPoll);
	};
	for (const campaign of listing.campaigns) {
		const id = String(campaign.id);
		// A page that moved on between two requests shows a campaign twice.
		if (seen.has(id)) continue;
		seen.add(id);
		const change = judge(campaign, known[id]);
		if (change.known === undefined) continue;
		events.push(...eventsOf(campaign, change.previousStatus, watch));
		forgetNeedless(change.known, campaign, watch);
		noteShown(change.known, campaign, watch);
		if (!isComplete(change.known, nextBaseline)) noted[id] = change.known;
	}
	for (const id of listing.gone) events.push(...goneEvents(id, known[id]!, watch));
	return {
		events,
		campaigns: { ...keepMissing(known, seen, listing), ...noted },
		baseline: nextBaseline,
	};
}
