import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { call, create } from '../support/client.mts';
import type { Success } from '../support/client.mts';
import type { CampaignLife } from '../life/life.mts';
import { startSimulator } from '../server.mts';
import type { Simulator } from '../server.mts';

interface RecipientView {
	phoneNumber: string;
	attempts: number;
	nextRetryAt: string | null;
	jobId: string | null;
	lastError: string | null;
	completedAt: string | null;
}
interface Details {
	status: string;
	recipients: Record<string, RecipientView[]>;
}

const SINGLE_CALL = {
	toNumber: '+966501234567',
	phoneNumber: '+966112000001',
	voiceAgentId: '11111111-1111-4111-8111-111111111111',
	params: { city: 'Riyadh' },
};

let simulator: Simulator;
// The simulator's own answers are held against the document as well: one that breaks it would be a 500 here.
beforeAll(async () => {
	simulator = await startSimulator({ checkAnswers: true });
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const read = async (id: string): Promise<Details> =>
	(await call<Success<Details>>(simulator, `GET /v1/voice-agents/campaigns/${id}`)).body.data;

/** `RUNNING 1 pending, 1 queued`. */
async function shown(id: string): Promise<string> {
	const { status, recipients } = await read(id);
	const counts = Object.entries(recipients).filter(([, views]) => views.length > 0);
	return `${status} ${counts.map(([key, views]) => `${views.length} ${key}`).join(', ')}`;
}

/** What the API shows of a campaign after each of the next ticks. */
async function shownAfterTicks(id: string, life: CampaignLife, ticks: number): Promise<string[]> {
	const lines = [];
	for (let tick = 0; tick < ticks; tick++) {
		life.tick();
		lines.push(await shown(id));
	}
	return lines;
}

describe('the life of a campaign', () => {
	it('goes from SCHEDULED to COMPLETED, tick by tick, as many at a time as reserved', async () => {
		const { id } = (
			await create(simulator, {
				reservedConcurrency: 2,
				recipients: ['67', '68', '69'].map((end) => ({ phoneNumber: `+9665012345${end}` })),
			})
		).body.data;
		const life = simulator.live(id);
		expect(await shownAfterTicks(id, life, 7)).toEqual([
			'PENDING 3 pending',
			'RUNNING 3 pending',
			'RUNNING 1 pending, 2 queued',
			'RUNNING 1 queued, 2 inProgress',
			'RUNNING 1 inProgress, 2 completed',
			'COMPLETED 3 completed',
			'COMPLETED 3 completed',
		]);
	});

	it('makes a call of each recipient, which the API shows under its job id', async () => {
		const { id } = (
			await create(simulator, {
				recipients: [{ phoneNumber: '+966501234567', dynamicVariables: { city: 'Riyadh' } }],
			})
		).body.data;
		simulator.live(id).run();
		const [recipient] = (await read(id)).recipients.completed ?? [];
		expect(recipient).toMatchObject({ attempts: 1, lastError: null, completedAt: expect.any(String) });
		const conversation = await call<Success<{ mediaUrl: string }>>(
			simulator,
			`GET /v1/voice-agents/conversation/${recipient?.jobId}`,
		);
		expect(conversation.body.data).toMatchObject({
			status: 'COMPLETED',
			callParams: { machineNumber: '+966112000001', userNumber: '+966501234567' },
			jobResponse: { transcription: [{ Agent: expect.any(String) }, {}], outcomeResult: { city: 'Riyadh' } },
		});
		expect((await fetch(conversation.body.data.mediaUrl)).status).toBe(200);
		const listed = await call<Success<{ calls: unknown[] }>>(
			simulator,
			'GET /v1/voice-agents/conversations/minimal-list?status=COMPLETED',
		);
		expect(listed.body.data.calls).toMatchObject([{ id: recipient?.jobId }]);
	});

	it('calls FAILED and NO_ANSWER again, after all others, until the attempts are used up', async () => {
		const { id } = simulator.seedCampaign({ recipients: 3 });
		const life = simulator.live(id, {
			endings: (_recipient, index, attempt) => {
				if (index === 0) return { status: 'FAILED', lastError: 'Number is invalid' };
				return index === 1 && attempt === 1 ? 'NO_ANSWER' : 'COMPLETED';
			},
		});
		for (let tick = 0; tick < 5; tick++) life.tick();
		const waiting = await read(id);
		expect(waiting.recipients).toMatchObject({
			failed: [{ attempts: 1, nextRetryAt: expect.any(String), completedAt: null }],
			inProgress: [{ attempts: 1 }],
			queued: [{ attempts: 0 }],
		});
		life.run();
		const { status, recipients } = await read(id);
		expect(status).toBe('COMPLETED');
		expect(recipients).toMatchObject({
			failed: [{ attempts: 3, nextRetryAt: null, lastError: 'Number is invalid', completedAt: null }],
			completed: [{ attempts: 2 }, { attempts: 1 }],
		});
		const called = simulator.calls
			.map(({ toNumber, status: end }) => `${toNumber.slice(-1)} ${end}`)
			.reverse();
		expect(called).toEqual(['1 FAILED', '2 NO_ANSWER', '3 COMPLETED', '1 FAILED', '2 COMPLETED', '1 FAILED']);
	});

	it('takes endings from a list, by recipient', () => {
		const { id } = simulator.seedCampaign({ recipients: 4 });
		simulator
			.live(id, { endings: ['COMPLETED', { status: 'TERMINATED', outcomeResult: { booked: false } }] })
			.run();
		expect(simulator.calls.map(({ status, outcomeResult }) => [status, outcomeResult?.booked])).toEqual([
			['TERMINATED', false],
			['COMPLETED', undefined],
			['TERMINATED', false],
			['COMPLETED', undefined],
		]);
	});

	it('stands still while paused or cancelled', async () => {
		const { id } = simulator.seedCampaign({ recipients: 2, status: 'RUNNING' });
		const life = simulator.live(id);
		life.tick();
		simulator.setCampaignStatus(id, 'PAUSED');
		expect(life.run()).toEqual([]);
		expect(await shown(id)).toBe('PAUSED 1 pending, 1 queued');
		simulator.setCampaignStatus(id, 'RUNNING');
		life.tick();
		simulator.setCampaignStatus(id, 'CANCELLED');
		expect(life.tick()).toEqual([]);
		expect(await shown(id)).toBe('CANCELLED 1 queued, 1 inProgress');
	});

	it('is begun again by a retry, for FAILED and NO_ANSWER alone', async () => {
		const { id } = simulator.seedCampaign({ recipients: 3 });
		let isRetry = false;
		const life = simulator.live(id, {
			endings: (_recipient, index) => (index === 0 || isRetry ? 'COMPLETED' : 'NO_ANSWER'),
		});
		life.run();
		expect(await shown(id)).toBe('COMPLETED 1 completed, 2 noAnswer');
		isRetry = true;
		life.retry();
		expect(await shown(id)).toBe('PENDING 2 pending, 1 completed');
		life.run();
		expect(await shown(id)).toBe('COMPLETED 3 completed');
		expect(simulator.calls).toHaveLength(1 + 2 * 3 + 2);
	});

	it('goes on from the states that recipients have', async () => {
		const { id } = simulator.seedCampaign({
			status: 'RUNNING',
			recipients: [
				{ phoneNumber: '+966501234501', status: 'COMPLETED' },
				{ phoneNumber: '+966501234502', status: 'FAILED', attempts: 3 },
				{
					phoneNumber: '+966501234503',
					status: 'NO_ANSWER',
					attempts: 1,
					nextRetryAt: '2026-10-01T09:00:00Z',
				},
				{ phoneNumber: '+966501234504', status: 'IN_PROGRESS' },
			],
		});
		simulator.live(id).run();
		expect(await shown(id)).toBe('COMPLETED 3 completed, 1 failed');
		expect(simulator.calls.map(({ toNumber }) => toNumber)).toEqual(['+966501234503', '+966501234504']);
	});

	it('takes 50,000 recipients one at a time', () => {
		const { id, recipients } = simulator.seedCampaign({ recipients: 50_000 });
		const events = simulator.live(id).run();
		expect(events.filter(({ type }) => type === 'call.ended')).toHaveLength(50_000);
		expect(new Set(simulator.calls.map(({ toNumber }) => toNumber)).size).toBe(recipients.length);
	});

	it('tells what happened in the calls, in order', () => {
		const { id } = simulator.seedCampaign({ recipients: 2, reservedConcurrency: 2 });
		const events = simulator.live(id, { endings: ['COMPLETED', 'NO_ANSWER'] }).run();
		const [answered, missed] = [...simulator.calls].reverse();
		const of = (callId?: string) => events.filter((event) => event.callId === callId).map(({ type }) => type);
		expect(of(answered?.id)).toEqual([
			'call.started',
			'call.answered',
			'transcription.update',
			'transcription.update',
			'call.ended',
		]);
		expect(of(missed?.id)).toEqual(['call.started', 'call.ended']);
	});
});

describe('ending one call', () => {
	it('gives it words, outcome and recording when it was answered', async () => {
		const { body } = await call<Success<{ jobId: string }>>(
			simulator,
			'POST /v1/voice-agents/phone-number/call',
			{ body: SINGLE_CALL },
		);
		const { jobId } = body.data;
		expect(simulator.endCall(jobId)).toMatchObject({
			status: 'COMPLETED',
			mediaUrl: expect.stringContaining(jobId),
			outcomeResult: { city: 'Riyadh' },
		});
		expect(simulator.endCall(jobId, { status: 'FAILED' })).toMatchObject({
			mediaUrl: null,
			transcription: [],
		});
	});
});

describe('a tick for the whole account', () => {
	it('moves what the API made: campaigns and single calls', async () => {
		const { id } = (await create(simulator)).body.data;
		const single = await call<Success<{ jobId: string }>>(
			simulator,
			'POST /v1/voice-agents/phone-number/call',
			{ body: SINGLE_CALL },
		);
		const { jobId } = single.body.data;
		const statusOf = () => simulator.calls.find((one) => one.id === jobId)?.status;
		expect(simulator.tick().map(({ type }) => type)).toEqual(['call.started', 'call.answered']);
		expect([await shown(id), statusOf()]).toEqual(['PENDING 1 pending', 'IN_PROGRESS']);
		expect(simulator.tick().at(-1)).toMatchObject({ type: 'call.ended', callId: jobId });
		expect([await shown(id), statusOf()]).toEqual(['RUNNING 1 pending', 'COMPLETED']);
		for (let tick = 0; tick < 3; tick++) simulator.tick();
		expect([await shown(id), simulator.calls.length]).toEqual(['COMPLETED 1 completed', 2]);
		expect(simulator.tick()).toEqual([]);
	});

	it('keeps the endings of a campaign that was brought to life by itself, and knows none after a reset', async () => {
		const { id } = simulator.seedCampaign({ recipients: 1, progress: { maxAttempts: 1 } });
		simulator.live(id, { endings: ['NO_ANSWER'] });
		for (let tick = 0; tick < 5; tick++) simulator.tick({ endings: ['FAILED'] });
		expect(await shown(id)).toBe('COMPLETED 1 noAnswer');
		simulator.reset();
		expect(simulator.tick()).toEqual([]);
	});

	it('comes over the control path too', async () => {
		const { id } = simulator.seedCampaign({ status: 'RUNNING' });
		const tick = async () =>
			(await call<{ events: unknown[] }>(simulator, 'POST /_simulator/tick', { authorization: null })).body;
		expect([await tick(), await tick()]).toMatchObject([
			{ events: [] },
			{ events: [{ type: 'call.started' }, {}] },
		]);
		expect(await shown(id)).toBe('RUNNING 1 inProgress');
	});
});
