import type { IDataObject } from 'n8n-workflow';
import { HOUR } from '../../../time/wallClock';
import { CALL_PAGING, callList, numbersOf } from '../../../hamsa/calls';
import { sameId } from '../../../hamsa/ids';
import { numberDigits } from '../../../phoneNumbers/digits';
import { ApiError } from '../../../shared/errors';
import type { Reader } from '../../../hamsa/http/reading';
import { readRecent, type AgedRow } from '../../../hamsa/http/recent';
import type { StartCallRequest } from './request';

/** Calls of one agent that are looked through at most. */
const MOST_CALLS = 20_000;
/** How far this machine's clock may be from Hamsa's: the list is asked for that much more, then judged by Hamsa's clock. */
const CLOCK_DIFFERENCE = HOUR;

const tooManyCalls = () =>
	new ApiError(
		`The voice agent has made more than ${MOST_CALLS.toLocaleString('en-US')} calls lately, too many to look for this one among them`,
		'Switch Duplicate Protection off with 0 under Options.',
	);

/** The same number, or none that Hamsa shows. */
const agrees = (shown: unknown, sent: string) =>
	shown === undefined || shown === null || numberDigits(shown) === numberDigits(sent);

/** Same person; same own number and voice agent, where Hamsa shows them. A server may ignore the filter by agent. */
function isSame(call: IDataObject, { toNumber, phoneNumber, voiceAgentId }: StartCallRequest): boolean {
	const { own, person } = numbersOf(call);
	return (
		numberDigits(person) === numberDigits(toNumber) &&
		agrees(own, phoneNumber) &&
		sameId(call.voiceAgentId ?? voiceAgentId, voiceAgentId)
	);
}

/**
 * The calls in Hamsa's list, which is the one record that all n8n processes share, to the same person by the same agent
 * from the same number, as far as they were made within the time (milliseconds, on Hamsa's clock). `listed` receives the
 * IDs of all calls that are read. The list does not show what parameters a call had. Throws ApiError when it cannot be
 * read. Not finding one proves little: a call may appear later.
 */
export async function* findCalls(
	reader: Reader,
	request: StartCallRequest,
	withinMs: number,
	listed?: Set<string>,
): AsyncGenerator<AgedRow> {
	const list = callList({
		voiceAgentId: request.voiceAgentId,
		startTime: Math.max(0, Math.floor(Date.now() - withinMs - CLOCK_DIFFERENCE)),
	});
	const recency = { withinMs, most: MOST_CALLS, tooMany: tooManyCalls };
	for await (const aged of readRecent(reader, list, CALL_PAGING, recency)) {
		listed?.add(String(aged.row.id));
		if (aged.ageMs <= withinMs && isSame(aged.row, request)) yield aged;
	}
}
