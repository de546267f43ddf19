import type { IDataObject } from 'n8n-workflow';
import type { HamsaRequest } from './http/transport';
import { type Paging, listIn } from './http/paging';
import { withAgentKey } from './ids';
import { readOutcome } from './outcome';
import type { CallStatus } from './statuses';
import { readTranscript, type Utterance } from './transcript';

/** Starts one call (API reference, "make a call"). */
export const CALL_PATH = '/v1/voice-agents/phone-number/call';

/** Single calls are read below this path. */
export const CONVERSATIONS_PATH = '/v1/voice-agents/conversation';

/** One call with its transcription and outcome. `id` is a checked ID: the `jobId` that starting the call gave. */
export const callById = (id: string): HamsaRequest => ({
	method: 'GET',
	path: `${CONVERSATIONS_PATH}/${encodeURIComponent(id)}`,
	chooseAgain: 'Choose the call again from the list of Call.',
});

/** What a list of calls is narrowed to; times are epoch milliseconds. */
interface CallFilter {
	voiceAgentId?: string;
	status?: readonly CallStatus[];
	startTime?: number;
	endTime?: number;
}

/** Calls are listed at this path. */
export const CALL_LIST_PATH = '/v1/voice-agents/conversations/minimal-list';

/** The list of calls. It knows no campaigns and no phone numbers, and its order is not documented. */
export const callList = (filter: CallFilter): HamsaRequest => ({
	method: 'GET',
	path: CALL_LIST_PATH,
	query: Object.fromEntries<unknown>(
		Object.entries(withAgentKey(filter)).filter(([, value]) => value !== undefined),
	) as IDataObject,
});

/** The two numbers of a listed call: the account's own and the person's. */
export function numbersOf(call: IDataObject): { own?: unknown; person?: unknown } {
	const { machineNumber, userNumber } = (call.callParams ?? {}) as IDataObject;
	return { own: machineNumber, person: userNumber };
}

/** `page` from 1 and `perPage`, 200 at most. */
export const CALL_PAGING: Paging = {
	size: 200,
	query: (index, _seen, size) => ({ page: index + 1, perPage: size }),
	page: listIn('calls', ['filtered', 'total']),
};

/** What was said in a call and what came of it, out of the `jobResponse` of "get conversation", without secrets. */
export function resultOf(call: IDataObject): { transcript: Utterance[]; outcome: unknown } {
	const { transcription, outcomeResult } = (call.jobResponse ?? {}) as IDataObject;
	return {
		transcript: readTranscript(transcription, new Map()) ?? [],
		outcome: readOutcome(outcomeResult ?? null),
	};
}
