import type { IDataObject } from 'n8n-workflow';
import { voiceAgentById } from '../../hamsa/account';
import { CAMPAIGN_PAGING, campaignById, campaignList } from '../../hamsa/campaigns';
import { readFrom, readPages, type Reader } from '../../hamsa/http/reading';
import { sameId } from '../../hamsa/ids';
import { InputError } from '../../shared/errors';
import { quoteValue } from '../../shared/text';
import type { Listing, Watch } from './campaignChanges';
import type { TriggerSettings } from './settings';

/** The server may not have filtered, and need not show whose a campaign is. */
const isOfAgent = (campaign: IDataObject, voiceAgentId: string | undefined) =>
	voiceAgentId === undefined ||
	campaign.voiceAgentId === undefined ||
	sameId(campaign.voiceAgentId, voiceAgentId);

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
		const own = rows.filter((row) => isOfAgent(row, voiceAgentId));
		if (campaignId === undefined) {
			campaigns.push(...own);
			continue;
		}
		const chosen = own.find(({ id }) => sameId(id, campaignId));
		if (chosen !== undefined) return { campaigns: [chosen], now };
	}
	return { campaigns, now: now! };
}

/**
 * Makes sure that the chosen campaign, or else the chosen voice agent, exists when none of its campaigns is listed: such a
 * trigger would stay silent for ever. One request. Throws ApiError when Hamsa does not know it (404) or cannot be asked,
 * InputError when the campaign belongs to another voice agent than the chosen one.
 */
export async function assertChosenExist(
	reader: Reader,
	{ voiceAgentId, campaignId }: TriggerSettings,
): Promise<void> {
	if (campaignId !== undefined) {
		const { data } = await readFrom<IDataObject>(reader, campaignById(campaignId));
		if (isOfAgent(data, voiceAgentId)) return;
		throw new InputError(
			`The campaign ${quoteValue(data.name)} belongs to another voice agent than the one that is chosen`,
			'Choose the voice agent of the campaign, or leave Voice Agent empty.',
		);
	}
	if (voiceAgentId !== undefined) await readFrom<IDataObject>(reader, voiceAgentById(voiceAgentId));
}

/** Names the campaigns that a list holds: what another agent, campaign or Hamsa has is no news of these. */
export const scopeOf = ({ connection }: Reader, { voiceAgentId, campaignId }: TriggerSettings) =>
	[connection.baseUrl, voiceAgentId ?? '', campaignId ?? ''].join(' ');

/** What the workflow wants to hear of, as the settings say. */
export const watchOf = ({ events, campaignName }: TriggerSettings): Watch => ({
	finished: events.has('campaignFinished'),
	statusChanged: events.has('campaignStatusChanged'),
	recipients: events.has('recipientFinished'),
	matches: ({ name }) =>
		String(name ?? '')
			.toLowerCase()
			.includes(campaignName.toLowerCase()),
});
