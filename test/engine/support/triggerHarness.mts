/** Runs Hamsa Trigger in n8n-core's own contexts: its webhook methods and its webhook function. */
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeType,
	type IWebhookData,
	type IWebhookResponseData,
	type WorkflowActivateMode,
} from 'n8n-workflow';
import { HamsaTrigger } from '../../../nodes/Hamsa/HamsaTrigger.node.ts';
import { additionalDataFor } from './engineContext.mts';
import type { HamsaCredential } from './harness.mts';

const trigger = new HamsaTrigger();
const webhookId = '5b0c0000-0000-4000-8000-00000000000a';

/** A trigger node in a workflow of its own, as n8n holds it. */
export interface TriggerNode {
	parameters: Record<string, unknown>;
	credential: HamsaCredential;
	/** What n8n saves for the workflow; changed by what runs. */
	staticData: IDataObject;
	/** n8n's public addresses; https ones unless a test says otherwise. */
	webhookBase?: string;
	editorBase?: string;
}

const baseOf = ({ webhookBase = 'https://hooks.example.com' }: TriggerNode) => `${webhookBase}/webhook`;
const testBaseOf = ({ editorBase = 'https://editor.example.com' }: TriggerNode) =>
	`${editorBase}/webhook-test`;

export const productionUrl = (node: TriggerNode) => `${baseOf(node)}/${webhookId}/webhook`;
export const testUrl = (node: TriggerNode) => `${testBaseOf(node)}/${webhookId}/webhook`;

function workflowOf({ parameters, staticData }: TriggerNode): { workflow: Workflow; node: INode } {
	const node: INode = {
		id: 'trigger-under-test',
		name: 'Hamsa Trigger',
		type: 'n8n-nodes-hamsa.hamsaTrigger',
		typeVersion: 1,
		position: [0, 0],
		webhookId,
		parameters: parameters as INode['parameters'],
		credentials: { hamsaApi: { id: '1', name: 'Hamsa' } },
	};
	const type: INodeType = trigger;
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) },
		staticData,
	});
	return { workflow, node: workflow.getNode('Hamsa Trigger')! };
}

function contextParts(triggerNode: TriggerNode, isTest: boolean) {
	const { workflow, node } = workflowOf(triggerNode);
	const additionalData = Object.assign(additionalDataFor(triggerNode.credential), {
		webhookBaseUrl: baseOf(triggerNode),
		webhookTestBaseUrl: testBaseOf(triggerNode),
		instanceBaseUrl: new URL(testBaseOf(triggerNode)).origin,
	});
	const [webhookDescription] = trigger.description.webhooks ?? [];
	const webhookData = {
		httpMethod: 'POST',
		node: node.name,
		path: `${webhookId}/webhook`,
		webhookDescription,
		workflowId: 'workflow',
		workflowExecuteAdditionalData: additionalData,
		isTest,
	} as IWebhookData;
	return { workflow, node, additionalData, webhookData };
}

/** Calls one of the three webhook methods, as n8n does when it publishes, unpublishes or listens for a test event. */
export async function callHook(
	method: 'checkExists' | 'create' | 'delete',
	triggerNode: TriggerNode,
	{ isTest = false, activation = 'activate' }: { isTest?: boolean; activation?: WorkflowActivateMode } = {},
): Promise<boolean> {
	const { workflow, node, additionalData, webhookData } = contextParts(triggerNode, isTest);
	const [mode, activationMode] =
		method === 'delete'
			? (['internal', 'update'] as const)
			: isTest
				? (['manual', 'manual'] as const)
				: (['trigger', activation] as const);
	const context = new HookContext(workflow, node, additionalData, mode, activationMode, webhookData);
	return await trigger.webhookMethods.default[method].call(context);
}

export interface Received {
	status: number;
	body: unknown;
	/** The item that starts the workflow, undefined when nothing starts. */
	item?: IDataObject;
}

/** Gives a request to the node, as n8n does once it has parsed the body. */
export async function receive(
	triggerNode: TriggerNode,
	body: unknown,
	authorization?: string,
): Promise<Received> {
	const { workflow, node, additionalData, webhookData } = contextParts(triggerNode, false);
	const answer: Received = { status: 0, body: undefined };
	const response = {
		status(code: number) {
			answer.status = code;
			return response;
		},
		json(content: unknown) {
			answer.body = content;
			return response;
		},
	};
	Object.assign(additionalData, {
		httpRequest: { body, headers: { authorization }, params: {}, query: {} },
		httpResponse: response,
	});
	const context = new WebhookContext(workflow, node, additionalData, 'webhook', webhookData, [], null);
	const { noWebhookResponse, workflowData }: IWebhookResponseData = await trigger.webhook.call(context);
	if (noWebhookResponse !== true) throw new Error('The node leaves the answer to n8n');
	const item = workflowData?.[0]?.[0]?.json;
	return item === undefined ? answer : { ...answer, item };
}
