/** The workflow under test: a CRM posts a batch of contacts, and one campaign calls them. */
import { credentialType } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import type { Scene } from './scene.mts';

export interface Contact {
	name: string;
	phoneNumber: string;
}

export interface Hook {
	workflowId: string;
	/** Where the webhook process takes batches. */
	url: string;
}

/** What the node after the campaign asks for. */
export const projectPath = '/v1/projects/by-api-key';

/** The number of a contact: valid Saudi mobile numbers, each index its own. */
const phoneNumber = (index: number) => `+96650${String(index).padStart(7, '0')}`;

let contactsMade = 0;

/** Contacts that no earlier call has given. */
export function newContacts(count: number): Contact[] {
	return Array.from({ length: count }, () => {
		contactsMade += 1;
		return { name: `Contact ${contactsMade}`, phoneNumber: phoneNumber(contactsMade) };
	});
}

/** What a workflow differs in from the plain one. */
export interface Variant {
	/** The campaign's name. */
	name?: string;
	/** Whether the project is read by another node after the campaign was made. */
	readsProject?: boolean;
	duplicateProtectionHours?: number;
}

/** What a workflow is published with: a way to n8n and to Hamsa. */
interface Publisher {
	rest: Scene['rest'];
	credential: Scene['credential'];
	/** Where webhooks are taken. */
	webhook: { url: string };
	gates: { hamsa: { port: number } };
}

/** The node's Timeout in milliseconds: what a dead process held is free after this and five minutes. */
const nodeTimeout = 60_000;

const main = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });

function workflow(scene: Publisher, path: string, variant: Variant) {
	const { name = 'Appointment reminders', readsProject, duplicateProtectionHours = 12 } = variant;
	const credentials = { [credentialType]: scene.credential };
	const nodes: Workflow['nodes'] = [
		{
			name: 'Batch',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			position: [0, 0],
			webhookId: path,
			parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
		},
		{
			name: 'Contacts',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			position: [200, 0],
			parameters: { fieldToSplitOut: 'body.contacts', options: {} },
		},
		{
			name: 'Campaign',
			type: 'n8n-nodes-hamsa.hamsa',
			typeVersion: 1,
			position: [400, 0],
			parameters: {
				resource: 'campaign',
				operation: 'create',
				runMode: 'call',
				name,
				phoneNumber: { __rl: true, mode: 'number', value: '+966112000001' },
				voiceAgentId: { __rl: true, mode: 'id', value: '11111111-1111-4111-8111-111111111111' },
				recipientsSource: 'inputItems',
				recipientPhoneNumber: '={{ $json.phoneNumber }}',
				recipientName: '={{ $json.name }}',
				limits: { duplicateProtectionHours },
				requestOptions: { timeout: nodeTimeout },
			},
			credentials,
		},
	];
	const connections: Workflow['connections'] = { Batch: main('Contacts'), Contacts: main('Campaign') };
	if (readsProject) {
		nodes.push({
			name: 'Project',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			position: [600, 0],
			parameters: {
				url: `http://127.0.0.1:${scene.gates.hamsa.port}${projectPath}`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: credentialType,
			},
			credentials,
		});
		// The sender is told of the campaign all the same.
		nodes.push({
			name: 'Answer',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [800, 0],
			parameters: {
				mode: 'raw',
				jsonOutput: "={{ JSON.stringify($('Campaign').first().json) }}",
				options: {},
			},
		});
		connections.Campaign = main('Project');
		connections.Project = main('Answer');
	}
	const settings = { executionOrder: 'v1', timezone: 'Asia/Riyadh' };
	return { name: `Batches at ${path}`, settings, nodes, connections };
}

/** Creates and activates the workflow. Resolves when the webhook process knows it. */
export async function publishWorkflow(scene: Publisher, path: string, variant: Variant = {}): Promise<Hook> {
	const saved = await scene.rest.createWorkflow(workflow(scene, path, variant));
	await scene.rest.activate(saved);
	const url = `${scene.webhook.url}/webhook/${path}`;
	await waitFor(`the webhook ${path}`, 180_000, async () => {
		// Only POST is registered; for an unknown path n8n's answer is another one.
		const response = await fetch(url);
		return (await response.text()).includes('not registered for GET requests') || undefined;
	});
	return { workflowId: saved.id, url };
}
