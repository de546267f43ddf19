import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import type { HamsaRequest } from './http/transport';
import { withAgentKey } from './ids';
import { readText } from '../shared/values';
import { statusOf } from './statuses';

/** Campaigns are created, listed, read and renamed below this path (API reference, "campaigns"). */
export const CAMPAIGNS_PATH = '/v1/voice-agents/campaigns';

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

/** Longest campaign name Hamsa takes (API reference, "create campaign"). */
const LONGEST_NAME = 100;

/** Reads the name of a campaign from the field called `label`. Throws InputError. */
export function readCampaignName(value: unknown, label = 'Campaign Name'): string {
	const name = readText(value);
	if (name === undefined || name === '') {
		throw new InputError(
			`${label} ${quoteValue(value)} is not a name`,
			'Enter a name of 1 to 100 characters.',
		);
	}
	// Counted in code points, as people count: an emoji is one.
	const length = [...name].length;
	if (length <= LONGEST_NAME) return name;
	throw new InputError(
		`${label} ${quoteValue(name)} is ${length} characters long`,
		`Shorten it to ${LONGEST_NAME} characters, the most that Hamsa takes.`,
	);
}

const hasStatus = ({ status }: IDataObject) => status !== undefined && status !== null && status !== '';

/**
 * The recipients of a campaign as "get campaign" shows them: an object of lists keyed by state, whose keys vary. Each has
 * a status: its own, or that of the state where it has none.
 */
export function recipientsOf(campaign: IDataObject): IDataObject[] {
	const states = Object.entries((campaign.recipients ?? {}) as Record<string, unknown>);
	return states.flatMap(([state, recipients]) =>
		Array.isArray(recipients)
			? (recipients as IDataObject[]).map((recipient) =>
					hasStatus(recipient) ? recipient : { ...recipient, status: statusOf({ status: state }) },
				)
			: [],
	);
}

/** The digits of a phone number, by which numbers are compared: Hamsa need not show them as they were sent. */
export const numberDigits = (phoneNumber: unknown): string => String(phoneNumber).replace(/\D/g, '');
