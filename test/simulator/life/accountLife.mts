import { endOf } from './endings.mts';
import { eventsOfEnd, eventsOfStart } from './events.mts';
import type { CallEvent } from './events.mts';
import { createLife } from './life.mts';
import type { CampaignLife, LifeOptions } from './life.mts';
import type { Campaign, State } from './state.mts';

/** The lives of everything in an account. */
export interface AccountLife {
	/** Gives a campaign a life, in place of the one it had. */
	live(campaign: Campaign, options: LifeOptions): CampaignLife;
	/**
	 * One tick for each campaign (`options` are for those that have no life yet) and each single call: PENDING becomes
	 * IN_PROGRESS, and that COMPLETED. The result is what happened in calls.
	 */
	tick(options?: LifeOptions): CallEvent[];
}

/** Brings an account to life; `origin` is the simulator's own address. */
export function createAccountLife(state: State, origin: string): AccountLife {
	/** By the campaign itself, so that a reset, which drops the campaigns, drops the lives. */
	const lives = new WeakMap<Campaign, CampaignLife>();
	const singleCalls = new Set<string>();

	function live(campaign: Campaign, options: LifeOptions): CampaignLife {
		const life = createLife(state, campaign, origin, options);
		lives.set(campaign, life);
		return life;
	}

	function tickSingleCalls(): CallEvent[] {
		const ended = [...singleCalls].flatMap((id) => {
			const call = state.calls.get(id);
			if (call?.status !== 'IN_PROGRESS') return [];
			const updatedAt = new Date().toISOString();
			return eventsOfEnd(state.calls.change(id, { ...endOf('COMPLETED', call, origin), updatedAt }));
		});
		singleCalls.clear();
		// Calls of campaigns are never PENDING here.
		const started = state.calls.find({ status: ['PENDING'] }).flatMap(({ id }) => {
			singleCalls.add(id);
			const call = state.calls.change(id, { status: 'IN_PROGRESS', updatedAt: new Date().toISOString() });
			return eventsOfStart(call, true);
		});
		return [...ended, ...started];
	}

	return {
		live,
		tick: (options = {}) => [
			...state.campaigns.flatMap((campaign) => (lives.get(campaign) ?? live(campaign, options)).tick()),
			...tickSingleCalls(),
		],
	};
}
