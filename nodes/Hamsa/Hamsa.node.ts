import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { createFromAllItems } from './campaign/entry';
import { hamsaApiTest } from './credentialTest/hamsaApiTest';
import { getPhoneNumbers } from './listSearch/getPhoneNumbers';
import { getTimeZones } from './listSearch/getTimeZones';
import { getVoiceAgents } from './listSearch/getVoiceAgents';
import { campaignDescription } from './resources/campaign';

/** Hamsa (tryhamsa.com): AI voice agents that call people. */
export class Hamsa implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Hamsa',
		name: 'hamsa',
		icon: { light: 'file:../../icons/hamsa.svg', dark: 'file:../../icons/hamsa.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Call people with the AI voice agents of Hamsa',
		defaults: { name: 'Hamsa' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'hamsaApi', required: true, testedBy: 'hamsaApiTest' }],
		requestDefaults: {
			baseURL: '={{$credentials.baseUrl.trim().replace(/\\/+$/, "")}}',
			headers: { Accept: 'application/json' },
		},
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Campaign', value: 'campaign' }],
				default: 'campaign',
			},
			...campaignDescription,
		],
	};

	methods = {
		credentialTest: { hamsaApiTest },
		listSearch: { getPhoneNumbers, getTimeZones, getVoiceAgents },
	};

	customOperations = { campaign: { create: createFromAllItems } };
}
