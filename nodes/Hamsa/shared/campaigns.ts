import type { IDataObject } from 'n8n-workflow';
import type { HamsaRequest } from './transport';

/** Campaigns are created, listed, read and renamed below this path (API reference, "campaigns"). */
export const CAMPAIGNS_PATH = '/v1/voice-agents/campaigns';

export const campaignPath = (id: string) => `${CAMPAIGNS_PATH}/${encodeURIComponent(id)}`;

/** The list of campaigns, of one voice agent if one is given. Its answer has no status filter and no documented order. */
export const campaignList = (voiceAgentId?: string): HamsaRequest => ({
	method: 'GET',
	path: CAMPAIGNS_PATH,
	query: voiceAgentId === undefined ? {} : { voiceAgentId },
});

/** The recipients of a campaign as "get campaign" shows them: an object of lists keyed by state, whose keys vary. */
export function recipientsOf(campaign: IDataObject): IDataObject[] {
	const states = Object.values((campaign.recipients ?? {}) as Record<string, unknown>);
	return states.flatMap((state) => (Array.isArray(state) ? (state as IDataObject[]) : []));
}
