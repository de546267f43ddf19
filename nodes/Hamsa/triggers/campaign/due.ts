import type { IDataObject } from 'n8n-workflow';
import { MINUTE } from '../../time/wallClock';
import { isLively, type KnownCampaign, type KnownCampaigns } from './state';

/** Campaigns whose recipients one poll reads, and recipients in them: further campaigns are read at the next poll. */
const MOST_READ = 100;
const MOST_RECIPIENTS = 100_000;
/** A campaign is read again one minute later for each so many recipients: at once below, after 10 minutes at 50,000. */
const RECIPIENTS_PER_MINUTE = 5_000;
/** Milliseconds until a campaign whose recipients could not be read is due again, so that the others come first. */
const PAUSE_AFTER_FAILURE = MINUTE;

const sizeOf = ({ recipientsCount, totalRecipients }: IDataObject) =>
	Number(recipientsCount ?? totalRecipients ?? 0) || 0;

const pauseFor = (campaign: IDataObject) => Math.floor(sizeOf(campaign) / RECIPIENTS_PER_MINUTE) * MINUTE;

/** The earliest time at which a campaign's recipients are read again, now that they have been read or `failed` to be. */
export const nextReading = (campaign: IDataObject, now: number, failed = false) =>
	now + Math.max(pauseFor(campaign), failed ? PAUSE_AFTER_FAILURE : 0);

function isDue(known: KnownCampaign | undefined, now: number): boolean {
	if (known === undefined || now < (known.nextReading ?? 0)) return false;
	return known.needsReading === true || isLively(known);
}

/**
 * The campaigns whose recipients this poll reads: those that changed or may have, the longest waiting first, and no more
 * than one poll can read.
 */
export function dueCampaigns(
	campaigns: readonly IDataObject[],
	known: KnownCampaigns,
	now: number,
): IDataObject[] {
	const due = campaigns.filter(({ id }) => isDue(known[String(id)], now));
	const dueSince = ({ id }: IDataObject) => known[String(id)]!.nextReading ?? 0;
	due.sort((a, b) => dueSince(a) - dueSince(b));
	let recipients = 0;
	return due.slice(0, MOST_READ).filter((campaign, index) => {
		recipients += sizeOf(campaign);
		return index === 0 || recipients <= MOST_RECIPIENTS;
	});
}
