import type { INodeProperties } from 'n8n-workflow';
import { simplify } from '../../../../execution/output';
import {
	callPremiumNumbers,
	digitsWithoutPlusAreInternational,
	extensions,
	sendDoubtfulNumbers,
} from '../../../../fields/descriptions';
import { leaveOutProperties } from '../../../../recipients/leaveOut';
import { MAXIMUM_CALLING_DAYS, MAXIMUM_CAMPAIGNS, MAXIMUM_PEOPLE, MAXIMUM_PEOPLE_AS_TOOL } from '../options';

/** A collection of fields, sorted as people look for them. */
export const collection = (
	displayName: string,
	name: string,
	placeholder: string,
	properties: readonly INodeProperties[],
): INodeProperties => ({
	displayName,
	name,
	type: 'collection',
	placeholder,
	default: {},
	options: [...properties].sort((a, b) =>
		a.displayName === b.displayName ? 0 : a.displayName < b.displayName ? -1 : 1,
	),
});

/** How the cells of Phone Number are read. */
export const phoneNumberRules = collection('Phone Numbers', 'phoneNumberRules', 'Add Rule', [
	callPremiumNumbers,
	digitsWithoutPlusAreInternational,
	extensions,
	sendDoubtfulNumbers,
	{
		displayName: 'Use Numbers As Typed',
		name: 'ignoreE164Validation',
		type: 'boolean',
		default: false,
		description:
			'Whether to send the digits as they are typed, for SIP extensions and local numbers. At least 7 digits are needed. May be an expression that differs from row to row.',
	},
]);

/** What the size of a wave, and the series itself, stand for in Release Wave. */
const showForCreate = { '/operation': ['create'] };

const maximumPeople: INodeProperties = {
	displayName: 'Maximum People',
	name: 'maximumRecipients',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 0,
	description:
		'Above this number of people nothing is sent. Guards against a list that is larger than you meant.',
};

/** What is not sent, and who is not called. */
export const limits = collection('Limits', 'limits', 'Add Limit', [
	{
		displayName: 'Duplicate Protection (Hours)',
		name: 'duplicateProtectionHours',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 1 },
		default: 12,
		description:
			'If the same list with the same name and settings comes again within so many hours, the campaign that is there is returned instead of made again, so that a repeated run calls nobody twice. 0 switches it off.',
		displayOptions: { show: showForCreate },
	},
	{
		displayName: 'Earliest Local Time',
		name: 'earliestLocalTime',
		type: 'string',
		default: '08:00',
		placeholder: 'e.g. 08:00',
		description:
			'A person who would be called earlier on his own clock is not called: matters when Time Zone is one for all. Empty means any time.',
	},
	{
		displayName: 'Latest Local Time',
		name: 'latestLocalTime',
		type: 'string',
		default: '21:00',
		placeholder: 'e.g. 21:00',
		description:
			'A person who would be called later on his own clock is not called: matters when Time Zone is one for all. Empty means any time.',
	},
	{
		displayName: 'Maximum Calls at the Same Time',
		name: 'maximumConcurrency',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 10,
		description:
			'If all campaigns of the run together would make more calls at the same time, nothing is sent. Calls at the Same Time counts for each of them.',
	},
	{
		displayName: 'Maximum Calling Days',
		name: 'maximumCallingDays',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: MAXIMUM_CALLING_DAYS,
		description:
			'A campaign that is expected to go on for more calling days than this is not sent, as no API can stop it',
	},
	{
		...maximumPeople,
		default: MAXIMUM_PEOPLE,
		displayOptions: { show: { ...showForCreate, '@tool': [false] } },
	},
	{
		...maximumPeople,
		default: MAXIMUM_PEOPLE_AS_TOOL,
		displayOptions: { show: { ...showForCreate, '@tool': [true] } },
	},
	...leaveOutProperties,
]);

/** What makes several campaigns of one list, beside the clocks on which people live. */
export const severalCampaigns = collection('Several Campaigns', 'severalCampaigns', 'Add Rule', [
	{
		displayName: 'Maximum Campaigns',
		name: 'maximumCampaigns',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: MAXIMUM_CAMPAIGNS,
		description: 'If more campaigns would be made than this, nothing is sent',
	},
	{
		displayName: 'People per Campaign',
		name: 'peoplePerCampaign',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 500,
		description: 'A longer list becomes several campaigns, with (1/3), (2/3) and (3/3) behind their names',
	},
	{
		displayName: 'Split By',
		name: 'splitBy',
		type: 'string',
		default: '',
		placeholder: 'drag the column here',
		description:
			'A column such as language, city or owner: each of its values becomes a campaign of its own, with the value behind its name. Campaign Name, Voice Agent and From Number may then be expressions that are the same for each value.',
		displayOptions: { show: { '/recipientsSource': ['inputItems'] } },
	},
]);

const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'One Item per Row',
			value: 'rows',
			description: 'Every row with what becomes of it and its own columns',
		},
		{ name: 'Summary', value: 'summary', description: 'One item: the campaign and its counts' },
	],
	default: 'summary',
	description: 'What the node returns',
};

/** Everything else. */
export const options = collection('Options', 'options', 'Add Option', [
	// Shown in every mode: the editor forgets what it hides, and the code must not vanish when the mode is changed.
	{
		displayName: 'Approval Code',
		name: 'approvalCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.approvalCode }}',
		description:
			'The code that a preview gave. If the list or the settings have changed since, Call People sends nothing.',
		displayOptions: { show: showForCreate },
	},
	{
		displayName: 'Average Call Minutes',
		name: 'averageCallMinutes',
		type: 'number',
		typeOptions: { minValue: 0.1, numberPrecision: 1 },
		default: 2,
		description:
			'How long a call takes on average. Only used to estimate how long the campaign will take, and so for Maximum Calling Days.',
	},
	{
		displayName: 'Check What Hamsa Stored',
		name: 'checkStored',
		type: 'boolean',
		default: true,
		description:
			'Whether to read the campaign back once it is created, compare it with what was sent, and warn about differences. Costs at most two requests and never fails the run.',
	},
	{
		displayName: 'If a Row Cannot Be Called',
		name: 'ifRowCannotBeCalled',
		type: 'options',
		options: [
			{
				name: 'As On Error Says',
				value: 'onError',
				description:
					'Nothing is sent until every row is right, unless On Error (under Settings) is set to continue',
			},
			{ name: 'Leave It Out', value: 'leaveOut', description: 'The others are called, and it is counted' },
		],
		default: 'onError',
		description: 'What to do when a row has no number that can be called',
	},
	{ ...output, default: 'rows', displayOptions: { show: { '/runMode': ['preview'], '@tool': [false] } } },
	{ ...output, displayOptions: { show: { '/runMode': ['call', 'test'], '@tool': [false] } } },
	{
		displayName: 'Rows to Fix as CSV',
		name: 'rowsToFix',
		type: 'boolean',
		default: false,
		description:
			'Whether to add a file with the rows that cannot be called, why, and their own columns (binary field rowsToFix)',
		displayOptions: { show: { '@tool': [false] } },
	},
	simplify,
]);
