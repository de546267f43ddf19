import type { IDataObject } from 'n8n-workflow';
import { campaignById, campaignList } from '../../../hamsa/campaigns';
import { numberDigits } from '../../../phoneNumbers/digits';
import { recipientsOf } from '../../../hamsa/recipients';
import { ApiError } from '../../../shared/errors';
import { CAMPAIGN_PAGING } from '../../../hamsa/campaigns';
import { readFrom, type Reader } from '../../../hamsa/http/reading';
import { readRecent } from '../../../hamsa/http/recent';
import { hashOfNumbers } from '../../../recipients/numbersHash';
import type { CreateCampaignRequest } from './request';

/** Which of Hamsa's campaigns count as this one. */
export interface Lookup {
	request: CreateCampaignRequest;
	/** `hashOfNumbers` of the request's numbers. */
	numbersHash: string;
	/** How far back a campaign may have been created, in milliseconds on Hamsa's clock. */
	withinMs: number;
	/** Whether name and date must agree. Not when the attempt is known, since both may be made from the time. */
	sameName: boolean;
	/** Whether a campaign that calls these numbers (digits) counts; one that calls exactly the request's without it. */
	isOurs?(numbers: readonly string[], campaign: IDataObject): boolean;
}

/** A campaign that Hamsa has already, and how long ago it was created (milliseconds, on Hamsa's clock). */
interface ExistingCampaign {
	campaign: IDataObject;
	ageMs: number;
	/** Digits of the numbers that it calls. */
	numbers: string[];
}

/** Campaigns remembered at the most; the oldest are forgotten first. */
const MOST_REMEMBERED = 10_000;

const known = new Map<string, string>();

/** Who is called does not change after a campaign was created. Its time is part of the key in case an ID comes again. */
const keyOf = (baseUrl: string, { id, createdAt }: IDataObject) =>
	`${baseUrl} ${String(id)} ${String(createdAt)}`;

/**
 * What this process knows of whom campaigns call, so that a busy workflow does not read all recipients of its
 * earlier campaigns before each new one. Gone with the process: Hamsa is the record.
 */
export const numbersHashes = {
	/** The hash of the numbers of a campaign as Hamsa lists it, undefined when it is not known. */
	get: (baseUrl: string, campaign: IDataObject): string | undefined => known.get(keyOf(baseUrl, campaign)),
	set(baseUrl: string, campaign: IDataObject, numbersHash: string): void {
		known.set(keyOf(baseUrl, campaign), numbersHash);
		if (known.size > MOST_REMEMBERED) known.delete(known.keys().next().value!);
	},
};

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

const lowerCase = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

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
		agrees(lowerCase(campaign.voiceAgentId), lowerCase(voiceAgentId)) &&
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
	const { numbersHash: ours, isOurs } = lookup;
	const { baseUrl } = reader.connection;
	const candidates = await findCandidates(reader, lookup);
	for (const { campaign, ageMs } of candidates) {
		const before = numbersHashes.get(baseUrl, campaign);
		if (isOurs === undefined && before !== undefined && before !== ours) continue;
		const numbers = await readNumbers(reader, String(campaign.id));
		const numbersHash = hashOfNumbers(numbers);
		// Of a campaign that was just made, perhaps not all are shown yet: that is nothing to remember.
		if (numbers.length === campaign.recipientsCount) numbersHashes.set(baseUrl, campaign, numbersHash);
		if (isOurs?.(numbers, campaign) ?? numbersHash === ours) return { campaign, ageMs, numbers };
	}
	return undefined;
}
