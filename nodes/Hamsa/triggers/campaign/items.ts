import type { IDataObject } from 'n8n-workflow';
import type { CampaignEvent } from './campaignChanges';
import { finishedAt } from './recipientChanges';
import { timeOf } from './state';

/** Names an event of a campaign, the same whenever it is told. A campaign is gone only once, in whatever status it was last seen. */
const eventIdOf = ({ event, campaign: { id, status, updatedAt } }: CampaignEvent) =>
	event === 'campaignGone'
		? `${event}:${String(id)}`
		: `${event}:${String(id)}:${String(status)}:${timeOf(updatedAt)}`;

/** The item of something that happened to a campaign. */
export function campaignItem(happened: CampaignEvent): IDataObject {
	const { event, campaign, previousStatus } = happened;
	const { id, name, status, updatedAt } = campaign;
	return {
		event,
		campaignId: id,
		campaignName: name,
		status,
		...(previousStatus === undefined ? {} : { previousStatus }),
		voiceAgentId: campaign.voiceAgentId ?? null,
		recipientsCount: campaign.recipientsCount ?? campaign.totalRecipients ?? null,
		scheduledDate: campaign.scheduledDate ?? null,
		createdAt: campaign.createdAt ?? null,
		updatedAt: updatedAt ?? null,
		eventId: eventIdOf(happened),
	};
}

/** The item of something that happened to a recipient. `details` is what is known of the call. */
export function recipientItem(
	event: 'recipientFinished' | 'recipientReopened',
	campaign: IDataObject,
	recipient: IDataObject,
	details: IDataObject = {},
): IDataObject {
	const time = finishedAt(recipient);
	const finished = event === 'recipientFinished' && time > 0 ? new Date(time).toISOString() : null;
	return {
		event,
		campaignId: campaign.id,
		campaignName: campaign.name,
		recipientId: recipient.id,
		phoneNumber: recipient.phoneNumber,
		name: recipient.name ?? null,
		variables: recipient.dynamicVariables ?? {},
		status: recipient.status,
		attempts: recipient.attempts ?? null,
		maxAttempts: recipient.maxAttempts ?? null,
		lastError: recipient.lastError ?? null,
		jobId: recipient.jobId ?? null,
		finishedAt: finished,
		...details,
		eventId: `${event}:${String(recipient.id)}:${String(recipient.status)}:${time}`,
	};
}
