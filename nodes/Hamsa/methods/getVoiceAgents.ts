import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { voiceAgentList, VOICE_AGENT_PAGING } from '../hamsa/account';
import { byName, loadList } from './loadList';

function toEntry(row: IDataObject): INodeListSearchItems {
	const { id, name, type, voice } = row as {
		id: string;
		name?: string;
		type?: string;
		voice?: { lang?: string };
	};
	const details = [voice?.lang, type].filter(Boolean).join(', ');
	return { name: `${name ?? id}${details === '' ? '' : ` (${details})`}`, value: id };
}

/** Voice agents of the key's project, one page at a time, by name. The server searches. */
export async function getVoiceAgents(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const request = voiceAgentList({ search: filter?.trim() || undefined, sortOrder: 'desc' });
	const list = { request, paging: VOICE_AGENT_PAGING, toEntry, order: byName };
	return await loadList(this, list, paginationToken);
}
