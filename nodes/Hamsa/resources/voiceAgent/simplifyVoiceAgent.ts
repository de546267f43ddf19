import type { IDataObject } from 'n8n-workflow';
import { withoutSecrets } from '../../hamsa/secrets';

/** What a workflow needs of a voice agent: which it is, what it speaks, and the variables it can be given. */
function simplifyVoiceAgent(voiceAgent: IDataObject): IDataObject {
	const { id, name, type, conversation, voice, llm, phoneNumber, createdAt, updatedAt } = withoutSecrets(
		voiceAgent,
	) as Record<string, IDataObject | undefined>;
	return {
		id,
		name,
		type,
		language: voice?.lang ?? null,
		greetingMessage: conversation?.greetingMessage ?? null,
		variables: Object.keys(conversation?.params ?? {}),
		provider: llm?.provider ?? null,
		model: llm?.model ?? null,
		phoneNumberId: phoneNumber?.id ?? null,
		createdAt,
		updatedAt,
	};
}

/** A voice agent as the node returns it: simplified, or whole but for its secrets. */
export const voiceAgentShape = (simplified: boolean) =>
	simplified ? simplifyVoiceAgent : (voiceAgent: IDataObject) => withoutSecrets(voiceAgent);
