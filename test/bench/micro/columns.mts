/** Reading two columns of 100,000 items: into columns that are used again, into new ones, and all at once. */
import type { INodeExecutionData } from 'n8n-workflow';
import {
	columnsReader,
	rowField,
	type ParameterReader,
} from '../../../nodes/Hamsa/expressions/parameters.ts';
import { makeRows } from '../subjects/campaign.mts';
import { compare } from './compare.mts';

const PORTION = 500;

export function measure(): void {
	const items: INodeExecutionData[] = makeRows(100_000).map((row) => ({ json: { ...row } }));
	const parameters: ParameterReader = {
		raw: (path) => `={{ $json.${path} }}`,
		value: () => {
			throw new Error('These expressions are plain');
		},
	};
	const fields = ['phoneNumber', 'name'].map((path) => rowField(parameters, path));
	const fail = () => undefined;
	/** Looks at every value once, as judging does. */
	const use = (columns: ReadonlyArray<readonly unknown[]>, count: number) => {
		let length = 0;
		for (let place = 0; place < count; place++) {
			length += (columns[0]![place] as string).length + (columns[1]![place] as string).length;
		}
		return length;
	};
	const portions = (reader: () => ReturnType<typeof columnsReader>) => {
		let length = 0;
		for (let start = 0; start < items.length; start += PORTION) {
			length += use(reader()(start, start + PORTION, fail), PORTION);
		}
		return length;
	};
	compare('Two columns of 100,000 items', {
		'portions of 500, the same columns again': () => {
			const reader = columnsReader(fields, items);
			return portions(() => reader);
		},
		'portions of 500, new columns each time': () => portions(() => columnsReader(fields, items)),
		'all at once': () => use(columnsReader(fields, items)(0, items.length, fail), items.length),
	});
}
