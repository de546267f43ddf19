import type { INodeProperties } from 'n8n-workflow';
import { createFromAllItems, createFromOneItem } from './create/entry';
import { CAMPAIGNS_PATH } from '../../hamsa/campaigns';
import { asRouting, asCustomOperation, asSumOperation } from '../../execution/operation';
import { createDescription } from './create/description';
import { findPerson, findPersonDescription } from './findPerson.operation';
import { getCampaign, getDescription } from './get.operation';
import { getManyCampaigns, getManyDescription } from './getMany.operation';
import { getRecipients, getRecipientsDescription } from './getRecipients.operation';
import { getReportDescription } from './getReport/description';
import { getReport, openReport } from './getReport/run';
import { refuseReleaseWave, releaseWaveOfAllItems } from './releaseWave/entry';
import { renameCampaign, renameDescription } from './rename.operation';

const ONE = `${CAMPAIGNS_PATH}/{id}`;

/** Campaigns ("Batch Calls" in the Hamsa dashboard): their operations and the fields of each. */
export const campaignDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['campaign'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				// All that a model is told of a tool unless a person writes more: it must say that people are called.
				action: 'Create a campaign of real phone calls',
				description:
					'Make one outbound campaign of all input items. It places real calls that cost money, and no API can stop it.',
				routing: {
					// Used only by callers that bypass custom operations; a workflow runs createFromAllItems.
					request: { method: 'POST', url: CAMPAIGNS_PATH },
					send: { paginate: true },
					operations: { pagination: createFromOneItem },
				},
			},
			{
				name: 'Find Person',
				value: 'findPerson',
				action: 'Find a person in unfinished campaigns',
				description:
					'List the campaigns that may still call a phone number, with the steps that stop their calls in the dashboard',
				routing: asRouting(findPerson, CAMPAIGNS_PATH),
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a campaign',
				description: 'Read one campaign: its status and how many recipients have which status',
				routing: asRouting(getCampaign, ONE),
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many campaigns',
				description: 'List the campaigns of the project',
				routing: asRouting(getManyCampaigns, CAMPAIGNS_PATH),
			},
			{
				name: 'Get Recipients',
				value: 'getRecipients',
				action: 'Get the recipients of a campaign',
				description: 'List the people of a campaign, one item each, with what became of their calls',
				routing: asRouting(getRecipients, ONE),
			},
			{
				name: 'Get Report',
				value: 'getReport',
				action: 'Get a report on campaigns',
				description:
					'See how far campaigns are: who was reached, who is still to be called, when they end, whether they stand still',
				routing: asRouting(getReport, ONE),
			},
			{
				name: 'Release Wave',
				value: 'releaseWave',
				action: 'Release the next wave of a list of phone calls',
				description:
					'Call the next people of a list that is handed over again and again, while nobody holds it: what is not released can still be stopped',
				routing: {
					request: { method: 'POST', url: CAMPAIGNS_PATH },
					send: { paginate: true },
					operations: { pagination: refuseReleaseWave },
				},
			},
			{
				name: 'Rename',
				value: 'rename',
				action: 'Rename a campaign',
				description: 'Give a campaign another name, the one thing of it that can be changed',
				routing: asRouting(renameCampaign, ONE, 'PATCH'),
			},
		],
		default: 'create',
	},
	...createDescription,
	...findPersonDescription,
	...getDescription,
	...getManyDescription,
	...getRecipientsDescription,
	...getReportDescription,
	...renameDescription,
];

/** Operations on campaigns that routing cannot do: of all items at once, or with more rows than it can return. */
export const campaignOperations = {
	create: createFromAllItems,
	releaseWave: releaseWaveOfAllItems,
	getMany: asCustomOperation(getManyCampaigns),
	getRecipients: asCustomOperation(getRecipients),
	getReport: asSumOperation(openReport),
};
