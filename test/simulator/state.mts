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

/** The account behind the simulator's key: always the same agents, numbers and project, and the campaigns made so far. */
export interface State {
	project: Project;
	/** Who made the key; appears in created campaigns. */
	userId: string;
	agents: VoiceAgent[];
	phoneNumbers: OwnPhoneNumber[];
	/** Oldest first. */
	campaigns: Campaign[];
}

/** A fresh account without campaigns. */
export function createState(): State {
	const agents = seedAgents();
	return {
		project: seedProject(),
		userId: '33333333-3333-4333-8333-333333333333',
		agents,
		phoneNumbers: seedPhoneNumbers(agents),
		campaigns: [],
	};
}

/** Deterministic id that tells its kind by the first digits, e.g. `c0000000-0000-4000-8000-000000000001`. */
export const numberedId = (prefix: string, index: number): string =>
	`${prefix.padEnd(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** The agent of an id in either letter case, undefined when there is none. */
export const findAgent = (state: State, id: string): VoiceAgent | undefined =>
	state.agents.find((agent) => agent.id === id.toLowerCase());

/** The campaign of an id in either letter case, undefined when there is none. */
export const findCampaign = (state: State, id: string): Campaign | undefined =>
	state.campaigns.find((campaign) => campaign.id === id.toLowerCase());
