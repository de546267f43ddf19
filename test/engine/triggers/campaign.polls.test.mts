import { describe, expect, it } from '@jest/globals';
import { ago, LIST, MINUTES, poll, useCampaignTrigger } from '../support/campaignTriggers.mts';

const { simulator, requests, trigger, running } = useCampaignTrigger();
const by = (value: string) => ({ __rl: true, mode: 'id', value });

describe('filters', () => {
	it('keep other voice agents, campaigns and names out', async () => {
		const [, other] = simulator().agents;
		const mine = running({ name: 'Spring Reminders' });
		const theirs = running({ name: 'Spring reminders too', voiceAgentId: other!.id });
		const named = running({ name: 'Survey' });
		const nodes = {
			byAgent: trigger(['campaignFinished'], { filters: { voiceAgentId: by(other!.id) } }),
			byCampaign: trigger(['campaignFinished'], {
				filters: { campaignId: { __rl: true, mode: 'list', value: mine.id } },
			}),
			byName: trigger(['campaignFinished'], { filters: { campaignName: 'REMINDERS' } }),
		};
		for (const node of Object.values(nodes)) await poll(node);
		for (const { id } of [mine, theirs, named]) simulator().setCampaignStatus(id, 'COMPLETED');

		const told = Object.fromEntries(
			await Promise.all(
				Object.entries(nodes).map(async ([filter, node]) => [
					filter,
					(await poll(node)).map(({ campaignName }) => campaignName).sort(),
				]),
			),
		);

		expect(told).toEqual({
			byAgent: ['Spring reminders too'],
			byCampaign: ['Spring Reminders'],
			byName: ['Spring Reminders', 'Spring reminders too'],
		});
	});
});

describe('IDs', () => {
	it.each([
		['voiceAgentId', (id: string) => id.toUpperCase()],
		['campaignId', (id: string) => ` ${id.toUpperCase()} `],
	] as const)('are the same in capitals: %s', async (field, written) => {
		const campaign = running({ voiceAgentId: simulator().agents[1]!.id });
		const id = field === 'campaignId' ? campaign.id : campaign.voiceAgentId;
		const node = trigger(['campaignFinished', 'recipientFinished'], {
			filters: { [field]: by(written(id)) },
		});
		await poll(node);
		simulator().setCampaignStatus(campaign.id, 'COMPLETED');

		expect(await poll(node)).toMatchObject([{ event: 'campaignFinished', campaignId: campaign.id }]);
	});

	it.each([
		['voiceAgentId', 'Voice Agent "Reminder" is not the ID of a voice agent'],
		['campaignId', 'Campaign "Reminder" is not the ID of a campaign'],
	])('that are none are an error at once: %s', async (field, message) => {
		const node = trigger(['campaignFinished'], { filters: { [field]: by('Reminder') } });

		for (const mode of ['trigger', 'manual'] as const) await expect(node.poll(mode)).rejects.toThrow(message);
		expect(requests()).toEqual([]);
	});

	it.each(['voiceAgentId', 'campaignId'])(
		'that Hamsa does not know are an error at once: %s',
		async (field) => {
			running();
			const node = trigger(['campaignFinished'], {
				filters: { [field]: by('e0000000-0000-4000-8000-00000000ffff') },
			});

			for (const mode of ['trigger', 'manual'] as const) await expect(node.poll(mode)).rejects.toThrow('404');
			expect(node.saved()).not.toHaveProperty(['node:Hamsa Campaign Trigger', 'state']);
		},
	);

	it('of a campaign and of a voice agent that does not make it are an error at once', async () => {
		const [, other] = simulator().agents;
		const { id } = running();
		const node = trigger(['campaignFinished'], {
			filters: { campaignId: by(id), voiceAgentId: by(other!.id) },
		});

		await expect(node.poll()).rejects.toThrow('belongs to another voice agent');
	});

	it('of a voice agent without campaigns, and of a campaign that is deleted later, are none', async () => {
		const [, other] = simulator().agents;
		const { id } = running();
		const quiet = trigger(['campaignFinished'], { filters: { voiceAgentId: by(other!.id) } });
		const node = trigger(['campaignFinished'], { filters: { campaignId: by(id) } });
		expect(await poll(quiet)).toEqual([]);
		expect(await poll(node)).toEqual([]);
		const none = { success: true, data: { campaigns: [], totalCount: 0 } };
		simulator().behave({ path: '*/campaigns', then: { status: 200, json: none } });

		expect(await poll(node)).toEqual([]);
	});
});

describe('another choice of campaigns', () => {
	it('starts from now, however far back the first activation looked', async () => {
		const { id } = running({ status: 'COMPLETED', recipients: 1 });
		const options = { lookBackDays: 5 };
		const node = trigger(['campaignFinished'], { options });
		expect(await poll(node)).toMatchObject([{ campaignId: id }]);
		const filters = { campaignId: by(id) };

		expect(await poll(trigger(['campaignFinished'], { options, filters }, node.saved()))).toEqual([]);
	});
});

describe('what a poll costs', () => {
	it('is one request per page of the list when nothing can have changed', async () => {
		for (let index = 0; index < 250; index++) {
			const status = (['COMPLETED', 'CANCELLED', 'SCHEDULED', 'PENDING'] as const)[index % 4]!;
			running({ status, recipients: 2, createdAt: ago(300 * MINUTES), updatedAt: ago(300 * MINUTES) });
		}
		const node = trigger(['campaignFinished', 'campaignStatusChanged', 'recipientFinished']);
		await poll(node);
		const before = requests().length;

		expect(await poll(node)).toEqual([]);

		expect(requests().slice(before)).toEqual([LIST, LIST, LIST]);
	});

	it('asks for the recipients of a large campaign less often', async () => {
		const large = running({ recipients: 20_000 });
		const small = running({ recipients: 3 });
		const node = trigger(['recipientFinished']);
		await poll(node);
		for (let index = 0; index < 3; index++) await poll(node);

		const asked = (id: string) => requests().filter((request) => request.endsWith(id)).length;
		expect([asked(large.id), asked(small.id)]).toEqual([1, 3]);
	});

	it('is nothing while the poll before is still under way', async () => {
		const { id } = running();
		const node = trigger(['campaignFinished']);
		await poll(node);
		simulator().setCampaignStatus(id, 'FAILED');
		simulator().behave({ path: '*/campaigns', then: { delayMs: 300 } });

		const [first, second] = await Promise.all([poll(node), poll(node)]);

		expect([first, second].map((told) => told.length)).toEqual([1, 0]);
	});
});

describe('restarts', () => {
	it('lose and repeat nothing, though n8n saves only what was emitted and what an activation found', async () => {
		const { id } = running({ recipients: 2 });
		const events = ['campaignFinished', 'recipientFinished'];
		const first = trigger(events);
		await poll(first);
		const saved = first.saved();
		const other = simulator().seedCampaign({
			recipients: 1,
			createdAt: new Date(Date.now() + 2_000),
			updatedAt: new Date(Date.now() + 2_000),
		});
		await poll(first);

		// These polls emitted nothing, so that n8n has not saved them.
		const second = trigger(events, {}, saved);
		const at = new Date(Date.now() + 3_000).toISOString();
		simulator().setRecipient(id, 0, { status: 'COMPLETED', completedAt: at });
		Object.assign(
			simulator().campaigns.find((campaign) => campaign.id === other.id)!,
			{
				status: 'COMPLETED',
				updatedAt: at,
			},
		);
		const told = await poll(second);
		expect(told.map(({ event, campaignId }) => [event, campaignId])).toEqual([
			['campaignFinished', other.id],
			['recipientFinished', id],
		]);

		const third = trigger(events, {}, second.saved());
		expect(await poll(third)).toEqual([]);
		expect(await poll(third)).toEqual([]);
	});
});

describe('a test event', () => {
	it('shows what happened last, and leaves the memory alone', async () => {
		const { id } = running({
			status: 'COMPLETED',
			recipients: 7,
			progress: { status: 'COMPLETED', completedAt: ago(MINUTES).toISOString() },
		});
		const node = trigger(['campaignFinished', 'recipientFinished']);

		const shown = await poll(node, 'manual');

		expect(shown.map(({ event }) => event)).toEqual([
			'campaignFinished',
			...Array(5).fill('recipientFinished'),
		]);
		expect(shown.every(({ campaignId }) => campaignId === id)).toBe(true);
		expect(node.saved()).toEqual({});
	});

	it('shows a sample where no campaign has called anybody yet', async () => {
		const { id } = running({
			status: 'SCHEDULED',
			name: 'Next week',
			recipients: [{ phoneNumber: '+966500000101', name: 'Sara', status: 'PENDING' }],
		});
		const events = ['campaignFinished', 'campaignStatusChanged', 'recipientFinished'];
		const node = trigger(events, { options: { callDetails: true } });

		const shown = await poll(node, 'manual');

		expect(shown.map(({ event, sample, campaignId }) => [event, sample, campaignId])).toEqual(
			events.map((event) => [event, true, id]),
		);
		expect(shown).toMatchObject([
			{ status: 'COMPLETED', campaignName: 'Next week' },
			{ status: 'RUNNING', previousStatus: 'SCHEDULED' },
			{
				phoneNumber: '+966500000101',
				name: 'Sara',
				status: 'COMPLETED',
				callStatus: 'COMPLETED',
				transcript: [],
			},
		]);
		expect(node.saved()).toEqual({});
	});

	it('says so when there is no campaign', async () => {
		await expect(trigger(['campaignFinished']).poll('manual')).rejects.toThrow('no campaign');
	});
});
