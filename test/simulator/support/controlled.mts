/** What the tests of the simulator's control share: a simulator that each test finds as new, and ways to ask it. */
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { call, validCampaign } from './client.mts';
import type { RequestRecord } from '../control/records.mts';
import { startSimulator } from '../server.mts';
import type { Simulator } from '../server.mts';

/** The record of each request that is over, in this test. */
export const answered: RequestRecord[] = [];

export const KEY = 'sk_live_marked+key/with=signs';
export const PROJECT = '/v1/projects/by-api-key';

/** The simulator of this test file, from its first hook on. */
export let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({
		apiKey: KEY,
		checkAnswers: true,
		recordedBodyBytes: 2000,
		onAnswered: (record) => answered.push(record),
	});
});
afterAll(async () => await simulator.close());
beforeEach(() => {
	simulator.reset();
	answered.length = 0;
});

export const check = async (): Promise<number> => (await call(simulator, `GET ${PROJECT}`)).status;

export async function until(isTrue: () => boolean): Promise<void> {
	while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Asks for a campaign and, once `isTime`, goes away without having got an answer. */
export async function createAndLeave(isTime: () => boolean): Promise<void> {
	const leaving = new AbortController();
	const answer = fetch(`${simulator.url}/v1/voice-agents/campaigns`, {
		method: 'POST',
		headers: { authorization: `Token ${KEY}`, 'content-type': 'application/json' },
		body: JSON.stringify(validCampaign),
		signal: leaving.signal,
	});
	await Promise.all([expect(answer).rejects.toThrow('aborted'), until(isTime).then(() => leaving.abort())]);
}
