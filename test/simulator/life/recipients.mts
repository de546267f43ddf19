import { numberedId } from './ids.mts';
import type { Campaign, Recipient, State } from './state.mts';

/** How far one recipient of a campaign is; times are ISO 8601. */
export interface Progress {
	status: 'PENDING' | 'QUEUED' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'NO_ANSWER';
	attempts: number;
	maxAttempts: number;
	/** When Hamsa calls again; null when it does not. */
	nextRetryAt: string | null;
	/** The id of the latest call. */
	jobId: string | null;
	lastError: string | null;
	completedAt: string | null;
	latestActionTimestamp: string | null;
	/** Of the recipient; the campaign's creation while null. */
	updatedAt: string | null;
}

/** A recipient whom nobody has tried to call. */
export const WAITING: Readonly<Progress> = Object.freeze({
	status: 'PENDING',
	attempts: 0,
	maxAttempts: 3,
	nextRetryAt: null,
	jobId: null,
	lastError: null,
	completedAt: null,
	latestActionTimestamp: null,
	updatedAt: null,
});

/** How far the recipient with this index (from 0, as sent) is. */
export const progressOf = (state: State, campaign: Campaign, index: number): Readonly<Progress> =>
	state.progress.get(campaign.id)?.[index] ?? WAITING;

/** Changes some of how far a recipient is. */
export function setProgress(
	state: State,
	campaign: Campaign,
	index: number,
	changes: Partial<Progress>,
): Readonly<Progress> {
	if (campaign.recipients[index] === undefined)
		throw new Error(`Campaign ${campaign.id} has no recipient with index ${index}`);
	const ofCampaign = state.progress.get(campaign.id) ?? [];
	const progress = { ...(ofCampaign[index] ?? WAITING), ...changes };
	ofCampaign[index] = progress;
	state.progress.set(campaign.id, ofCampaign);
	return progress;
}

const KEYS: Readonly<Record<Progress['status'], string>> = {
	PENDING: 'pending',
	QUEUED: 'queued',
	IN_PROGRESS: 'inProgress',
	COMPLETED: 'completed',
	FAILED: 'failed',
	NO_ANSWER: 'noAnswer',
};

type RecipientView = ReturnType<typeof recipientView>;

/** A campaign's recipients as the API shows them: lists by state. The documented three are always there, the others when not empty. */
export function recipientsByState(state: State, campaign: Campaign): Record<string, RecipientView[]> {
	const lists: Record<string, RecipientView[]> = { pending: [], queued: [], inProgress: [] };
	for (const [index, recipient] of campaign.recipients.entries()) {
		const progress = progressOf(state, campaign, index);
		(lists[KEYS[progress.status]] ??= []).push(recipientView(campaign, recipient, index, progress));
	}
	return lists;
}

function recipientView(campaign: Campaign, recipient: Recipient, index: number, progress: Progress) {
	return {
		id: numberedId(`d${campaign.id.slice(-7)}`, index + 1),
		campaignId: campaign.id,
		phoneNumber: recipient.phoneNumber,
		name: recipient.name ?? null,
		ignoreE164Validation: recipient.ignoreE164Validation ?? false,
		dynamicVariables: recipient.dynamicVariables ?? {},
		...progress,
		createdAt: campaign.createdAt,
		updatedAt: progress.updatedAt ?? campaign.createdAt,
	};
}
