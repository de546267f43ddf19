import { createAccountLife } from '../life/accountLife.mts';
import type { AccountLife } from '../life/accountLife.mts';
import { newCall } from '../life/calls.mts';
import type { Call } from '../life/calls.mts';
import { contentOf, endOf } from '../life/endings.mts';
import type { Ending } from '../life/endings.mts';
import { eventsOf } from '../life/events.mts';
import type { CallEvent } from '../life/events.mts';
import type { CampaignLife, LifeOptions } from '../life/life.mts';
import { setProgress, WAITING } from '../life/recipients.mts';
import type { Progress } from '../life/recipients.mts';
import { addCampaign, deleteCampaign, findAgent, findCampaign, nextCampaignId } from '../life/state.mts';
import type { Campaign, Recipient, State } from '../life/state.mts';
import { postEvent } from '../life/webhooks.mts';
import type { Delivery, PostOptions } from '../life/webhooks.mts';

/** A call as a test wishes it. Left out: a completed call of the first agent to a number of its own, made now. */
export interface CallSeed extends Partial<Omit<Call, 'createdAt' | 'updatedAt'>> {
	createdAt?: string | Date;
	/** The end of the call when left out. */
	updatedAt?: string | Date;
}

/** A recipient as a test wishes it: as sent in a create, and how far it is. */
export type RecipientSeed = Recipient & Partial<Progress>;

/** A campaign as a test wishes it. Left out: SCHEDULED, sent NOW, by the first agent and number, created now. */
export interface CampaignSeed extends Partial<Omit<Campaign, 'recipients' | 'createdAt' | 'updatedAt'>> {
	/** How many, each with a number of its own; or which. One when left out. */
	recipients?: number | RecipientSeed[];
	/** How far each recipient is who does not say so. */
	progress?: Partial<Progress>;
	createdAt?: string | Date;
	updatedAt?: string | Date;
}

/** What tests do to the account behind the API, where a person or Hamsa would. Nothing of it makes a request record. */
export interface Steering {
	/**
	 * Adds calls. A number makes so many completed ones, each a second older than the one before; 200,000 are no problem.
	 * The list of the API is newest first, whatever the order here.
	 */
	seedCalls(calls: number | CallSeed[]): Call[];
	/** Changes a call; `updatedAt` is now unless given. Throws when there is none with this id. */
	setCall(id: string, changes: Partial<Omit<Call, 'id'>>): Call;
	/** Ends a call, with words, outcome and recording when it was answered (COMPLETED when left out). */
	endCall(id: string, ending?: Ending): Call;
	/** Everything that happened in a call that has ended, in order. */
	eventsOf(callId: string): CallEvent[];
	/** Posts an event as the webhook of the call's agent gets it: to this machine only. */
	postEvent(event: CallEvent, options: PostOptions): Promise<Delivery>;
	/** Brings a campaign to life: its recipients are called, as far as told by ticks. Throws when there is none with this id. */
	live(campaignId: string, options?: LifeOptions): CampaignLife;
	/** A tick for everything in the account, also for what the API made since the last one. */
	tick: AccountLife['tick'];
	/** Adds a campaign in its place by creation. The voice agent and the own number are not checked. */
	seedCampaign(seed?: CampaignSeed): Campaign;
	/**
	 * Changes how far the recipient with this index (from 0, as sent) is. A changed status is an action at this moment, and
	 * COMPLETED sets `completedAt`, unless the times are given. The campaign's `updatedAt` stays: whether Hamsa's moves is not known.
	 */
	setRecipient(campaignId: string, index: number, changes: Partial<Progress>): Readonly<Progress>;
	/** Changes a campaign's status, and its `updatedAt` to now. */
	setCampaignStatus(id: string, status: Campaign['status']): Campaign;
	/** Deletes a campaign, as a person does in the dashboard at any time: no request of the API does. Its calls stay. */
	deleteCampaign(id: string): void;
}

const NO_PARAMS = Object.freeze({});
const EVERY_DAY = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

const instant = (time: string | Date | undefined): string => new Date(time ?? Date.now()).toISOString();

/** Steering of an account; `origin` is the simulator's own address. */
export function createSteering(state: State, origin: string): Steering {
	const life = createAccountLife(state, origin);
	const nextNumber = (): string => `+9665${String((state.numbersMadeUp += 1)).padStart(8, '0')}`;

	function campaignOf(id: string): Campaign {
		const campaign = findCampaign(state, id);
		if (campaign === undefined) throw new Error(`The simulator has no campaign ${id}`);
		return campaign;
	}

	function callOf(id: string): Call {
		const call = state.calls.get(id);
		if (call === undefined) throw new Error(`The simulator has no call ${id}`);
		return call;
	}

	function seedCall(seed: CallSeed): Call {
		const { status = 'COMPLETED', id = state.calls.nextId(), createdAt, updatedAt, ...fields } = seed;
		const asked = newCall(
			{
				id,
				voiceAgentId: state.agents[0]?.id ?? '',
				fromNumber: state.phoneNumbers[0]?.number ?? '',
				toNumber: seed.toNumber ?? nextNumber(),
				params: seed.params ?? NO_PARAMS,
			},
			instant(createdAt),
		);
		const call: Call = { ...asked, status, ...contentOf(status, asked, origin), ...fields };
		const end = Date.parse(call.createdAt) + (call.durationSeconds ?? 0) * 1000;
		call.updatedAt = instant(updatedAt ?? new Date(end));
		state.calls.add(call);
		return call;
	}

	return {
		seedCalls(calls) {
			if (typeof calls !== 'number') return calls.map(seedCall);
			const now = Date.now();
			return Array.from({ length: calls }, (_, index) =>
				seedCall({ createdAt: new Date(now - index * 1000) }),
			);
		},
		endCall(id, ending = 'COMPLETED') {
			const updatedAt = new Date().toISOString();
			return state.calls.change(id, { ...endOf(ending, callOf(id), origin), updatedAt });
		},
		eventsOf: (callId) => eventsOf(callOf(callId)),
		postEvent: async (event, options) => await postEvent(state, event, options),
		live: (campaignId, options = {}) => life.live(campaignOf(campaignId), options),
		tick: life.tick,
		setCall: (id, changes) => state.calls.change(id, { updatedAt: instant(undefined), ...changes }),
		seedCampaign({ recipients: wanted = 1, progress = {}, createdAt, updatedAt, ...fields } = {}) {
			const made = instant(createdAt);
			const seeds =
				typeof wanted === 'number'
					? Array.from({ length: wanted }, (): RecipientSeed => ({ phoneNumber: nextNumber() }))
					: wanted;
			const agent = findAgent(state, fields.voiceAgentId ?? '') ?? state.agents[0];
			const campaign: Campaign = {
				id: nextCampaignId(state),
				name: `Campaign ${state.campaignsMade + 1}`,
				status: 'SCHEDULED',
				sendType: 'NOW',
				scheduledDate: null,
				scheduledTimezone: null,
				timeRange: { days: EVERY_DAY, startCallingTime: '00:00', endCallingTime: '23:59' },
				reservedConcurrency: 1,
				webhookUrl: agent?.webhookUrl ?? null,
				projectId: state.project.id,
				userId: state.userId,
				voiceAgentId: agent?.id ?? '',
				phoneNumberId: state.phoneNumbers[0]?.id ?? '',
				createdAt: made,
				updatedAt: updatedAt === undefined ? made : instant(updatedAt),
				...fields,
				recipients: seeds.map(asSent),
			};
			addCampaign(state, campaign);
			const all = { ...WAITING, ...progress };
			// One object for all who say nothing of their own: it is replaced, never changed.
			state.progress.set(
				campaign.id,
				seeds.map((seed) => ownProgress(seed, all)),
			);
			return campaign;
		},
		setRecipient(campaignId, index, changes) {
			const now = new Date().toISOString();
			const times: Partial<Progress> = {
				updatedAt: now,
				...(changes.status === undefined ? {} : { latestActionTimestamp: now }),
				...(changes.status === 'COMPLETED' ? { completedAt: now } : {}),
			};
			return setProgress(state, campaignOf(campaignId), index, { ...times, ...changes });
		},
		setCampaignStatus(id, status) {
			return Object.assign(campaignOf(id), { status, updatedAt: new Date().toISOString() });
		},
		deleteCampaign: (id) => deleteCampaign(state, campaignOf(id)),
	};
}

/** What of a seed the body of a create would hold. */
function asSent({ phoneNumber, name, ignoreE164Validation, dynamicVariables }: RecipientSeed): Recipient {
	return {
		phoneNumber,
		...(name === undefined ? {} : { name }),
		...(ignoreE164Validation === undefined ? {} : { ignoreE164Validation }),
		...(dynamicVariables === undefined ? {} : { dynamicVariables }),
	};
}

function ownProgress(seed: RecipientSeed, all: Progress): Progress {
	const own = Object.entries(seed).filter(([name]) => name in WAITING);
	return own.length === 0 ? all : { ...all, ...Object.fromEntries(own) };
}
