import type { Context } from 'openapi-backend';
import { keyedError, success } from '../answers.mts';
import type { Answer } from '../answers.mts';
import { describeCampaign } from '../describe.mts';
import { findAgent, findCampaign, numberedId } from '../state.mts';
import type { Campaign, CreateCampaign, Recipient, State } from '../state.mts';

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
			const agent = findAgent(state, requestBody.voiceAgentId);
			if (agent === undefined) {
				return keyedError(
					404,
					'VOICE_AGENT_NOT_FOUND',
					`Voice agent ${requestBody.voiceAgentId} was not found`,
				);
			}
			const ownNumber = state.phoneNumbers.find(({ number }) => number === requestBody.phoneNumber);
			if (ownNumber === undefined) {
				return keyedError(
					400,
					'PHONE_NUMBER_NOT_FOUND',
					`${requestBody.phoneNumber} is not a phone number of this project`,
				);
			}
			const now = new Date().toISOString();
			const campaign: Campaign = {
				id: numberedId('c', state.campaigns.length + 1),
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
			state.campaigns.push(campaign);
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
				// Nobody is called here, so every recipient waits.
				recipients: {
					pending: campaign.recipients.map((recipient, index) => recipientView(campaign, recipient, index)),
					queued: [],
					inProgress: [],
				},
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

function recipientView(campaign: Campaign, recipient: Recipient, index: number) {
	return {
		id: `d${campaign.id.slice(-7)}-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
		campaignId: campaign.id,
		phoneNumber: recipient.phoneNumber,
		name: recipient.name ?? null,
		ignoreE164Validation: recipient.ignoreE164Validation ?? false,
		dynamicVariables: recipient.dynamicVariables ?? {},
		status: 'PENDING',
		latestActionTimestamp: null,
		attempts: 0,
		maxAttempts: 3,
		nextRetryAt: null,
		jobId: null,
		lastError: null,
		completedAt: null,
		createdAt: campaign.createdAt,
		updatedAt: campaign.updatedAt,
	};
}
