import type { IDataObject } from 'n8n-workflow';
import { campaignById } from '../../hamsa/campaigns';
import { recipientsOf } from '../../hamsa/recipients';
import { InputError } from '../../shared/errors';
import { readFrom, type Reader } from '../../hamsa/http/reading';
import { hasEnded, hasNotStarted, statusOf } from '../../hamsa/statuses';
import { detailsOf, readCallDetails } from './callDetails';
import { campaignItem, recipientItem } from './items';
import { assertChosenExist, listCampaigns, watchOf } from './listing';
import { compareRecipients } from './recipientChanges';
import type { TriggerSettings } from './settings';
import { timeOf } from './state';

/** Items of each kind that a test shows. */
const SHOWN_CAMPAIGNS = 3;
const SHOWN_RECIPIENTS = 5;
/** Campaigns that are read to find recipients to show. */
const MOST_READ = 5;

/** Recipients of the newest campaigns that have any who finished. */
async function recentRecipients(
	reader: Reader,
	{ callDetails, optOutField }: TriggerSettings,
	campaigns: readonly IDataObject[],
): Promise<IDataObject[]> {
	for (const campaign of campaigns.slice(0, MOST_READ)) {
		const { data } = await readFrom<IDataObject>(reader, campaignById(String(campaign.id)));
		const known = { status: statusOf(data), changedAt: 0, ignoreUpTo: 0 };
		const { finished } = compareRecipients(known, recipientsOf(data), hasEnded(data), 0);
		const shown = finished.slice(-SHOWN_RECIPIENTS);
		if (shown.length === 0) continue;
		const details = callDetails
			? await Promise.all(shown.map(async ({ jobId }) => await readCallDetails(reader, jobId, optOutField)))
			: [];
		return shown.map((recipient, index) =>
			recipientItem('recipientFinished', campaign, recipient, details[index]),
		);
	}
	return [];
}

/** What the trigger will tell of a campaign of which it has nothing to tell yet: made up, and marked as such. */
async function madeUp(
	reader: Reader,
	{ callDetails, ...settings }: TriggerSettings,
	campaign: IDataObject,
): Promise<IDataObject[]> {
	const { finished, statusChanged, gone, recipients } = watchOf({ callDetails, ...settings });
	const completed = { ...campaign, status: 'COMPLETED' };
	const items = [
		...(finished ? [campaignItem({ event: 'campaignFinished', campaign: completed })] : []),
		...(statusChanged
			? [
					campaignItem({
						event: 'campaignStatusChanged',
						campaign: { ...campaign, status: 'RUNNING' },
						previousStatus: statusOf(campaign),
					}),
				]
			: []),
		...(gone ? [campaignItem({ event: 'campaignGone', campaign: { ...campaign, status: 'RUNNING' } })] : []),
	];
	if (recipients) {
		const { data } = await readFrom<IDataObject>(reader, campaignById(String(campaign.id)));
		for (const recipient of recipientsOf(data).slice(0, 1)) {
			const completedAt = new Date().toISOString();
			const called = { ...recipient, status: 'COMPLETED', attempts: 1, completedAt };
			const details = callDetails ? detailsOf({ status: 'COMPLETED' }, settings.optOutField) : undefined;
			items.push(recipientItem('recipientFinished', campaign, called, details));
		}
	}
	return items.map((item) => ({ sample: true, ...item }));
}

/**
 * What the editor shows for "Fetch Test Event": what happened last, as if it happened now; a sample where nothing of the
 * chosen kind has happened yet. Nothing is remembered. Throws ApiError, and InputError when there is no campaign.
 */
export async function recentEvents(reader: Reader, settings: TriggerSettings): Promise<IDataObject[]> {
	const { campaigns } = await listCampaigns(reader, settings);
	if (campaigns.length === 0) await assertChosenExist(reader, settings);
	const { finished, statusChanged, recipients, matches } = watchOf(settings);
	const newest = campaigns
		.filter(matches)
		.sort((a, b) => timeOf(b.updatedAt ?? b.createdAt) - timeOf(a.updatedAt ?? a.createdAt));
	const ended = newest.filter(hasEnded);
	const started = newest.filter((campaign) => !hasNotStarted(campaign));
	const items = [
		...(finished ? ended.slice(0, SHOWN_CAMPAIGNS) : []).map((campaign) =>
			campaignItem({ event: 'campaignFinished', campaign }),
		),
		...(statusChanged ? started.slice(0, SHOWN_CAMPAIGNS) : []).map((campaign) =>
			campaignItem({ event: 'campaignStatusChanged', campaign }),
		),
		...(recipients ? await recentRecipients(reader, settings, started) : []),
	];
	if (items.length > 0) return items;
	const sample = newest.length === 0 ? [] : await madeUp(reader, settings, newest[0]!);
	if (sample.length > 0) return sample;
	throw new InputError(
		'There is no campaign to show',
		'Check the filters. If they are right, test again once there is a campaign. The published workflow needs no test event.',
	);
}
