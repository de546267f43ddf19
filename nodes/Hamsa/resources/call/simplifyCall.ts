import type { IDataObject } from 'n8n-workflow';
import { numbersOf } from '../../shared/calls';
import { withoutSecrets } from '../../shared/secrets';

/** One thing that was said, as a line: "Agent: Good morning". Who spoke is the key of an entry, or stands in `role`. */
function lineOf(entry: unknown): string {
	if (typeof entry !== 'object' || entry === null) return String(entry ?? '');
	const { role, content, text } = entry as IDataObject;
	if (typeof role === 'string') return `${role}: ${String(content ?? text ?? '')}`;
	return Object.entries(entry)
		.map(([speaker, words]) => `${speaker}: ${typeof words === 'string' ? words : JSON.stringify(words)}`)
		.join('\n');
}

/** What was said in a call as text, a line for each turn; null when nothing is known of it. */
function transcriptOf(transcription: unknown): string | null {
	if (typeof transcription === 'string') return transcription;
	return Array.isArray(transcription) && transcription.length > 0
		? transcription.map(lineOf).join('\n')
		: null;
}

const numbersOfCall = (call: IDataObject) => {
	const { own, person } = numbersOf(call);
	return { toNumber: person ?? null, phoneNumber: own ?? null } as IDataObject;
};

/** A call as Call: Get returns it: whole but for secrets. The address of its recording stays as it is, to be opened. */
export const wholeCall = (call: IDataObject): IDataObject => {
	const { mediaUrl, jobResponse } = call;
	return { ...withoutSecrets(call), mediaUrl, jobResponse };
};

/** What a workflow needs of a call: who was called, how it ended, what was said and what came of it. */
export function simplifyCall(call: IDataObject): IDataObject {
	const { transcription, outcomeResult } = (call.jobResponse ?? {}) as IDataObject;
	return {
		id: call.id,
		status: call.status,
		...numbersOfCall(call),
		voiceAgentId: call.voiceAgentId,
		durationSeconds: call.callDuration ?? null,
		transcript: transcriptOf(transcription),
		outcome: outcomeResult ?? null,
		recordingUrl: call.mediaUrl ?? null,
		createdAt: call.createdAt,
		updatedAt: call.updatedAt,
	};
}

/** A call of the list, flattened: who was called, by which voice agent, and how it ended. */
export function simplifyListedCall(call: IDataObject): IDataObject {
	return {
		id: call.id,
		status: call.status,
		...numbersOfCall(call),
		voiceAgentId: call.voiceAgentId,
		agentName: call.agentName ?? null,
		durationSeconds: call.duration ?? null,
		createdAt: call.createdAt,
	};
}
