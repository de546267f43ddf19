import type { IDataObject } from 'n8n-workflow';
import type { HamsaRequest } from './transport';

/** Starts one call (API reference, "make a call"). */
export const CALL_PATH = '/v1/voice-agents/phone-number/call';

/** One call with its transcription and outcome; the ID is the `jobId` that starting it gave. */
export const conversationPath = (id: string) => `/v1/voice-agents/conversation/${encodeURIComponent(id)}`;

/** Every status a call can have, in the order of a call's life. */
export const CALL_STATUSES = [
	'PENDING',
	'IN_PROGRESS',
	'COMPLETED',
	'NO_ANSWER',
	'FAILED',
	'FORWARDED',
	'TERMINATED',
] as const;

export type CallStatus = (typeof CALL_STATUSES)[number];

/** What a list of calls is narrowed to; times are epoch milliseconds. */
export interface CallFilter {
	voiceAgentId?: string;
	status?: readonly CallStatus[];
	startTime?: number;
	endTime?: number;
}

/** The list of calls. It knows no campaigns and no phone numbers, and its order is not documented. */
export const callList = (filter: CallFilter): HamsaRequest => ({
	method: 'GET',
	path: '/v1/voice-agents/conversations/minimal-list',
	query: Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as IDataObject,
});

/** The two numbers of a listed call: the account's own and the person's. */
export function numbersOf(call: IDataObject): { own?: unknown; person?: unknown } {
	const { machineNumber, userNumber } = (call.callParams ?? {}) as IDataObject;
	return { own: machineNumber, person: userNumber };
}
