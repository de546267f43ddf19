import type { IDataObject, ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import { toNodeError } from '../execution/nodeErrors';
import { readId } from '../fields/readers';
import { voiceAgentById } from '../hamsa/account';
import { agentVariables } from '../hamsa/agentVariables';
import { openReader, readFrom } from '../hamsa/http/reading';

/** The variables of the chosen voice agent, as fields to map columns to. Throws what the field shows to a person. */
export async function getAgentVariables(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	try {
		const chosen = this.getCurrentNodeParameter('voiceAgentId', { extractValue: true });
		const id = readId(chosen, 'Voice Agent');
		const { data } = await readFrom<IDataObject>(await openReader(this), voiceAgentById(id));
		const fields = agentVariables(data).map((name) => ({
			id: name,
			displayName: name,
			required: false,
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: true,
			type: 'string' as const,
		}));
		return {
			fields,
			emptyFieldsNotice:
				'This voice agent has no variables: neither parameters nor {{names}} in its greeting. Choose Chosen Columns to send columns all the same.',
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
