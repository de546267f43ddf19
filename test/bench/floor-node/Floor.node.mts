import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { campaign, campaignsPath } from '../campaign.mts';

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
		properties: [],
	};

	async execute(this: IExecuteFunctions) {
		const { baseUrl } = await this.getCredentials('hamsaApi');
		const recipients = this.getInputData().map(({ json }) => ({
			phoneNumber: json.phoneNumber,
			name: json.name,
		}));
		const body = { ...campaign, recipients };
		const request = { method: 'POST', url: `${String(baseUrl)}${campaignsPath}`, body, json: true } as const;
		const answer = await this.helpers.httpRequestWithAuthentication.call(this, 'hamsaApi', request);
		return [[{ json: answer.data }]];
	}
}
