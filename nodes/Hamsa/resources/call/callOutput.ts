import type { IDataObject } from 'n8n-workflow';
import { fieldsAsTheyAre, type OutputShape } from '../../execution/output';
import { numbersOf, resultOf } from '../../hamsa/calls';
import { withoutSecrets } from '../../hamsa/secrets';

const numbers: OutputShape['simplified'] = {
	toNumber: (call) => numbersOf(call).person,
	phoneNumber: (call) => numbersOf(call).own,
};

/** A call as Call: Get returns it: who was called, how it ended, what was said and what came of it. */
export const callOutput: OutputShape = {
	simplified: {
		...fieldsAsTheyAre('id', 'status'),
		...numbers,
		voiceAgentId: ({ voiceAgentId }) => voiceAgentId,
		durationSeconds: ({ callDuration }) => callDuration,
		transcript: (call) => resultOf(call).transcript,
		outcome: (call) => resultOf(call).outcome,
		recordingUrl: ({ mediaUrl }) => mediaUrl,
		createdAt: ({ createdAt }) => createdAt,
	},
	further: [
		'callAnalysis',
		'callDuration',
		'callParams',
		'channelType',
		'jobResponse',
		'logs',
		'mediaUrl',
		'title',
		'type',
		'updatedAt',
	],
	// The address of the recording stays as it is, to be opened.
	raw: (call: IDataObject) => ({ ...withoutSecrets(call), mediaUrl: call.mediaUrl }),
};

/** A call of the list: who was called, by which voice agent, and how it ended. */
export const listedCallOutput: OutputShape = {
	simplified: {
		...fieldsAsTheyAre('id', 'status'),
		...numbers,
		...fieldsAsTheyAre('voiceAgentId', 'agentName'),
		durationSeconds: ({ duration }) => duration,
		createdAt: ({ createdAt }) => createdAt,
	},
	further: ['callParams', 'channelType', 'duration'],
};
