import type { INodeProperties } from 'n8n-workflow';
import { PROJECT } from '../../hamsa/account';
import { asRouting } from '../../execution/operation';
import { getProject } from './get.operation';

/** The project of the API key: its operation. */
export const projectDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['project'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get the project of the API key',
				description: 'Read the project that the API key belongs to',
				routing: asRouting(getProject, PROJECT.path),
			},
		],
		default: 'get',
	},
];
