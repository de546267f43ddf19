import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { hamsaApiTest } from './methods/hamsaApiTest';
import { getAgentVariables } from './methods/getAgentVariables';
import { getCalls } from './methods/getCalls';
import { getCampaigns } from './methods/getCampaigns';
import { getPhoneNumbers } from './methods/getPhoneNumbers';
import { getTimeZones } from './methods/getTimeZones';
import { getVoiceAgents } from './methods/getVoiceAgents';
import { callDescription, callOperations } from './resources/call';
import { campaignDescription, campaignOperations } from './resources/campaign';
import { phoneNumberDescription } from './resources/phoneNumber';
import { projectDescription } from './resources/project';
import { voiceAgentDescription } from './resources/voiceAgent';
import { NODE_DESCRIPTION } from './fields/descriptions';
import { workflowTimeZone } from './fields/workflowTimeZone';
import { INPUTS } from './fields/inputs';
import { ADDRESS_EXPRESSION } from './hamsa/http/region';
import { REQUEST_DEFAULTS } from './hamsa/http/transport';

/** Hamsa (tryhamsa.com): AI voice agents that call people. */
export class Hamsa implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Hamsa',
		name: 'hamsa',
		icon: { light: 'file:../../icons/hamsa.svg', dark: 'file:../../icons/hamsa.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{$parameter["operation"] + ": " + $parameter["resource"] + ($parameter["runMode"] ? " · " + $parameter["runMode"] : "")}}',
		description: NODE_DESCRIPTION,
		defaults: { name: 'Hamsa' },
		usableAsTool: true,
		inputs: INPUTS,
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'hamsaApi', required: true, testedBy: 'hamsaApiTest' }],
		requestDefaults: {
			baseURL: ADDRESS_EXPRESSION,
			headers: { Accept: 'application/json' },
			...REQUEST_DEFAULTS,
		},
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Call', value: 'call' },
					{ name: 'Campaign', value: 'campaign' },
					{ name: 'Phone Number', value: 'phoneNumber' },
					{ name: 'Project', value: 'project' },
					{ name: 'Voice Agent', value: 'voiceAgent' },
				],
				default: 'campaign',
			},
			...callDescription,
			...campaignDescription,
			...phoneNumberDescription,
			...projectDescription,
			...voiceAgentDescription,
			workflowTimeZone,
		],
	};

	methods = {
		credentialTest: { hamsaApiTest },
		resourceMapping: { getAgentVariables },
		listSearch: { getCalls, getCampaigns, getPhoneNumbers, getTimeZones, getVoiceAgents },
	};

	customOperations = { call: callOperations, campaign: campaignOperations };
}
