import type { IDataObject } from 'n8n-workflow';
import type { HamsaRequest } from './http/transport';
import { type Paging, listIn } from './http/paging';
import { withAgentKey } from './ids';

/** Campaigns are created, listed, read and renamed below this path (API reference, "campaigns"). */
export const CAMPAIGNS_PATH = '/v1/voice-agents/campaigns';

/** Campaigns that are read at the same time: they are the heaviest answers of the API. */
export const READ_AT_ONCE = 4;

const CHOOSE_AGAIN = 'Choose the campaign again from the list of Campaign.';

const campaignPath = (id: string) => `${CAMPAIGNS_PATH}/${encodeURIComponent(id)}`;

/** One campaign with its recipients. `id` is a checked ID. */
export const campaignById = (id: string): HamsaRequest => ({
	method: 'GET',
	path: campaignPath(id),
	chooseAgain: CHOOSE_AGAIN,
});

/** Gives a campaign another name, the one thing of it that can be changed. */
export const campaignRename = (id: string, name: string): HamsaRequest => ({
	method: 'PATCH',
	path: campaignPath(id),
	body: { name },
	chooseAgain: CHOOSE_AGAIN,
});

/**
 * The list of campaigns, of one voice agent if one is given. Its answer has no status filter and no documented order, and
 * may not have been searched: `containsText` checks it.
 */
export const campaignList = (filters: { voiceAgentId?: string; search?: string }): HamsaRequest => ({
	method: 'GET',
	path: CAMPAIGNS_PATH,
	query: withAgentKey(filters),
});

/** Whether the name or the ID of a campaign contains a text, in either letter case. */
export const containsText = ({ name, id }: IDataObject, text: string) =>
	[name, id].some((value) => String(value).toLowerCase().includes(text.toLowerCase()));

/** `take` with a row offset in `skip`. */
export const CAMPAIGN_PAGING: Paging = {
	size: 100,
	query: (_index, seen, size) => ({ take: size, skip: seen }),
	page: listIn('campaigns', ['totalCount']),
};
