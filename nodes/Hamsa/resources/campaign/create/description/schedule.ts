import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { timeZoneSelect } from '../../../../fields/descriptions';
import { RECIPIENTS_OWN_ZONE, windowProperties, WORKING_DAYS } from '../../../../fields/window';

const [callingDays, ...daysAndTimes] = windowProperties;

const workingDays = {
	name: "Working Days of the Recipient's Country",
	value: WORKING_DAYS,
	description: 'Sunday to Thursday in Saudi Arabia, Monday to Friday in the Emirates, and so on',
};

/** Opened by Custom: the days, the times and the clock that they are meant on. */
const customHours = updateDisplayOptions({ show: { callingHours: ['custom'] } }, [
	{
		...callingDays!,
		options: [...(callingDays!.options as (typeof workingDays)[]), workingDays],
		default: WORKING_DAYS,
	},
	...daysAndTimes,
	{
		...timeZoneSelect,
		displayName: 'Time Zone',
		name: 'scheduledTimezone',
		default: { mode: 'list', value: RECIPIENTS_OWN_ZONE, cachedResultName: "Each Recipient's Own" },
		description:
			"The clock of Calling Hours and Start Date. Each Recipient's Own makes one campaign for each clock on which people of the list live.",
	},
]);

/** When the campaign starts: now or at a date. */
export const startProperties: INodeProperties[] = [
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
		description:
			"When the campaign starts. A date without an offset is meant on the clock of the calling hours: each recipient's own, unless Time Zone says otherwise.",
		displayOptions: { show: { sendType: ['SCHEDULED'] } },
	},
];

/** The window in which calls are made. */
export const hoursProperties: INodeProperties[] = [
	{
		displayName: 'Calling Hours',
		name: 'callingHours',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Custom', value: 'custom', description: 'Choose days, times and time zone' },
			{
				name: 'Working Hours',
				value: 'working',
				description: "09:00 to 17:00 on the working days of each person's country, on that person's clock",
			},
		],
		default: 'working',
		description: 'When people are called. Calls wait outside these hours; they are not dropped.',
	},
	...customHours,
];
