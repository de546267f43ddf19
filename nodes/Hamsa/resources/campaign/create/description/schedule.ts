import type { INodeProperties } from 'n8n-workflow';
import { windowProperties } from '../../../../fields/window';

/** When people are called: now or at a date, and the window in which calls are made. */
export const scheduleProperties: INodeProperties[] = [
	{
		displayName: 'Start',
		name: 'sendType',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'At a Date',
				value: 'SCHEDULED',
				description: 'Start at a date, then call within the calling hours',
			},
			{ name: 'Now', value: 'NOW', description: 'Start as soon as the calling hours begin' },
		],
		default: 'NOW',
		description: 'When the campaign starts',
	},
	{
		displayName: 'Start Date',
		name: 'scheduledDate',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'When the campaign starts. A date without an offset is read in the time zone below.',
		displayOptions: { show: { sendType: ['SCHEDULED'] } },
	},
	...windowProperties,
];
