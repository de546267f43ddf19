import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { campaignTriggerDescription } from './triggers/campaign/description';
import { pollCampaigns } from './triggers/campaign/entry';
import { NODE_DESCRIPTION } from './fields/descriptions';
import { hamsaApiTest } from './methods/hamsaApiTest';
import { getCampaigns } from './methods/getCampaigns';
import { getVoiceAgents } from './methods/getVoiceAgents';

/** Starts a workflow when a campaign, or the calls to one of its recipients, come to an end. */
export class HamsaCampaignTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Hamsa Campaign Trigger',
		name: 'hamsaCampaignTrigger',
		icon: { light: 'file:../../icons/hamsa.svg', dark: 'file:../../icons/hamsa.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description: NODE_DESCRIPTION,
		defaults: { name: 'Hamsa Campaign Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'hamsaApi', required: true, testedBy: 'hamsaApiTest' }],
		properties: campaignTriggerDescription,
	};

	methods = { credentialTest: { hamsaApiTest }, listSearch: { getCampaigns, getVoiceAgents } };

	poll = pollCampaigns;
}
