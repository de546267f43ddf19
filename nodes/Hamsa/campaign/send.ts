import type { IDataObject } from 'n8n-workflow';
import { describeAnswer, describeNoAnswer } from '../shared/apiAnswer';
import { withoutKey } from '../shared/credential';
import { CAMPAIGNS_PATH } from '../shared/campaigns';
import { ApiError, SendError } from '../shared/errors';
import type { Reader } from '../shared/reading';
import type { HamsaAnswer } from '../shared/transport';
import { retryAfter, waitUnlessCancelled } from '../shared/waiting';
import { attemptNote, fingerprint, type AttemptNote } from './attempts';
import { findExisting, type ExistingCampaign, type Lookup } from './existing';
import { oneAtATime } from './oneAtATime';
import type { CreateCampaignRequest } from './types';

/*
 * What is guaranteed, window by window:
 * - before the POST: nothing was sent. Equal creates in this process wait for each other; in two processes at the same
 *   instant, both can pass the look-up and both can create (Hamsa has no idempotency key, n8n no lock between workers).
 * - POST that never reached Hamsa, or 429: sent again, a few times.
 * - POST with a clear answer: done, or surely not created.
 * - POST with any other outcome: never sent again in this execution. Hamsa is looked at; found is success, not found is
 *   an error that says the campaign may exist. A person's Retry sends only after the settling time.
 * - process killed: its note is lost. On Retry, Duplicate Protection finds the campaign on Hamsa by its content.
 */

/** How a campaign came to be known: made now, made by an earlier try of this run, or by another run. */
export type Origin = 'now' | 'lostAnswer' | 'earlierTry' | 'otherRun';

export interface SentCampaign {
	campaign: IDataObject;
	origin: Origin;
	/** How long ago it was created, in milliseconds, when it is not of this try. */
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
	/** Milliseconds in which equal content is the same campaign (Duplicate Protection); 0 switches it off. */
	protectionMs: number;
	signal?: AbortSignal;
}

const CHECK_DASHBOARD =
	'The campaign may exist. Look at Batch Calls in the Hamsa dashboard: if it is there, people are being called and there is nothing to do. If it is not there after five minutes, press Retry on this execution: the node looks once more and creates it only if it is still missing.';

/** Time beyond the request's time-out in which a lost request may still become a campaign, in milliseconds. */
const SETTLING = 5 * 60_000;
/** Pauses between looks for a campaign whose answer was lost; none is longer than the request's time-out. */
const LOOKS_AFTER = [1_000, 3_000, 6_000, 10_000];
/** Pauses before a request that surely did not reach Hamsa is sent again; none is longer than the request's time-out. */
const SENDS_AGAIN_AFTER = [1_000, 3_000];
/** The longest pause that a `Retry-After` may ask for, and the pause where it asks for none. */
const LONGEST_PAUSE = 60_000;
const DEFAULT_PAUSE = 2_000;
/** Clocks of two machines and the whole seconds of HTTP dates. */
const CLOCK_MARGIN = 5_000;

/** The campaign in a success body, undefined when the body is not one (half an answer, a gateway's page). */
function campaignOf({ status, body }: HamsaAnswer): IDataObject | undefined {
	const data = (body as { data?: IDataObject } | null)?.data;
	return status >= 200 && status < 300 && typeof data?.id === 'string' ? data : undefined;
}

/** 4xx and redirects are clear: Hamsa did not create it. Anything else is not, nor is 408, which gateways send too. */
const isRefusal = (status: number) => status >= 300 && status < 500 && status !== 408;

/** One POST and what is known after it. */
type Outcome = { campaign: IDataObject } | { failure: SendError; again?: number };

async function postOnce(sender: Sender, request: CreateCampaignRequest, attempt: number): Promise<Outcome> {
	const { connection, timeoutMs } = sender;
	let answer: HamsaAnswer;
	try {
		answer = await sender.call({ method: 'POST', path: CAMPAIGNS_PATH, body: request });
	} catch (error) {
		const { message, action, neverReached } = describeNoAnswer(error, connection.baseUrl);
		const words = withoutKey(message, connection.credential);
		if (!neverReached) return { failure: new SendError(words, CHECK_DASHBOARD, true) };
		const pause = SENDS_AGAIN_AFTER[attempt];
		return {
			failure: new SendError(words, `${action} No campaign was created.`, false),
			again: pause === undefined ? undefined : Math.min(pause, timeoutMs),
		};
	}
	const campaign = campaignOf(answer);
	if (campaign !== undefined) return { campaign };
	const { status, headers, body } = answer;
	const { message, action } = describeAnswer(status, body);
	const words = withoutKey(message, connection.credential);
	if (!isRefusal(status)) return { failure: new SendError(words, CHECK_DASHBOARD, true, status) };
	const failure = new SendError(words, `${action} No campaign was created.`, false, status);
	if (status !== 429 || attempt >= SENDS_AGAIN_AFTER.length) return { failure };
	const pause = retryAfter(headers['retry-after'], Date.now()) ?? DEFAULT_PAUSE;
	// Longer than a person would wait for: they are told instead.
	return { failure, again: pause > LONGEST_PAUSE ? undefined : pause };
}

/** Posts until the outcome is a campaign, a clear refusal or unknown. */
async function post(sender: Sender, request: CreateCampaignRequest): Promise<Outcome> {
	for (let attempt = 0; ; attempt++) {
		const outcome = await postOnce(sender, request, attempt);
		if ('campaign' in outcome || outcome.again === undefined) return outcome;
		if (!(await waitUnlessCancelled(outcome.again, sender.signal))) return outcome;
	}
}

/** Looks for the campaign of a known attempt several times, because a list may lag behind. */
async function lookForLost(
	sender: Sender,
	request: CreateCampaignRequest,
	startedAt: number,
): Promise<ExistingCampaign | undefined> {
	for (const pause of LOOKS_AFTER) {
		const withinMs = Date.now() - startedAt + CLOCK_MARGIN;
		// A look that fails has found nothing; the next one may.
		const found = await findExisting(sender, { request, withinMs, sameName: false }).catch(() => undefined);
		if (found !== undefined) return found;
		if (!(await waitUnlessCancelled(Math.min(pause, sender.timeoutMs), sender.signal))) return undefined;
	}
	return undefined;
}

/** What an earlier try of this execution left behind: a campaign, nothing, or an error because nobody knows. */
async function settleEarlier(
	sender: Sender,
	request: CreateCampaignRequest,
	note: AttemptNote,
): Promise<SentCampaign | undefined> {
	const earlier = note.read();
	if (earlier === undefined) return undefined;
	if (earlier.campaign !== undefined) {
		return { campaign: earlier.campaign, origin: 'earlierTry', ageMs: Date.now() - earlier.startedAt };
	}
	const found = await lookForLost(sender, request, earlier.startedAt);
	if (found !== undefined) {
		note.write({ ...earlier, outcome: 'created', campaign: found.campaign });
		return { ...found, origin: 'earlierTry' };
	}
	const settled = Date.now() - earlier.startedAt > sender.timeoutMs + SETTLING;
	if (sender.isRetry && settled) return undefined;
	throw new SendError(
		'An earlier try did not learn whether Hamsa created the campaign, and Hamsa does not list it yet, so it was not sent again',
		CHECK_DASHBOARD,
		true,
	);
}

/** A campaign with the same content that another run has made: Duplicate Protection. */
async function findDuplicate(
	sender: Sender,
	request: CreateCampaignRequest,
): Promise<SentCampaign | undefined> {
	if (sender.protectionMs === 0) return undefined;
	// A retried execution may have named it otherwise before its process was killed.
	const lookup: Lookup = { request, withinMs: sender.protectionMs, sameName: !sender.isRetry };
	let found: ExistingCampaign | undefined;
	try {
		found = await findExisting(sender, lookup);
	} catch (error) {
		throw notChecked(error);
	}
	return found === undefined ? undefined : { ...found, origin: 'otherRun' };
}

/** Nothing is sent when Hamsa cannot be asked whether it has the campaign already. */
function notChecked(error: unknown): unknown {
	if (!(error instanceof ApiError)) return error;
	return new SendError(error.message, `${error.action} No campaign was created.`, false, error.status);
}

/**
 * Makes sure that the campaign exists, with at most one POST that can have reached Hamsa. The attempt is noted before
 * the POST, so that Retry On Fail, which runs the whole node again, knows of it. Throws SendError.
 */
export async function sendCampaign(sender: Sender, request: CreateCampaignRequest): Promise<SentCampaign> {
	const print = fingerprint(sender.connection.baseUrl, request);
	const note = attemptNote(sender.memory, sender.runIndex, print);
	return await oneAtATime(print, async () => {
		const existing = (await settleEarlier(sender, request, note)) ?? (await findDuplicate(sender, request));
		if (existing !== undefined) return existing;

		const startedAt = Date.now();
		note.write({ outcome: 'started', startedAt });
		const outcome = await post(sender, request);
		if ('campaign' in outcome) {
			note.write({ outcome: 'created', startedAt, campaign: outcome.campaign });
			return { campaign: outcome.campaign, origin: 'now' };
		}
		if (!outcome.failure.mayExist) {
			note.forget();
			throw outcome.failure;
		}
		const found = await lookForLost(sender, request, startedAt);
		if (found === undefined) throw outcome.failure;
		note.write({ outcome: 'created', startedAt, campaign: found.campaign });
		return { ...found, origin: 'lostAnswer' };
	});
}
