import type { IDataObject } from 'n8n-workflow';
import { campaignList } from '../../hamsa/campaigns';
import { CAMPAIGN_PAGING } from '../../hamsa/campaigns';
import { readPages, type Reader } from '../../hamsa/http/reading';
import type { Listing, Watch } from './campaignChanges';
import type { TriggerSettings } from './settings';

/** Reads the campaigns that pass the filters Hamsa knows; of a chosen campaign, only as far as it. Throws ApiError. */
export async function listCampaigns(
	reader: Reader,
	{ voiceAgentId, campaignId }: TriggerSettings,
): Promise<Listing> {
	const campaigns: IDataObject[] = [];
	let now: number | undefined;
	for await (const { rows, serverNow } of readPages(
		reader,
		campaignList({ voiceAgentId }),
		CAMPAIGN_PAGING,
	)) {
		now ??= serverNow;
		const own = rows.filter((row) => voiceAgentId === undefined || isOfAgent(row, voiceAgentId));
		if (campaignId === undefined) {
			campaigns.push(...own);
			continue;
		}
		const chosen = own.find(({ id }) => id === campaignId);
		if (chosen !== undefined) return { campaigns: [chosen], now };
	}
	return { campaigns, now: now! };
}

/** The server may not have filtered. */
const isOfAgent = ({ voiceAgentId }: IDataObject, wanted: string) =>
	voiceAgentId === undefined || voiceAgentId === wanted;

/** Which campaigns a list holds: another agent's, another campaign's or another Hamsa's are not news. */
export const scopeOf = ({ connection }: Reader, { voiceAgentId, campaignId }: TriggerSettings) =>
	[connection.baseUrl, voiceAgentId ?? '', campaignId ?? ''].join(' ');

export const watchOf = ({ events, campaignName }: TriggerSettings): Watch => ({
	finished: events.has('campaignFinished'),
	statusChanged: events.has('campaignStatusChanged'),
	recipients: events.has('recipientFinished'),
	matches: ({ name }) =>
		String(name ?? '')
			.toLowerCase()
			.includes(campaignName.toLowerCase()),
});
