import type { IDataObject } from 'n8n-workflow';
import { type Paging, byPageNumber, listIn } from './http/paging';
import type { HamsaRequest } from './http/transport';
import { withAgentKey } from './ids';

/** The project of the API key (API reference, "get project by API key"). */
export const PROJECT: HamsaRequest = { method: 'GET', path: '/v1/projects/by-api-key' };

/** Voice agents are listed and read below this path (API reference, "voice agents"). */
export const VOICE_AGENTS_PATH = '/v2/voice-agents';

/** One voice agent. `id` is a checked ID. */
export const voiceAgentById = (id: string): HamsaRequest => ({
	method: 'GET',
	path: `${VOICE_AGENTS_PATH}/${encodeURIComponent(id)}`,
	chooseAgain: 'Choose the voice agent again from the list of Voice Agent.',
});

/** The list of voice agents; it can be sorted by the time of creation only. */
export const voiceAgentList = (filters: { search?: string; sortOrder?: 'asc' | 'desc' }): HamsaRequest => ({
	method: 'GET',
	path: VOICE_AGENTS_PATH,
	query: { ...filters, sortField: filters.sortOrder && 'createdAt' },
});

/** Own numbers are listed at this path. */
export const PHONE_NUMBERS_PATH = '/v1/voice-agents/phone-number/list';

/** The list of own numbers, narrowed to a provider or a voice agent (API reference, "list phone numbers"). */
export const phoneNumberList = (filters: { provider?: string; voiceAgentId?: string }): HamsaRequest => ({
	method: 'GET',
	path: PHONE_NUMBERS_PATH,
	query: withAgentKey(filters),
});

/** `take` with the number of a page in `skip`, counted from 1 (API reference, "list voice agents"). */
export const VOICE_AGENT_PAGING: Paging = {
	size: 100,
	query: byPageNumber,
	page: listIn('voiceAgents', ['filtered', 'total']),
};

/** The answer is a bare list without totals. */
export const PHONE_NUMBER_PAGING: Paging = {
	size: 100,
	query: byPageNumber,
	page: (data) => (Array.isArray(data) ? { rows: data as IDataObject[] } : undefined),
};
