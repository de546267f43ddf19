import type { IDataObject } from 'n8n-workflow';
import { numbersOf, resultOf } from '../../hamsa/calls';
import { optOutOf } from '../../hamsa/outcome';
import { withoutSecrets } from '../../hamsa/secrets';

const numbersOfCall = (call: IDataObject) => {
	const { own, person } = numbersOf(call);
	return { toNumber: person ?? null, phoneNumber: own ?? null } as IDataObject;
};

/** A call as Call: Get returns it: whole but for secrets. The address of its recording stays as it is, to be opened. */
export const wholeCall = (call: IDataObject): IDataObject => ({
	...withoutSecrets(call),
	mediaUrl: call.mediaUrl,
});

/**
 * What a workflow needs of a call: who was called, how it ended, what was said and what came of it. `optOutField` names the
 * field of the outcome that says whether the person wants no more calls.
 */
export function simplifyCall(call: IDataObject, optOutField: string): IDataObject {
	const { transcript, outcome } = resultOf(call);
	return {
		id: call.id,
		status: call.status,
		...numbersOfCall(call),
		voiceAgentId: call.voiceAgentId,
		durationSeconds: call.callDuration ?? null,
		transcript: transcript,
		outcome: outcome as IDataObject,
		...optOutOf(outcome, optOutField),
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
