import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { fetchForList, PAGE_SIZE } from './fetchForList';

interface VoiceAgent {
	id: string;
	name?: string;
	type?: string;
	voice?: { lang?: string };
}

/**
 * Voice agents of the key's project, one page at a time, by name. The server searches (`search`); pages count from 1
 * (API reference, "list voice agents").
 */
export async function getVoiceAgents(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const page = Number(paginationToken ?? 1);
	const data = await fetchForList<{ voiceAgents?: VoiceAgent[] }>(this, '/v2/voice-agents', {
		skip: page,
		take: PAGE_SIZE,
		sortField: 'createdAt',
		sortOrder: 'desc',
		...(filter ? { search: filter } : {}),
	});
	const agents = data.voiceAgents ?? [];
	const results = agents.map(({ id, name, type, voice }) => {
		const details = [voice?.lang, type].filter(Boolean).join(', ');
		return { name: `${name ?? id}${details === '' ? '' : ` (${details})`}`, value: id };
	});
	results.sort((a, b) => a.name.localeCompare(b.name));
	return { results, paginationToken: agents.length === PAGE_SIZE ? String(page + 1) : undefined };
}
