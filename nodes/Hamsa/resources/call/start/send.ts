import { createHash } from 'crypto';
import { createdSoFar, type Attempt } from '../../../sending/attempts';
import { idKey } from '../../../hamsa/ids';
import { CALL_PATH } from '../../../hamsa/calls';
import { spanInWords } from '../../../time/wallClock';
import type { AgedRow } from '../../../hamsa/http/recent';
import { afterEarlierTries } from '../../../sending/earlierTries';
import { madeHereWithKey } from '../../../sending/madeHere';
import { sendOnce } from '../../../sending/sendOnce';
import { CLOCK_MARGIN, settlingTime } from '../../../sending/settle';
import type { CreateOnce, Found, Looked, LostRequest, Sender, Sent } from '../../../sending/types';
import type { Reader } from '../../../hamsa/http/reading';
import { findCalls } from './existing';
import { checkHours, type PlannedCall, type StartCallRequest } from './request';

/** A call that exists on Hamsa now: `created` has its `jobId`, and its status where it was found in the list. */
export interface SentCall extends Sent {
	/** Whether the parameters of a call of another run could be compared. */
	compared: boolean;
}

const hash = (...parts: readonly string[]) => createHash('sha256').update(parts.join('\n')).digest('hex');

/** JSON in which the order of names says nothing. */
function plainJson(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
			: part,
	);
}

/** The hashes of a call: who is called by whom, and the whole call. */
function hashesOf(baseUrl: string, request: StartCallRequest) {
	const { toNumber, phoneNumber, voiceAgentId, params } = request;
	const whoHash = hash(baseUrl, idKey(voiceAgentId), phoneNumber, toNumber);
	return { whoHash, requestHash: hash(whoHash, plainJson(params)) };
}

/** An error that stopped a try before it placed any call, in words that hold when earlier tries have placed some. */
export const knowingEarlierTries = (error: unknown, attempts: readonly Attempt[]): unknown =>
	afterEarlierTries(error, attempts, {
		wasMade: 'a call was placed',
		mayExist:
			'The call may have been placed. Look for it in the calls of the Hamsa dashboard, or with Call: Get Many: if it is there, the person was called. To go on, mend what stopped this try and press Retry on this execution: the node looks once more before it calls.',
		name: ({ jobId }) => `the call ${String(jobId)}`,
	});

/** What to do when nobody knows whether the call was placed. */
function whereToLook(sender: Sender, { request, protectionMs }: PlannedCall): string {
	const wait = spanInWords(settlingTime(sender));
	const looks =
		protectionMs === 0
			? 'Only Retry looks once more before it calls, as Duplicate Protection is off.'
			: 'The node then looks once more, and calls only if the call is still missing.';
	return `The call may have been placed. Look for ${request.toNumber} in the calls of the Hamsa dashboard, or with Call: Get Many: if it is there, the person was called and there is nothing to do. If it is still not there ${wait} after it was sent, press Retry on this execution or, if the execution did not fail as a whole, run this row again. ${looks}`;
}

/**
 * What a call said, as a hash of all that was sent, as far as this process or this execution placed it. Hamsa's list does
 * not show a call's parameters, so that only this tells apart two calls to one person about different things.
 */
const requestHashOf = (sender: Sender, whoHash: string, id: string): unknown =>
	(madeHereWithKey(`${whoHash} ${id}`) ?? createdSoFar(sender.memory).find(({ jobId }) => jobId === id))
		?.requestHash;

function orderOf(sender: Sender, call: PlannedCall, occurrence: number): CreateOnce {
	const { request, protectionMs } = call;
	const { whoHash, requestHash } = hashesOf(sender.connection.baseUrl, request);
	const asFound = ({ row: { id, voiceAgentId, status }, ageMs }: AgedRow): Found => ({
		created: { jobId: id, voiceAgentId, status, requestHash },
		ageMs,
	});
	/** IDs of the calls that the last look before sending showed. */
	const listed = new Set<string>();
	/** A call whose answer was lost is one that nobody here knows yet. */
	const findLost = async (reader: Reader, { withinMs, seen }: LostRequest) => {
		for await (const aged of findCalls(reader, request, withinMs)) {
			const id = String(aged.row.id);
			if (!seen.includes(id) && requestHashOf(sender, whoHash, id) === undefined) return asFound(aged);
		}
		return undefined;
	};
	const findSame = async (): Promise<Looked> => {
		const seen: string[] = [];
		const withinMs = Math.max(protectionMs, CLOCK_MARGIN);
		for await (const aged of findCalls(sender, request, withinMs, listed)) {
			const id = String(aged.row.id);
			const isSame = (requestHashOf(sender, whoHash, id) ?? requestHash) === requestHash;
			if (isSame && aged.ageMs <= protectionMs) return { found: asFound(aged), seen };
			if (aged.ageMs <= CLOCK_MARGIN) seen.push(id);
		}
		return { seen };
	};
	return {
		request: { method: 'POST', path: CALL_PATH, body: request },
		fingerprint: protectionMs === 0 ? hash(requestHash, String(occurrence)) : requestHash,
		label: '',
		protectionMs,
		trace: {},
		createdFrom: ({ jobId, voiceAgentId }) =>
			typeof jobId === 'string' && jobId !== '' ? { jobId, voiceAgentId, requestHash } : undefined,
		keyOf: ({ jobId }) => `${whoHash} ${String(jobId)}`,
		findLost,
		findSame,
		// A call that was placed cannot be taken back.
		confirm: async (created, ageMs) => (listed.has(String(created.jobId)) ? undefined : { created, ageMs }),
		checkTime: () => checkHours(call, Date.now()),
		notMade: 'Nobody was called.',
		mayExist: whereToLook(sender, call),
		notSentAgain: 'so the call was not placed again',
	};
}

/**
 * The call that sending would return in place of a new one, because the same was placed within the time of Duplicate
 * Protection. Nothing is sent. Throws ApiError when Hamsa cannot be asked.
 */
export const existingCall = async (sender: Sender, call: PlannedCall): Promise<Found | undefined> =>
	(await orderOf(sender, call, 0).findSame(false)).found;

/**
 * Makes sure that the call is placed, as `sendOnce` promises. `occurrence` tells equal calls within a run apart where each
 * of them is meant (Duplicate Protection is off). Throws SendError, or InputError when it was not placed and its calling
 * window has closed.
 */
export async function sendCall(sender: Sender, call: PlannedCall, occurrence: number): Promise<SentCall> {
	const { whoHash } = hashesOf(sender.connection.baseUrl, call.request);
	const sent = await sendOnce(sender, orderOf(sender, call, occurrence));
	const id = String(sent.created.jobId);
	return { ...sent, compared: requestHashOf(sender, whoHash, id) !== undefined };
}
