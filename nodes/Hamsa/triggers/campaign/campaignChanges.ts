import type { IDataObject } from 'n8n-workflow';
import { DAY } from '../../time/wallClock';
import {
	isFinal,
	isLively,
	isWaiting,
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
	recipients: boolean;
	/** Whether a campaign passes the filters. */
	matches(campaign: IDataObject): boolean;
}

export interface CampaignEvent {
	event: 'campaignFinished' | 'campaignStatusChanged';
	campaign: IDataObject;
	/** Left out when it is not known. */
	previousStatus?: string;
}

/** The list of campaigns as one poll saw it. */
export interface Listing {
	campaigns: readonly IDataObject[];
	/** Epoch milliseconds on Hamsa's clock, when the first page was answered. */
	now: number;
}

export interface CampaignChanges {
	events: CampaignEvent[];
	campaigns: Record<string, KnownCampaign>;
	baseline: number;
}

/** What changed this shortly before a list was read may not have been in it. */
const LAG = 10 * 60_000;
/** A campaign that lists lack for so long was deleted. One list may lack it because a page moved on between two requests. */
const GONE_AFTER = DAY;
/** Hamsa's first status of every campaign (API reference, "create campaign"). */
const FIRST_STATUS = 'SCHEDULED';

/** A change, before it is known whether anybody wants to hear of it. */
interface Change {
	known: KnownCampaign | undefined;
	/** The status that it left, undefined when it did not change, '' when it is not known. */
	left?: string;
}

const statusOf = (campaign: IDataObject) => String(campaign.status);
const changedAt = (campaign: IDataObject) => timeOf(campaign.updatedAt ?? campaign.createdAt);

/** A campaign of the very moment at which the trigger starts: all that it has been through is past. */
function judgePast(campaign: IDataObject, baseline: number): Change {
	const known = firstSight(campaign, baseline);
	if (!isFinal(known.status)) return { known };
	// Its last calls may still be going on.
	const mayCall = baseline - known.changedAt < LONGEST_CALL;
	return { known: mayCall ? { ...known, recipients: toldUpTo(baseline) } : undefined };
}

/** A campaign that has not been seen before. */
function judgeNew(campaign: IDataObject, baseline: number, isFirstPoll: boolean): Change {
	const known = firstSight(campaign, baseline);
	if (timeOf(campaign.createdAt) > baseline) {
		known.from = 0;
		return known.status === FIRST_STATUS ? { known } : { known, left: FIRST_STATUS };
	}
	const changed = known.changedAt > baseline;
	if (isFirstPoll) {
		if (!isFinal(known.status)) return { known };
		return changed ? { known, left: '' } : { known: undefined };
	}
	if (!changed) return { known: isFinal(known.status) ? undefined : known };
	// It was there before, so it was final then, and who had not been reached had been told.
	known.recipients = toldUpTo(baseline);
	if (!isFinal(known.status)) return { known: { ...known, reopenedFrom: '' }, left: '' };
	// Renaming changes it as well, so its recipients must tell whether it ran again.
	return { known: { ...known, doubt: baseline } };
}

function firstSight(campaign: IDataObject, baseline: number): KnownCampaign {
	const status = statusOf(campaign);
	const known: KnownCampaign = { status, changedAt: changedAt(campaign), from: baseline };
	return isWaiting(status) ? known : { ...known, look: true };
}

const toldUpTo = (time: number): RecipientMark => ({ after: time, ids: [], settled: time });

/** A campaign that has been seen before. */
function judgeKnown(campaign: IDataObject, before: KnownCampaign): Change {
	const status = statusOf(campaign);
	const changed = changedAt(campaign);
	const known: KnownCampaign = { ...before, status, changedAt: changed };
	delete known.missingSince;
	const wasFinal = isFinal(before.status);
	if (status === before.status) {
		if (changed <= before.changedAt) return { known: { ...known, changedAt: before.changedAt } };
		if (!isWaiting(status)) known.look = true;
		// It was renamed, or ran again in the meantime: its recipients must tell. Of one that was just cancelled they cannot,
		// since calls still ended.
		if (wasFinal && status !== 'CANCELLED') known.doubt = before.doubt ?? before.changedAt;
		return { known };
	}
	delete known.doubt;
	delete known.nextLook;
	if (!isWaiting(status) || wasFinal) known.look = true;
	if (isFinal(status)) delete known.reopenedFrom;
	else if (wasFinal) reopen(known, before.status);
	return { known, left: before.status };
}

/** A person retries a final campaign: who finished with it has been told and may finish once more. */
function reopen(known: KnownCampaign, from: string): void {
	known.reopenedFrom = from;
	if (known.recipients === undefined) return;
	const { after, ids, settled = after } = known.recipients;
	known.recipients = { after, ids, settled };
}

/** The events of a change, as far as they are wanted. `left` as in Change. */
export function eventsOf(campaign: IDataObject, left: string | undefined, watch: Watch): CampaignEvent[] {
	if (left === undefined || !watch.matches(campaign)) return [];
	const change = left === '' ? { campaign } : { campaign, previousStatus: left };
	const events: CampaignEvent[] = [];
	if (watch.statusChanged) events.push({ event: 'campaignStatusChanged', ...change });
	if (watch.finished && isFinal(statusOf(campaign))) events.push({ event: 'campaignFinished', ...change });
	return events;
}

/** Nobody has to read recipients whom nobody wants to hear of. */
function forgetNeedless(known: KnownCampaign, campaign: IDataObject, watch: Watch): void {
	const wanted = watch.matches(campaign);
	if (wanted && watch.recipients) return;
	delete known.reopenedFrom;
	delete known.calling;
	if (wanted && (watch.finished || watch.statusChanged) && known.doubt !== undefined) return;
	delete known.doubt;
	delete known.look;
}

/** Final, told completely, and all of it older than the baseline: such a campaign need not be remembered. */
function isDone(known: KnownCampaign, baseline: number): boolean {
	if (!isFinal(known.status) || known.look === true || isLively(known)) return false;
	const lastCall = known.status === 'CANCELLED' ? LONGEST_CALL : 0;
	return known.changedAt + lastCall <= baseline && (known.recipients?.after ?? 0) <= baseline;
}

/** Campaigns that the list lacks, as long as they may come back. */
function keepMissing(known: KnownCampaigns, seen: ReadonlySet<string>, now: number) {
	const kept: Record<string, KnownCampaign> = {};
	for (const [id, campaign] of Object.entries(known)) {
		const { missingSince = now } = campaign;
		if (!seen.has(id) && now - missingSince < GONE_AFTER) kept[id] = { ...campaign, missingSince };
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
		events.push(...eventsOf(campaign, change.left, watch));
		forgetNeedless(change.known, campaign, watch);
		if (!isDone(change.known, nextBaseline)) noted[id] = change.known;
	}
	return {
		events,
		campaigns: { ...keepMissing(known, seen, listing.now), ...noted },
		baseline: nextBaseline,
	};
}
