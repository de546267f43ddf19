import { Expression, Workflow, type INodeTypes } from 'n8n-workflow';

export type Engine = 'legacy' | 'vm';

/** What n8n makes of an expression for an item: its value, or that it refuses. */
export type Evaluated = { value: unknown } | { refused: string };

const nodeTypes: INodeTypes = {
	getByName: () => ({ description: { properties: [] } }) as never,
	getByNameAndVersion: () => ({ description: { properties: [] } }) as never,
	getKnownTypes: () => ({}),
};

/** n8n's own evaluator, as a node's parameters are resolved with it. Call `close` at the end. */
export async function openEvaluator(engine: Engine) {
	const workflow = new Workflow({
		nodes: [{ id: '1', name: 'Hamsa', type: 'hamsa', typeVersion: 1, position: [0, 0], parameters: {} }],
		connections: {},
		active: false,
		nodeTypes,
	});
	if (engine === 'vm') {
		await Expression.initExpressionEngine({
			engine: 'vm',
			bridgeTimeout: 5000,
			bridgeMemoryLimit: 128,
			maxCodeCacheSize: 1024,
			poolSize: 1,
		});
		await workflow.expression.acquireIsolate();
	}
	return {
		evaluate(expression: string, json: object): Evaluated {
			try {
				const items = [{ json: json as never }];
				return {
					value: workflow.expression.getParameterValue(expression, null, 0, 0, 'Hamsa', items, 'manual', {}),
				};
			} catch (error) {
				return { refused: String(error) };
			}
		},
		async close() {
			if (engine !== 'vm') return;
			await workflow.expression.releaseIsolate();
			await Expression.disposeExpressionEngine();
		},
	};
}
