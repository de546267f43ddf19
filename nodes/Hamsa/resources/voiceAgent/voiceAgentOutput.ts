import type { IDataObject } from 'n8n-workflow';
import { fieldsAsTheyAre, type OutputShape } from '../../execution/output';

const inside = (row: IDataObject, name: string) => (row[name] ?? {}) as IDataObject;

/** A voice agent as the node returns it: which it is, what it speaks, and the variables it can be given. */
export const voiceAgentOutput: OutputShape = {
	simplified: {
		...fieldsAsTheyAre('id', 'name', 'type'),
		language: (agent) => inside(agent, 'voice').lang,
		greetingMessage: (agent) => inside(agent, 'conversation').greetingMessage,
		variables: (agent) => Object.keys(inside(inside(agent, 'conversation'), 'params')),
		provider: (agent) => inside(agent, 'llm').provider,
		model: (agent) => inside(agent, 'llm').model,
		phoneNumberId: (agent) => inside(agent, 'phoneNumber').id,
		createdAt: ({ createdAt }) => createdAt,
	},
	further: [
		'callSettings',
		'conversation',
		'llm',
		'phoneNumber',
		'updatedAt',
		'voice',
		'webhookAuth',
		'webhookUrl',
	],
};
