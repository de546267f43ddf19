import type { INodeProperties } from 'n8n-workflow';
import { leaveOutProperties } from '../../../../recipients/leaveOut';
import { MAXIMUM_RECIPIENTS, MAXIMUM_RECIPIENTS_AS_TOOL } from '../settings';
import {
	callPremiumNumbers,
	defaultCountry,
	digitsWithoutPlusAreInternational,
	extensions,
	sendDoubtfulNumbers,
} from '../../../../fields/descriptions';

const maximumRecipients: INodeProperties = {
	displayName: 'Maximum Recipients',
	name: 'maximumRecipients',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 0,
	description:
		'Above this number of recipients nothing is sent. Guards against a list that is larger than you meant.',
};

const properties: INodeProperties[] = [
	{
		displayName: 'Average Call Minutes',
		name: 'averageCallMinutes',
		type: 'number',
		typeOptions: { minValue: 0.1, numberPrecision: 1 },
		default: 2,
		description: 'How long a call takes on average. Only used to estimate how long the campaign will take.',
	},
	callPremiumNumbers,
	{
		displayName: 'Check What Hamsa Stored',
		name: 'checkStored',
		type: 'boolean',
		default: true,
		description:
			'Whether to read the campaign back once it is created, compare it with what was sent, and warn about differences. Costs at most two requests and never fails the run.',
	},
	{
		...defaultCountry,
		description:
			'Country of numbers that have no country code: its two letters, its calling code or its name. May be an expression that differs from row to row. Without it, such numbers are rejected.',
	},
	digitsWithoutPlusAreInternational,
	{
		displayName: 'Duplicate Protection (Hours)',
		name: 'duplicateProtectionHours',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 1 },
		default: 12,
		description:
			'A campaign with the same name, recipients and settings that was created in the last hours is returned instead of made again, so that a repeated run calls nobody twice. 0 switches it off.',
	},
	extensions,
	{
		...maximumRecipients,
		default: MAXIMUM_RECIPIENTS,
		displayOptions: { show: { '@tool': [false] } },
	},
	{
		...maximumRecipients,
		default: MAXIMUM_RECIPIENTS_AS_TOOL,
		displayOptions: { show: { '@tool': [true] } },
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Campaign', value: 'campaign', description: 'One item: the campaign and its counts' },
			{
				name: 'One Item per Row',
				value: 'rows',
				description:
					'Every row with its own fields, the campaign ID, the cleaned number and what became of it',
			},
		],
		default: 'campaign',
		description: 'What the node returns',
	},
	{
		displayName: 'Preview Only',
		name: 'previewOnly',
		type: 'boolean',
		default: false,
		description: 'Whether to check everything and show what would be sent without calling anyone',
	},
	sendDoubtfulNumbers,
	{
		displayName: 'Skip Invalid Recipients',
		name: 'skipInvalidRecipients',
		type: 'boolean',
		default: false,
		description:
			'Whether to leave out rows that cannot be called and only count them. By default nothing is sent until every row is right, unless On Error (under Settings) is set to continue.',
	},
];

/** Options of Campaign: Create. Each applies to the whole run, but Default Country, which may differ from row to row. */
export const createOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [...properties, ...leaveOutProperties].sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
};
