/** Nodes around the node under test. */
import type { INode, INodeConnections, INodeProperties, INodeType } from 'n8n-workflow';

/** A node that emits the items with which it is started. */
export const source: INodeType = {
	description: {
		displayName: 'Rows',
		name: 'rows',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Rows' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/** A node that emits nothing: behind one that gets nothing, n8n does not go on. */
export const emitsNothing: INodeType = {
	description: source.description,
	async execute() {
		return [[]];
	},
};

/** A node behind the node under test, which reads its parameter for each item it gets. */
export const reader: INodeType = {
	description: {
		displayName: 'Reader',
		name: 'reader',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Reader' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'Value', name: 'value', type: 'string', default: '' }],
	},
	async execute() {
		const values = this.getInputData().map((_, item) => this.getNodeParameter('value', item) as string);
		return [values.map((value) => ({ json: { value } }))];
	},
};

/** A node of a type without credentials. */
export const plainNode = (name: string, type: string, parameters: INode['parameters'] = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

/** The connections of a node whose one output leads to an input of another, the first one unless told. */
export const wireTo = (node: string, index = 0): INodeConnections => ({
	main: [[{ node, type: 'main' as const, index }]],
});

/** The settings that n8n's loader adds to every declarative node; here only the ones the tests set. */
export const requestOptions: INodeProperties = {
	displayName: 'Request Options',
	name: 'requestOptions',
	type: 'collection',
	isNodeSetting: true,
	default: {},
	options: [
		{ displayName: 'Proxy', name: 'proxy', type: 'string', default: '' },
		{ displayName: 'Timeout', name: 'timeout', type: 'number', default: 10_000 },
		{ displayName: 'Ignore SSL Issues', name: 'allowUnauthorizedCerts', type: 'boolean', default: false },
	],
};
