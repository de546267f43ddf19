import type { IExecuteFunctions, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ParameterReader } from '../../../expressions/parameters';
import { toNodeError } from '../../../execution/nodeErrors';
import { showHint } from '../../../execution/hints';
import {
	openSender,
	parametersOfItems,
	parametersOfOneItem,
	refuseSeveralItems,
	type RunContext,
} from '../../../execution/context';
import { earlierTries } from '../../../execution/earlierTries';
import { onErrorOf } from '../../../execution/onError';
import { noSecondInput, secondInputOf, type SecondInput } from '../../../execution/secondInput';
import { startCalls } from './run';

/** Joins n8n's context and the core for one run. */
async function run(
	context: RunContext,
	items: readonly INodeExecutionData[],
	parameters: ParameterReader,
	hint: (message: string, kind?: 'warning') => void,
	doNotCallRows: SecondInput,
): Promise<INodeExecutionData[]> {
	const tries = earlierTries(context);
	try {
		return await startCalls({
			items,
			parameters,
			clock: { now: Date.now(), workflowZone: context.getTimezone(), mayHaveSent: tries.mayHaveSent },
			earlierAttempts: tries.attempts,
			onError: onErrorOf(context),
			openSender: async () => await openSender(context, parameters),
			hint,
			doNotCallRows,
		});
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

/**
 * Call: Start as n8n runs it in a workflow. A custom operation, because routing would place the calls of all items at the
 * same time, before it is known whether every one of them is right.
 */
export async function startFromAllItems(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const hint = (message: string, kind?: 'warning') => showHint(this, message, kind);
	return [await run(this, this.getInputData(), parametersOfItems(this), hint, secondInputOf(this))];
}

/**
 * Call: Start for callers that bypass custom operations (MCP Server Trigger, AI Agent before version 3): they run the
 * routing, whose pagination function this is. They give one item; hints travel in the output.
 */
export async function startFromOneItem(this: IExecutePaginationFunctions): Promise<INodeExecutionData[]> {
	refuseSeveralItems(this, 'Pass one item for each call.');
	const hints: string[] = [];
	const hint = (message: string) => void hints.push(message);
	const parameters = parametersOfOneItem(this);
	const output = await run(this, [this.getInputData()], parameters, hint, noSecondInput);
	for (const item of output) {
		if (hints.length > 0 && item.json.error === undefined) item.json = { ...item.json, hints };
	}
	return output;
}
