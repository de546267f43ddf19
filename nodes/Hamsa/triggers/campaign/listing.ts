import type { IDataObject } from 'n8n-workflow';
import { withoutFields } from '../../execution/output';
import { PROJECT, voiceAgentById } from '../../hamsa/account';
import { CAMPAIGN_PAGING, campaignById, campaignList } from '../../hamsa/campaigns';
import { readFrom, readIfThere, readPages, type Reader } from '../../hamsa/http/reading';
import { sameId } from '../../hamsa/ids';
import { hasEnded } from '../../hamsa/statuses';
import { asApiError, InputError, type ApiError } from '../../shared/errors';
import { quoteValue } from '../../shared/text';
import type { Listing, Watch } from './campaignChanges';
import { nextReading } from './due';
import type { TriggerSettings } from './settings';
import type { KnownCampaign, TriggerState } from './state';

const NONE: ReadonlySet<string> = new Set();

/** Campaigns that one poll asks for because the list lacks them: further ones at the next poll. */
const MOST_ASKED_FOR = 100;

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
		if (chosen !== undefined) return { campaigns: [chosen], now, gone: NONE };
	}
	return { campaigns, now: now!, gone: NONE };
}

/** What asking for the campaigns that a list lacks came to. */
interface Completed {
	listing: Listing;
	/** Why not all could be asked for: the next poll asks again. */
	failure?: ApiError;
}

/**
 * Asks for the campaigns that have not ended and that the list lacks: because a page moved on between two requests, because
 * the list lags, or because they were deleted. Only 404 says that one is gone; one that is there is added to the list, or
 * leaves `known` when it is another voice agent's now. One that cannot be asked for comes last at the next poll.
 */
export async function completeListing(
	reader: Reader,
	{ voiceAgentId }: TriggerSettings,
	listing: Listing,
	known: Record<string, KnownCampaign>,
	hasTime: () => boolean,
): Promise<Completed> {
	const listed = new Set(listing.campaigns.map(({ id }) => String(id)));
	const missing = Object.keys(known).filter((id) => !listed.has(id) && !hasEnded(known[id]!));
	missing.sort((a, b) => (known[a]!.nextReading ?? 0) - (known[b]!.nextReading ?? 0));
	const found: IDataObject[] = [];
	const gone = new Set<string>();
	let failure: ApiError | undefined;
	for (const id of missing.slice(0, MOST_ASKED_FOR)) {
		if (!hasTime() || failure !== undefined) break;
		try {
			const answer = await readIfThere<IDataObject>(reader, campaignById(id));
			if (answer === undefined) {
				gone.add(id);
				continue;
			}
			// The people of a hundred campaigns would fill the memory.
			const campaign = withoutFields(answer.data, ['recipients']);
			if (isOfAgent(campaign, voiceAgentId)) found.push(campaign);
			else delete known[id];
		} catch (error) {
			failure = asApiError(error);
			known[id] = { ...known[id]!, nextReading: nextReading({}, listing.now, true) };
		}
	}
	return { listing: { ...listing, campaigns: [...listing.campaigns, ...found], gone }, failure };
}

/**
 * The project of the campaigns, undefined when it does not matter or Hamsa does not say. A list without any campaign does not
 * show whether all were deleted or the key now belongs to another project, so then Hamsa is asked. Throws ApiError.
 */
export async function projectOf(
	reader: Reader,
	{ campaigns }: Listing,
	state: TriggerState | undefined,
): Promise<string | undefined> {
	const shown = campaigns.find(({ projectId }) => typeof projectId === 'string')?.projectId;
	if (shown !== undefined || campaigns.length > 0) return shown as string | undefined;
	const missesAny = Object.values(state?.campaigns ?? {}).some((known) => !hasEnded(known));
	if (state?.project === undefined || !missesAny) return undefined;
	const { data } = await readFrom<IDataObject>(reader, PROJECT);
	return String(data.id);
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
	gone: events.has('campaignGone'),
	recipients: events.has('recipientFinished'),
	matches: ({ name }) =>
		String(name ?? '')
			.toLowerCase()
			.includes(campaignName.toLowerCase()),
});
