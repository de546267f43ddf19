import type { INodeExecutionData } from 'n8n-workflow';
import type { ParameterReader } from '../../../expressions/parameters';
import type { RunClock } from '../../../time/clock';
import { asInputError, HamsaError, InputError } from '../../../shared/errors';
import { readNumber } from '../../../fields/readers';
import type { OnError } from '../../../execution/onError';
import type { Sender } from '../../../sending/types';
import { count, nameText } from '../../../shared/text';
import { checkHours, planCall, type PlannedCall } from './request';
import { sendCall } from './send';
import { type BadRow, badRowsError, callItem, describeOrigin, failedItem, named } from './items';

/** All that placing calls needs of the world around it. */
export interface StartRun {
	items: readonly INodeExecutionData[];
	parameters: ParameterReader;
	clock: RunClock;
	onError: OnError;
	/** Opens the connection to Hamsa; called only when there is a call to place. */
	openSender(): Promise<Sender>;
	/** Receives what a person should know beside the output. */
	hint(message: string): void;
}

const DEFAULT_MAXIMUM = 5;

function tooMany({ items }: StartRun, maximum: number): InputError {
	return new InputError(
		`${count(items.length, 'item')} came in, and more than ${count(maximum, 'call')} would be placed (Maximum Calls)`,
		'Nobody was called. To call many people, use Campaign: Create, which makes one campaign of all items. To place single calls all the same, raise Maximum Calls under Options.',
	);
}

/** Checks every item before anything is sent. Throws when more calls than allowed would be placed. */
function planAll(run: StartRun): { planned: PlannedCall[]; bad: BadRow[] } {
	const { items, parameters, clock } = run;
	const maximum = readNumber(
		parameters.value('options.maximumCalls', 0) ?? DEFAULT_MAXIMUM,
		'Maximum Calls',
		1,
		true,
	);
	const planned: PlannedCall[] = [];
	const bad: BadRow[] = [];
	for (let item = 0; item < items.length; item++) {
		try {
			planned.push(planCall(parameters, item, clock));
		} catch (error) {
			bad.push({ item, error: asInputError(error) });
		}
		if (planned.length > maximum) throw tooMany(run, maximum);
	}
	return { planned, bad };
}

/** Says which calls were placed already when a later one stops the run. */
function withEarlier(
	run: StartRun,
	item: number,
	error: unknown,
	placed: readonly INodeExecutionData[],
): unknown {
	if (!(error instanceof HamsaError)) return error;
	const message = named(run, item, error.message);
	const calls = placed.map(({ json }) => `${nameText(json.toNumber)} (${nameText(json.id)})`).join(', ');
	const action =
		placed.length === 0
			? error.action
			: `${error.action} Before it, ${count(placed.length, 'call')} of this run ${placed.length === 1 ? 'was' : 'were'} placed: ${calls}.`;
	return error.reworded(message, action);
}

/** Places the planned calls one after the other. What fails is a failed item where the node continues on errors. */
async function placeAll(run: StartRun, planned: readonly PlannedCall[]) {
	const placed: INodeExecutionData[] = [];
	const failed: INodeExecutionData[] = [];
	const occurrences = new Map<string, number>();
	let sender: Sender | undefined;
	for (const call of planned) {
		const { request, item } = call;
		const content = JSON.stringify(request);
		const occurrence = occurrences.get(content) ?? 0;
		occurrences.set(content, occurrence + 1);
		try {
			// The calls before it may have taken until after the window.
			checkHours(call, Date.now());
			sender ??= await run.openSender();
			const sent = await sendCall(sender, call, occurrence);
			const words = describeOrigin(sent, request.toNumber);
			if (words !== '') run.hint(words);
			placed.push(callItem(call, sent));
		} catch (error) {
			if (run.onError === 'stop') throw withEarlier(run, item, error, placed);
			failed.push(failedItem(run, item, error));
		}
	}
	return { placed, failed };
}

/**
 * Every item back as a failed one; the error itself where the node stops on errors. Failures of any kind, because n8n
 * passes the input on as if it had succeeded when a node that continues on errors throws.
 */
function allFailed(run: StartRun, error: unknown): INodeExecutionData[] {
	if (run.onError === 'stop') throw error;
	return run.items.map((_, item) => failedItem(run, item, error));
}

/**
 * Turns each item of a run into one call: checks all of them, then places one after the other, and returns the output
 * items. Throws HamsaError when the node stops on errors; otherwise what failed comes back as failed items.
 */
export async function startCalls(run: StartRun): Promise<INodeExecutionData[]> {
	let planned: PlannedCall[];
	let bad: BadRow[];
	try {
		({ planned, bad } = planAll(run));
	} catch (error) {
		return allFailed(run, error);
	}
	if (bad.length > 0 && run.onError === 'stop') throw badRowsError(run, bad);
	const unassured = planned.filter(({ assured }) => !assured).length;
	if (unassured > 0) {
		run.hint(
			`${count(unassured, 'number')} could exist but ${unassured === 1 ? 'is' : 'are'} not in a known range of the country's numbering plan; called as typed.`,
		);
	}
	const { placed, failed } = await placeAll(run, planned);
	failed.push(...bad.map(({ item, error }) => failedItem(run, item, error)));
	const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
	failed.sort((a, b) => itemOf(a) - itemOf(b));
	// Successes first: an engine that sees a failed first item runs the whole node again (Retry On Fail).
	return [...placed, ...failed];
}
