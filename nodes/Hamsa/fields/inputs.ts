import type { INodeTypeDescription } from 'n8n-workflow';

/** The operations that can have a second input, and the collection with the switch for it. */
const SWITCHES = [
	{ resource: 'call', operation: 'start', collection: 'options' },
	{ resource: 'campaign', operation: 'create', collection: 'limits' },
	{ resource: 'campaign', operation: 'releaseWave', collection: 'limits' },
];

const conditions = SWITCHES.map(
	({ resource, operation, collection }) =>
		`($parameter["resource"] === "${resource}" && $parameter["operation"] === "${operation}" && ($parameter["${collection}"] || {})["doNotCallList"] === true)`,
);

/** The inputs of the node: a second one for the Do Not Call List where that is on. */
export const INPUTS: INodeTypeDescription['inputs'] = `={{ ${conditions.join(' || ')} ? [{ type: "main", displayName: "Recipients" }, { type: "main", displayName: "Do Not Call List" }] : ["main"] }}`;
