import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { HamsaCampaignTrigger } from '../../nodes/Hamsa/HamsaCampaignTrigger.node.ts';
import { type Simulator, startSimulator } from '../simulator/server.mts';
import { type PollingNode, pollingNode } from './harness.mts';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator({ checkAnswers: true });
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const MINUTES = 60_000;
const ago = (ms: number) => new Date(Date.now() - ms);
const credential = () => ({ apiKey: simulator.apiKey, baseUrl: simulator.url });
const requests = () => simulator.requests.map(({ method, path }) => `${method} ${path}`);
const newRequests = (before: number) => requests().slice(before);
const LIST = 'GET /v1/voice-agents/campaigns';

/** A trigger for these events, as it is after the restart of n8n when it is given what was saved. */
const trigger = (events: string[], more: Record<string, unknown> = {}, saved?: IDataObject) =>
	pollingNode(new HamsaCampaignTrigger(), { events, ...more }, credential(), saved);

async function poll(node: PollingNode, mode?: 'manual'): Promise<IDataObject[]> {
	const output = await node.poll(mode);
	if (output === null) return [];
	expect(output).toHaveLength(1);
	expect(output[0]!.length).toBeGreaterThan(0);
	return output[0]!.map(({ json }) => json);
}

/** A campaign from before the trigger, which is calling. */
const running = (recipients: Parameters<Simulator['seedCampaign']>[0] = {}) =>
	simulator.seedCampaign({
		status: 'RUNNING',
		createdAt: ago(60 * MINUTES),
		updatedAt: ago(60 * MINUTES),
		...recipients,
	});

describe('campaigns that end', () => {
	it('are told once each, from the activation on', async () => {
		running({ name: 'Old', status: 'COMPLETED' });
		const { id } = running({ name: 'Reminders', recipients: 3 });
		const node = trigger(['campaignFinished']);
		expect(await poll(node)).toEqual([]);
		expect(await poll(node)).toEqual([]);

		simulator.setCampaignStatus(id, 'COMPLETED');

		expect(await poll(node)).toEqual([
			{
				event: 'campaignFinished',
				eventId: expect.stringContaining(id),
				campaignId: id,
				campaignName: 'Reminders',
				status: 'COMPLETED',
				previousStatus: 'RUNNING',
				voiceAgentId: expect.any(String),
				recipientsCount: 3,
				scheduledDate: null,
				createdAt: expect.any(String),
				updatedAt: expect.any(String),
			},
		]);
		expect(await poll(node)).toEqual([]);
		expect(requests()).toEqual(Array(4).fill(LIST));
	});

	it.each(['COMPLETED', 'CANCELLED', 'FAILED'] as const)('are told when they are %s', async (status) => {
		const { id } = running();
		const node = trigger(['campaignFinished']);
		await poll(node);

		simulator.setCampaignStatus(id, status);

		expect(await poll(node)).toMatchObject([{ event: 'campaignFinished', campaignId: id, status }]);
	});

	it('are told when they were created and ended between two polls', async () => {
		const node = trigger(['campaignFinished']);
		await poll(node);

		const soon = new Date(Date.now() + 2_000);
		const { id } = simulator.seedCampaign({ status: 'COMPLETED', createdAt: soon, updatedAt: soon });

		expect(await poll(node)).toMatchObject([{ campaignId: id }]);
		expect(await poll(node)).toEqual([]);
	});

	it('are told once more only when they ran again, not when they were renamed', async () => {
		const { id } = running({ status: 'COMPLETED', recipients: 2, progress: { status: 'NO_ANSWER' } });
		const node = trigger(['campaignFinished']);
		await poll(node);
		const stays = simulator.campaigns[0]!;

		Object.assign(stays, { name: 'Another name', updatedAt: new Date(Date.now() + 2_000).toISOString() });
		expect(await poll(node)).toEqual([]);
		expect(await poll(node)).toEqual([]);

		const later = new Date(Date.now() + 9_000).toISOString();
		simulator.setRecipient(id, 0, { status: 'NO_ANSWER', latestActionTimestamp: later });
		stays.updatedAt = later;
		expect(await poll(node)).toMatchObject([{ event: 'campaignFinished', campaignId: id }]);
		expect(await poll(node)).toEqual([]);
	});

	it('are told from the last days at the first activation, if wanted', async () => {
		const day = 24 * 60 * MINUTES;
		for (const days of [1, 3, 9]) {
			const then = ago(days * day);
			running({ name: `${days} days`, status: 'COMPLETED', createdAt: then, updatedAt: then });
		}
		const node = trigger(['campaignFinished'], { options: { lookBackDays: 5 } });

		const told = await poll(node);

		expect(told.map(({ campaignName }) => campaignName).sort()).toEqual(['1 days', '3 days']);
		expect(await poll(node)).toEqual([]);
	});
});

describe('campaigns whose status changes', () => {
	it('are told each time with the status before', async () => {
		const { id } = running();
		const node = trigger(['campaignStatusChanged', 'campaignFinished']);
		await poll(node);
		const told: unknown[] = [];
		for (const status of ['PAUSED', 'RUNNING', 'COMPLETED', 'PENDING'] as const) {
			simulator.setCampaignStatus(id, status);
			for (const item of await poll(node)) told.push([item.event, item.previousStatus, item.status]);
		}
		expect(told).toEqual([
			['campaignStatusChanged', 'RUNNING', 'PAUSED'],
			['campaignStatusChanged', 'PAUSED', 'RUNNING'],
			['campaignStatusChanged', 'RUNNING', 'COMPLETED'],
			['campaignFinished', 'RUNNING', 'COMPLETED'],
			['campaignStatusChanged', 'COMPLETED', 'PENDING'],
		]);
	});
});

describe('recipients', () => {
	const person = {
		phoneNumber: '+966500000001',
		name: 'Sara',
		dynamicVariables: { city: 'Riyadh' },
	};

	it('are told when reached, with all that is known of them', async () => {
		const { id, name } = running({ recipients: [person, { phoneNumber: '+966500000002' }] });
		const node = trigger(['recipientFinished']);
		await poll(node);
		const [call] = simulator.seedCalls(1);

		simulator.setRecipient(id, 0, { status: 'IN_PROGRESS', attempts: 1, jobId: call!.id });
		expect(await poll(node)).toEqual([]);
		const later = new Date(Date.now() + 2_000).toISOString();
		simulator.setRecipient(id, 0, { status: 'COMPLETED', completedAt: later });

		expect(await poll(node)).toEqual([
			{
				event: 'recipientFinished',
				eventId: expect.any(String),
				campaignId: id,
				campaignName: name,
				recipientId: expect.any(String),
				phoneNumber: '+966500000001',
				name: 'Sara',
				variables: { city: 'Riyadh' },
				status: 'COMPLETED',
				attempts: 1,
				maxAttempts: 3,
				lastError: null,
				jobId: call!.id,
				finishedAt: later,
			},
		]);
		expect(await poll(node)).toEqual([]);
	});

	it('who were not reached are told when Hamsa will not call them again', async () => {
		const { id } = running({ recipients: 3 });
		const node = trigger(['recipientFinished']);
		await poll(node);
		const latestActionTimestamp = new Date(Date.now() + 2_000).toISOString();
		const missed = { status: 'NO_ANSWER', lastError: 'No answer', latestActionTimestamp } as const;

		simulator.setRecipient(id, 0, { ...missed, attempts: 1, nextRetryAt: ago(-10 * MINUTES).toISOString() });
		simulator.setRecipient(id, 1, { ...missed, attempts: 2 });
		expect(await poll(node)).toEqual([]);
		simulator.setRecipient(id, 2, { ...missed, attempts: 3 });
		expect(await poll(node)).toMatchObject([{ status: 'NO_ANSWER', attempts: 3, lastError: 'No answer' }]);

		simulator.setCampaignStatus(id, 'CANCELLED');
		const told = await poll(node);
		expect(told.map(({ attempts }) => attempts).sort()).toEqual([1, 2]);
		expect(await poll(node)).toEqual([]);
	});

	it('whom a person retries are told as reopened, and once more when finished', async () => {
		const { id } = running({ recipients: 2 });
		const node = trigger(['recipientFinished']);
		await poll(node);
		const at = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
		const failed = { status: 'FAILED', attempts: 3, latestActionTimestamp: at(2) } as const;
		simulator.setRecipient(id, 0, failed);
		simulator.setRecipient(id, 1, { status: 'COMPLETED', completedAt: at(2) });
		simulator.setCampaignStatus(id, 'COMPLETED');
		expect((await poll(node)).map(({ status }) => status).sort()).toEqual(['COMPLETED', 'FAILED']);

		simulator.setCampaignStatus(id, 'PENDING');
		simulator.setRecipient(id, 0, { status: 'PENDING', attempts: 0, latestActionTimestamp: at(3) });
		expect(await poll(node)).toMatchObject([
			{ event: 'recipientReopened', status: 'PENDING', finishedAt: null },
		]);
		simulator.setCampaignStatus(id, 'RUNNING');
		expect(await poll(node)).toEqual([]);
		simulator.setRecipient(id, 0, { status: 'COMPLETED', attempts: 1, completedAt: at(4) });
		simulator.setCampaignStatus(id, 'COMPLETED');
		expect(await poll(node)).toMatchObject([{ event: 'recipientFinished', status: 'COMPLETED' }]);
		expect(await poll(node)).toEqual([]);
	});

	it('come with the details of their calls, if wanted, and without secrets', async () => {
		const secret = 'fake-secret-of-a-call';
		const { id } = running({ recipients: 2 });
		const node = trigger(['recipientFinished'], { options: { callDetails: true } });
		await poll(node);
		const [call] = simulator.seedCalls([
			{
				durationSeconds: 95,
				transcription: [{ Agent: 'Hello' }, { User: 'Yes' }],
				outcomeResult: { booked: true, apiKey: secret },
			},
		]);
		const completedAt = new Date(Date.now() + 2_000).toISOString();
		simulator.setRecipient(id, 0, { status: 'COMPLETED', completedAt, jobId: call!.id });
		const unknown = 'e0000000-0000-4000-8000-00000000ffff';
		simulator.setRecipient(id, 1, { status: 'COMPLETED', completedAt, jobId: unknown });

		const told = await poll(node);

		expect(told).toHaveLength(2);
		expect(told[0]).toMatchObject({
			jobId: call!.id,
			callStatus: 'COMPLETED',
			durationSeconds: 95,
			recordingUrl: expect.stringContaining('http'),
			transcript: [
				{ speaker: 'agent', text: 'Hello' },
				{ speaker: 'user', text: 'Yes' },
			],
			outcome: { booked: true, apiKey: '***' },
		});
		expect(told[1]).toMatchObject({ jobId: unknown, callError: expect.stringContaining('404') });
		expect(JSON.stringify(told)).not.toContain(secret);
	});

	it('of a call that cannot be read now are told at a later poll, each once', async () => {
		const { id } = running({ recipients: 8 });
		const node = trigger(['recipientFinished'], { options: { callDetails: true } });
		await poll(node);
		const calls = simulator.seedCalls(8);
		const at = Date.now() + 2_000;
		for (const [index, call] of calls.entries()) {
			const completedAt = new Date(at + index).toISOString();
			simulator.setRecipient(id, index, { status: 'COMPLETED', completedAt, jobId: call.id });
		}
		simulator.behave({ path: `*/conversation/${calls[6]!.id}`, then: { status: 429 } });

		const first = await poll(node);
		const second = await poll(node);

		expect(first.map(({ jobId }) => jobId)).toEqual(calls.slice(0, 6).map((call) => call.id));
		expect(second.map(({ jobId }) => jobId)).toEqual(calls.slice(6).map((call) => call.id));
		expect(await poll(node)).toEqual([]);
	});
});

describe('filters', () => {
	it('keep other voice agents, campaigns and names out', async () => {
		const [, other] = simulator.agents;
		const mine = running({ name: 'Spring Reminders' });
		const theirs = running({ name: 'Spring reminders too', voiceAgentId: other!.id });
		const named = running({ name: 'Survey' });
		const nodes = {
			byAgent: trigger(['campaignFinished'], { voiceAgentId: { __rl: true, mode: 'id', value: other!.id } }),
			byCampaign: trigger(['campaignFinished'], { campaignId: { __rl: true, mode: 'list', value: mine.id } }),
			byName: trigger(['campaignFinished'], { options: { campaignName: 'REMINDERS' } }),
		};
		for (const node of Object.values(nodes)) await poll(node);
		for (const { id } of [mine, theirs, named]) simulator.setCampaignStatus(id, 'COMPLETED');

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

		expect(newRequests(before)).toEqual([LIST, LIST, LIST]);
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
		simulator.setCampaignStatus(id, 'FAILED');
		simulator.behave({ path: '*/campaigns', then: { delayMs: 300 } });

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
		const other = simulator.seedCampaign({
			recipients: 1,
			createdAt: new Date(Date.now() + 2_000),
			updatedAt: new Date(Date.now() + 2_000),
		});
		await poll(first);

		// These polls emitted nothing, so that n8n has not saved them.
		const second = trigger(events, {}, saved);
		const at = new Date(Date.now() + 3_000).toISOString();
		simulator.setRecipient(id, 0, { status: 'COMPLETED', completedAt: at });
		Object.assign(
			simulator.campaigns.find((campaign) => campaign.id === other.id)!,
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

describe('failures', () => {
	it('that pass by themselves leave the work to the next poll', async () => {
		const { id } = running();
		const node = trigger(['campaignFinished']);
		await poll(node);
		simulator.setCampaignStatus(id, 'COMPLETED');
		for (const then of [{ status: 429 }, { status: 503 }, { fault: 'disconnect' as const }]) {
			simulator.behave({ then });
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
			simulator.setRecipient(id, 0, { status: 'COMPLETED', completedAt });
			simulator.setCampaignStatus(id, 'COMPLETED');
		}
		simulator.behave({ path: `*/campaigns/${first.id}`, then: { status: 429 } });

		const told = await poll(node);
		expect(told.filter(({ event }) => event === 'campaignFinished')).toHaveLength(2);
		const after = node.saved();
		// The campaign that could not be read has its turn again a minute later.
		const state = (
			after['node:Hamsa Campaign Trigger'] as { state: { campaigns: Record<string, IDataObject> } }
		).state;
		for (const campaign of Object.values(state.campaigns)) delete campaign.nextLook;
		const again = await poll(trigger(['campaignFinished', 'recipientFinished'], {}, after));
		const recipients = [...told, ...again].filter(({ event }) => event === 'recipientFinished');
		expect(recipients.map(({ campaignId }) => campaignId).sort()).toEqual([first.id, second.id].sort());
		expect(again.every(({ event }) => event === 'recipientFinished')).toBe(true);
	});

	it('of the key are errors, and name it nowhere', async () => {
		running();
		const wrong = { apiKey: 'sk_wrong_key_of_a_test', baseUrl: simulator.url };
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
		simulator.behave({ then: { status: 429 } });
		await expect(trigger(['campaignFinished']).poll()).rejects.toThrow('429');
	});

	it('of a test are errors', async () => {
		running({ status: 'COMPLETED' });
		simulator.behave({ then: { status: 503 } });
		await expect(trigger(['campaignFinished']).poll('manual')).rejects.toThrow('503');
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

	it('says so when nothing has happened yet', async () => {
		await expect(trigger(['campaignFinished']).poll('manual')).rejects.toThrow('no campaign');
		running();
		await expect(trigger(['campaignFinished']).poll('manual')).rejects.toThrow('has happened yet');
	});
});
