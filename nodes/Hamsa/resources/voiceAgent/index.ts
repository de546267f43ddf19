import type { INodeProperties } from 'n8n-workflow';
import { VOICE_AGENTS_PATH } from '../../hamsa/account';
import { asRouting } from '../../execution/operation';
import { getDescription, getVoiceAgent } from './get.operation';
import { getManyDescription, getManyVoiceAgents } from './getMany.operation';

/** Voice agents, who talk to the people that are called: their operations and the fields of each. */
export const voiceAgentDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['voiceAgent'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get a voice agent',
				description: 'Read one voice agent, without its secrets',
				routing: asRouting(getVoiceAgent, `${VOICE_AGENTS_PATH}/{id}`),
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many voice agents',
				description: 'List the voice agents of the project, without their secrets',
				routing: asRouting(getManyVoiceAgents, VOICE_AGENTS_PATH),
			},
		],
		default: 'getMany',
	},
	...getDescription,
	...getManyDescription,
];
