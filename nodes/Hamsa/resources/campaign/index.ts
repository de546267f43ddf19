import type { INodeProperties } from 'n8n-workflow';
import { createFromOneItem } from '../../campaign/entry';
import { createDescription } from './create.operation';

const showOnlyForCampaigns = { resource: ['campaign'] };

/** Campaigns ("Batch Calls" in the Hamsa dashboard): their operations and the fields of each. */
export const campaignDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForCampaigns },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create a campaign',
				description:
					'Make one outbound campaign of all input items. It places real calls that cost money, and no API can stop it.',
				routing: {
					// Used only by callers that bypass custom operations; a workflow runs createFromAllItems.
					request: { method: 'POST', url: '/v1/voice-agents/campaigns' },
					send: { paginate: true },
					operations: { pagination: createFromOneItem },
				},
			},
		],
		default: 'create',
	},
	...createDescription,
];
