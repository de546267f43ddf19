import { updateDisplayOptions } from 'n8n-workflow';
import { voiceAgentList, VOICE_AGENT_PAGING } from '../../hamsa/account';
import { returnAllOrLimit, search } from '../../fields/descriptions';
import { readChoice, readLimit, readSearch } from '../../fields/readers';
import { asOutput, type Operation } from '../../execution/operation';
import { outputFields, readOutput } from '../../execution/output';
import { readRows } from '../../hamsa/http/reading';
import { voiceAgentOutput } from './voiceAgentOutput';

/** Fields of Voice Agent: Get Many. */
export const getManyDescription = updateDisplayOptions(
	{ show: { resource: ['voiceAgent'], operation: ['getMany'] } },
	[
		...returnAllOrLimit,
		...outputFields(voiceAgentOutput),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [{ ...search, description: 'Text to look for in the names of the voice agents' }],
		},
		{
			displayName: 'Sort',
			name: 'sort',
			type: 'collection',
			placeholder: 'Add Sort',
			default: {},
			options: [
				{
					displayName: 'Created At',
					name: 'createdAt',
					type: 'options',
					options: [
						{ name: 'Newest First', value: 'desc' },
						{ name: 'Oldest First', value: 'asc' },
					],
					default: 'desc',
					description: 'Whether the voice agents that were made last or first come first',
				},
			],
		},
	],
);

/** The voice agents of the project. */
export const getManyVoiceAgents: Operation = async (input) => {
	const { field, reader } = input;
	const limit = readLimit(field);
	const shape = readOutput(input, voiceAgentOutput);
	const sort = field('sort.createdAt');
	const request = voiceAgentList({
		search: readSearch(field('filters.search')),
		sortOrder: sort === undefined ? undefined : readChoice(sort, 'Created At', ['asc', 'desc']),
	});
	return asOutput((await readRows(reader, request, VOICE_AGENT_PAGING, { limit })).map(shape));
};
