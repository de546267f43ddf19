/** Hamsa Trigger under load: thousands of events at once, many of them repeated. */
import { describe, expect, it, jest } from '@jest/globals';
import { payload } from '../../unit/support/payloads.mts';
import { free, useCallTrigger, webhookSecret } from '../support/callTriggers.mts';
import type * as Harness from '../support/triggerHarness.mts';
import { receive, type Received, type TriggerNode } from '../support/triggerHarness.mts';

const { simulator, filtered } = useCallTrigger();

const idOf = (group: string, index: number) =>
	`${group}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const idsOf = (group: string, amount: number) =>
	Array.from({ length: amount }, (_, index) => idOf(group, index));

/** Sends the end of each of these calls, all at the same time. */
const deliver = async (node: TriggerNode, callIds: readonly string[], take = receive): Promise<Received[]> =>
	await Promise.all(
		callIds.map(async (callId) => {
			const event = payload('current', { callId, agentId: free });
			return await take(node, event, webhookSecret);
		}),
	);

const callsOf = (answers: readonly Received[]) =>
	answers.flatMap(({ item }) => (item === undefined ? [] : String(item.callId))).sort();

describe('thousands of events at the same time', () => {
	it('start the workflow once each, however often and in whatever order they come', async () => {
		const node = filtered({ voiceAgent: free });
		const calls = idsOf('a', 2_000);

		const answers = await deliver(node, [...calls, ...[...calls].reverse(), ...calls.slice(500, 900)]);

		expect(answers.every(({ status }) => status === 200)).toBe(true);
		expect(callsOf(answers)).toEqual(calls);
		expect(callsOf(await deliver(node, calls))).toEqual([]);
	}, 120_000);

	it('leave little in what n8n saves, and the latest are known by that when it starts anew', async () => {
		const node = filtered({ voiceAgent: free });
		const calls = idsOf('b', 1_500);
		await deliver(node, calls.slice(0, 1_000));
		await deliver(node, calls.slice(1_000));

		expect(JSON.stringify(node.staticData).length).toBeLessThan(10_000);
		jest.resetModules();
		const anew = jest.requireActual<typeof Harness>('../support/triggerHarness.mts');
		expect(callsOf(await deliver(node, calls.slice(1_000), anew.receive))).toEqual([]);
		expect(callsOf(await deliver(node, calls.slice(0, 1), anew.receive))).toEqual(calls.slice(0, 1));
	}, 120_000);

	it('are not lost when Hamsa cannot say at first whose calls they are, and start it once each', async () => {
		const calls = idsOf('c', 300);
		const { id } = simulator().seedCampaign({
			recipients: calls.map((_, index) => ({ phoneNumber: `+9665${String(index).padStart(8, '0')}` })),
		});
		for (const [index, jobId] of calls.entries()) {
			simulator().setRecipient(id, index, { status: 'COMPLETED', jobId });
		}
		simulator().behave({ path: '*/campaigns/*', times: 2, then: { status: 500 } });
		const node = filtered({ campaign: id });

		const started: string[] = [];
		let waiting = [...calls, ...calls];
		while (waiting.length > 0) {
			const answers = await deliver(node, waiting);
			started.push(...callsOf(answers));
			// Hamsa sends again what was not answered with success.
			waiting = waiting.filter((_, index) => answers[index]!.status !== 200);
		}

		expect(started.sort()).toEqual(calls);
	}, 120_000);
});
