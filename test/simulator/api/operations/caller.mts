import { keyedError } from '../answers.mts';
import type { Answer } from '../answers.mts';
import type { OwnPhoneNumber, VoiceAgent } from '../../life/seed.mts';
import { findAgent } from '../../life/state.mts';
import type { State } from '../../life/state.mts';

/** The voice agent and the own number of a new campaign or call, or what it is refused for when the project lacks one. */
export function findCaller(
	state: State,
	sent: { voiceAgentId: string; phoneNumber: string },
): { agent: VoiceAgent; ownNumber: OwnPhoneNumber } | { problem: Answer } {
	const agent = findAgent(state, sent.voiceAgentId);
	if (agent === undefined) {
		const words = `Voice agent ${sent.voiceAgentId} was not found`;
		return { problem: keyedError(404, 'VOICE_AGENT_NOT_FOUND', words) };
	}
	const ownNumber = state.phoneNumbers.find(({ number }) => number === sent.phoneNumber);
	if (ownNumber === undefined) {
		const words = `${sent.phoneNumber} is not a phone number of this project`;
		return { problem: keyedError(400, 'PHONE_NUMBER_NOT_FOUND', words) };
	}
	return { agent, ownNumber };
}
