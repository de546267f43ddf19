/**
 * Runs the node on n8n's real engine: n8n-core's WorkflowExecute, the node's own credential type applied as n8n applies
 * it, real HTTP to wherever the credential's Base URL points.
 */
import 'reflect-metadata';
import {
	CredentialTestContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PollContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ResourceMapperFields,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { Hamsa } from '../../../nodes/Hamsa/Hamsa.node.ts';
import { additionalDataFor } from './engineContext.mts';
import './n8n/deduplication.mts';
import { emitsNothing, plainNode, reader, requestOptions, source, wireTo } from './plainNodes.mts';

const HAMSA = 'n8n-nodes-hamsa.hamsa';

const hamsa = new Hamsa();
hamsa.description.properties.push(requestOptions);

/** The node as callers see it that know no custom operations (MCP Server Trigger, older AI Agents): routing only. */
const routedOnly: INodeType = { description: hamsa.description, methods: hamsa.methods };

/** The type that n8n makes of a node for AI models, as far as our code and parameters see it. */
const asTool = (node: INodeType): INodeType => ({
	...node,
	description: { ...node.description, name: `${node.description.name}Tool` },
});

function nodeTypesWith(node: INodeType): INodeTypes {
	const types: Record<string, INodeType> = {
		rows: source,
		none: emitsNothing,
		reader,
		[HAMSA]: node,
		[`${HAMSA}Tool`]: asTool(node),
	};
	return {
		getByName: (name) => types[name]!,
		getByNameAndVersion: (name) => types[name]!,
		getKnownTypes: () => ({}),
	};
}

const hamsaNode = (parameters: Record<string, unknown>): INode => ({
	id: 'node-under-test',
	name: 'Hamsa',
	type: HAMSA,
	typeVersion: 1,
	position: [0, 0],
	parameters: parameters as INode['parameters'],
	credentials: { hamsaApi: { id: '1', name: 'Hamsa' } },
});

export interface HamsaCredential extends ICredentialDataDecryptedObject {
	apiKey: string;
	baseUrl: string;
}

export interface EngineRun {
	items: Array<INodeExecutionData | INodeExecutionData['json']>;
	parameters: Record<string, unknown>;
	credential: HamsaCredential;
	/** Node settings such as onError, retryOnFail, executeOnce. */
	settings?: Partial<INode>;
	mode?: WorkflowExecuteMode;
	timezone?: string;
	/** Runs the operation's routing instead of its custom operation. */
	viaRouting?: boolean;
	/** Cancels the execution when it resolves, as a person's Stop does. */
	cancelled?: Promise<unknown>;
	/** The failed execution that a person retries: n8n starts a new one with what its nodes noted. */
	retryOf?: IRun;
	/** Runs the node in the form in which AI models have it. */
	asTool?: boolean;
	/** Nodes that are wired into the node, each of which emits items: instead of the one that emits `items`. */
	inputs?: Record<string, EngineRun['items']>;
	/** What the node that is wired into the node's second input emits; such a node is there only then. */
	second?: EngineRun['items'];
	/** A parameter of a node behind the node. */
	behind?: string;
	/** Reads of the credential after which n8n's database is away. */
	credentialReads?: number;
	/** The workflow in which the node is; each run has its own otherwise. */
	workflowId?: string;
	/** The node as another process of n8n has loaded it, instead of this one's. */
	process?: INodeType;
	/** What n8n has saved of the workflow's earlier executions; the run changes it as n8n's own would. */
	staticData?: IDataObject;
}

export interface EngineResult {
	status: IRun['status'];
	error?: { message: string; description?: string | null; httpCode?: string | null };
	/** The node's outputs: main, and the error output if there is one. */
	outputs: INodeExecutionData[][];
	/** JSON of the first output. */
	json: INodeExecutionData['json'][];
	hints: string[];
	/** The hints that n8n shows as warnings. */
	warnings: string[];
	/** Values that the node behind read, one for each item it got. */
	behind: unknown[];
	run: IRun;
}

/** The node that is wired into the second input. */
const SECOND = 'Second';

let workflows = 0;

const isItem = (value: object): value is INodeExecutionData => 'json' in value;

/** Runs one Hamsa node behind a node that emits `items`. */
export async function runNode({
	items,
	parameters,
	credential,
	settings,
	mode,
	timezone,
	viaRouting,
	cancelled,
	retryOf,
	asTool: isTool,
	credentialReads,
	inputs = { Rows: items },
	second,
	behind,
	workflowId = `workflow-${++workflows}`,
	process: loaded = hamsa,
	staticData,
}: EngineRun): Promise<EngineResult> {
	const node: INode = {
		...hamsaNode(parameters),
		...(isTool === true ? { type: `${HAMSA}Tool` } : {}),
		...settings,
	};
	const isNone = second?.length === 0;
	const emitted: NonNullable<EngineRun['inputs']> = {
		...inputs,
		...(second && { [SECOND]: isNone ? [{}] : second }),
	};
	const starts = Object.keys(emitted).map((name) =>
		plainNode(name, name === SECOND && isNone ? 'none' : 'rows'),
	);
	const last = behind === undefined ? [] : [plainNode('Behind', 'reader', { value: behind })];
	const nodes = [...starts, node, ...last];
	const connections: IConnections = Object.fromEntries(
		starts.map(({ name }) => [name, wireTo('Hamsa', name === SECOND ? 1 : 0)]),
	);
	if (behind !== undefined) connections.Hamsa = wireTo('Behind');
	const workflow = new Workflow({
		id: workflowId,
		nodes,
		connections,
		active: false,
		nodeTypes: nodeTypesWith(viaRouting === true ? routedOnly : loaded),
		settings: { executionOrder: 'v1', timezone: timezone ?? 'Asia/Riyadh' },
		staticData: structuredClone(staticData),
	});
	const runMode = mode ?? (retryOf === undefined ? 'manual' : 'retry');
	const workflowData = { id: workflowId, name: 'test', nodes, connections };
	const hooks = new ExecutionLifecycleHooks(runMode, '1', workflowData as never);
	const additionalData = additionalDataFor(credential, hooks, credentialReads);
	const data = createRunExecutionData({
		executionData: {
			contextData: structuredClone(retryOf?.data.executionData?.contextData ?? {}),
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: starts.map(({ name }) => ({
				node: workflow.getNode(name)!,
				data: {
					main: [emitted[name]!.map((item) => (isItem(item) ? item : { json: item }))],
				},
				source: null,
			})),
		},
	});
	const running = new WorkflowExecute(additionalData, runMode, data).processRunExecutionData(workflow);
	void cancelled?.then(() => running.cancel());
	const run = await running;
	if (staticData !== undefined) Object.assign(staticData, JSON.parse(JSON.stringify(workflow.staticData)));
	const task = run.data.resultData.runData.Hamsa?.at(-1);
	const outputs = (task?.data?.main ?? []).map((output) => output ?? []);
	const hints = task?.hints ?? [];
	return {
		status: run.status,
		error: (task?.error ?? run.data.resultData.error) as unknown as EngineResult['error'],
		outputs,
		json: (outputs[0] ?? []).map((item) => item.json),
		hints: hints.map(({ message }) => message),
		warnings: hints.filter(({ type }) => type === 'warning').map(({ message }) => message),
		behind: (run.data.resultData.runData.Behind?.[0]?.data?.main?.[0] ?? []).map(({ json }) => json.value),
		run,
	};
}

/** A workflow of one node, which is not run as a whole. */
const workflowOf = (node: INode, type: INodeType, staticData: IDataObject = {}): Workflow =>
	new Workflow({
		id: 'workflow',
		nodes: [node],
		connections: {},
		active: type.poll !== undefined,
		nodeTypes: nodeTypesWith(type),
		settings: { executionOrder: 'v1', timezone: 'Asia/Riyadh' },
		staticData,
	});

/** What n8n's editor loads lists and fields with, for a node that is filled in so. */
function editorContext(credential: HamsaCredential, parameters: Record<string, unknown>): LoadOptionsContext {
	const node = hamsaNode(parameters);
	const additionalData = {
		...additionalDataFor(credential),
		currentNodeParameters: { ...node.parameters, ...parameters } as INode['parameters'],
	};
	return new LoadOptionsContext(workflowOf(node, hamsa), node, additionalData, '');
}

/** Loads a searchable list as the editor does, in a node with these parameters. */
export async function searchList(
	method: keyof Hamsa['methods']['listSearch'],
	credential: HamsaCredential,
	filter?: string,
	paginationToken?: string,
	parameters: Record<string, unknown> = {},
): Promise<INodeListSearchResult> {
	const context = editorContext(credential, parameters);
	return await hamsa.methods.listSearch[method].call(context, filter, paginationToken);
}

/** Loads the fields of Variables for the Agent's Map as the editor does. */
export const agentFields = async (
	credential: HamsaCredential,
	parameters: Record<string, unknown>,
): Promise<ResourceMapperFields> =>
	await hamsa.methods.resourceMapping.getAgentVariables.call(editorContext(credential, parameters));

/** Tests a credential as the credential's panel does. */
export async function testCredential(
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const context = new CredentialTestContext(additionalDataFor(data));
	return await hamsa.methods.credentialTest.hamsaApiTest.call(context, {
		id: '1',
		name: 'Hamsa',
		type: 'hamsaApi',
		data: { region: 'other', ...data },
	});
}

/** A polling node in a workflow, which remembers what the node does until n8n is restarted. */
export interface PollingNode {
	/** One poll. Null when there is no news. */
	poll(mode?: 'manual' | 'trigger'): Promise<INodeExecutionData[][] | null>;
	/** What n8n would save with the workflow, as it comes back from the database. */
	saved(): IDataObject;
}

/** Puts a polling node into a workflow of its own, which starts with what was saved before. */
export function pollingNode(
	type: INodeType,
	parameters: Record<string, unknown>,
	credential: HamsaCredential,
	staticData: IDataObject = {},
): PollingNode {
	const node = { ...hamsaNode(parameters), name: type.description.defaults.name as string };
	const workflow = workflowOf(node, type, staticData);
	return {
		async poll(mode = 'trigger') {
			const activation = mode === 'manual' ? 'manual' : 'activate';
			const context = new PollContext(workflow, node, additionalDataFor(credential), mode, activation);
			return await type.poll!.call(context);
		},
		saved: () => JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject,
	};
}
