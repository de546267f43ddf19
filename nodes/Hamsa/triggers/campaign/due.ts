import type { IDataObject } from 'n8n-workflow';
import { isLively, type KnownCampaign, type KnownCampaigns } from './state';

/** Requests for recipients in one poll, and recipients read in it: further campaigns have their turn at the next poll. */
const MOST_LOOKS = 100;
const MOST_RECIPIENTS = 100_000;
/** One minute more between two looks at a campaign for each so many recipients: none below, 10 minutes at 50,000. */
const RECIPIENTS_PER_MINUTE = 5_000;
/** Milliseconds until a campaign whose recipients could not be read has its turn again: first the others. */
const PAUSE_AFTER_FAILURE = 60_000;

const sizeOf = ({ recipientsCount, totalRecipients }: IDataObject) =>
	Number(recipientsCount ?? totalRecipients ?? 0) || 0;

const pauseFor = (campaign: IDataObject) => Math.floor(sizeOf(campaign) / RECIPIENTS_PER_MINUTE) * 60_000;

/** When a campaign's recipients may be read again, after they have been or could not be read. */
export const nextLook = (campaign: IDataObject, now: number, failed = false) =>
	now + Math.max(pauseFor(campaign), failed ? PAUSE_AFTER_FAILURE : 0);

function isDue(known: KnownCampaign | undefined, now: number): boolean {
	if (known === undefined || now < (known.nextLook ?? 0)) return false;
	return known.look === true || isLively(known);
}

/**
 * The campaigns whose recipients this poll reads: those that changed or may have, the longest waiting first, as many as
 * are bearable at once.
 */
export function dueCampaigns(
	campaigns: readonly IDataObject[],
	known: KnownCampaigns,
	now: number,
): IDataObject[] {
	const due = campaigns.filter(({ id }) => isDue(known[String(id)], now));
	const turnOf = ({ id }: IDataObject) => known[String(id)]!.nextLook ?? 0;
	due.sort((a, b) => turnOf(a) - turnOf(b));
	let recipients = 0;
	return due.slice(0, MOST_LOOKS).filter((campaign, index) => {
		recipients += sizeOf(campaign);
		return index === 0 || recipients <= MOST_RECIPIENTS;
	});
}
