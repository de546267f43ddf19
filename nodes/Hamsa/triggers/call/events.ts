/** The events of a call as Hamsa's current guides name them, with what the panel shows. */
export const CALL_EVENTS = {
	'call.answered': { name: 'Call Answered', description: 'The call was connected' },
	'call.ended': {
		name: 'Call Ended',
		description: 'The call is over. Comes with its transcript, outcome and recording.',
	},
	'call.started': { name: 'Call Started', description: 'The call has begun' },
	'tool.executed': {
		name: 'Tool Executed',
		description:
			'The voice agent used a tool, which the raw body names. This can happen many times in a call.',
	},
	'transcription.update': {
		name: 'Transcription Update',
		description: 'Somebody spoke. This happens many times in a call.',
	},
} as const;

type KnownEvent = keyof typeof CALL_EVENTS;

/** What stands for an event or a payload that this node does not know. */
export const UNKNOWN = 'unknown';

/** The name of an event, `unknown` for any other. */
export type EventName = KnownEvent | typeof UNKNOWN;

/** Spellings without case and punctuation: guides write `call.ended`, some accounts get `call_end`. */
const SPELLINGS: Readonly<Record<string, KnownEvent>> = {
	callstarted: 'call.started',
	callstart: 'call.started',
	callanswered: 'call.answered',
	callanswer: 'call.answered',
	transcriptionupdate: 'transcription.update',
	transcriptionupdated: 'transcription.update',
	transcriptupdate: 'transcription.update',
	toolexecuted: 'tool.executed',
	toolexecution: 'tool.executed',
	callended: 'call.ended',
	callend: 'call.ended',
};

/** A name or key without case and punctuation, so that `call_id` and `callId` are one. */
export const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The event that a payload names. */
export const readEventName = (name: string | undefined): EventName => {
	const spelling = bare(name ?? '');
	return Object.hasOwn(SPELLINGS, spelling) ? SPELLINGS[spelling]! : UNKNOWN;
};
