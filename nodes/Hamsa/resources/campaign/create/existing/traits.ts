import type { IDataObject } from 'n8n-workflow';
import { sameId } from '../../../../hamsa/ids';
import type { CreateCampaignRequest } from '../request';

/** What of a campaign is compared with what Hamsa shows of others. Nothing about people but a hash. */
export interface CampaignTraits extends Pick<
	CreateCampaignRequest,
	| 'name'
	| 'voiceAgentId'
	| 'sendType'
	| 'timeRange'
	| 'reservedConcurrency'
	| 'scheduledDate'
	| 'scheduledTimezone'
> {
	recipientsCount: number;
	/** The same for the same phone numbers in any order. */
	numbersHash: string;
}

/** The traits of a request whose numbers have this hash. */
export function traitsOf(request: CreateCampaignRequest, numbersHash: string): CampaignTraits {
	return {
		name: request.name,
		voiceAgentId: request.voiceAgentId,
		sendType: request.sendType,
		timeRange: request.timeRange,
		reservedConcurrency: request.reservedConcurrency,
		scheduledDate: request.scheduledDate,
		scheduledTimezone: request.scheduledTimezone,
		recipientsCount: request.recipients.length,
		numbersHash,
	};
}

const isShown = (value: unknown) => value !== undefined && value !== null;

/** A field agrees when it is equal, or when Hamsa does not show it: the phone numbers decide in the end. */
const agrees = (shown: unknown, sent: unknown) => !isShown(shown) || shown === sent;

/** A calling window in one way of writing: days in any order, times without seconds. */
const windowOf = (range: unknown): string | undefined => {
	if (typeof range !== 'object' || range === null) return undefined;
	const { days, startCallingTime, endCallingTime } = range as IDataObject;
	const names = Array.isArray(days) ? days.map((day) => String(day).toUpperCase()).sort() : days;
	return JSON.stringify([names, String(startCallingTime).slice(0, 5), String(endCallingTime).slice(0, 5)]);
};

/** Same name, and same date where it has one. */
function hasName(campaign: IDataObject, { name, scheduledDate }: CampaignTraits): boolean {
	if (campaign.name !== name) return false;
	if (scheduledDate === undefined) return true;
	return Date.parse(String(campaign.scheduledDate)) === Date.parse(scheduledDate);
}

function countAgrees(campaign: IDataObject, { recipientsCount }: CampaignTraits, atMost: boolean): boolean {
	const shown = campaign.recipientsCount ?? campaign.totalRecipients;
	return atMost && typeof shown === 'number' ? shown <= recipientsCount : agrees(shown, recipientsCount);
}

/**
 * Whether a campaign, as Hamsa lists or shows it, may be the one with these traits, by all but its phone numbers.
 * `sameName`: name and date must agree. `atMost`: it may call fewer people.
 */
export function looksLike(
	campaign: IDataObject,
	traits: CampaignTraits,
	{ sameName, atMost = false }: { sameName: boolean; atMost?: boolean },
): boolean {
	return (
		(!sameName || hasName(campaign, traits)) &&
		// The list is asked for the agent's campaigns, but a server may ignore that.
		(!isShown(campaign.voiceAgentId) || sameId(campaign.voiceAgentId, traits.voiceAgentId)) &&
		countAgrees(campaign, traits, atMost) &&
		agrees(campaign.sendType, traits.sendType) &&
		agrees(campaign.reservedConcurrency, traits.reservedConcurrency) &&
		agrees(campaign.scheduledTimezone, traits.scheduledTimezone) &&
		agrees(windowOf(campaign.timeRange), windowOf(traits.timeRange))
	);
}
