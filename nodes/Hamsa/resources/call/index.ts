import type { INodeProperties } from 'n8n-workflow';
import { startFromAllItems, startFromOneItem } from './start/entry';
import { CALL_LIST_PATH, CALL_PATH, CONVERSATIONS_PATH } from '../../hamsa/calls';
import { asRouting, asCustomOperation } from '../../execution/operation';
import { getCall, getDescription } from './get.operation';
import { getManyCalls, getManyDescription } from './getMany.operation';
import { startDescription } from './start/description';

/** Single calls: their operations and the fields of each. */
export const callDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['call'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get a call',
				description: 'Read one call: its status, what was said, and what came of it',
				routing: asRouting(getCall, `${CONVERSATIONS_PATH}/{id}`),
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many calls',
				description: 'List the calls of the project, also those of campaigns',
				routing: asRouting(getManyCalls, CALL_LIST_PATH),
			},
			{
				name: 'Start',
				value: 'start',
				// All that a model is told of a tool unless a person writes more: it must say that somebody is called.
				action: 'Start a real phone call',
				description:
					'Call one person per input item with a voice agent. It places real calls that cost money, and no API can stop them.',
				routing: {
					// Used only by callers that bypass custom operations; a workflow runs startFromAllItems.
					request: { method: 'POST', url: CALL_PATH },
					send: { paginate: true },
					operations: { pagination: startFromOneItem },
				},
			},
		],
		default: 'start',
	},
	...getDescription,
	...getManyDescription,
	...startDescription,
];

/** Operations on calls that routing cannot do: one call after the other, or with more rows than it can return. */
export const callOperations = {
	getMany: asCustomOperation(getManyCalls),
	start: startFromAllItems,
};
