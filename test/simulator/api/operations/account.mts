import type { Context } from 'openapi-backend';
import { keyedError, success } from '../answers.mts';
import type { Answer } from '../answers.mts';
import type { VoiceAgent } from '../../life/seed.mts';
import { findAgent } from '../../life/state.mts';
import type { State } from '../../life/state.mts';

interface Page {
	/** 1-based page number. */
	skip: number;
	take: number;
}

type AgentQuery = Page & { search?: string; sortOrder: 'asc' | 'desc' };
type NumberQuery = Page & { voiceAgentId?: string; provider?: string };
type AgentChanges = Partial<Pick<VoiceAgent, 'webhookUrl' | 'webhookAuth'>>;
type QueryOf<Q> = Context<unknown, unknown, Q>;

const pageOf = <T,>(items: T[], { skip, take }: Page): T[] => items.slice((skip - 1) * take, skip * take);

const agentNotFound = (id: string): Answer =>
	keyedError(404, 'VOICE_AGENT_NOT_FOUND', `Voice agent ${id} was not found`);

/** The key's project, voice agents and phone numbers: what surrounds a campaign. */
export function accountOperations(state: State) {
	return {
		getProjectByApiKey: (): Answer => success(state.project, { note: state.project.name }),

		listVoiceAgents: ({ request: { query } }: QueryOf<AgentQuery>): Answer => {
			const words = query.search?.toLowerCase() ?? '';
			const found = state.agents.filter((agent) => agent.name.toLowerCase().includes(words));
			// The seed is newest first, so that this is the order by createdAt.
			if (query.sortOrder === 'asc') found.reverse();
			const voiceAgents = pageOf(found, query);
			return success(
				{ total: state.agents.length, filtered: found.length, voiceAgents },
				{ note: `${voiceAgents.length} of ${found.length} agents` },
			);
		},

		getVoiceAgent: ({ request: { params } }: Context<unknown, { id: string }>): Answer => {
			const agent = findAgent(state, params.id);
			return agent === undefined ? agentNotFound(params.id) : success(agent, { note: agent.name });
		},

		updateVoiceAgent: ({
			request: { params, requestBody },
		}: Context<AgentChanges, { id: string }>): Answer => {
			const agent = findAgent(state, params.id);
			if (agent === undefined) return agentNotFound(params.id);
			Object.assign(agent, requestBody, { updatedAt: new Date().toISOString() });
			return success(agent, { note: `${agent.name}: ${Object.keys(requestBody).join(', ')} changed` });
		},

		listPhoneNumbers: ({ request: { query } }: QueryOf<NumberQuery>): Answer => {
			const found = state.phoneNumbers.filter(
				({ voiceAgentId, type }) =>
					(query.voiceAgentId === undefined || voiceAgentId === query.voiceAgentId) &&
					(query.provider === undefined || type === query.provider),
			);
			const page = pageOf(found, query);
			return success(page, { note: `${page.length} of ${found.length} numbers` });
		},
	};
}
