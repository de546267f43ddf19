import type { INodeProperties } from 'n8n-workflow';
import { localNumbers } from '../../../../fields/descriptions';
import { variableProperties } from './variables';

const showOnlyForInputItems = { recipientsSource: ['inputItems'] };

const sources = {
	inputItems: {
		name: 'From Input Items',
		value: 'inputItems',
		description: 'All input items become the recipients of one campaign',
	},
	define: { name: 'Define Below', value: 'define', description: 'Enter the recipients one by one' },
	json: {
		name: 'JSON',
		value: 'json',
		description: 'A list of recipients as JSON, or an expression that gives one',
	},
};

const source: INodeProperties = {
	displayName: 'Recipients',
	name: 'recipientsSource',
	type: 'options',
	noDataExpression: true,
	options: [],
	default: '',
	description: 'Where the people to call come from',
};

/** Who is called: the source of the recipients and the fields of each source. */
export const recipientProperties: INodeProperties[] = [
	{
		...source,
		options: [sources.define, sources.inputItems, sources.json],
		default: 'inputItems',
		displayOptions: { show: { '@tool': [false] } },
	},
	{
		// As a tool the node gets one item made of the agent's own words, which is not a list of contacts.
		...source,
		options: [sources.define, sources.json],
		default: 'json',
		displayOptions: { show: { '@tool': [true] } },
	},
	{
		displayName:
			'All input items together become one campaign, or one for each clock on which people live. The node runs once for all of them, so Execute Once and loops are not needed.',
		name: 'inputItemsNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { ...showOnlyForInputItems, '/operation': ['create'] } },
	},
	{
		displayName:
			'Hand over the whole list each time: who is in an earlier wave is left out, and the next people go out. The node runs once for all items.',
		name: 'waveItemsNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { ...showOnlyForInputItems, '/operation': ['releaseWave'] } },
	},
	{
		displayName: 'Phone Number',
		name: 'recipientPhoneNumber',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'drag the column here',
		description:
			'The column with the numbers to call: drag it here from the input. Spaces, brackets and 00 are cleaned.',
		displayOptions: { show: showOnlyForInputItems },
	},
	{
		...localNumbers,
		description:
			'Country of numbers that have no country code: its two letters, its calling code or its name, or a column that holds them. Without it, such numbers cannot be called.',
	},
	{
		displayName: 'Name',
		name: 'recipientName',
		type: 'string',
		default: '',
		placeholder: 'drag the column here',
		description: 'The column with the names of the people, for the voice agent and the lists of Hamsa',
		displayOptions: { show: showOnlyForInputItems },
	},
	...variableProperties,
	{
		displayName: 'Recipient List',
		name: 'recipientList',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Recipient',
		default: {},
		displayOptions: { show: { recipientsSource: ['define'] } },
		options: [
			{
				displayName: 'Recipient',
				name: 'recipient',
				values: [
					{
						displayName: 'Phone Number',
						name: 'phoneNumber',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. +966501234567',
						description: 'The number to call, with + and country code',
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Sara Ahmed',
						description: 'Name of the recipient',
					},
					{
						displayName: 'Variables',
						name: 'variables',
						type: 'fixedCollection',
						typeOptions: { multipleValues: true },
						placeholder: 'Add Variable',
						default: {},
						description: 'What the voice agent is told of this person',
						options: [
							{
								displayName: 'Variable',
								name: 'variable',
								values: [
									{
										displayName: 'Name',
										name: 'name',
										type: 'string',
										default: '',
										placeholder: 'e.g. appointment',
										description: 'Name of the variable as the voice agent knows it',
									},
									{
										displayName: 'Value',
										name: 'value',
										type: 'string',
										default: '',
										placeholder: 'e.g. Monday 10:00',
									},
								],
							},
						],
					},
				],
			},
		],
	},
	{
		displayName: 'Recipients (JSON)',
		name: 'recipients',
		type: 'json',
		required: true,
		typeOptions: { rows: 5 },
		default: '[\n  { "phoneNumber": "", "name": "" }\n]',
		description:
			'A list of recipients, each with phoneNumber (with + and country code) and, if you like, name, ignoreE164Validation and dynamicVariables',
		displayOptions: { show: { recipientsSource: ['json'] } },
	},
];
