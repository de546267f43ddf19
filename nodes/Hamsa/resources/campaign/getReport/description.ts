import { updateDisplayOptions } from 'n8n-workflow';
import { outputFields } from '../../../execution/output';
import { campaignSelect } from '../../../fields/descriptions';
import { reportOutput } from './output';

/** Minutes without anything after which a campaign stands still, unless a person says otherwise. */
export const STALLED_AFTER = 30;

/** Fields of Campaign: Get Report. */
export const getReportDescription = updateDisplayOptions(
	{ show: { resource: ['campaign'], operation: ['getReport'] } },
	[
		{
			displayName: 'Report On',
			name: 'reportOn',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Campaign',
					value: 'campaign',
					description: 'One campaign for each input item',
				},
				{
					name: 'Series of Waves',
					value: 'series',
					description: 'All campaigns that are called like the series, with · wave and a number',
				},
				{
					name: 'Several Campaigns',
					value: 'campaigns',
					description: 'A list of campaigns by their IDs',
				},
			],
			default: 'campaign',
			description: 'Which campaigns the report is on. Each becomes an item; the last item is their total.',
		},
		{
			...campaignSelect,
			required: true,
			description: 'The campaign to report on',
			displayOptions: { show: { reportOn: ['campaign'] } },
		},
		{
			displayName: 'Campaign IDs',
			name: 'campaignIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. {{ $json.campaigns }}',
			description: 'IDs with commas between them, or a list from an expression',
			displayOptions: { show: { reportOn: ['campaigns'] } },
		},
		{
			displayName: 'Series Name',
			name: 'series',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Spring recall',
			description:
				'What stands in front of "· wave 1" in the names of the campaigns. "Spring recall · wave 2 (Asia/Riyadh)" belongs to "Spring recall".',
			displayOptions: { show: { reportOn: ['series'] } },
		},
		...outputFields(reportOutput),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Include Calls',
					name: 'includeCalls',
					type: 'boolean',
					default: false,
					description:
						'Whether to count the calls, and how many seconds those took that were answered. Reads the list of calls since the first of the campaigns was created, one request for each 200 calls.',
				},
				{
					displayName: 'Stalled After (Minutes)',
					name: 'stalledAfterMinutes',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: STALLED_AFTER,
					description:
						'A campaign is stalled when its calling window is open, somebody is to be called, and nothing has happened for so many minutes',
				},
			],
		},
	],
);
