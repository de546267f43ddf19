import type { INodeExecutionData } from 'n8n-workflow';
import type { ParameterReader } from '../../../expressions/parameters';
import type { RunClock } from '../../campaign/create/settings';
import { spanInWords } from '../../../time/wallClock';
import { asInputError, HamsaError, InputError, SendError } from '../../../shared/errors';
import { readNumber } from '../../../fields/readers';
import { errorItem, type OnError } from '../../../execution/onError';
import type { Sender } from '../../../sending/sureSend';
import { count } from '../../../shared/text';
import { checkHours, planCall, type PlannedCall } from './request';
import { sendCall, type SentCall } from './send';

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

/** An input item that cannot be called, and why. */
interface BadRow {
	item: number;
	error: HamsaError;
}

/** Bad rows an error lists before it only counts them. */
const MOST_LISTED_ROWS = 20;
const DEFAULT_MAXIMUM = 5;

/** Names the row of an item where there are several. */
const named = ({ items }: StartRun, item: number, words: string) =>
	items.length === 1 ? words : `Row ${item + 1}: ${words}`;

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

/** The bad rows as one error, for a node that stops on errors. */
function badRowsError(run: StartRun, bad: readonly BadRow[]): InputError {
	const [first] = bad;
	const same = bad.every(({ error }) => error.message === first!.error.message);
	if (bad.length === run.items.length && same) {
		const { message, action } = first!.error;
		return new InputError(message, `${action} Nobody was called.`);
	}
	const lines = bad
		.slice(0, MOST_LISTED_ROWS)
		.map(({ item, error }) => `Row ${item + 1}: ${error.message}. ${error.action}`);
	if (bad.length > lines.length) lines.push(`… and ${count(bad.length - lines.length, 'more row')}`);
	return new InputError(
		`${count(bad.length, 'row')} of ${run.items.length.toLocaleString('en-US')} cannot be called, so nobody was called`,
		[
			...lines,
			'Correct the rows, or call the others: under Settings, set On Error to Continue (using error output).',
		].join('<br>'),
	);
}

/** A row that was not called, or of which nobody knows, as a failed item. */
function failedItem(run: StartRun, item: number, error: unknown): INodeExecutionData {
	const words = error instanceof Error ? error.message : String(error);
	const action = error instanceof HamsaError ? error.action : 'Nobody was called.';
	return errorItem(run.items[item]!.json, item, named(run, item, words), action, run.onError);
}

/** What a person should know when a call was not simply placed by this try. */
function describeOrigin({ origin, ageMs = 0, compared, made }: SentCall, toNumber: string): string {
	const age = spanInWords(ageMs);
	switch (origin) {
		case 'now':
			return '';
		case 'lostAnswer':
			return `Hamsa's answer was lost, but the call to ${toNumber} is in its list. It was not placed again.`;
		case 'earlierTry':
			return `This run has placed the call to ${toNumber} already, ${age} ago. It was not placed again.`;
		case 'otherRun':
			return `The voice agent called ${toNumber} from the same number ${age} ago (${String(made.status)}), so no other call was placed.${compared ? '' : ' Hamsa does not show the parameters of that call, so they were not compared.'} If you mean to call again, set Duplicate Protection to 0 under Options.`;
	}
}

function callItem({ request, item }: PlannedCall, { made, origin, ageMs = 0 }: SentCall): INodeExecutionData {
	const { toNumber, phoneNumber, voiceAgentId } = request;
	const existed = origin === 'earlierTry' || origin === 'otherRun';
	return {
		json: {
			id: made.jobId,
			placed: origin !== 'otherRun',
			...(existed ? { alreadyExisted: true, age: spanInWords(ageMs) } : {}),
			...(made.status === undefined ? {} : { status: made.status }),
			toNumber,
			phoneNumber,
			voiceAgentId,
			jobId: made.jobId,
		},
		pairedItem: { item },
	};
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
	const calls = placed.map(({ json }) => `${String(json.toNumber)} (${String(json.id)})`).join(', ');
	const action =
		placed.length === 0
			? error.action
			: `${error.action} Before it, ${count(placed.length, 'call')} of this run ${placed.length === 1 ? 'was' : 'were'} placed: ${calls}.`;
	return error instanceof SendError
		? new SendError(message, action, error.mayExist, error.status)
		: new InputError(message, action);
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
	const noted = planned.filter(({ note }) => note !== undefined);
	if (noted.length > 0) {
		const words = noted.map(({ item, request, note }) => named(run, item, `${request.toNumber} ${note}`));
		run.hint(`${count(noted.length, 'number')} to check: ${words.join('; ')}.`);
	}
	const { placed, failed } = await placeAll(run, planned);
	failed.push(...bad.map(({ item, error }) => failedItem(run, item, error)));
	const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
	failed.sort((a, b) => itemOf(a) - itemOf(b));
	// Successes first: an engine that sees a failed first item runs the whole node again (Retry On Fail).
	return [...placed, ...failed];
}
