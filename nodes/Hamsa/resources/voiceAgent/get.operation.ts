import { updateDisplayOptions, type IDataObject } from 'n8n-workflow';
import { voiceAgentById } from '../../hamsa/account';
import { voiceAgentSelect } from '../../fields/descriptions';
import { readId } from '../../fields/readers';
import { asOutput, type Operation } from '../../execution/operation';
import { outputFields, readOutput } from '../../execution/output';
import { readFrom } from '../../hamsa/http/reading';
import { voiceAgentOutput } from './voiceAgentOutput';

/** Fields of Voice Agent: Get. */
export const getDescription = updateDisplayOptions(
	{ show: { resource: ['voiceAgent'], operation: ['get'] } },
	[
		{ ...voiceAgentSelect, required: true, description: 'The voice agent to read' },
		...outputFields(voiceAgentOutput),
	],
);

/** One voice agent. */
export const getVoiceAgent: Operation = async (input) => {
	const { field, reader } = input;
	const id = readId(field('voiceAgentId.value'), 'Voice Agent');
	const shape = readOutput(input, voiceAgentOutput);
	const { data } = await readFrom<IDataObject>(reader, voiceAgentById(id));
	return asOutput([shape(data)]);
};
