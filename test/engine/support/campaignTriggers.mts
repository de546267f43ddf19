/** What the tests of Hamsa Campaign Trigger share: a simulator, and the trigger on n8n's PollContext. */
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { HamsaCampaignTrigger } from '../../../nodes/Hamsa/HamsaCampaignTrigger.node.ts';
import { type Simulator, startSimulator } from '../../simulator/server.mts';
import { type PollingNode, pollingNode } from './harness.mts';

export const MINUTES = 60_000;
export const ago = (ms: number) => new Date(Date.now() - ms);
/** A request for a page of the list of campaigns. */
export const LIST = 'GET /v1/voice-agents/campaigns';

/** One poll, and the items it put out. */
export async function poll(node: PollingNode, mode?: 'manual'): Promise<IDataObject[]> {
	const output = await node.poll(mode);
	if (output === null) return [];
	expect(output).toHaveLength(1);
	expect(output[0]!.length).toBeGreaterThan(0);
	return output[0]!.map(({ json }) => json);
}

/** Starts a simulator for the tests of a file and empties it before each. */
export function useCampaignTrigger() {
	let simulator: Simulator;
	beforeAll(async () => {
		simulator = await startSimulator({ checkAnswers: true });
	});
	afterAll(async () => await simulator.close());
	beforeEach(() => simulator.reset());
	return {
		simulator: () => simulator,
		/** Method and path of each request so far. */
		requests: () => simulator.requests.map(({ method, path }) => `${method} ${path}`),
		/** A trigger for these events, as it is after the restart of n8n when it is given what was saved. */
		trigger: (events: string[], more: Record<string, unknown> = {}, saved?: IDataObject) =>
			pollingNode(
				new HamsaCampaignTrigger(),
				{ events, simplify: false, ...more },
				{ apiKey: simulator.apiKey, baseUrl: simulator.url },
				saved,
			),
		/** A campaign from before the trigger, which is calling unless it says otherwise. */
		running: (seed: Parameters<Simulator['seedCampaign']>[0] = {}) =>
			simulator.seedCampaign({
				status: 'RUNNING',
				createdAt: ago(60 * MINUTES),
				updatedAt: ago(60 * MINUTES),
				...seed,
			}),
	};
}
