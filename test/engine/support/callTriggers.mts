/** What the tests of Hamsa Trigger share: a simulator, and trigger nodes on its voice agents. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { startSimulator, type Simulator } from '../../simulator/server.mts';
import type { TriggerNode } from './triggerHarness.mts';

/** Voice agents of the simulator: one with a webhook, and two without. */
export const occupied = '11111111-1111-4111-8111-111111111111';
export const free = 'a0000000-0000-4000-8000-000000000002';
export const alsoFree = 'a0000000-0000-4000-8000-000000000003';
export const webhookSecret = 'a-webhook-secret-of-a-test';

/** The message of what a step throws. */
export async function failure(step: Promise<unknown>): Promise<string> {
	try {
		await step;
	} catch (error) {
		return (error as Error).message;
	}
	throw new Error('Nothing was thrown');
}

/** Starts a simulator for the tests of a file and empties it before each. */
export function useCallTrigger() {
	let simulator: Simulator;
	beforeAll(async () => {
		simulator = await startSimulator({ checkAnswers: true });
	});
	beforeEach(() => simulator.reset());
	afterAll(async () => await simulator.close());
	const credential = (more: object = {}) => ({
		apiKey: simulator.apiKey,
		baseUrl: simulator.url,
		...more,
	});
	const locator = (value: string) => ({ __rl: true, mode: 'id', value });
	return {
		simulator: () => simulator,
		credential,
		agent: (id: string) => simulator.agents.find((each) => each.id === id)!,
		/** The requests that changed something. */
		changes: () => simulator.requests.filter(({ method }) => method === 'PATCH'),
		/** A trigger that registers itself on these voice agents. */
		registering: (agentIds: string[], more: Partial<TriggerNode> = {}): TriggerNode => ({
			parameters: {
				setUp: 'register',
				simplify: false,
				events: ['call.ended'],
				voiceAgents: { values: agentIds.map((id) => ({ voiceAgentId: locator(id) })) },
			},
			credential: credential(),
			staticData: {},
			...more,
		}),
		/** A trigger set up by hand, for the calls of one voice agent, one campaign or both. */
		filtered: ({ voiceAgent, campaign }: { voiceAgent?: string; campaign?: string }): TriggerNode => ({
			parameters: {
				setUp: 'manual',
				simplify: false,
				events: ['call.ended'],
				filters: {
					...(voiceAgent && { voiceAgents: { values: [{ voiceAgentId: locator(voiceAgent) }] } }),
					...(campaign && { campaigns: { values: [{ campaignId: locator(campaign) }] } }),
				},
			},
			credential: credential({ webhookSecret }),
			staticData: {},
		}),
	};
}
