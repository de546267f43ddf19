import type { IDataObject } from 'n8n-workflow';
import { describeAnswer, describeNoAnswer } from '../hamsa/http/answer';
import { attemptNote, type AttemptNote } from './attempts';
import { withoutKey } from '../hamsa/http/credential';
import { ApiError, SendError } from '../shared/errors';
import { oneAtATime } from './oneAtATime';
import type { Reader } from '../hamsa/http/reading';
import type { HamsaAnswer, HamsaRequest } from '../hamsa/http/transport';
import { findUnsettled, forgetUnsettled, rememberUnsettled } from './unsettled';
import { retryAfter, waitUnlessCancelled } from './waiting';

/*
 * What is guaranteed for whatever is made on Hamsa by a POST, window by window:
 * - before the POST: nothing was sent. When Hamsa cannot be asked whether it has the same already, nothing is.
 * - POST that never reached Hamsa, or 429: sent again, a few times; after that surely not made.
 * - POST with a clear answer: made, or surely not made.
 * - POST with any other outcome: not sent again by this execution, however often n8n repeats the node. Hamsa is looked at
 *   several times; found is success, not found is an error that says it may exist, since it may appear later. A person's
 *   Retry sends only after the settling time and a complete look that found nothing. An equal order of another run in
 *   this process waits for the first to end, and sends nothing before the settling time of an unknown outcome is over.
 * - process killed: its note is lost, whatever was sent may have been made. On Retry, or when the same comes again,
 *   Duplicate Protection finds it on Hamsa by its content, but only once Hamsa lists it.
 * - equal orders of two processes: the second finds what the first made once Hamsa lists it. Until then, from the look
 *   before the POST to the end of the POST, both can pass the look and both send: Hamsa has no idempotency key and n8n no
 *   lock between workers that a killed one gives back. The same holds for an equal order of another process
 *   while the first's outcome is unknown.
 * - cancelled execution: nothing more is sent. A POST under way is broken off by n8n: its outcome is unknown.
 */

/** How something came to be known: made now, made by an earlier try of this run, or by another run. */
export type Origin = 'now' | 'lostAnswer' | 'earlierTry' | 'otherRun';

/** Something that Hamsa has already, and how long ago it was made (milliseconds, on Hamsa's clock). */
export interface Found {
	made: IDataObject;
	ageMs: number;
}

/** What exists on Hamsa after sending. `ageMs` is set when it was not made by this try. */
export interface Sent {
	made: IDataObject;
	origin: Origin;
	ageMs?: number;
}

export interface Sender extends Reader {
	/** n8n's memory of this node in this execution. */
	memory: IDataObject;
	/** How many times the node has run in this execution, from 0 (loops). */
	runIndex: number;
	/** Whether a person retries a failed execution (`getMode()` is `retry`). */
	isRetry: boolean;
	/** Milliseconds after which a request without an answer is given up. */
	timeoutMs: number;
	signal?: AbortSignal;
}

/** Something to be made on Hamsa, once. */
export interface Order {
	request: HamsaRequest;
	/** Hash that recognises the same order whenever it comes again. */
	print: string;
	/** What was made, from a success body's `data`; undefined when it is not there. */
	made(data: IDataObject): IDataObject | undefined;
	/** Looks on Hamsa for what a known attempt at this order made within the last milliseconds. Throws ApiError. */
	findLost(withinMs: number): Promise<Found | undefined>;
	/** Looks on Hamsa for the same made by another run, as far as that is wanted. Throws ApiError. */
	findSame(): Promise<Found | undefined>;
	/**
	 * Name that another run's order with this print must have too to be the same; on a person's Retry any name is. Without
	 * it other runs do not count.
	 */
	label?: string;
	/** What to do about an HTTP status of a refusal, where there is more to say than of any request. */
	whenRefused?: Readonly<Record<number, string>>;
	/** "No campaign was created.": closes what to do when surely nothing was made. */
	notMade: string;
	/** What to do when nobody knows: where to look and how to go on. */
	mayExist: string;
	/** Ends the message that an earlier outcome is not known: "so the campaign was not sent again". */
	notSentAgain: string;
}

/** Time beyond the request's time-out in which a lost request may still be carried out, in milliseconds. */
const SETTLING = 5 * 60_000;

/** Milliseconds from an attempt on after which a request that is not there will not be carried out any more. */
export const settlingTime = ({ timeoutMs }: Pick<Sender, 'timeoutMs'>) => timeoutMs + SETTLING;

/** Pauses before each look for what a lost answer told of; none is longer than the request's time-out. */
const LOOKS_AFTER = [0, 1_000, 3_000, 6_000, 10_000];
/** Pauses before a request that surely did not reach Hamsa is sent again; none is longer than the request's time-out. */
const SENDS_AGAIN_AFTER = [1_000, 3_000];
/** The longest pause that a `Retry-After` may ask for, and the pause where it asks for none. */
const LONGEST_PAUSE = 60_000;
const DEFAULT_PAUSE = 2_000;
/** Clocks of two machines and the whole seconds of HTTP dates. */
export const CLOCK_MARGIN = 5_000;

/** What a success body tells of, undefined when the body is not one (half an answer, a gateway's page). */
function madeBy({ status, body }: HamsaAnswer, order: Order): IDataObject | undefined {
	const data = (body as { data?: unknown } | null)?.data;
	const isSuccess = status >= 200 && status < 300 && typeof data === 'object' && data !== null;
	return isSuccess ? order.made(data as IDataObject) : undefined;
}

/** Redirects that ask for the same request at another address. The others are also given after the work is done. */
const ELSEWHERE = new Set([307, 308]);

/** 4xx is clear: Hamsa did not do it. Anything else is not, nor is 408, which gateways send too. */
const isRefusal = (status: number) =>
	(status >= 400 && status < 500 && status !== 408) || ELSEWHERE.has(status);

/** One POST and what is known after it. */
type Outcome = { made: IDataObject } | { failure: SendError; again?: number };

async function postOnce(sender: Sender, order: Order, attempt: number): Promise<Outcome> {
	const { connection, timeoutMs } = sender;
	let answer: HamsaAnswer;
	try {
		answer = await sender.call(order.request);
	} catch (error) {
		const { message, action, neverReached } = describeNoAnswer(error, connection.baseUrl);
		const words = withoutKey(message, connection.credential);
		if (!neverReached) return { failure: new SendError(words, order.mayExist, true) };
		const pause = SENDS_AGAIN_AFTER[attempt];
		return {
			failure: new SendError(words, `${action} ${order.notMade}`, false),
			again: pause === undefined ? undefined : Math.min(pause, timeoutMs),
		};
	}
	const made = madeBy(answer, order);
	if (made !== undefined) return { made };
	const { status, headers, body } = answer;
	const { message, action } = describeAnswer(status, body);
	const words = withoutKey(message, connection.credential);
	if (!isRefusal(status)) return { failure: new SendError(words, order.mayExist, true, status) };
	const advice = order.whenRefused?.[status] ?? action;
	const failure = new SendError(words, `${advice} ${order.notMade}`, false, status);
	if (status !== 429 || attempt >= SENDS_AGAIN_AFTER.length) return { failure };
	const pause = retryAfter(headers['retry-after'], Date.now()) ?? DEFAULT_PAUSE;
	// Longer than a person would wait for: they are told instead.
	return { failure, again: pause > LONGEST_PAUSE ? undefined : pause };
}

/** Posts until the outcome is a success, a clear refusal or unknown. */
async function post(sender: Sender, order: Order): Promise<Outcome> {
	for (let attempt = 0; ; attempt++) {
		const outcome = await postOnce(sender, order, attempt);
		if ('made' in outcome || outcome.again === undefined) return outcome;
		if (!(await waitUnlessCancelled(outcome.again, sender.signal))) return outcome;
	}
}

/** What came of looking: something, nothing although Hamsa answered in the end, or no answer. */
type LookedFor = Found | 'notThere' | 'noAnswer';

/** Looks for what a known attempt made several times, because a list may lag behind. */
async function lookForLost(sender: Sender, order: Order, startedAt: number): Promise<LookedFor> {
	let last: LookedFor = 'noAnswer';
	for (const pause of LOOKS_AFTER) {
		if (!(await waitUnlessCancelled(Math.min(pause, sender.timeoutMs), sender.signal))) break;
		try {
			const found = await order.findLost(Date.now() - startedAt + CLOCK_MARGIN);
			if (found !== undefined) return found;
			last = 'notThere';
		} catch {
			// A look that fails has found nothing; the next one may.
			last = 'noAnswer';
		}
	}
	return last;
}

/** An attempt whose outcome is not known, with what is said about it. */
interface OpenAttempt {
	startedAt: number;
	reason?: string;
	/** "An earlier try". */
	whose: string;
	settled: boolean;
}

/** Looks for what an open attempt made. Undefined when it surely made nothing; throws when nobody knows. */
async function settle(sender: Sender, order: Order, attempt: OpenAttempt): Promise<Found | undefined> {
	const { startedAt, reason, whose, settled } = attempt;
	const looked = await lookForLost(sender, order, startedAt);
	if (typeof looked === 'object') return looked;
	if (settled && looked === 'notThere') return undefined;
	const because = reason === undefined ? '' : ` (${reason})`;
	const seen = looked === 'notThere' ? 'Hamsa does not list it yet' : 'Hamsa could not be asked';
	throw new SendError(
		`${whose} did not learn what became of it${because}, and ${seen}, ${order.notSentAgain}`,
		order.mayExist,
		true,
	);
}

/** What an earlier try of this execution left behind: something made, nothing, or an error because nobody knows. */
async function settleEarlier(sender: Sender, order: Order, note: AttemptNote): Promise<Sent | undefined> {
	const earlier = note.read();
	if (earlier === undefined) return undefined;
	const { made, startedAt, reason } = earlier;
	const ageMs = Date.now() - startedAt;
	if (made !== undefined) return { made, origin: 'earlierTry', ageMs };
	const settled = sender.isRetry && ageMs > settlingTime(sender);
	const found = await settle(sender, order, { startedAt, reason, whose: 'An earlier try', settled });
	if (found === undefined) return undefined;
	note.write({ outcome: 'made', startedAt, made: found.made });
	forgetUnsettled(order.print);
	return { ...found, origin: 'earlierTry' };
}

/** The same for another run of this process whose outcome is not known. */
async function settleOther(sender: Sender, order: Order): Promise<Sent | undefined> {
	const other = findUnsettled(order.print);
	if (other === undefined || order.label === undefined) return undefined;
	if (other.label !== order.label && !sender.isRetry) return undefined;
	const found = await settle(sender, order, { ...other, whose: 'Another run', settled: false });
	forgetUnsettled(order.print);
	return found === undefined ? undefined : { ...found, origin: 'otherRun' };
}

/** The same made by another run. */
async function findSame(order: Order): Promise<Sent | undefined> {
	try {
		const found = await order.findSame();
		return found === undefined ? undefined : { ...found, origin: 'otherRun' };
	} catch (error) {
		throw notChecked(error, order);
	}
}

/** Nothing is sent when Hamsa cannot be asked whether it has it already. */
function notChecked(error: unknown, { notMade }: Order): unknown {
	if (!(error instanceof ApiError)) return error;
	const words = `${error.action} ${notMade} Before anything is sent, Hamsa is asked whether it has the same already.`;
	return new SendError(error.message, words, false, error.status);
}

function stopIfCancelled({ signal }: Sender, { notMade }: Order): void {
	if (signal?.aborted === true) throw new SendError('The execution was cancelled', notMade, false);
}

/**
 * Makes sure that what is ordered exists on Hamsa, with at most one POST that can have reached it. The attempt is noted
 * before the POST, so that Retry On Fail, which runs the whole node again, knows of it. Throws SendError.
 */
export async function sendSurely(sender: Sender, order: Order): Promise<Sent> {
	const note = attemptNote(sender.memory, sender.runIndex, order.print);
	return await oneAtATime(order.print, async () => {
		stopIfCancelled(sender, order);
		const existing =
			(await settleEarlier(sender, order, note)) ??
			(await settleOther(sender, order)) ??
			(await findSame(order));
		if (existing !== undefined) return existing;
		stopIfCancelled(sender, order);

		const startedAt = Date.now();
		note.write({ outcome: 'started', startedAt });
		const outcome = await post(sender, order);
		if ('made' in outcome) {
			note.write({ outcome: 'made', startedAt, made: outcome.made });
			return { made: outcome.made, origin: 'now' };
		}
		const { failure } = outcome;
		if (!failure.mayExist) {
			note.forget();
			throw failure;
		}
		const looked = await lookForLost(sender, order, startedAt);
		if (typeof looked === 'object') {
			note.write({ outcome: 'made', startedAt, made: looked.made });
			return { ...looked, origin: 'lostAnswer' };
		}
		const reason = failure.message;
		note.write({ outcome: 'started', startedAt, reason });
		if (order.label !== undefined) {
			const until = startedAt + settlingTime(sender);
			rememberUnsettled(order.print, { label: order.label, startedAt, until, reason });
		}
		throw failure;
	});
}
