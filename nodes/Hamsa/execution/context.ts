import { NodeOperationError, type IExecuteFunctions, type IExecutePaginationFunctions } from 'n8n-workflow';
import type { ParameterReader } from '../expressions/parameters';
import { openReader } from '../hamsa/http/reading';
import type { Sender } from '../sending/types';
import { count } from '../shared/text';
import { timeoutOf, type RequestSettings } from '../hamsa/http/transport';
import { lockStoreOf } from './lockStore';

/** How n8n runs an operation: a custom operation over all items, or the routing of one item. */
export type RunContext = IExecuteFunctions | IExecutePaginationFunctions;

/** Reads parameters in a custom operation. `null` stands for "not set": without a fallback n8n throws for it. */
export const parametersOfItems = (context: IExecuteFunctions): ParameterReader => ({
	raw: (path) => context.getNodeParameter(path, 0, null, { rawExpressions: true }) ?? undefined,
	value: (path, item) => context.getNodeParameter(path, item, null) ?? undefined,
});

/** Reads parameters in routing, where n8n knows which item is meant. */
export const parametersOfOneItem = (context: IExecutePaginationFunctions): ParameterReader => ({
	raw: (path) => context.getNodeParameter(path, null, { rawExpressions: true }) ?? undefined,
	value: (path) => context.getNodeParameter(path, null) ?? undefined,
});

/** Opens what a send needs of n8n. Throws InputError when the credential's Base URL cannot be used. */
export async function openSender(context: RunContext, parameters: ParameterReader): Promise<Sender> {
	const settings = (parameters.value('requestOptions', 0) ?? {}) as RequestSettings;
	const store = lockStoreOf(context);
	return {
		...(await openReader(context, settings)),
		signal: context.getExecutionCancelSignal(),
		timeoutMs: timeoutOf(settings),
		isRetry: context.getMode() === 'retry',
		memory: context.getContext('node'),
		runIndex: context.getWorkflowDataProxy(0).$runIndex as number,
		lock: store && { key: `${context.getWorkflow().id} ${context.getNode().id}`, store },
	};
}

/** Routing runs once per item, all at the same time; where that would place calls, several items are refused. */
export function refuseSeveralItems(context: IExecutePaginationFunctions, advice: string): void {
	const itemCount = Object.values(context.getExecuteData().data)[0]?.[0]?.length ?? 1;
	if (itemCount < 2) return;
	throw new NodeOperationError(
		context.getNode(),
		`${count(itemCount, 'item')} came in where only one can be used`,
		{ description: `${advice} Nothing was sent.`, itemIndex: context.getItemIndex() },
	);
}

/**
 * Whether an AI model runs the node. The type of the node is the one mark of it: n8n's own (`isToolExecution`) is not there
 * in routing, and never set where AI Agent runs custom operations.
 */
export const runsAsTool = (context: RunContext): boolean => context.getNode().type.endsWith('Tool');
