import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { campaign, campaignsPath } from '../subjects/campaign.mts';

/** The limit inside n8n: a node that only builds the body from its items and posts it. */
export class Floor implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Floor',
		name: 'floor',
		description: 'Posts a campaign of all items without a single check',
		group: ['output'],
		version: 1,
		defaults: { name: 'Floor' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'hamsaApi', required: true }],
		properties: [
			{
				displayName: 'Evaluate Expressions',
				name: 'evaluateExpressions',
				type: 'boolean',
				default: false,
				description: 'Whether to read each row by two expressions, as nodes usually do',
			},
			{
				displayName: 'Link Items',
				name: 'linkItems',
				type: 'boolean',
				default: false,
				description: 'Whether to link the output to every input item',
			},
			{
				displayName: 'Phone Number',
				name: 'phoneNumber',
				type: 'string',
				default: '={{ $json.phoneNumber }}',
			},
			{ displayName: 'Recipient Name', name: 'recipientName', type: 'string', default: '={{ $json.name }}' },
		],
	};

	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const { baseUrl } = await this.getCredentials('hamsaApi');
		const recipients =
			this.getNodeParameter('evaluateExpressions', 0) === true
				? items.map((_, index) => ({
						phoneNumber: this.getNodeParameter('phoneNumber', index),
						name: this.getNodeParameter('recipientName', index),
					}))
				: items.map(({ json }) => ({ phoneNumber: json.phoneNumber, name: json.name }));
		const body = { ...campaign, recipients };
		const request = { method: 'POST', url: `${String(baseUrl)}${campaignsPath}`, body, json: true } as const;
		const answer = await this.helpers.httpRequestWithAuthentication.call(this, 'hamsaApi', request);
		const isLinked = this.getNodeParameter('linkItems', 0) === true;
		return [[{ json: answer.data, pairedItem: isLinked ? items.map((_, item) => ({ item })) : { item: 0 } }]];
	}
}
