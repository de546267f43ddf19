import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { makeRows } from '../subjects/campaign.mts';

/** What the webhook of a measured workflow is sent. */
export interface Order {
	/** Tells the execution's record from all others. */
	run: number;
	rows: number;
	/** Whether to collect garbage before the measured node starts, so that no node pays for what another one left. */
	tidy: boolean;
}

function collectGarbage(): void {
	setFlagsFromString('--expose-gc');
	(runInNewContext('gc') as () => void)();
}

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
		const { rows, tidy } = request!.json.body as unknown as Order;
		const items = makeRows(rows).map((row) => ({ json: { ...row }, pairedItem: { item: 0 } }));
		if (tidy) collectGarbage();
		return [items];
	}
}
