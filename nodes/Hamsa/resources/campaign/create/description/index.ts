import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { numberSelect, timeZoneSelect, voiceAgentSelect } from '../../../../fields/descriptions';
import { createOptions } from './options';
import { recipientProperties } from './recipients';
import { scheduleProperties } from './schedule';

const properties: INodeProperties[] = [
	{
		displayName: 'Campaign Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Appointment reminders',
		description: 'Name of the campaign in Hamsa, 1 to 100 characters',
	},
	{
		...numberSelect,
		displayName: 'From Number',
		name: 'phoneNumber',
		required: true,
		description: 'Your own Hamsa number that people see when they are called',
	},
	{
		...voiceAgentSelect,
		required: true,
		description: 'The voice agent that talks to the recipients',
	},
	...recipientProperties,
	...scheduleProperties,
	{
		...timeZoneSelect,
		displayName: 'Time Zone',
		name: 'scheduledTimezone',
		description:
			"Time zone of the calling window and of Scheduled Date. Empty means the workflow's time zone, which on a new n8n is America/New_York.",
	},
	{
		displayName: 'Reserved Concurrency',
		name: 'reservedConcurrency',
		type: 'number',
		required: true,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		description: 'How many calls of this campaign are made at the same time',
	},
	createOptions,
];

/** Fields of Campaign: Create. Parameters carry the API's own names ("create campaign" in Hamsa's API reference). */
export const createDescription = updateDisplayOptions(
	{ show: { resource: ['campaign'], operation: ['create'] } },
	properties,
);
