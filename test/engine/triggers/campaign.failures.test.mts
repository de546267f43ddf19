import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { HamsaCampaignTrigger } from '../../../nodes/Hamsa/HamsaCampaignTrigger.node.ts';
import { MINUTES, poll, useCampaignTrigger } from '../support/campaignTriggers.mts';
import { pollingNode } from '../support/harness.mts';

const { simulator, trigger, running } = useCampaignTrigger();

describe('failures', () => {
	it('that pass by themselves leave the work to the next poll', async () => {
		const { id } = running();
		const node = trigger(['campaignFinished']);
		await poll(node);
		simulator().setCampaignStatus(id, 'COMPLETED');
		for (const then of [
			{ status: 429 },
			{ status: 500 },
			{ status: 503 },
			{ fault: 'disconnect' as const },
		]) {
			simulator().behave({ then });
			expect(await poll(node)).toEqual([]);
		}
		expect(await poll(node)).toMatchObject([{ campaignId: id }]);
	});

	it('in the middle of a poll keep back only what could not be read', async () => {
		const [first, second] = [running({ recipients: 1 }), running({ recipients: 1 })];
		const node = trigger(['campaignFinished', 'recipientFinished']);
		await poll(node);
		const completedAt = new Date(Date.now() + 2_000).toISOString();
		for (const { id } of [first, second]) {
			simulator().setRecipient(id, 0, { status: 'COMPLETED', completedAt });
			simulator().setCampaignStatus(id, 'COMPLETED');
		}
		simulator().behave({ path: `*/campaigns/${first.id}`, then: { status: 429 } });

		const told = await poll(node);
		expect(told.filter(({ event }) => event === 'campaignFinished')).toHaveLength(2);
		const after = node.saved();
		// The campaign that could not be read has its turn again a minute later.
		const state = (
			after['node:Hamsa Campaign Trigger'] as { state: { campaigns: Record<string, IDataObject> } }
		).state;
		for (const campaign of Object.values(state.campaigns)) delete campaign.nextReading;
		const again = await poll(trigger(['campaignFinished', 'recipientFinished'], {}, after));
		const recipients = [...told, ...again].filter(({ event }) => event === 'recipientFinished');
		expect(recipients.map(({ campaignId }) => campaignId).sort()).toEqual([first.id, second.id].sort());
		expect(again.every(({ event }) => event === 'recipientFinished')).toBe(true);
	});

	it('of a campaign that was deleted since it was listed hold up no other', async () => {
		// The newest is listed and read first.
		const [other, deleted] = [running({ recipients: 1 }), running({ recipients: 1 })];
		const node = trigger(['recipientFinished']);
		await poll(node);
		const completedAt = new Date(Date.now() + 2_000).toISOString();
		simulator().setRecipient(other.id, 0, { status: 'COMPLETED', completedAt });
		simulator().behave({ path: `*/campaigns/${deleted.id}`, times: 'forever', then: { status: 404 } });

		expect(await poll(node)).toMatchObject([{ campaignId: other.id }]);
		expect(await poll(node)).toEqual([]);
	});

	it('that last longer than a quarter of an hour are shown, and counted anew once a poll succeeds', async () => {
		const name = 'node:Hamsa Campaign Trigger';
		const failed = async (saved: IDataObject = {}) => {
			const node = trigger(['campaignFinished'], {}, structuredClone(saved));
			if (saved[name] === undefined) await poll(node);
			simulator().behave({ then: { status: 503 } });
			const outcome = await node.poll().catch((error: Error) => error.message);
			const after = node.saved();
			const { state } = after[name] as { state: IDataObject };
			return { outcome, after, state };
		};
		const first = await failed();
		expect(first).toMatchObject({ outcome: null, state: { failingSince: expect.any(Number) } });
		first.state.failingSince = Date.now() - 14 * MINUTES;
		expect((await failed(first.after)).outcome).toBeNull();
		first.state.failingSince = Date.now() - 16 * MINUTES;
		expect((await failed(first.after)).outcome).toContain('503');

		const node = trigger(['campaignFinished'], {}, first.after);
		await poll(node);
		expect((await failed(node.saved())).outcome).toBeNull();
	});

	it('of the key are errors, and name it nowhere', async () => {
		running();
		const wrong = { apiKey: 'sk_wrong_key_of_a_test', baseUrl: simulator().url };
		const good = trigger(['campaignFinished']);
		await poll(good);
		for (const saved of [{}, good.saved()]) {
			const node = pollingNode(new HamsaCampaignTrigger(), { events: ['campaignFinished'] }, wrong, saved);
			for (const mode of ['trigger', 'manual'] as const) {
				const error = (await node.poll(mode).catch((caught: unknown) => caught)) as Error & {
					description: string;
				};
				expect(error).toMatchObject({
					name: 'NodeApiError',
					message: expect.stringContaining('401'),
					description: expect.stringContaining('API Key'),
				});
				expect(JSON.stringify(error)).not.toContain(wrong.apiKey);
			}
		}
	});

	it('at the first activation are errors, since nothing would be known of what happens from then on', async () => {
		simulator().behave({ then: { status: 429 } });
		await expect(trigger(['campaignFinished']).poll()).rejects.toThrow('429');
	});

	it('of a test are errors', async () => {
		running({ status: 'COMPLETED' });
		simulator().behave({ then: { status: 503 } });
		await expect(trigger(['campaignFinished']).poll('manual')).rejects.toThrow('503');
	});
});
