import type { Call, Turn } from './calls.mts';
import { wasAnswered } from './endings.mts';
import { findAgent } from './state.mts';
import type { State } from './state.mts';

/** A tool that the agent used within a call. */
export interface ToolUse {
	toolName: string;
	arguments: Record<string, unknown>;
	result: unknown;
}

/** Something that happened in a call; `at` is ISO 8601. */
export type CallEvent = { callId: string; at: string } & (
	| { type: 'call.started' | 'call.answered' | 'call.ended' }
	| { type: 'transcription.update'; turn: Turn }
	| { type: 'tool.executed'; tool: ToolUse }
);

/**
 * The three payloads that are around: of the current guides, of an older guide, and as public code has seen it. The last one
 * was only seen for the end of a call.
 */
export type PayloadShape = 'current' | 'older' | 'seen';

const later = (time: string, milliseconds: number): string =>
	new Date(Date.parse(time) + milliseconds).toISOString();

/** The events when a call begins. */
export function eventsOfStart(call: Call, isAnswered: boolean): CallEvent[] {
	const started: CallEvent = { type: 'call.started', callId: call.id, at: call.createdAt };
	if (!isAnswered) return [started];
	return [started, { type: 'call.answered', callId: call.id, at: later(call.createdAt, 1) }];
}

/** The events when a call has ended: what was said, each at an instant of its own, and the end. */
export function eventsOfEnd(call: Call): CallEvent[] {
	const said = call.transcription.map((turn, index): CallEvent => ({
		type: 'transcription.update',
		callId: call.id,
		at: later(call.createdAt, 2 + index),
		turn,
	}));
	return [...said, { type: 'call.ended', callId: call.id, at: call.updatedAt }];
}

/** Everything that happened in a call that has ended. */
export const eventsOf = (call: Call): CallEvent[] => [
	...eventsOfStart(call, wasAnswered(call.status)),
	...eventsOfEnd(call),
];

/** The body that Hamsa posts for an event. Fields that no guide names are a [guess]. */
export function payloadOf(state: State, event: CallEvent, shape: PayloadShape): Record<string, unknown> {
	const call = state.calls.get(event.callId);
	if (call === undefined) throw new Error(`The simulator has no call ${event.callId}`);
	if (shape === 'seen') return seenPayload(event, call);
	const data = shape === 'current' ? currentData(event, call) : olderData(event, call);
	return {
		eventType: event.type,
		callId: call.id,
		timestamp: event.at,
		projectId: state.project.id,
		agentId: call.voiceAgentId,
		agentName: findAgent(state, call.voiceAgentId)?.name ?? '',
		data: shape === 'current' ? { timestamp: event.at, data } : data,
	};
}

const parties = ({ fromNumber, toNumber }: Call) => ({
	direction: 'outbound',
	fromNumber,
	toNumber,
});

function currentData(event: CallEvent, call: Call): object {
	switch (event.type) {
		case 'transcription.update':
			return { transcription: event.turn };
		case 'tool.executed':
			return event.tool;
		case 'call.ended':
			return {
				conversationId: call.id,
				conversationRecording: call.mediaUrl,
				transcription: call.transcription,
				outcomeResult: call.outcomeResult,
			};
		default:
			return parties(call);
	}
}

/** `{ agent: … }` or `{ user: … }`. */
const lowerCased = (turn: Turn): Record<string, string> =>
	Object.fromEntries(Object.entries(turn).map(([speaker, words]) => [speaker.toLowerCase(), String(words)]));

const END_REASONS: Readonly<Partial<Record<Call['status'], string>>> = {
	COMPLETED: 'completed',
	FORWARDED: 'completed',
	TERMINATED: 'agent_hangup',
	NO_ANSWER: 'timeout',
	FAILED: 'error',
};

function olderData(event: CallEvent, call: Call): object {
	switch (event.type) {
		case 'transcription.update':
			return { transcription: lowerCased(event.turn) };
		case 'tool.executed':
			return event.tool;
		case 'call.ended':
			return {
				callStartedAt: call.createdAt,
				callEndedAt: event.at,
				callDuration: call.durationSeconds,
				endReason: END_REASONS[call.status],
				transcription: call.transcription.map(lowerCased),
				outcomeResult: call.outcomeResult,
			};
		default:
			return { callStartedAt: call.createdAt, ...parties(call) };
	}
}

function seenPayload(event: CallEvent, call: Call): Record<string, unknown> {
	if (event.type !== 'call.ended') throw new Error(`${event.type} was never seen in this shape`);
	return {
		event_type: 'call_end',
		caller_info: {
			call_id: call.id,
			agent_id: call.voiceAgentId,
			call_start_time: call.createdAt,
			from_number: call.fromNumber,
			to_number: call.toNumber,
		},
		data: {
			transcription: call.transcription,
			conversationId: call.id,
			callStartedAt: Date.parse(call.createdAt),
			callEndedAt: Date.parse(event.at),
			outcomeResult: call.outcomeResult,
			model: 'hamsa-voice',
		},
	};
}
