/** Campaigns that somebody deletes in the dashboard before they have ended. */
import { describe, expect, it } from '@jest/globals';
import { ago, LIST, MINUTES, poll, useCampaignTrigger } from '../support/campaignTriggers.mts';

const { simulator, requests, trigger, running } = useCampaignTrigger();
const GONE = ['campaignGone'];
const by = (value: string) => ({ __rl: true, mode: 'id', value });

/** An answer that a list without these campaigns would be. */
const listOf = (...campaigns: unknown[]) => ({
	status: 200,
	json: { success: true, data: { campaigns, totalCount: campaigns.length } },
});
const asListed = (id: string) => {
	const { recipients, ...campaign } = simulator().campaigns.find((each) => each.id === id)!;
	return { ...campaign, recipientsCount: recipients.length };
};

describe('campaigns that are deleted before they have ended', () => {
	it('are told once, with what was known of them, also by a trigger as it is added', async () => {
		running({ name: 'Stays' });
		const { id, voiceAgentId, createdAt, updatedAt } = running({ name: 'Reminders', recipients: 3 });
		const node = trigger([], { events: undefined });
		expect(await poll(node)).toEqual([]);
		expect(await poll(node)).toEqual([]);

		simulator().deleteCampaign(id);

		expect(await poll(node)).toEqual([
			{
				event: 'campaignGone',
				eventId: `campaignGone:${id}`,
				campaignId: id,
				campaignName: 'Reminders',
				status: 'RUNNING',
				voiceAgentId,
				recipientsCount: 3,
				scheduledDate: null,
				createdAt,
				updatedAt,
			},
		]);
		expect(await poll(node)).toEqual([]);
		expect(requests()).toEqual([LIST, LIST, LIST, `${LIST}/${id}`, LIST]);
	});

	it.each(['SCHEDULED', 'PENDING', 'PAUSED'] as const)(
		'are told with their last status: %s',
		async (status) => {
			const { id } = running();
			const node = trigger(GONE);
			await poll(node);
			simulator().setCampaignStatus(id, status);
			await poll(node);

			simulator().deleteCampaign(id);

			expect(await poll(node)).toMatchObject([{ event: 'campaignGone', campaignId: id, status }]);
		},
	);

	it('are told although everybody in them was told, and nobody else is', async () => {
		const { id } = running({ recipients: 2 });
		const node = trigger(['campaignGone', 'recipientFinished']);
		await poll(node);
		const completedAt = new Date(Date.now() + 2_000).toISOString();
		simulator().setRecipient(id, 0, { status: 'COMPLETED', completedAt });
		expect(await poll(node)).toMatchObject([{ event: 'recipientFinished' }]);

		simulator().deleteCampaign(id);

		expect((await poll(node)).map(({ event }) => event)).toEqual(['campaignGone']);
	});

	it('are not told where their end was', async () => {
		const [ended, old] = [running(), running({ status: 'COMPLETED' })];
		const node = trigger(['campaignFinished', 'campaignGone']);
		await poll(node);
		simulator().setCampaignStatus(ended.id, 'CANCELLED');
		expect(await poll(node)).toMatchObject([{ event: 'campaignFinished', status: 'CANCELLED' }]);

		for (const { id } of [ended, old]) simulator().deleteCampaign(id);

		expect(await poll(node)).toEqual([]);
		expect(requests()).toEqual([LIST, LIST, LIST]);
	});

	it('are told each once from whatever n8n has saved, under the same ID', async () => {
		const [first, second] = [running(), running()];
		const node = trigger(GONE);
		await poll(node);
		const activated = node.saved();
		simulator().setCampaignStatus(first.id, 'PAUSED');
		// n8n does not save what this poll has seen.
		await poll(node);
		simulator().deleteCampaign(first.id);
		const told = await poll(node);
		simulator().deleteCampaign(second.id);

		const afterwards = await poll(trigger(GONE, {}, node.saved()));
		const anew = await poll(trigger(GONE, {}, activated));

		expect(told.map(({ campaignId }) => campaignId)).toEqual([first.id]);
		expect(afterwards.map(({ campaignId }) => campaignId)).toEqual([second.id]);
		expect(anew.map(({ eventId }) => eventId).sort()).toEqual(
			[...told, ...afterwards].map(({ eventId }) => eventId).sort(),
		);
	});
});

describe('a list that lacks a campaign', () => {
	it('tells nothing of one that is there, but what has become of it', async () => {
		const { id } = running();
		const node = trigger(['campaignFinished', 'campaignGone']);
		await poll(node);
		simulator().behave({ path: '*/campaigns', times: 2, then: listOf() });
		expect(await poll(node)).toEqual([]);
		simulator().setCampaignStatus(id, 'COMPLETED');

		expect(await poll(node)).toMatchObject([{ event: 'campaignFinished', previousStatus: 'RUNNING' }]);
		expect(await poll(node)).toEqual([]);
	});

	it.each([
		[{ status: 429 }, null],
		[{ status: 500 }, null],
		[{ status: 503 }, null],
		[{ status: 403 }, 'Hamsa answered with HTTP 403'],
		[{ fault: 'disconnect' as const }, null],
		[{ fault: 'halfBody' as const }, null],
	])('is no proof while Hamsa answers %j to the question for it', async (then, outcome) => {
		const [stays, deleted] = [running(), running()];
		const node = trigger(GONE);
		await poll(node);
		simulator().deleteCampaign(deleted.id);
		simulator().behave({ path: `*/campaigns/${deleted.id}`, times: 2, then });
		for (let look = 0; look < 2; look++) {
			expect(await node.poll().catch((error: Error) => error.message)).toBe(outcome);
		}
		expect(requests().filter((request) => request.endsWith(deleted.id))).toHaveLength(2);
		expect(simulator().campaigns.map(({ id }) => id)).toEqual([stays.id]);

		expect(await poll(node)).toMatchObject([{ event: 'campaignGone', campaignId: deleted.id }]);
	});

	it('tells of the others although one cannot be asked for', async () => {
		const campaigns = [running(), running(), running()];
		const node = trigger(GONE);
		await poll(node);
		for (const { id } of campaigns) simulator().deleteCampaign(id);
		running();
		simulator().behave({ path: `*/campaigns/${campaigns[2]!.id}`, times: 'forever', then: { status: 500 } });

		const told = [...(await poll(node)), ...(await poll(node)), ...(await poll(node))];

		expect(told.map(({ campaignId }) => campaignId).sort()).toEqual(
			campaigns.slice(0, 2).map(({ id }) => id),
		);
	});

	it('of the voice agent that is chosen tells nothing of a campaign that another one makes now', async () => {
		const [agent, other] = simulator().agents;
		const { id } = running({ voiceAgentId: agent!.id });
		const node = trigger(GONE, { filters: { voiceAgentId: by(agent!.id) } });
		await poll(node);
		simulator().campaigns[0]!.voiceAgentId = other!.id;

		expect(await poll(node)).toEqual([]);
		expect(await poll(node)).toEqual([]);
		expect(requests().filter((request) => request.endsWith(id))).toHaveLength(1);
	});

	it('because the key belongs to another project now starts anew', async () => {
		const { id } = running();
		const node = trigger(GONE);
		await poll(node);
		const mine = asListed(id);
		simulator().deleteCampaign(id);
		const other = { success: true, data: { id: 'b0000000-0000-4000-8000-000000000002', name: 'Other' } };
		simulator().behave({ path: '*/projects/by-api-key', times: 2, then: { status: 200, json: other } });

		expect(await poll(node)).toEqual([]);
		expect(await poll(node)).toEqual([]);
		expect(requests()).not.toContain(`${LIST}/${id}`);

		const theirs = { ...mine, id: 'c0000000-0000-4000-8000-00000000ffff', projectId: other.data.id };
		const another = trigger(GONE, {}, undefined);
		simulator().behave({ path: '*/campaigns', then: listOf(mine) });
		await poll(another);
		simulator().behave({ path: '*/campaigns', then: listOf(theirs) });
		expect(await poll(another)).toEqual([]);
		expect(requests()).not.toContain(`${LIST}/${id}`);
	});
});

describe('filters', () => {
	it('keep what is gone of other voice agents, campaigns and names out', async () => {
		const [, other] = simulator().agents;
		const mine = running({ name: 'Spring Reminders' });
		const theirs = running({ name: 'Spring reminders too', voiceAgentId: other!.id });
		const named = running({ name: 'Survey' });
		const nodes = {
			byAgent: trigger(GONE, { filters: { voiceAgentId: by(other!.id) } }),
			byCampaign: trigger(GONE, { filters: { campaignId: by(mine.id) } }),
			byName: trigger(GONE, { filters: { campaignName: 'REMINDERS' } }),
		};
		for (const node of Object.values(nodes)) await poll(node);
		for (const { id } of [mine, theirs, named]) simulator().deleteCampaign(id);

		const told: Record<string, unknown[]> = {};
		for (const [filter, node] of Object.entries(nodes)) {
			told[filter] = (await poll(node)).map(({ campaignName }) => campaignName).sort();
			expect(await poll(node)).toEqual([]);
		}

		expect(told).toEqual({
			byAgent: ['Spring reminders too'],
			byCampaign: ['Spring Reminders'],
			byName: ['Spring Reminders', 'Spring reminders too'],
		});
	});
});

describe('a test event', () => {
	it('is a sample, since nothing that is gone can be read', async () => {
		const past = ago(90 * MINUTES);
		const { id, name } = running({ status: 'SCHEDULED', createdAt: past, updatedAt: past });

		const [sample, ...more] = await poll(trigger(GONE), 'manual');

		expect(more).toEqual([]);
		expect(sample).toMatchObject({
			sample: true,
			event: 'campaignGone',
			campaignId: id,
			campaignName: name,
			status: 'RUNNING',
		});
	});
});
