import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../../execution/nodeErrors';
import { openReader } from '../../hamsa/http/reading';
import { maySkip } from './failures';
import { pollOnce } from './poll';
import { recentEvents } from './sample';
import { readSettings, type TriggerSettings } from './settings';
import type { TriggerState } from './state';

/** n8n's memory of the node, saved with the workflow. */
interface Memory {
	state?: TriggerState;
}

/** Milliseconds after which one request is given up. */
const TIMEOUT = 60_000;
/** Milliseconds after which a poll starts no further request; n8n gives a poll five minutes or less. */
const LONGEST_POLL = 3 * 60_000;

/** The memories that a poll works on. A poll that finds the one before still running leaves the work to it. */
const busy = new WeakSet<object>();

const asOutput = (items: readonly IDataObject[]): INodeExecutionData[][] => [items.map((json) => ({ json }))];

/** Time for a poll that n8n would abandon: older versions say no limit. */
const timeLimit = (context: IPollFunctions) =>
	Math.min(LONGEST_POLL, context.getPollBudgetMs?.() ?? LONGEST_POLL);

/** One poll of an active workflow. Throws what a person has to see; what passes by itself is left to the next poll. */
async function pollActive(
	context: IPollFunctions,
	settings: TriggerSettings,
	memory: Memory,
): Promise<INodeExecutionData[][] | null> {
	const started = Date.now();
	const limit = timeLimit(context);
	const { state } = memory;
	let failure: unknown;
	let items: IDataObject[] = [];
	try {
		const reader = await openReader(context, { timeout: TIMEOUT });
		const result = await pollOnce({
			reader,
			settings,
			state,
			hasTime: () => Date.now() - started < limit,
		});
		({ items, failure } = result);
		memory.state = result.state;
	} catch (error) {
		failure = error;
	}
	if (failure === undefined) return items.length === 0 ? null : asOutput(items);
	// Without a state nothing would be known of what happens until the first poll that succeeds.
	if (memory.state === undefined) throw failure;
	const failingSince = state?.failingSince ?? started;
	const skips = maySkip(failure, failingSince, started);
	memory.state = { ...memory.state, failingSince: skips ? failingSince : undefined };
	if (items.length > 0) return asOutput(items);
	if (skips) return null;
	throw failure;
}

/** The poll function of the node: n8n calls it at the poll times, at activation, and for "Fetch Test Event". */
export async function pollCampaigns(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const settings = readSettings(this);
		if (this.getMode() === 'manual') {
			return asOutput(await recentEvents(await openReader(this, { timeout: TIMEOUT }), settings));
		}
		const memory: Memory = this.getWorkflowStaticData('node');
		if (busy.has(memory)) return null;
		busy.add(memory);
		try {
			return await pollActive(this, settings, memory);
		} finally {
			busy.delete(memory);
		}
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
