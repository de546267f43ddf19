import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { NODE_DESCRIPTION } from './fields/descriptions';
import { hamsaApiTest } from './methods/hamsaApiTest';
import { getCampaigns } from './methods/getCampaigns';
import { getVoiceAgents } from './methods/getVoiceAgents';
import { triggerPanel, triggerProperties } from './triggers/call/description';
import { hooks } from './triggers/call/hooks';
import { receive } from './triggers/call/receive';

/** Starts a workflow when something happens in a call of a Hamsa voice agent. */
export class HamsaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Hamsa Trigger',
		name: 'hamsaTrigger',
		icon: { light: 'file:../../icons/hamsa.svg', dark: 'file:../../icons/hamsa.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description: NODE_DESCRIPTION,
		defaults: { name: 'Hamsa Trigger' },
		eventTriggerDescription: 'Waiting for a call event from Hamsa',
		triggerPanel,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'hamsaApi', required: true, testedBy: 'hamsaApiTest' }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
		properties: triggerProperties,
	};

	methods = {
		credentialTest: { hamsaApiTest },
		listSearch: { getCampaigns, getVoiceAgents },
	};

	webhookMethods = { default: hooks };

	webhook = receive;
}
