import type { IDataObject } from 'n8n-workflow';
import { describeAnswer, describeNoAnswer } from './apiAnswer';
import { attemptNote, type AttemptNote } from './attempts';
import { withoutKey } from './credential';
import { ApiError, SendError } from './errors';
import { oneAtATime } from './oneAtATime';
import type { Reader } from './reading';
import type { HamsaAnswer, HamsaRequest } from './transport';
import { retryAfter, waitUnlessCancelled } from './waiting';

/*
 * What is guaranteed for whatever is made on Hamsa by a POST, window by window:
 * - before the POST: nothing was sent. Equal orders in this process wait for each other; in two processes at the same
 *   instant, both can pass the look-up and both can send (Hamsa has no idempotency key, n8n no lock between workers).
 * - POST that never reached Hamsa, or 429: sent again, a few times.
 * - POST with a clear answer: done, or surely not made.
 * - POST with any other outcome: never sent again in this execution. Hamsa is looked at; found is success, not found is
 *   an error that says it may exist. A person's Retry sends only after the settling time.
 * - process killed: its note is lost. On Retry, Duplicate Protection finds what was made on Hamsa by its content.
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
	/** "No campaign was created.": closes what to do when surely nothing was made. */
	notMade: string;
	/** What to do when nobody knows: where to look and how to go on. */
	mayExist: string;
	/** Says that an earlier try's outcome is still not known, so that nothing was sent. */
	stillUnknown: string;
}

/** Time beyond the request's time-out in which a lost request may still be carried out, in milliseconds. */
const SETTLING = 5 * 60_000;
/** Pauses between looks for what a lost answer told of; none is longer than the request's time-out. */
const LOOKS_AFTER = [1_000, 3_000, 6_000, 10_000];
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

/** 4xx and redirects are clear: Hamsa did not do it. Anything else is not, nor is 408, which gateways send too. */
const isRefusal = (status: number) => status >= 300 && status < 500 && status !== 408;

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
	const failure = new SendError(words, `${action} ${order.notMade}`, false, status);
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

/** Looks for what a known attempt made several times, because a list may lag behind. */
async function lookForLost(sender: Sender, order: Order, startedAt: number): Promise<Found | undefined> {
	for (const pause of LOOKS_AFTER) {
		// A look that fails has found nothing; the next one may.
		const found = await order.findLost(Date.now() - startedAt + CLOCK_MARGIN).catch(() => undefined);
		if (found !== undefined) return found;
		if (!(await waitUnlessCancelled(Math.min(pause, sender.timeoutMs), sender.signal))) return undefined;
	}
	return undefined;
}

/** What an earlier try of this execution left behind: something made, nothing, or an error because nobody knows. */
async function settleEarlier(sender: Sender, order: Order, note: AttemptNote): Promise<Sent | undefined> {
	const earlier = note.read();
	if (earlier === undefined) return undefined;
	if (earlier.made !== undefined) {
		return { made: earlier.made, origin: 'earlierTry', ageMs: Date.now() - earlier.startedAt };
	}
	const found = await lookForLost(sender, order, earlier.startedAt);
	if (found !== undefined) {
		note.write({ ...earlier, outcome: 'made', made: found.made });
		return { ...found, origin: 'earlierTry' };
	}
	const settled = Date.now() - earlier.startedAt > sender.timeoutMs + SETTLING;
	if (sender.isRetry && settled) return undefined;
	throw new SendError(order.stillUnknown, order.mayExist, true);
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
	return new SendError(error.message, `${error.action} ${notMade}`, false, error.status);
}

/**
 * Makes sure that what is ordered exists on Hamsa, with at most one POST that can have reached it. The attempt is noted
 * before the POST, so that Retry On Fail, which runs the whole node again, knows of it. Throws SendError.
 */
export async function sendSurely(sender: Sender, order: Order): Promise<Sent> {
	const note = attemptNote(sender.memory, sender.runIndex, order.print);
	return await oneAtATime(order.print, async () => {
		const existing = (await settleEarlier(sender, order, note)) ?? (await findSame(order));
		if (existing !== undefined) return existing;
		if (sender.signal?.aborted === true) {
			throw new SendError('The execution was cancelled', order.notMade, false);
		}

		const startedAt = Date.now();
		note.write({ outcome: 'started', startedAt });
		const outcome = await post(sender, order);
		if ('made' in outcome) {
			note.write({ outcome: 'made', startedAt, made: outcome.made });
			return { made: outcome.made, origin: 'now' };
		}
		if (!outcome.failure.mayExist) {
			note.forget();
			throw outcome.failure;
		}
		const found = await lookForLost(sender, order, startedAt);
		if (found === undefined) throw outcome.failure;
		note.write({ outcome: 'made', startedAt, made: found.made });
		return { ...found, origin: 'lostAnswer' };
	});
}
