import type { Context } from 'openapi-backend';
import { keyedError, success } from '../answers.mts';
import type { Answer } from '../answers.mts';
import { newCall } from '../../life/calls.mts';
import type { Call, CallStatus } from '../../life/calls.mts';
import { findAgent } from '../../life/state.mts';
import type { State } from '../../life/state.mts';
import { findCaller } from './caller.mts';

interface StartCall {
	toNumber: string;
	/** The own number, E.164. */
	phoneNumber: string;
	voiceAgentId: string;
	params: Record<string, unknown>;
}

interface ListQuery {
	voiceAgentId?: string;
	status?: CallStatus[];
	/** UTC epoch milliseconds. */
	startTime?: number;
	endTime?: number;
	/** From 1. */
	page: number;
	perPage: number;
}

/** Single calls: start one, read one, list them. */
export function callOperations(state: State, options: { createdStatus: 200 | 201 }) {
	const agentName = (id: string): string => findAgent(state, id)?.name ?? '';

	return {
		startCall: ({ request: { requestBody } }: Context<StartCall>): Answer => {
			const caller = findCaller(state, requestBody);
			if ('problem' in caller) return caller.problem;
			const { toNumber, params } = requestBody;
			const call = newCall(
				{
					id: state.calls.nextId(),
					voiceAgentId: caller.agent.id,
					fromNumber: caller.ownNumber.number,
					toNumber,
					params,
				},
				new Date().toISOString(),
			);
			state.calls.add(call);
			return success(
				{ voiceAgentId: call.voiceAgentId, jobId: call.id },
				{ status: options.createdStatus, note: `call to ${toNumber}` },
			);
		},

		getConversation: ({ request: { params } }: Context<unknown, { id: string }>): Answer => {
			const call = state.calls.get(params.id);
			if (call === undefined)
				return keyedError(404, 'CONVERSATION_NOT_FOUND', `Conversation ${params.id} was not found`);
			return success(conversationView(call, agentName(call.voiceAgentId)), {
				note: `call to ${call.toNumber}, ${call.status}`,
			});
		},

		listCalls: ({ request: { query } }: Context<unknown, unknown, ListQuery>): Answer => {
			const { page, perPage, ...filter } = query;
			const found = state.calls.find(filter);
			const calls = found
				.slice((page - 1) * perPage, page * perPage)
				.map((call) => minimalView(call, agentName(call.voiceAgentId)));
			return success(
				{ total: state.calls.all.length, filtered: found.length, calls },
				{ note: `${calls.length} of ${found.length} calls` },
			);
		},
	};
}

const CHANNEL = 'PHONE';

const callParams = ({ fromNumber, toNumber }: Call) => ({ machineNumber: fromNumber, userNumber: toNumber });

const minimalView = (call: Call, agentName: string) => ({
	id: call.id,
	createdAt: call.createdAt,
	status: call.status,
	voiceAgentId: call.voiceAgentId,
	agentName,
	duration: call.durationSeconds,
	channelType: CHANNEL,
	callParams: callParams(call),
});

const conversationView = (call: Call, agentName: string) => ({
	id: call.id,
	status: call.status,
	type: 'OUTBOUND',
	voiceAgentId: call.voiceAgentId,
	title: `${agentName} to ${call.toNumber}`,
	mediaUrl: call.mediaUrl,
	callParams: callParams(call),
	callDuration: call.durationSeconds,
	channelType: CHANNEL,
	callAnalysis: {},
	jobResponse: { transcription: call.transcription, outcomeResult: call.outcomeResult },
	logs: [],
	createdAt: call.createdAt,
	updatedAt: call.updatedAt,
});
