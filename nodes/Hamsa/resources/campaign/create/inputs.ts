import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { quoteValue } from '../../../shared/text';

/** What one run of the node in an execution was about. */
interface RunNote {
	/** The output that its rows came from, in words. */
	input: string;
	/** The campaign it gave, in words. */
	campaign: string;
}

/** The output from which the rows of this run come: "Sheet", or "If" (output 2). Undefined where n8n does not tell. */
function inputOf(context: IExecuteFunctions): string | undefined {
	const source = context.getExecuteData().source?.main?.[0];
	if (!source) return undefined;
	const { previousNode, previousNodeOutput = 0 } = source;
	return previousNodeOutput === 0
		? quoteValue(previousNode)
		: `${quoteValue(previousNode)} (output ${previousNodeOutput + 1})`;
}

function campaignOf([first]: readonly INodeExecutionData[]): string {
	const { id, campaignId, name, created } = first?.json ?? {};
	const itsId = campaignId ?? id;
	if (typeof itsId !== 'string') return 'no campaign';
	const words =
		typeof name === 'string' && campaignId === undefined ? `${quoteValue(name)} (${itsId})` : itsId;
	return created === true ? `the campaign ${words}` : `no new campaign, but gave ${words}`;
}

/**
 * Says which input made which campaign when n8n runs the node once for each of several wires into it. `output` is what this
 * run gives. The runs are noted in n8n's node context, which lasts as long as the execution; loops, whose rows all come from
 * one wire, are not spoken of.
 */
export function hintOtherInputs(context: IExecuteFunctions, output: readonly INodeExecutionData[]): void {
	const input = inputOf(context);
	if (input === undefined) return;
	const memory = context.getContext('node') as { inputs?: Record<string, RunNote> };
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const notes = (memory.inputs ??= {});
	notes[run] = { input, campaign: campaignOf(output) };
	const earlier = Object.entries(notes).filter(([index]) => Number(index) < run);
	if (earlier.every(([, note]) => note.input === input)) return;
	const runs = [...earlier, [String(run), notes[run]] as const].map(
		([index, note]) => `run ${Number(index) + 1}, with the rows of ${note.input}, made ${note.campaign}`,
	);
	context.addExecutionHints({
		message: `Several wires lead into this node, and n8n runs it once for each: ${runs.join('; ')}. To make one campaign of all rows, put a Merge node in front of it.`,
		location: 'outputPane',
		type: 'warning',
	});
}
