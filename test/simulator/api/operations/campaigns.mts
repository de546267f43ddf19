import type { Context } from 'openapi-backend';
import { keyedError, success } from '../answers.mts';
import type { Answer } from '../answers.mts';
import { describeCampaign } from '../describe.mts';
import { recipientsByState } from '../../life/recipients.mts';
import { addCampaign, findAgent, findCampaign, nextCampaignId } from '../../life/state.mts';
import type { Campaign, CreateCampaign, State } from '../../life/state.mts';
import { findCaller } from './caller.mts';

interface ListQuery {
	/** Row offset from 0. */
	skip: number;
	take: number;
	voiceAgentId?: string;
	search?: string;
}

/** Campaigns: create, list, get, rename; nothing else is documented. */
export function campaignOperations(state: State, options: { createdStatus: 200 | 201 }) {
	const notFound = (id: string): Answer =>
		keyedError(404, 'CAMPAIGN_NOT_FOUND', `Campaign ${id} was not found`);

	return {
		createCampaign: ({ request: { requestBody } }: Context<CreateCampaign>): Answer => {
			const caller = findCaller(state, requestBody);
			if ('problem' in caller) return caller.problem;
			const { agent, ownNumber } = caller;
			const now = new Date().toISOString();
			const campaign: Campaign = {
				id: nextCampaignId(state),
				name: requestBody.name,
				status: 'SCHEDULED',
				sendType: requestBody.sendType,
				scheduledDate: requestBody.scheduledDate ?? null,
				scheduledTimezone: requestBody.scheduledTimezone ?? null,
				timeRange: requestBody.timeRange,
				reservedConcurrency: requestBody.reservedConcurrency,
				webhookUrl: agent.webhookUrl,
				projectId: state.project.id,
				userId: state.userId,
				voiceAgentId: agent.id,
				phoneNumberId: ownNumber.id,
				createdAt: now,
				updatedAt: now,
				recipients: requestBody.recipients,
			};
			addCampaign(state, campaign);
			return success(createdView(campaign), {
				status: options.createdStatus,
				message: 'Campaign created successfully',
				messageKey: 'CAMPAIGN_CREATED_SUCCESSFULLY',
				note: describeCampaign(campaign),
			});
		},

		listCampaigns: ({ request: { query } }: Context<unknown, unknown, ListQuery>): Answer => {
			const words = query.search?.toLowerCase() ?? '';
			const found = state.campaigns
				.filter(
					({ id, name, voiceAgentId }) =>
						(query.voiceAgentId === undefined || voiceAgentId === query.voiceAgentId) &&
						(name.toLowerCase().includes(words) || id.includes(words)),
				)
				.reverse();
			const campaigns = found.slice(query.skip, query.skip + query.take).map(listItem);
			return success(
				{ campaigns, totalCount: found.length, returnedCount: campaigns.length },
				{
					message: 'Campaigns retrieved successfully',
					messageKey: 'CAMPAIGNS_RETRIEVED_SUCCESSFULLY',
					note: `${campaigns.length} of ${found.length} campaigns`,
				},
			);
		},

		getCampaign: ({ request: { params } }: Context<unknown, { id: string }>): Answer => {
			const campaign = findCampaign(state, params.id);
			if (campaign === undefined) return notFound(params.id);
			const data = {
				...listItem(campaign),
				totalRecipients: campaign.recipients.length,
				agentName: findAgent(state, campaign.voiceAgentId)?.name ?? '',
				recipients: recipientsByState(state, campaign),
			};
			return success(data, {
				message: 'Campaign retrieved successfully',
				messageKey: 'CAMPAIGN_RETRIEVED_SUCCESSFULLY',
				note: `"${campaign.name}", ${campaign.recipients.length} recipients`,
			});
		},

		renameCampaign: ({
			request: { params, requestBody },
		}: Context<{ name: string }, { id: string }>): Answer => {
			const campaign = findCampaign(state, params.id);
			if (campaign === undefined) return notFound(params.id);
			const note = `"${campaign.name}" is now "${requestBody.name}"`;
			campaign.name = requestBody.name;
			campaign.updatedAt = new Date().toISOString();
			return success(createdView(campaign), {
				message: 'Campaign updated successfully',
				messageKey: 'CAMPAIGN_UPDATED_SUCCESSFULLY',
				note,
			});
		},
	};
}

function createdView(campaign: Campaign) {
	const { recipients: _recipients, ...view } = campaign;
	return view;
}

function listItem(campaign: Campaign) {
	const {
		recipients,
		webhookUrl: _webhookUrl,
		userId: _userId,
		phoneNumberId: _phoneNumberId,
		...item
	} = campaign;
	return { ...item, recipientsCount: recipients.length };
}
