import type { INodeProperties } from 'n8n-workflow';

const showOnlyForInputItems = { recipientsSource: ['inputItems'] };

const ignoreE164Validation: INodeProperties = {
	displayName: 'Ignore E.164 Validation',
	name: 'ignoreE164Validation',
	type: 'boolean',
	default: false,
	description:
		'Whether to send the digits as they are typed, for SIP extensions and local numbers. At least 7 digits are needed.',
};

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
			'All input items together become one campaign. The node runs once for all of them, so Execute Once and loops are not needed.',
		name: 'inputItemsNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: showOnlyForInputItems },
	},
	{
		displayName: 'Recipient Phone Number',
		name: 'recipientPhoneNumber',
		type: 'string',
		required: true,
		default: '={{ $json.phoneNumber }}',
		placeholder: 'e.g. {{ $json.phone }}',
		description:
			'The column with the numbers to call: drag it here from the input. Spaces, brackets and 00 are cleaned; numbers without a country code need Default Country under Options.',
		displayOptions: { show: showOnlyForInputItems },
	},
	{
		displayName: 'Recipient Fields',
		name: 'recipientFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: showOnlyForInputItems },
		options: [
			{
				displayName: 'Dynamic Variable Fields',
				name: 'dynamicVariableFields',
				type: 'string',
				default: '',
				placeholder: 'e.g. firstName, appointment',
				description:
					'Names of the columns to send as variables, separated by commas. Used with Selected Fields.',
			},
			{
				displayName: 'Dynamic Variables',
				name: 'dynamicVariables',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'All Other Fields', value: 'allOther', description: 'Every column that is not used above' },
					{ name: 'None', value: 'none' },
					{
						name: 'Selected Fields',
						value: 'selected',
						description: 'The columns named in Dynamic Variable Fields',
					},
				],
				default: 'none',
				description:
					"Values the voice agent can use in the call, from the row's columns. Hamsa stores them with each recipient, but its published request schema does not show the field: try it with your own two phones first.",
			},
			ignoreE164Validation,
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '={{ $json.name }}',
				description: 'Name of the recipient',
			},
		],
	},
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
					ignoreE164Validation,
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
