import { newCall } from './calls.mts';
import type { Call } from './calls.mts';
import { endOf, wasAnswered } from './endings.mts';
import type { Ending } from './endings.mts';
import { eventsOfEnd, eventsOfStart } from './events.mts';
import type { CallEvent } from './events.mts';
import { progressOf, setProgress } from './recipients.mts';
import type { Progress } from './recipients.mts';
import type { Campaign, Recipient, State } from './state.mts';

export interface LifeOptions {
	/**
	 * How calls end: by recipient and attempt (from 1; asked twice), or a list of which the recipient with index i gets number i modulo its
	 * length, at each attempt. All are COMPLETED when left out.
	 */
	endings?: readonly Ending[] | ((recipient: Recipient, index: number, attempt: number) => Ending);
	/** How many are called at a time; the campaign's reserved concurrency when left out. */
	concurrency?: number;
	/** How far ahead `nextRetryAt` is; 10 minutes when left out. The retry itself comes with a later tick, not with the clock. */
	retryAfterMs?: number;
}

/** The life of one campaign, one tick after the other; nothing happens between ticks. */
export interface CampaignLife {
	/**
	 * One step: SCHEDULED becomes PENDING, PENDING RUNNING. While RUNNING, calls under way end, queued recipients are called,
	 * the next ones are queued; those to be called again come after all others. With nobody left the campaign is COMPLETED.
	 * A campaign that is paused or final stays. The result is what happened in calls, in order.
	 */
	tick(): CallEvent[];
	/** Ticks until the campaign is final or paused. */
	run(): CallEvent[];
	/** What a person's Retry does to a final campaign: FAILED and NO_ANSWER wait anew (attempts from 0 is a [guess]). */
	retry(): void;
}

const STILL: ReadonlySet<Campaign['status']> = new Set(['PAUSED', 'COMPLETED', 'CANCELLED', 'FAILED']);
const TEN_MINUTES = 10 * 60_000;

const mayRetry = ({ status }: Progress): boolean => status === 'FAILED' || status === 'NO_ANSWER';

/** Brings a campaign to life; recipients go on from where they are. */
export function createLife(
	state: State,
	campaign: Campaign,
	origin: string,
	{ endings = ['COMPLETED'], concurrency = campaign.reservedConcurrency, retryAfterMs }: LifeOptions,
): CampaignLife {
	const fromNumber = state.phoneNumbers.find(({ id }) => id === campaign.phoneNumberId)?.number ?? '';
	/** Indexes of the recipients that wait, in order; those before `next` are gone. */
	const line: number[] = [];
	let next = 0;
	let queued: number[] = [];
	let talking: number[] = [];

	for (const index of campaign.recipients.keys()) {
		const { status, nextRetryAt, jobId } = progressOf(state, campaign, index);
		if (status === 'IN_PROGRESS' && state.calls.get(jobId ?? '') !== undefined) talking.push(index);
		else if (status === 'QUEUED' || status === 'IN_PROGRESS') queued.push(index);
		else if (status === 'PENDING' || nextRetryAt !== null) line.push(index);
	}

	function advance(index: number, changes: Partial<Progress>): Readonly<Progress> {
		const now = new Date().toISOString();
		return setProgress(state, campaign, index, { latestActionTimestamp: now, updatedAt: now, ...changes });
	}

	function become(status: Campaign['status']): void {
		Object.assign(campaign, { status, updatedAt: new Date().toISOString() });
	}

	function endingOf(index: number): Exclude<Ending, string> {
		const { attempts } = progressOf(state, campaign, index);
		const ending =
			typeof endings === 'function'
				? endings(campaign.recipients[index]!, index, attempts)
				: endings[index % endings.length]!;
		return typeof ending === 'string' ? { status: ending } : ending;
	}

	function start(index: number): CallEvent[] {
		const { phoneNumber: toNumber, dynamicVariables: params = {} } = campaign.recipients[index]!;
		const { voiceAgentId } = campaign;
		const about = { id: state.calls.nextId(), voiceAgentId, fromNumber, toNumber, params };
		const call: Call = { ...newCall(about, new Date().toISOString()), status: 'IN_PROGRESS' };
		state.calls.add(call);
		const { attempts } = progressOf(state, campaign, index);
		advance(index, { status: 'IN_PROGRESS', jobId: call.id, attempts: attempts + 1, nextRetryAt: null });
		return eventsOfStart(call, wasAnswered(endingOf(index).status));
	}

	function end(index: number): CallEvent[] {
		const { jobId, attempts, maxAttempts } = progressOf(state, campaign, index);
		const ending = endingOf(index);
		const stored = state.calls.get(jobId ?? '')!;
		const now = new Date();
		const call = state.calls.change(stored.id, {
			...endOf(ending, stored, origin),
			updatedAt: now.toISOString(),
		});
		if (wasAnswered(ending.status)) {
			advance(index, { status: 'COMPLETED', lastError: null, completedAt: now.toISOString() });
		} else {
			const isAgain = attempts < maxAttempts;
			const retryAt = new Date(now.getTime() + (retryAfterMs ?? TEN_MINUTES)).toISOString();
			advance(index, {
				status: ending.status as 'FAILED' | 'NO_ANSWER',
				lastError: ending.lastError ?? (ending.status === 'FAILED' ? 'The call failed' : 'No answer'),
				nextRetryAt: isAgain ? retryAt : null,
			});
			if (isAgain) line.push(index);
		}
		return eventsOfEnd(call);
	}

	function step(): CallEvent[] {
		const events = [...talking.flatMap(end), ...queued.flatMap(start)];
		talking = queued;
		queued = line.slice(next, next + concurrency);
		next += queued.length;
		for (const index of queued) advance(index, { status: 'QUEUED' });
		if (talking.length + queued.length === 0) become('COMPLETED');
		return events;
	}

	function tick(): CallEvent[] {
		if (campaign.status === 'RUNNING') return step();
		if (campaign.status === 'SCHEDULED') become('PENDING');
		else if (campaign.status === 'PENDING') become('RUNNING');
		return [];
	}

	return {
		tick,
		run() {
			const events: CallEvent[] = [];
			while (!STILL.has(campaign.status)) for (const event of tick()) events.push(event);
			return events;
		},
		retry() {
			// Those who still waited when the campaign was cancelled are not part of it.
			line.splice(next);
			[queued, talking] = [[], []];
			for (const index of campaign.recipients.keys()) {
				if (!mayRetry(progressOf(state, campaign, index))) continue;
				advance(index, { status: 'PENDING', attempts: 0, nextRetryAt: null });
				line.push(index);
			}
			become('PENDING');
		},
	};
}
