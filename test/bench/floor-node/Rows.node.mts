import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { makeRows } from '../campaign.mts';

/** Gives the rows that a measured node starts from: as many as the webhook's body asks for. Its own time is not counted. */
export class Rows implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Rows',
		name: 'rows',
		description: 'Makes rows with phone numbers',
		group: ['input'],
		version: 1,
		defaults: { name: 'Rows' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute(this: IExecuteFunctions) {
		const [request] = this.getInputData();
		const { rows } = request!.json.body as { rows: number };
		return [makeRows(rows).map((row) => ({ json: { ...row }, pairedItem: { item: 0 } }))];
	}
}
