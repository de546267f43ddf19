import type { INodeProperties } from 'n8n-workflow';
import { WEEKDAYS } from '../time/callingWindow';

/** What Time Zone holds for Each Recipient's Own. */
export const RECIPIENTS_OWN_ZONE = 'recipient';

/** What Calling Days holds for Working Days of the Recipient's Country. */
export const WORKING_DAYS = 'workingDays';

const weekdayOptions = WEEKDAYS.map((day) => ({
	name: day.charAt(0) + day.slice(1).toLowerCase(),
	value: day,
}));

/** The window in which people are called; Calling Days comes first. */
export const windowProperties: INodeProperties[] = [
	{
		displayName: 'Calling Days',
		name: 'callingDays',
		type: 'options',
		options: [
			{ name: 'Chosen Days', value: 'custom' },
			{ name: 'Every Day', value: 'everyDay' },
			{ name: 'Monday to Friday', value: 'mondayToFriday' },
			{ name: 'Sunday to Thursday', value: 'sundayToThursday' },
		],
		default: 'mondayToFriday',
		description:
			'Days on which people are called. Calls wait outside the calling window; they are not dropped.',
	},
	{
		displayName: 'Days',
		name: 'days',
		type: 'multiOptions',
		options: weekdayOptions,
		default: [],
		description: 'Days on which people are called',
		displayOptions: { show: { callingDays: ['custom'] } },
	},
	{
		displayName: 'From',
		name: 'startCallingTime',
		type: 'string',
		required: true,
		default: '09:00',
		placeholder: 'e.g. 09:00',
		description: 'First minute at which people are called, 24-hour clock, in the time zone below',
	},
	{
		displayName: 'To',
		name: 'endCallingTime',
		type: 'string',
		required: true,
		default: '17:00',
		placeholder: 'e.g. 17:00',
		description: 'When calling stops for the day, 24-hour clock, in the time zone below',
	},
];
