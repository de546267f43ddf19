import type { IDataObject } from 'n8n-workflow';
import type { HamsaAnswer } from '../hamsa/http/transport';
import type { HeldLock } from './nodeLock';
import type { CreateOnce, Sender } from './types';
import { SendError } from '../shared/errors';
import { describeNoAnswer, describeAnswer } from '../hamsa/http/answer';
import { withoutKey } from '../hamsa/http/credential';
import { retryAfter, waitUnlessCancelled } from './waiting';

/** Pauses before a request that certainly did not reach Hamsa is sent again; none is longer than the request's time-out. */
const SENDS_AGAIN_AFTER = [1_000, 3_000];

/** The longest pause that a `Retry-After` may ask for, and the pause where it asks for none. */
const LONGEST_PAUSE = 60_000;

const DEFAULT_PAUSE = 2000;

/** What a success body tells of, undefined when the body is not one (half an answer, a gateway's page). */
function createdBy({ status, body }: HamsaAnswer, order: CreateOnce): IDataObject | undefined {
	const data = (body as { data?: unknown } | null)?.data;
	const isSuccess = status >= 200 && status < 300 && typeof data === 'object' && data !== null;
	return isSuccess ? order.createdFrom(data as IDataObject) : undefined;
}

/** Redirects that ask for the same request at another address. The others are also given after the work is done. */
const ELSEWHERE = new Set([307, 308]);

/** 4xx is clear: Hamsa did not do it. Anything else is not, nor is 408, which gateways send too. */
const isRefusal = (status: number) =>
	(status >= 400 && status < 500 && status !== 408) || ELSEWHERE.has(status);

/** What is known after a POST. */
type Outcome = { created: IDataObject } | { failure: SendError; again?: number };

/**
 * Sends the request once. `again` is the pause in milliseconds after which it may be sent again, where that is safe and
 * worth while; `attempt` counts from 0. Never throws for what Hamsa or the network does.
 */
async function postOnce(sender: Sender, order: CreateOnce, attempt: number): Promise<Outcome> {
	const { connection, timeoutMs } = sender;
	let answer: HamsaAnswer;
	try {
		answer = await sender.call(order.request);
	} catch (error) {
		const { message, action, neverReached } = describeNoAnswer(error, connection.baseUrl);
		const words = withoutKey(message, connection.credential);
		if (!neverReached) return { failure: SendError.unknown(words, order.mayExist) };
		const pause = SENDS_AGAIN_AFTER[attempt];
		return {
			failure: SendError.refused(words, `${action} ${order.notMade}`),
			again: pause === undefined ? undefined : Math.min(pause, timeoutMs),
		};
	}
	const created = createdBy(answer, order);
	if (created !== undefined) return { created };
	const { status, headers, body } = answer;
	const { message, action } = describeAnswer(status, body);
	const words = withoutKey(message, connection.credential);
	if (!isRefusal(status)) return { failure: SendError.unknown(words, order.mayExist, status) };
	const advice = order.whenRefused?.[status] ?? action;
	const failure = SendError.refused(words, `${advice} ${order.notMade}`, status);
	if (status !== 429 || attempt >= SENDS_AGAIN_AFTER.length) return { failure };
	const pause = retryAfter(headers['retry-after'], Date.now()) ?? DEFAULT_PAUSE;
	// Longer than a person would wait for: they are told instead.
	return { failure, again: pause > LONGEST_PAUSE ? undefined : pause };
}

/**
 * Sends until the outcome is a success, a clear refusal or unknown, the execution is cancelled in a pause, or the time of
 * the lock is over.
 */
export async function post(sender: Sender, order: CreateOnce, { mayStillSend }: HeldLock): Promise<Outcome> {
	for (let attempt = 0; ; attempt++) {
		const outcome = await postOnce(sender, order, attempt);
		if ('created' in outcome || outcome.again === undefined) return outcome;
		if (!(await waitUnlessCancelled(outcome.again, sender.signal)) || !mayStillSend()) return outcome;
	}
}
