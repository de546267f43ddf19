import type { INodeProperties } from 'n8n-workflow';
import { simplify } from '../../execution/output';
import { campaignFilter, voiceAgentFilter } from '../../fields/descriptions';
import { optOutField } from '../../fields/optOut';
import type { TriggerEvent } from './settings';

const wantsRecipients = { show: { events: ['recipientFinished' satisfies TriggerEvent] } };

/** The fields of the campaign trigger. */
export const campaignTriggerDescription: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		noDataExpression: true,
		default: ['campaignFinished' satisfies TriggerEvent, 'campaignGone' satisfies TriggerEvent],
		description: 'Which events start the workflow. Each event is one item.',
		options: [
			{
				name: 'Campaign Finished',
				value: 'campaignFinished' satisfies TriggerEvent,
				description: 'A campaign was completed, was cancelled or failed',
			},
			{
				name: 'Campaign Gone',
				value: 'campaignGone' satisfies TriggerEvent,
				description:
					'A campaign was deleted in the dashboard before it had ended. It will never be told as finished.',
			},
			{
				name: 'Campaign Status Changed',
				value: 'campaignStatusChanged' satisfies TriggerEvent,
				description: 'A campaign was started, paused, resumed, retried, or has ended',
			},
			{
				name: 'Recipient Finished',
				value: 'recipientFinished' satisfies TriggerEvent,
				description:
					'A person was reached or will not be called again. Somebody who is retried in the dashboard comes as recipientReopened, and later as recipientFinished once more.',
			},
		],
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			campaignFilter,
			{
				displayName: 'Campaign Name',
				name: 'campaignName',
				type: 'string',
				default: '',
				placeholder: 'e.g. reminders',
				description: 'Only campaigns whose name contains this text. Upper and lower case make no difference.',
			},
			voiceAgentFilter,
		],
	},
	simplify,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Fetch Call Details',
				name: 'callDetails',
				type: 'boolean',
				default: false,
				description:
					'Whether to add the transcript, outcome, recording and duration of the last call to each finished recipient. This takes one request per recipient.',
				displayOptions: { show: { '/events': wantsRecipients.show.events } },
			},
			{
				displayName: 'Include Last Days',
				name: 'lookBackDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 365 },
				default: 0,
				description:
					'How many days to look back when the workflow is published for the first time. With 0, it starts from now.',
			},
			{
				...optOutField,
				displayOptions: { show: { '/events': wantsRecipients.show.events, callDetails: [true] } },
			},
		],
	},
];
