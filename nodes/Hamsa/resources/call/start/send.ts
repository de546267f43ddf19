import { createHash } from 'crypto';
import { idKey } from '../../../hamsa/ids';
import type { IDataObject } from 'n8n-workflow';
import { madeSoFar } from '../../../sending/attempts';
import { CALL_PATH } from '../../../hamsa/calls';
import { spanInWords } from '../../../time/wallClock';
import type { Reader } from '../../../hamsa/http/reading';
import {
	sendSurely,
	settlingTime,
	type Found,
	type Order,
	type Sender,
	type Sent,
} from '../../../sending/sureSend';
import { findCall } from './existing';
import type { PlannedCall, StartCallRequest } from './request';

/** A call that exists on Hamsa now: `made` has its `jobId`, and its status where it was found in the list. */
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

/** Calls that this process has placed are remembered up to here, the latest ones. */
const MOST_REMEMBERED = 10_000;

/**
 * What the calls of this process said: a hash of all that was sent, by a hash of who was called and the call's ID. Hamsa's
 * list does not show a call's parameters, so that only this tells apart two calls to one person about different things.
 */
const contents = new Map<string, string>();

function remember(key: string, content: string): void {
	contents.delete(key);
	contents.set(key, content);
	if (contents.size > MOST_REMEMBERED) contents.delete(contents.keys().next().value!);
}

/** The hashes of a call: who is called by whom, and the whole content. */
function hashesOf(baseUrl: string, request: StartCallRequest) {
	const { toNumber, phoneNumber, voiceAgentId, params } = request;
	const who = hash(baseUrl, idKey(voiceAgentId), phoneNumber, toNumber);
	return { who, content: hash(who, plainJson(params)) };
}

/** Longest wait for each answer when a call is looked for whose own answer was lost, in milliseconds. */
const LONGEST_LOOK = 60_000;

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
 * Makes sure that the call is placed, as `sendSurely` promises. `occurrence` tells calls with the same content within a
 * run apart where each of them is meant (Duplicate Protection is off). Throws SendError.
 */
export async function sendCall(sender: Sender, call: PlannedCall, occurrence: number): Promise<SentCall> {
	const { request, protectionMs } = call;
	const { who, content } = hashesOf(sender.connection.baseUrl, request);
	const keyOf = (id: string) => `${who} ${id}`;
	/** The content of a call by its ID, as far as this process or this execution placed it. */
	const contentOf = (id: string) =>
		contents.get(keyOf(id)) ?? madeSoFar(sender.memory).find(({ jobId }) => jobId === id)?.content;

	const quick: Reader = {
		...sender,
		call: async (read) => await sender.call({ ...read, timeoutMs: LONGEST_LOOK }),
	};
	const find = async (
		reader: Reader,
		withinMs: number,
		accept: (id: string) => boolean,
	): Promise<Found | undefined> => {
		const found = await findCall(reader, request, withinMs, accept);
		if (found === undefined) return undefined;
		const { id, voiceAgentId, status } = found.row;
		return { made: { jobId: id, voiceAgentId, status, content }, ageMs: found.ageMs };
	};

	const order: Order = {
		request: { method: 'POST', path: CALL_PATH, body: request },
		print: protectionMs === 0 ? hash(content, String(occurrence)) : content,
		made: ({ jobId, voiceAgentId }: IDataObject) =>
			typeof jobId === 'string' && jobId !== '' ? { jobId, voiceAgentId, content } : undefined,
		// A call whose answer was lost is one that nobody here knows yet.
		findLost: async (withinMs) => await find(quick, withinMs, (id) => contentOf(id) === undefined),
		findSame: async () =>
			protectionMs === 0
				? undefined
				: await find(sender, protectionMs, (id) => (contentOf(id) ?? content) === content),
		notMade: 'Nobody was called.',
		mayExist: whereToLook(sender, call),
		notSentAgain: 'so the call was not placed again',
		label: protectionMs === 0 ? undefined : '',
	};
	const sent = await sendSurely(sender, order);
	const id = String(sent.made.jobId);
	const compared = contentOf(id) !== undefined;
	if (sent.origin !== 'otherRun') remember(keyOf(id), content);
	return { ...sent, compared };
}
