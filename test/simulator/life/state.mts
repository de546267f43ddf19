import { createCallStore } from './calls.mts';
import type { CallStore } from './calls.mts';
import { numberedId } from './ids.mts';
import type { Progress } from './recipients.mts';
import { seedAgents, seedPhoneNumbers, seedProject } from './seed.mts';
import type { OwnPhoneNumber, Project, VoiceAgent } from './seed.mts';

/** When calls may be made, as sent. */
export interface TimeRange {
	days: string[];
	/** `HH:mm`, 24 hours. */
	startCallingTime: string;
	endCallingTime: string;
}

/** One recipient as sent. */
export interface Recipient {
	phoneNumber: string;
	name?: string;
	ignoreE164Validation?: boolean;
	dynamicVariables?: Record<string, unknown>;
}

/** The body of a create, once the OpenAPI document has accepted it. */
export interface CreateCampaign {
	name: string;
	phoneNumber: string;
	voiceAgentId: string;
	recipients: Recipient[];
	sendType: 'NOW' | 'SCHEDULED';
	timeRange: TimeRange;
	reservedConcurrency: number;
	scheduledDate?: string;
	scheduledTimezone?: string;
}

/** A stored campaign: the answer's fields and the recipients as they were sent, in their order. */
export interface Campaign {
	id: string;
	name: string;
	status: 'SCHEDULED' | 'PENDING' | 'RUNNING' | 'PAUSED' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
	sendType: 'NOW' | 'SCHEDULED';
	scheduledDate: string | null;
	scheduledTimezone: string | null;
	timeRange: TimeRange;
	reservedConcurrency: number;
	webhookUrl: string | null;
	projectId: string;
	userId: string;
	voiceAgentId: string;
	phoneNumberId: string;
	createdAt: string;
	updatedAt: string;
	recipients: Recipient[];
}

/** The account behind the simulator's key: always the same agents, numbers and project, and what was made so far. */
export interface State {
	project: Project;
	/** Who made the key; appears in created campaigns. */
	userId: string;
	agents: VoiceAgent[];
	phoneNumbers: OwnPhoneNumber[];
	/** Oldest first. */
	campaigns: Campaign[];
	campaignsById: Map<string, Campaign>;
	/** How many were made, also those that were deleted since. */
	campaignsMade: number;
	/** How far the recipients of a campaign are, by its id and by their index; a recipient without an entry waits. */
	progress: Map<string, Progress[]>;
	calls: CallStore;
	/** How many phone numbers were made up for tests. */
	numbersMadeUp: number;
}

/** A fresh account without campaigns and calls. */
export function createState(): State {
	const agents = seedAgents();
	return {
		project: seedProject(),
		userId: '33333333-3333-4333-8333-333333333333',
		agents,
		phoneNumbers: seedPhoneNumbers(agents),
		campaigns: [],
		campaignsById: new Map(),
		campaignsMade: 0,
		progress: new Map(),
		calls: createCallStore(),
		numbersMadeUp: 0,
	};
}

/** The agent of an id in either letter case, undefined when there is none. */
export const findAgent = (state: State, id: string): VoiceAgent | undefined =>
	state.agents.find((agent) => agent.id === id.toLowerCase());

/** The campaign of an id in either letter case, undefined when there is none. */
export const findCampaign = (state: State, id: string): Campaign | undefined =>
	state.campaignsById.get(id.toLowerCase());

/** The id for the next campaign. */
export const nextCampaignId = (state: State): string => numberedId('c', state.campaignsMade + 1);

/** Stores a campaign in its place by creation, behind those made at the same instant. */
export function addCampaign(state: State, campaign: Campaign): void {
	const before = state.campaigns.findLastIndex(({ createdAt }) => createdAt <= campaign.createdAt);
	state.campaigns.splice(before + 1, 0, campaign);
	state.campaignsById.set(campaign.id, campaign);
	state.campaignsMade += 1;
}

/** Deletes a stored campaign with its recipients, as a person does in the dashboard; its calls stay. */
export function deleteCampaign(state: State, campaign: Campaign): void {
	state.campaigns.splice(state.campaigns.indexOf(campaign), 1);
	state.campaignsById.delete(campaign.id);
	state.progress.delete(campaign.id);
}
