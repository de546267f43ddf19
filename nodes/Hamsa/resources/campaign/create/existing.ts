import type { IDataObject } from 'n8n-workflow';
import { campaignById, campaignList, numberDigits, recipientsOf } from '../../../hamsa/campaigns';
import { sameId } from '../../../hamsa/ids';
import { ApiError } from '../../../shared/errors';
import { CAMPAIGN_PAGING } from '../../../hamsa/http/paging';
import { readFrom, type Reader } from '../../../hamsa/http/reading';
import { readRecent } from '../../../hamsa/http/recent';
import { contentOf } from '../../../recipients/content';
import { contentMemory } from '../../../campaign/contentMemory';
import type { CreateCampaignRequest } from '../../../recipients/types';

/** Which of Hamsa's campaigns count as this one. */
export interface Lookup {
	request: CreateCampaignRequest;
	/** `contentOf` the request's numbers. */
	content: string;
	/** How far back a campaign may have been created, in milliseconds on Hamsa's clock. */
	withinMs: number;
	/** Whether name and date must agree. Not when the attempt is known, since both may be made from the time. */
	sameName: boolean;
	/** Whether a campaign that calls these numbers (digits) counts; one that calls exactly the request's without it. */
	isOurs?(numbers: readonly string[], campaign: IDataObject): boolean;
}

/** A campaign that Hamsa has already, and how long ago it was created (milliseconds, on Hamsa's clock). */
export interface ExistingCampaign {
	campaign: IDataObject;
	ageMs: number;
	/** Digits of the numbers that it calls. */
	numbers: string[];
}

type Candidate = Omit<ExistingCampaign, 'numbers'>;

/** Campaigns of one agent that are looked through at the most. */
const MOST_CAMPAIGNS = 2_000;

/** A field agrees when it is equal, or when Hamsa does not show it: the phone numbers decide in the end. */
const agrees = (shown: unknown, sent: unknown) => shown === undefined || shown === null || shown === sent;

/** A calling window in one way of writing: days in any order, times without seconds. */
const windowOf = (range: unknown): string | undefined => {
	if (typeof range !== 'object' || range === null) return undefined;
	const { days, startCallingTime, endCallingTime } = range as IDataObject;
	const names = Array.isArray(days) ? days.map((day) => String(day).toUpperCase()).sort() : days;
	return JSON.stringify([names, String(startCallingTime).slice(0, 5), String(endCallingTime).slice(0, 5)]);
};

function looksLike(campaign: IDataObject, { request, sameName, isOurs }: Lookup): boolean {
	const {
		sendType,
		reservedConcurrency,
		scheduledTimezone,
		timeRange,
		recipients,
		name,
		scheduledDate,
		voiceAgentId,
	} = request;
	if (sameName && campaign.name !== name) return false;
	if (
		sameName &&
		scheduledDate !== undefined &&
		Date.parse(String(campaign.scheduledDate)) !== Date.parse(scheduledDate)
	) {
		return false;
	}
	return (
		// The list is asked for the agent's campaigns, but a server may ignore that.
		((campaign.voiceAgentId ?? null) === null || sameId(campaign.voiceAgentId, voiceAgentId)) &&
		(isOurs !== undefined ||
			agrees(campaign.recipientsCount ?? campaign.totalRecipients, recipients.length)) &&
		agrees(campaign.sendType, sendType) &&
		agrees(campaign.reservedConcurrency, reservedConcurrency) &&
		agrees(campaign.scheduledTimezone, scheduledTimezone) &&
		agrees(windowOf(campaign.timeRange), windowOf(timeRange))
	);
}

const tooManyCampaigns = () =>
	new ApiError(
		`The voice agent has more than ${MOST_CAMPAIGNS} campaigns, too many to look for this one among them`,
		'Shorten Duplicate Protection, or switch it off with 0 under Options.',
	);

/** Campaigns of the agent that were created within the time and look like ours. */
async function findCandidates(reader: Reader, lookup: Lookup): Promise<Candidate[]> {
	const found: Candidate[] = [];
	const { request, withinMs } = lookup;
	for await (const { row, ageMs } of readRecent(
		reader,
		campaignList({ voiceAgentId: request.voiceAgentId }),
		CAMPAIGN_PAGING,
		{
			withinMs,
			most: MOST_CAMPAIGNS,
			tooMany: tooManyCampaigns,
		},
	)) {
		if (looksLike(row, lookup)) found.push({ campaign: row, ageMs });
	}
	return found;
}

/** Digits of the numbers that a campaign calls. Throws ApiError. */
export async function readNumbers(reader: Reader, id: string): Promise<string[]> {
	const { data } = await readFrom<IDataObject>(reader, campaignById(id));
	return recipientsOf(data).map(({ phoneNumber }) => numberDigits(phoneNumber));
}

/**
 * Looks for a campaign with the same content on Hamsa, which is the one record that all n8n processes share: same agent,
 * settings and phone numbers. The own number is not compared, as Hamsa shows only its ID. Throws ApiError when Hamsa
 * cannot be asked. Not finding one proves little: a campaign may appear later.
 */
export async function findExisting(reader: Reader, lookup: Lookup): Promise<ExistingCampaign | undefined> {
	const { content: ours, isOurs } = lookup;
	const { baseUrl } = reader.connection;
	const candidates = await findCandidates(reader, lookup);
	for (const { campaign, ageMs } of candidates) {
		const known = contentMemory.get(baseUrl, campaign);
		if (isOurs === undefined && known !== undefined && known !== ours) continue;
		const numbers = await readNumbers(reader, String(campaign.id));
		const content = contentOf(numbers);
		// Of a campaign that was just made, perhaps not all are shown yet: that is nothing to remember.
		if (numbers.length === campaign.recipientsCount) contentMemory.set(baseUrl, campaign, content);
		if (isOurs?.(numbers, campaign) ?? content === ours) return { campaign, ageMs, numbers };
	}
	return undefined;
}
