import type { INodeProperties } from 'n8n-workflow';
import { startFromAllItems, startFromOneItem } from '../../call/entry';
import { CALL_PATH } from '../../shared/calls';
import { startDescription } from './start.operation';

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
				name: 'Start',
				value: 'start',
				action: 'Start a call',
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
	...startDescription,
];

/** Operations on calls that routing cannot do. */
export const callOperations = { start: startFromAllItems };
