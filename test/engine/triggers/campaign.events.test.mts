import { describe, expect, it } from '@jest/globals';
import { ago, LIST, MINUTES, poll, useCampaignTrigger } from '../support/campaignTriggers.mts';

const { simulator, requests, trigger, running } = useCampaignTrigger();

describe('campaigns that end', () => {
	it('are told once each, from the activation on', async () => {
		running({ name: 'Old', status: 'COMPLETED' });
		const { id } = running({ name: 'Reminders', recipients: 3 });
		const node = trigger(['campaignFinished']);
		expect(await poll(node)).toEqual([]);
		expect(await poll(node)).toEqual([]);

		simulator().setCampaignStatus(id, 'COMPLETED');

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

		simulator().setCampaignStatus(id, status);

		expect(await poll(node)).toMatchObject([{ event: 'campaignFinished', campaignId: id, status }]);
	});

	it('are told when they were created and ended between two polls', async () => {
		const node = trigger(['campaignFinished']);
		await poll(node);

		const soon = new Date(Date.now() + 2_000);
		const { id } = simulator().seedCampaign({ status: 'COMPLETED', createdAt: soon, updatedAt: soon });

		expect(await poll(node)).toMatchObject([{ campaignId: id }]);
		expect(await poll(node)).toEqual([]);
	});

	it('are told once more only when they ran again, not when they were renamed', async () => {
		const { id } = running({ status: 'COMPLETED', recipients: 2, progress: { status: 'NO_ANSWER' } });
		const node = trigger(['campaignFinished']);
		await poll(node);
		const stays = simulator().campaigns[0]!;

		Object.assign(stays, { name: 'Another name', updatedAt: new Date(Date.now() + 2_000).toISOString() });
		expect(await poll(node)).toEqual([]);
		expect(await poll(node)).toEqual([]);

		const later = new Date(Date.now() + 9_000).toISOString();
		simulator().setRecipient(id, 0, { status: 'NO_ANSWER', latestActionTimestamp: later });
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
			simulator().setCampaignStatus(id, status);
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
		const [call] = simulator().seedCalls(1);

		simulator().setRecipient(id, 0, { status: 'IN_PROGRESS', attempts: 1, jobId: call!.id });
		expect(await poll(node)).toEqual([]);
		const later = new Date(Date.now() + 2_000).toISOString();
		simulator().setRecipient(id, 0, { status: 'COMPLETED', completedAt: later });

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

		simulator().setRecipient(id, 0, {
			...missed,
			attempts: 1,
			nextRetryAt: ago(-10 * MINUTES).toISOString(),
		});
		simulator().setRecipient(id, 1, { ...missed, attempts: 2 });
		expect(await poll(node)).toEqual([]);
		simulator().setRecipient(id, 2, { ...missed, attempts: 3 });
		expect(await poll(node)).toMatchObject([{ status: 'NO_ANSWER', attempts: 3, lastError: 'No answer' }]);

		simulator().setCampaignStatus(id, 'CANCELLED');
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
		simulator().setRecipient(id, 0, failed);
		simulator().setRecipient(id, 1, { status: 'COMPLETED', completedAt: at(2) });
		simulator().setCampaignStatus(id, 'COMPLETED');
		expect((await poll(node)).map(({ status }) => status).sort()).toEqual(['COMPLETED', 'FAILED']);

		simulator().setCampaignStatus(id, 'PENDING');
		simulator().setRecipient(id, 0, { status: 'PENDING', attempts: 0, latestActionTimestamp: at(3) });
		expect(await poll(node)).toMatchObject([
			{ event: 'recipientReopened', status: 'PENDING', finishedAt: null },
		]);
		simulator().setCampaignStatus(id, 'RUNNING');
		expect(await poll(node)).toEqual([]);
		simulator().setRecipient(id, 0, { status: 'COMPLETED', attempts: 1, completedAt: at(4) });
		simulator().setCampaignStatus(id, 'COMPLETED');
		expect(await poll(node)).toMatchObject([{ event: 'recipientFinished', status: 'COMPLETED' }]);
		expect(await poll(node)).toEqual([]);
	});

	it('of a campaign that was retried since it was listed are not told as if it had ended', async () => {
		const { id } = running({ recipients: 1 });
		const node = trigger(['recipientFinished']);
		await poll(node);
		const at = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
		simulator().setRecipient(id, 0, { status: 'NO_ANSWER', attempts: 1, latestActionTimestamp: at(2) });
		simulator().setCampaignStatus(id, 'COMPLETED');
		const [listed] = simulator().campaigns;
		const old = { ...listed, recipients: undefined, recipientsCount: 1 };
		simulator().setCampaignStatus(id, 'RUNNING');
		const data = { campaigns: [old], totalCount: 1, returnedCount: 1 };
		simulator().behave({ path: '*/campaigns', then: { status: 200, json: { success: true, data } } });

		expect(await poll(node)).toEqual([]);
		simulator().setRecipient(id, 0, { status: 'COMPLETED', attempts: 2, completedAt: at(4) });
		expect(await poll(node)).toMatchObject([{ event: 'recipientFinished', status: 'COMPLETED' }]);
		simulator().setCampaignStatus(id, 'COMPLETED');
		expect(await poll(node)).toEqual([]);
	});

	it('are told whatever the letter case of a status, and without a time for a next call', async () => {
		const { id } = running({ recipients: 2 });
		const node = trigger(['campaignFinished', 'recipientFinished']);
		await poll(node);
		const latestActionTimestamp = new Date(Date.now() + 2_000).toISOString();
		const person = { attempts: 3, maxAttempts: 3, latestActionTimestamp };
		const recipients = {
			done: [
				{ ...person, id: 'a', status: 'completed' },
				{ ...person, id: 'b', status: 'no_answer', nextRetryAt: '' },
				{ ...person, id: 'c', status: 'No_Answer', nextRetryAt: null },
				{ ...person, id: 'd', status: 'failed', nextRetryAt: latestActionTimestamp },
			],
		};
		const [listed] = simulator().campaigns;
		const updatedAt = latestActionTimestamp;
		const ended = { ...listed, recipients: undefined, recipientsCount: 4, status: 'Completed', updatedAt };
		const answer = (data: unknown) => ({ status: 200, json: { success: true, data } });
		simulator().behave({
			path: `*/campaigns/${id}`,
			then: answer({ ...listed, status: 'running', recipients }),
		});

		expect((await poll(node)).map(({ recipientId }) => recipientId)).toEqual(['a', 'b', 'c']);
		simulator().behave({ path: '*/campaigns', then: answer({ campaigns: [ended], totalCount: 1 }) });
		simulator().behave({ path: `*/campaigns/${id}`, then: answer({ ...ended, recipients }) });
		expect((await poll(node)).map(({ event, recipientId }) => [event, recipientId])).toEqual([
			['campaignFinished', undefined],
			['recipientFinished', 'd'],
		]);
	});

	it('come with the details of their calls, if wanted, and without secrets', async () => {
		const { id } = running({ recipients: 2 });
		const node = trigger(['recipientFinished'], { options: { callDetails: true } });
		await poll(node);
		const [call] = simulator().seedCalls([
			{
				durationSeconds: 95,
				transcription: [{ Agent: 'Hello' }, { User: 'Yes' }],
				outcomeResult: { booked: true, apiKey: 'marked-secret', doNotCall: 'Yes' },
			},
		]);
		const completedAt = new Date(Date.now() + 2_000).toISOString();
		simulator().setRecipient(id, 0, { status: 'COMPLETED', completedAt, jobId: call!.id });
		const unknown = 'e0000000-0000-4000-8000-00000000ffff';
		simulator().setRecipient(id, 1, { status: 'COMPLETED', completedAt, jobId: unknown });

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
			outcome: { booked: true, apiKey: '***', doNotCall: 'Yes' },
			optedOut: true,
		});
		expect(told[1]).toMatchObject({ jobId: unknown, callError: expect.stringContaining('404') });
		expect(JSON.stringify(told)).not.toContain('marked-secret');
	});

	it('of a call that cannot be read now are told at a later poll, each once', async () => {
		const { id } = running({ recipients: 8 });
		const node = trigger(['recipientFinished'], { options: { callDetails: true } });
		await poll(node);
		const calls = simulator().seedCalls(8);
		const at = Date.now() + 2_000;
		for (const [index, call] of calls.entries()) {
			const completedAt = new Date(at + index).toISOString();
			simulator().setRecipient(id, index, { status: 'COMPLETED', completedAt, jobId: call.id });
		}
		simulator().behave({ path: `*/conversation/${calls[6]!.id}`, then: { status: 429 } });

		const first = await poll(node);
		const second = await poll(node);

		expect(first.map(({ jobId }) => jobId)).toEqual(calls.slice(0, 6).map((call) => call.id));
		expect(second.map(({ jobId }) => jobId)).toEqual(calls.slice(6).map((call) => call.id));
		expect(await poll(node)).toEqual([]);
	});
});
