import 'reflect-metadata';
import { ExecuteContext } from 'n8n-core';
import {
	createRunExecutionData,
	Expression,
	Workflow,
	type INode,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Hamsa } from '../../../nodes/Hamsa/Hamsa.node.ts';

/** The engines among which n8n's setting N8N_EXPRESSION_ENGINE chooses; `vm` is its default. */
export const ENGINES = ['legacy', 'vm', 'quickjs'] as const;
export type Engine = (typeof ENGINES)[number];

/** What n8n makes of an expression for a row: its value, or that it refuses. */
export type Evaluated = { value: unknown } | { refused: string };

/** Where an expression may stand in the node: a field of its own, and one inside a collection. */
export const FIELDS = ['recipientPhoneNumber', 'recipientName'] as const;

const hamsa = new Hamsa();
const nodeTypes: INodeTypes = {
	getByName: () => hamsa,
	getByNameAndVersion: () => hamsa,
	getKnownTypes: () => ({}),
};

const nodeWith = (expression: string): INode => ({
	id: '1',
	name: 'Hamsa',
	type: 'n8n-nodes-hamsa.hamsa',
	typeVersion: 1,
	position: [0, 0],
	parameters: {
		resource: 'campaign',
		operation: 'create',
		recipientsSource: 'inputItems',
		recipientPhoneNumber: expression,
		recipientName: expression,
	},
});

/** n8n's own evaluator as the node meets it, through `getNodeParameter`. Call `close` at the end. */
export async function openEvaluator(engine: Engine) {
	const workflow = new Workflow({ nodes: [nodeWith('')], connections: {}, active: false, nodeTypes });
	if (engine !== 'legacy') {
		await Expression.initExpressionEngine({
			engine,
			bridgeTimeout: 5000,
			bridgeMemoryLimit: 128,
			maxCodeCacheSize: 1024,
			poolSize: 1,
		});
		await workflow.expression.acquireIsolate();
	}
	const additionalData = {
		webhookWaitingBaseUrl: 'http://127.0.0.1/wait',
		formWaitingBaseUrl: 'http://127.0.0.1/form',
		variables: {},
	} as IWorkflowExecuteAdditionalData;
	const runData = createRunExecutionData();

	/** The node's context for a row, its fields set to the expression. */
	function contextFor(expression: string, json: object): ExecuteContext {
		const node = nodeWith(expression);
		const items = [{ json: json as never }];
		const input = { main: [items] };
		const execution = { node, data: input, source: null };
		return new ExecuteContext(
			workflow,
			node,
			additionalData,
			'manual',
			runData,
			0,
			items,
			input,
			execution,
			[],
		);
	}

	return {
		engine: Expression.getActiveImplementation(),
		evaluate(expression: string, json: object, field: string = FIELDS[0]): Evaluated {
			try {
				return { value: contextFor(expression, json).getNodeParameter(field, 0) };
			} catch (error) {
				return { refused: String(error) };
			}
		},
		async close() {
			if (engine === 'legacy') return;
			await workflow.expression.releaseIsolate();
			await Expression.disposeExpressionEngine();
			Expression.setExpressionEngine('legacy');
		},
	};
}
