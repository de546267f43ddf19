import type { IExecuteFunctions, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';
import { toNodeError } from '../../../execution/nodeErrors';
import { showHint } from '../../../execution/hints';
import {
	openSender,
	parametersOfItems,
	parametersOfOneItem,
	refuseSeveralItems,
	runsAsTool,
	type RunContext,
} from '../../../execution/context';
import { earlierTries } from '../../../execution/earlierTries';
import { onErrorOf } from '../../../execution/onError';
import { noSecondInput, secondInputOf, type SecondInput } from '../../../execution/secondInput';
import { count } from '../../../shared/text';
import { hintOtherInputs } from './inputs';
import { createCampaigns, type CreateRun } from './run';
import type { ParameterReader } from '../../../expressions/parameters';

/** Joins n8n's context and the core for one run. */
export function runOf(
	context: RunContext,
	items: readonly INodeExecutionData[],
	parameters: ParameterReader,
	hint: CreateRun['hint'],
	readsBack: boolean,
	doNotCallRows: SecondInput,
): CreateRun {
	const node = context.getNode();
	const tries = earlierTries(context);
	return {
		items,
		parameters,
		clock: { now: Date.now(), workflowZone: context.getTimezone(), mayHaveSent: tries.mayHaveSent },
		earlierAttempts: tries.attempts,
		onError: onErrorOf(context),
		retriesOnFail: node.retryOnFail === true,
		asTool: runsAsTool(context),
		openSender: async (protectionMs) => ({ ...(await openSender(context, parameters)), protectionMs }),
		hint,
		readsBack,
		makeFile: async (text, fileName) =>
			await context.helpers.prepareBinaryData(Buffer.from(text), fileName, 'text/csv'),
		doNotCallRows,
	};
}

/** Runs the core; what it throws becomes n8n's error. */
export async function asNode<T>(context: RunContext, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

/** Execute Once hands the node one item only, which is rarely meant when items become recipients. */
export function hintExecuteOnce(context: IExecuteFunctions): void {
	if (context.getNode().executeOnce !== true) return;
	if (context.getNodeParameter('recipientsSource', 0) !== 'inputItems') return;
	const all = (context.getWorkflowDataProxy(0).$input as { all(): unknown[] }).all().length;
	if (all < 2) return;
	showHint(
		context,
		`Execute Once is on, so only the first of ${count(all, 'row')} was used. Switch it off under Settings: all rows become one campaign anyway.`,
		'warning',
	);
}

/**
 * Campaign: Create as n8n runs it in a workflow: all items at once. A custom operation, because routing runs once per
 * item and would make one campaign for each of them.
 */
export async function createFromAllItems(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const parameters = parametersOfItems(this);
	hintExecuteOnce(this);
	const hint: CreateRun['hint'] = (message, kind) => showHint(this, message, kind);
	const run = runOf(this, this.getInputData(), parameters, hint, true, secondInputOf(this));
	const output = await asNode(this, async () => await createCampaigns(run));
	hintOtherInputs(this, output);
	return [output];
}

/**
 * Campaign: Create for callers that bypass custom operations (MCP Server Trigger, AI Agent before version 3): they run
 * the routing, whose pagination function this is. They give one item; hints travel in the output, as there is no place
 * for them elsewhere. What Hamsa stored is not read back here: the caller waits for the answer, and a warning would reach
 * nobody who can open the dashboard.
 */
export async function createFromOneItem(this: IExecutePaginationFunctions): Promise<INodeExecutionData[]> {
	refuseSeveralItems(this, 'Pass the recipients as one list in Recipients (JSON).');
	const parameters = parametersOfOneItem(this);
	const hints: string[] = [];
	const hint = (message: string) => void hints.push(message);
	const run = runOf(this, [this.getInputData()], parameters, hint, false, noSecondInput);
	const [first, ...others] = await asNode(this, async () => await createCampaigns(run));
	if (first === undefined) return [{ json: { created: false, hints }, pairedItem: { item: 0 } }];
	if (hints.length > 0 && first.json.error === undefined) first.json = { ...first.json, hints };
	return [first, ...others];
}
