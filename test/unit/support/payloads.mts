/** Webhook payloads as Hamsa's guides and the wild show them: three shapes of the same call. */
export type Shape = 'current' | 'older' | 'wild';

export const shapes: readonly Shape[] = ['current', 'older', 'wild'];

export interface Facts {
	event?: 'call.started' | 'call.answered' | 'transcription.update' | 'tool.executed' | 'call.ended';
	callId?: string;
	agentId?: string;
	/** ISO 8601. */
	timestamp?: string;
}

const agentName = 'Appointment Reminder';
const projectId = '22222222-2222-4222-8222-222222222222';
const startedAt = '2026-10-05T09:00:00.000Z';
const endedAt = '2026-10-05T09:01:35.000Z';
const recording = 'https://recordings.example.com/call.wav';

export const outcome = { summary: 'Will come on Monday', confirmed: true, followUp: '2026-10-12' };

/** What the item of such a call has, whatever the shape of its payload; times only where each shape tells them. */
export const expectedTranscript = [
	{ speaker: 'agent', text: 'Hello, can you come on Monday?' },
	{ speaker: 'user', text: 'Yes, at nine.' },
];

/** The names that payloads of the wild give the events. */
const WILD_NAMES = {
	'call.started': 'call_start',
	'call.answered': 'call_answer',
	'transcription.update': 'transcription_update',
	'tool.executed': 'tool_executed',
	'call.ended': 'call_end',
} as const;

/** A payload of one of the shapes. */
export function payload(shape: Shape, facts: Facts = {}): Record<string, unknown> {
	const {
		event = 'call.ended',
		callId = 'd0000000-0000-4000-8000-000000000001',
		agentId = '11111111-1111-4111-8111-111111111111',
		timestamp = endedAt,
	} = facts;
	const envelope = { eventType: event, callId, timestamp, projectId, agentId, agentName };
	const isEnd = event === 'call.ended';
	if (shape === 'current') {
		const ended = {
			conversationId: callId,
			conversationRecording: recording,
			transcription: [{ Agent: expectedTranscript[0]!.text }, { User: expectedTranscript[1]!.text }],
			outcomeResult: outcome,
		};
		return { ...envelope, data: { timestamp, data: isEnd ? ended : {} } };
	}
	if (shape === 'older') {
		const ended = {
			callStartedAt: startedAt,
			callEndedAt: endedAt,
			callDuration: 95,
			endReason: 'completed',
			transcription: [{ agent: expectedTranscript[0]!.text }, { user: expectedTranscript[1]!.text }],
			outcomeResult: outcome,
		};
		return { ...envelope, data: isEnd ? ended : {} };
	}
	return {
		event_type: WILD_NAMES[event],
		timestamp,
		caller_info: { call_id: callId, agent_id: agentId, call_start_time: startedAt },
		data: isEnd
			? {
					conversationId: callId,
					callStartedAt: Date.parse(startedAt),
					callEndedAt: Date.parse(endedAt),
					transcription: [{ Agent: expectedTranscript[0]!.text }, { User: expectedTranscript[1]!.text }],
					outcomeResult: outcome,
					model: 'hamsa-voice',
				}
			: {},
	};
}
