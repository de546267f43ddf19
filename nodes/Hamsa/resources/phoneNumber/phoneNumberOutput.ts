import type { IDataObject } from 'n8n-workflow';
import { fieldsAsTheyAre, type OutputShape } from '../../execution/output';

/** An own number as the node returns it: the number, what it is called, and who answers it. */
export const phoneNumberOutput: OutputShape = {
	simplified: {
		...fieldsAsTheyAre('number', 'label'),
		provider: ({ type }) => type,
		voiceAgentId: ({ voiceAgentId }) => voiceAgentId,
		voiceAgentName: ({ voiceAgent }) => (voiceAgent as IDataObject | null | undefined)?.name,
		...fieldsAsTheyAre('id', 'createdAt', 'updatedAt'),
	},
	further: ['type', 'voiceAgent'],
};
