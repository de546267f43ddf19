import type { INodeProperties } from 'n8n-workflow';
import { PHONE_NUMBERS_PATH } from '../../hamsa/account';
import { asRouting } from '../../execution/operation';
import { getManyDescription, getManyPhoneNumbers } from './getMany.operation';

/** The account's own phone numbers: their operation and its fields. */
export const phoneNumberDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['phoneNumber'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many phone numbers',
				description: 'List your own Hamsa numbers, from which people can be called',
				routing: asRouting(getManyPhoneNumbers, PHONE_NUMBERS_PATH),
			},
		],
		default: 'getMany',
	},
	...getManyDescription,
];
