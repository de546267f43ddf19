/** The ways to make a campaign of many rows that are measured against each other, each a workflow of n8n. */
import { credentialType } from '../../../tools/example.mts';
import type { Credential, Workflow } from '../../../tools/n8n/rest.mts';
import { campaign, campaignsPath } from './campaign.mts';

type Node = Workflow['nodes'][number];

/** What the workflows need to know of where they run. */
export interface Surroundings {
	credential: Credential;
	/** Where the sink answers. */
	sink: string;
}

export interface Variant {
	/** What it is, for a table and a chart. */
	label: string;
	/** Above this many rows it is not run: it would take too long, and is shown to grow with every row. */
	mostRows?: number;
	/** The nodes behind the rows, in their order. Their time is what is measured. */
	nodes: (surroundings: Surroundings) => Array<Pick<Node, 'name' | 'type' | 'parameters' | 'typeVersion'>>;
}

/** The node as a person fills it in. */
const hamsa =
	(limits: Record<string, unknown>, options: Record<string, unknown>): Variant['nodes'] =>
	() => [
		{
			name: 'Hamsa',
			type: 'n8n-nodes-hamsa.hamsa',
			typeVersion: 1,
			parameters: {
				resource: 'campaign',
				operation: 'create',
				name: campaign.name,
				phoneNumber: { __rl: true, mode: 'number', value: campaign.phoneNumber },
				voiceAgentId: { __rl: true, mode: 'id', value: campaign.voiceAgentId },
				recipientsSource: 'inputItems',
				recipientPhoneNumber: '={{ $json.phoneNumber }}',
				recipientName: '={{ $json.name }}',
				runMode: 'call',
				limits: { maximumRecipients: 1_000_000, maximumCallingDays: 100_000, ...limits },
				options,
			},
		},
	];

const floor =
	(parameters: Record<string, unknown>): Variant['nodes'] =>
	() => [{ name: 'Floor', type: 'CUSTOM.floor', typeVersion: 1, parameters }];

const httpRequest = (sink: string, jsonBody: string) => ({
	name: 'HTTP Request',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'POST',
		url: `${sink}${campaignsPath}`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: credentialType,
		sendBody: true,
		specifyBody: 'json',
		jsonBody,
	},
});

/** An expression of n8n that gives the request's body, with an expression for the recipients. */
const bodyExpression = (recipients: string) =>
	`={{ { ...${JSON.stringify(campaign)}, "recipients": ${recipients} } }}`;

const codeLines = `const recipients = $input.all().map(({ json }) => ({ phoneNumber: json.phoneNumber, name: json.name }));
return [{ json: { ...${JSON.stringify(campaign)}, recipients } }];`;

export const variants = {
	hamsa: {
		label: 'Hamsa node',
		nodes: hamsa({ duplicateProtectionHours: 0 }, { checkStored: false }),
	},
	floor: {
		label: 'Floor (checks nothing)',
		nodes: floor({}),
	},
	codeHttp: {
		label: 'Code + HTTP Request',
		nodes: ({ sink }) => [
			{ name: 'Code', type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode: codeLines } },
			httpRequest(sink, '={{ $json }}'),
		],
	},
	aggregateHttp: {
		label: 'Aggregate + HTTP Request',
		nodes: ({ sink }) => [
			{
				name: 'Aggregate',
				type: 'n8n-nodes-base.aggregate',
				typeVersion: 1,
				parameters: {
					aggregate: 'aggregateAllItemData',
					destinationFieldName: 'recipients',
					include: 'specifiedFields',
					fieldsToInclude: 'phoneNumber, name',
				},
			},
			httpRequest(sink, bodyExpression('$json.recipients')),
		],
	},
	expressions: {
		label: 'Two expressions per row',
		mostRows: 10_000,
		nodes: floor({ evaluateExpressions: true }),
	},
	requestPerRow: {
		label: 'One request per row',
		mostRows: 1_000,
		nodes: ({ sink }) => [
			httpRequest(sink, bodyExpression('[{ "phoneNumber": $json.phoneNumber, "name": $json.name }]')),
		],
	},
	hamsaProtected: {
		label: 'Hamsa node with Duplicate Protection',
		nodes: hamsa({}, { checkStored: false }),
	},
	hamsaChecked: {
		label: 'Hamsa node with Check What Hamsa Stored',
		nodes: hamsa({ duplicateProtectionHours: 0 }, {}),
	},
	floorLinked: {
		label: 'Floor, output linked to every row',
		nodes: floor({ linkItems: true }),
	},
	rowsOnly: {
		label: 'The rows alone',
		nodes: () => [],
	},
} satisfies Record<string, Variant>;

export type VariantName = keyof typeof variants;

/** Nodes that only make the rows. */
export const unmeasured = ['Webhook', 'Rows'];

const linkTo = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });

/** The workflow of a variant: a webhook at the variant's name, the rows, and its nodes in a line. */
export function workflowOf(name: VariantName, surroundings: Surroundings): Workflow {
	const measured: Variant = variants[name];
	const nodes = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			webhookId: name,
			parameters: { httpMethod: 'POST', path: name, options: {} },
		},
		{ name: 'Rows', type: 'CUSTOM.rows', typeVersion: 1, parameters: {} },
		...measured.nodes(surroundings).map((node) => ({
			...node,
			credentials: { [credentialType]: surroundings.credential },
		})),
	].map((node, index) => ({ ...node, position: [index * 200, 0] }));
	const connections = Object.fromEntries(
		nodes.slice(1).map((node, index) => [nodes[index]!.name, linkTo(node.name)]),
	);
	return {
		name: measured.label,
		settings: { executionOrder: 'v1', timezone: 'Asia/Riyadh' },
		nodes,
		connections,
	};
}
