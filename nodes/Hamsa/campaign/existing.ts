import type { IDataObject } from 'n8n-workflow';
import { describeAnswer } from '../shared/apiAnswer';
import { SendError } from '../shared/errors';
import type { HamsaAnswer, HamsaRequest } from '../shared/transport';
import type { CreateCampaignRequest } from './types';

export type Call = (request: HamsaRequest) => Promise<HamsaAnswer>;

/** Which of Hamsa's campaigns count as this one. */
export interface Lookup {
	request: CreateCampaignRequest;
	/** How far back a campaign may have been created, in milliseconds on Hamsa's clock. */
	withinMs: number;
	/** Whether name and date must agree. Not when the attempt is known, since both may be made from the time. */
	sameName: boolean;
}

/** A campaign that Hamsa has already, and how long ago it was created (milliseconds, on Hamsa's clock). */
export interface ExistingCampaign {
	campaign: IDataObject;
	ageMs: number;
}

const CAMPAIGNS = '/v1/voice-agents/campaigns';
const PAGE = 100;
/** Campaigns of one agent that are looked through at the most. */
const MOST_PAGES = 20;

/** `data` of a 200 answer. Everything else ends the look-up: absence must not be concluded from half a list. */
async function read<T>(call: Call, request: HamsaRequest): Promise<{ data: T; serverNow: number }> {
	const { status, headers, body } = await call(request);
	const data = (body as { data?: T } | null)?.data;
	if (status !== 200 || data === undefined || data === null) {
		const { message, action } = describeAnswer(status, body);
		throw new SendError(message, action, false, status);
	}
	const serverNow = Date.parse(String(headers.date));
	// Without a Date header this machine's clock has to do.
	return { data, serverNow: Number.isNaN(serverNow) ? Date.now() : serverNow };
}

const createdAt = (campaign: IDataObject) => Date.parse(String(campaign.createdAt));

/** A field agrees when it is equal, or when Hamsa does not show it: the phone numbers decide in the end. */
const agrees = (shown: unknown, sent: unknown) => shown === undefined || shown === null || shown === sent;

const windowOf = (range: unknown): string | undefined => {
	if (typeof range !== 'object' || range === null) return undefined;
	const { days, startCallingTime, endCallingTime } = range as IDataObject;
	return JSON.stringify([Array.isArray(days) ? [...days].sort() : days, startCallingTime, endCallingTime]);
};

function looksLike(campaign: IDataObject, { request, sameName }: Lookup): boolean {
	const { sendType, reservedConcurrency, scheduledTimezone, timeRange, recipients, name, scheduledDate } =
		request;
	if (sameName && campaign.name !== name) return false;
	if (
		sameName &&
		scheduledDate !== undefined &&
		Date.parse(String(campaign.scheduledDate)) !== Date.parse(scheduledDate)
	) {
		return false;
	}
	return (
		agrees(campaign.recipientsCount ?? campaign.totalRecipients, recipients.length) &&
		agrees(campaign.sendType, sendType) &&
		agrees(campaign.reservedConcurrency, reservedConcurrency) &&
		agrees(campaign.scheduledTimezone, scheduledTimezone) &&
		agrees(windowOf(campaign.timeRange), windowOf(timeRange))
	);
}

/** Campaigns of the agent that were created within the time and look like ours, newest first as a rule. */
async function findCandidates(
	call: Call,
	lookup: Lookup,
): Promise<Array<{ campaign: IDataObject; ageMs: number }>> {
	const found: Array<{ campaign: IDataObject; ageMs: number }> = [];
	for (let page = 0; page < MOST_PAGES; page++) {
		const { data, serverNow } = await read<{ campaigns?: IDataObject[] }>(call, {
			method: 'GET',
			path: CAMPAIGNS,
			query: { voiceAgentId: lookup.request.voiceAgentId, take: PAGE, skip: page * PAGE },
		});
		const campaigns = data.campaigns ?? [];
		const ages = campaigns.map((campaign) => serverNow - createdAt(campaign));
		campaigns.forEach((campaign, index) => {
			const ageMs = ages[index]!;
			if (ageMs <= lookup.withinMs && looksLike(campaign, lookup)) found.push({ campaign, ageMs });
		});
		if (campaigns.length < PAGE) return found;
		// No order is documented. Where the page is newest first and ends before the time, the rest is older still.
		const newestFirst = ages.every((age, index) => index === 0 || age >= ages[index - 1]!);
		if (newestFirst && ages.at(-1)! > lookup.withinMs) return found;
	}
	throw new SendError(
		`The voice agent has more than ${MOST_PAGES * PAGE} campaigns, too many to look for this one among them`,
		'Shorten Duplicate Protection, or switch it off with 0 under Options.',
		false,
	);
}

const digits = (number: unknown) => String(number).replace(/\D/g, '');

/** Whether the campaign calls exactly these numbers. Recipients come as an object of lists keyed by state. */
async function hasSameRecipients(
	call: Call,
	id: string,
	{ recipients }: CreateCampaignRequest,
): Promise<boolean> {
	const { data } = await read<{ recipients?: Record<string, Array<{ phoneNumber?: string }>> }>(call, {
		method: 'GET',
		path: `${CAMPAIGNS}/${encodeURIComponent(id)}`,
	});
	const theirs = Object.values(data.recipients ?? {}).flatMap((state) => (Array.isArray(state) ? state : []));
	if (theirs.length !== recipients.length) return false;
	const sorted = (list: ReadonlyArray<{ phoneNumber?: string }>) =>
		list.map(({ phoneNumber }) => digits(phoneNumber)).sort();
	const ours = sorted(recipients);
	return sorted(theirs).every((number, index) => number === ours[index]);
}

/**
 * Looks for a campaign with the same content on Hamsa, which is the one record that all n8n processes share: same agent,
 * settings and phone numbers. The own number is not compared, as Hamsa shows only its ID. Throws SendError when Hamsa
 * cannot be asked. Not finding one proves little: a campaign may appear later.
 */
export async function findExisting(call: Call, lookup: Lookup): Promise<ExistingCampaign | undefined> {
	for (const { campaign, ageMs } of await findCandidates(call, lookup)) {
		if (await hasSameRecipients(call, String(campaign.id), lookup.request)) return { campaign, ageMs };
	}
	return undefined;
}
