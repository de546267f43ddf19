import { updateDisplayOptions, type IDataObject } from 'n8n-workflow';
import { voiceAgentById } from '../../shared/account';
import { simplify, voiceAgentSelect } from '../../shared/descriptions';
import { readId, readSwitch } from '../../shared/inputs';
import { asOutput, type Operation } from '../../shared/operation';
import { readFrom } from '../../shared/reading';
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
