import type { INodeProperties } from 'n8n-workflow';

/**
 * What n8n's nodes panel says. It merges a node with its triggers into one entry and shows the description of any of them,
 * so that all have the same.
 */
export const NODE_DESCRIPTION =
	'Call people with the AI voice agents of Hamsa, one by one or as a campaign, and act on what comes of the calls';

const E164 = '^\\s*\\+[\\d\\s().-]{7,24}$';
const UUID = '^\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*$';

/** An own number of the account: Hamsa's campaigns take the number itself, not its ID. */
export const numberSelect: INodeProperties = {
	displayName: 'Phone Number',
	name: 'phoneNumber',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a number…',
			typeOptions: { searchListMethod: 'getPhoneNumbers', searchable: true },
		},
		{
			displayName: 'By Number',
			name: 'number',
			type: 'string',
			placeholder: 'e.g. +966112000001',
			validation: [
				{
					type: 'regex',
					properties: { regex: E164, errorMessage: 'Enter the number with + and country code' },
				},
			],
		},
	],
};

/** What has an ID: chosen from a searchable list, or by its ID. */
const idSelect = (
	displayName: string,
	name: string,
	searchListMethod: string,
	placeholder = `Select a ${displayName.toLowerCase()}…`,
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder,
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 11111111-1111-4111-8111-111111111111',
			validation: [
				{
					type: 'regex',
					properties: { regex: UUID, errorMessage: `Not the ID of a ${displayName.toLowerCase()}` },
				},
			],
		},
	],
});

/** A voice agent of the project. */
export const voiceAgentSelect = idSelect('Voice Agent', 'voiceAgentId', 'getVoiceAgents');

/** A voice agent as a filter; empty stands for all of them. */
export const voiceAgentFilter: INodeProperties = {
	...idSelect('Voice Agent', 'voiceAgentId', 'getVoiceAgents', 'All voice agents'),
	description: 'Only what belongs to this voice agent',
};

/** A campaign of the project. */
export const campaignSelect = idSelect('Campaign', 'campaignId', 'getCampaigns');

/** A campaign as a filter; empty stands for all of them. */
export const campaignFilter: INodeProperties = {
	...idSelect('Campaign', 'campaignId', 'getCampaigns', 'All campaigns'),
	description: 'Only this campaign and its recipients',
};

/** A call of the project. */
export const callSelect = idSelect('Call', 'callId', 'getCalls');

/** How many rows of a list are returned; `readLimit` reads both. As a tool the node never returns a whole list. */
export const returnAllOrLimit: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: { '@tool': [false] } },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 50,
		description: 'Max number of results to return',
		// Not shown for `false`: as a tool there is no Return All.
		displayOptions: { hide: { returnAll: [true] } },
	},
];

/** Text that the name or the ID must contain. */
export const search: INodeProperties = {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
};

/** An IANA time zone; empty stands for the workflow's. */
export const timeZoneSelect: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timezone',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: "The workflow's time zone",
			typeOptions: { searchListMethod: 'getTimeZones', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Asia/Riyadh' },
	],
};

/** The country that completes numbers without a country code. */
export const localNumbers: INodeProperties = {
	displayName: 'Country of Local Numbers',
	name: 'countryOfLocalNumbers',
	type: 'string',
	default: '',
	placeholder: 'e.g. SA',
};

/** Reads digits that have lost their +. */
export const digitsWithoutPlusAreInternational: INodeProperties = {
	displayName: 'Digits Without + Are International',
	name: 'digitsWithoutPlusAreInternational',
	type: 'boolean',
	default: false,
	description:
		'Whether digits without + may already begin with a country code, as spreadsheets that drop the + leave them. A number that could be read both ways is rejected.',
};

/** Calls numbers that are possible but not valid. */
export const sendDoubtfulNumbers: INodeProperties = {
	displayName: 'Send Doubtful Numbers',
	name: 'sendDoubtfulNumbers',
	type: 'boolean',
	default: false,
	description:
		"Whether to call numbers that have a right length but are in no known range of their country's numbering plan. By default they are rejected. Each of them is named in a hint and marked in the output.",
};

/** Calls numbers that cost more. */
export const callPremiumNumbers: INodeProperties = {
	displayName: 'Call Premium Numbers',
	name: 'callPremiumNumbers',
	type: 'boolean',
	default: false,
	description: 'Whether to call premium-rate and shared-cost numbers. By default they are rejected.',
};

/** What becomes of a number with an extension. */
export const extensions: INodeProperties = {
	displayName: 'Extensions',
	name: 'extensions',
	type: 'options',
	options: [
		{ name: 'Call the Main Number', value: 'callMainNumber', description: 'The extension is left out' },
		{ name: 'Reject', value: 'reject', description: 'The number is not called' },
	],
	default: 'reject',
	description: 'What to do with a number such as +966112345678 ext. 5. Hamsa cannot dial extensions.',
};
