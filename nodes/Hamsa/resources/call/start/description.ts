import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { numberSelect, timeZoneSelect, voiceAgentSelect } from '../../../fields/descriptions';
import { CALL_MODES, runModeField } from '../../../fields/runMode';
import { windowProperties } from '../../../fields/window';
import { startOptions } from './options';

const show = { resource: ['call'], operation: ['start'] };

const [callingDays, ...daysAndTimes] = windowProperties;

const callingWindow = updateDisplayOptions({ show: { onlyWithinWindow: [true] } }, [
	{
		...callingDays!,
		description:
			'Days on which people are called. Outside the calling window nobody is called, and the error says when it opens.',
	},
	...daysAndTimes,
	{
		...timeZoneSelect,
		description:
			"Time zone of the calling window. Empty means the workflow's time zone, which on a new n8n is America/New_York.",
	},
]);

const properties: INodeProperties[] = [
	{
		displayName: 'To Number',
		name: 'toNumber',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. +966501234567 or {{ $json.phone }}',
		description:
			'The number to call, with + and country code. Spaces, brackets and 00 are cleaned; numbers without a country code need Country of Local Numbers under Options.',
	},
	{
		...numberSelect,
		displayName: 'From Number',
		name: 'phoneNumber',
		required: true,
		description: 'Your own Hamsa number that the person sees',
	},
	{
		...voiceAgentSelect,
		required: true,
		description: 'The voice agent that talks to the person',
	},
	{
		displayName: 'Specify Parameters',
		name: 'specifyParams',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Using Fields Below', value: 'fields', description: 'Enter names and values one by one' },
			{ name: 'Using JSON', value: 'json', description: 'One JSON object, which may hold lists and objects' },
		],
		default: 'fields',
		description: 'How to enter the values that the voice agent uses in the call',
	},
	{
		displayName: 'Parameters',
		name: 'params',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Parameter',
		default: {},
		description: "Values for the voice agent's variables in this call",
		displayOptions: { show: { specifyParams: ['fields'] } },
		options: [
			{
				displayName: 'Parameter',
				name: 'param',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. customerName',
						description: 'Name of the variable as the voice agent knows it',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. Sara Ahmed',
						description: 'Value of the variable. An expression keeps its type: a number stays a number.',
					},
				],
			},
		],
	},
	{
		displayName: 'Parameters (JSON)',
		name: 'paramsJson',
		type: 'json',
		default: '{}',
		description: "Values for the voice agent's variables in this call, as one JSON object",
		displayOptions: { show: { specifyParams: ['json'] } },
	},
	{
		displayName: 'Only Within Calling Window',
		name: 'onlyWithinWindow',
		type: 'boolean',
		default: false,
		description:
			'Whether to call only on some days and between two times of the day. Otherwise the call is placed at once, at any hour.',
	},
	...callingWindow,
	startOptions,
];

/** Fields of Call: Start. Parameters carry the API's own names ("make a call" in Hamsa's API reference). */
export const startDescription = [
	...runModeField(CALL_MODES, show),
	...updateDisplayOptions({ show }, properties),
];
