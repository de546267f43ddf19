import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../../execution/nodeErrors';
import { withoutFields } from '../../execution/output';
import { openReader } from '../../hamsa/http/reading';
import { ApiError } from '../../shared/errors';
import { MINUTE } from '../../time/wallClock';
import { pollOnce } from './poll';
import { recentEvents } from './sample';
import { readSettings, type TriggerSettings } from './settings';
import type { TriggerState } from './state';

/** n8n's memory of the node, saved with the workflow. */
interface Memory {
	state?: TriggerState;
}

/** Milliseconds after which one request is given up. */
const TIMEOUT = MINUTE;
/** Milliseconds after which a poll starts no further request; n8n gives a poll five minutes or less. */
const LONGEST_POLL = 3 * MINUTE;
/** A failure that lasts longer than this, in milliseconds, is shown to a person. */
const LONGEST_SILENCE = 15 * MINUTE;

/** The memories that a poll works on. A poll that finds the one before still running leaves the work to it. */
const busy = new WeakSet<object>();

/** What Simplify leaves out of an item. */
const LEFT_OUT = ['createdAt', 'eventId', 'jobId', 'maxAttempts', 'recipientId'];

const asOutput = (items: readonly IDataObject[], { simplify }: TriggerSettings): INodeExecutionData[][] => [
	items.map((item) => ({ json: simplify ? withoutFields(item, LEFT_OUT) : item })),
];

/**
 * Whether a failure passes by itself: no answer, a pause that Hamsa asks for, a gateway or server in trouble. A wrong key
 * or address does not.
 */
const isPassing = (error: unknown) =>
	error instanceof ApiError &&
	(error.status === undefined || error.status === 408 || error.status === 429 || error.status >= 500);

/** Milliseconds that a poll may take before n8n abandons it; older versions of n8n do not say. */
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
	if (failure === undefined) return items.length === 0 ? null : asOutput(items, settings);
	// Without a state nothing would be known of what happens until the first poll that succeeds.
	if (memory.state === undefined) throw failure;
	const failingSince = state?.failingSince ?? started;
	const skips = isPassing(failure) && started - failingSince < LONGEST_SILENCE;
	memory.state = { ...memory.state, failingSince: skips ? failingSince : undefined };
	if (items.length > 0) return asOutput(items, settings);
	if (skips) return null;
	throw failure;
}

/** The poll function of the node: n8n calls it at the poll times, at activation, and for "Fetch Test Event". */
export async function pollCampaigns(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const settings = readSettings(this);
		if (this.getMode() === 'manual') {
			const reader = await openReader(this, { timeout: TIMEOUT });
			return asOutput(await recentEvents(reader, settings), settings);
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
