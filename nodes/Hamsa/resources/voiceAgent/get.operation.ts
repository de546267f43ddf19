import { updateDisplayOptions, type IDataObject } from 'n8n-workflow';
import { voiceAgentById } from '../../hamsa/account';
import { simplify, voiceAgentSelect } from '../../fields/descriptions';
import { readId, readSwitch } from '../../fields/readers';
import { asOutput, type Operation } from '../../execution/operation';
import { readFrom } from '../../hamsa/http/reading';
import { voiceAgentShape } from './simplifyVoiceAgent';

/** Fields of Voice Agent: Get. */
export const getDescription = updateDisplayOptions(
	{ show: { resource: ['voiceAgent'], operation: ['get'] } },
	[{ ...voiceAgentSelect, required: true, description: 'The voice agent to read' }, simplify],
);

/** One voice agent. */
export const getVoiceAgent: Operation = async ({ field, reader }) => {
	const id = readId(field('voiceAgentId.value'), 'Voice Agent');
	const shape = voiceAgentShape(readSwitch(field('simplify') ?? true, 'Simplify'));
	const { data } = await readFrom<IDataObject>(reader, voiceAgentById(id));
	return asOutput([shape(data)]);
};
