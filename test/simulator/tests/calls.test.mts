import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { call } from '../support/client.mts';
import type { ErrorBody, Success } from '../support/client.mts';
import { startSimulator } from '../server.mts';
import type { Simulator } from '../server.mts';

const START = 'POST /v1/voice-agents/phone-number/call';
const LIST = '/v1/voice-agents/conversations/minimal-list';
const CONVERSATION = '/v1/voice-agents/conversation';
const FIRST_AGENT = '11111111-1111-4111-8111-111111111111';
const SECOND_AGENT = 'a0000000-0000-4000-8000-000000000002';
const NOBODY = '99999999-9999-4999-8999-999999999999';

const validCall = {
	toNumber: '+966501234567',
	phoneNumber: '+966112000001',
	voiceAgentId: FIRST_AGENT,
	params: { name: 'Sara', visit: { day: 'Monday' } },
};

interface List {
	total: number;
	filtered: number;
	calls: Array<{ id: string; createdAt: string; status: string; voiceAgentId: string }>;
}
interface Conversation {
	mediaUrl: string;
	jobResponse: { transcription: object[] };
}

let simulator: Simulator;
// The simulator's own answers are held against the document as well: one that breaks it would be a 500 here.
beforeAll(async () => {
	simulator = await startSimulator({ checkAnswers: true });
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const list = async (query = ''): Promise<List> =>
	(await call<Success<List>>(simulator, `GET ${LIST}${query}`)).body.data;

describe('starting a call', () => {
	it('answers with its job id, under which it can be read and is listed at once', async () => {
		const { status, body } = await call<Success<{ jobId: string }>>(simulator, START, { body: validCall });
		expect(status).toBe(201);
		const { jobId } = body.data;
		expect(body.data).toEqual({ voiceAgentId: FIRST_AGENT, jobId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
		const callParams = { machineNumber: '+966112000001', userNumber: '+966501234567' };
		const read = await call<Success<object>>(simulator, `GET ${CONVERSATION}/${jobId}`);
		expect(read.body.data).toMatchObject({
			id: jobId,
			status: 'PENDING',
			voiceAgentId: FIRST_AGENT,
			mediaUrl: null,
			callParams,
			callDuration: null,
			jobResponse: { transcription: [], outcomeResult: null },
		});
		expect(await list()).toEqual({
			total: 1,
			filtered: 1,
			calls: [
				{
					id: jobId,
					createdAt: expect.any(String),
					status: 'PENDING',
					voiceAgentId: FIRST_AGENT,
					agentName: 'Appointment Reminder',
					duration: null,
					channelType: expect.any(String),
					callParams,
				},
			],
		});
		expect(simulator.calls).toMatchObject([{ id: jobId, params: validCall.params }]);
	});

	it('calls a second time for the same body, as no idempotency is documented', async () => {
		await call(simulator, START, { body: validCall });
		await call(simulator, START, { body: validCall });
		expect(new Set(simulator.calls.map(({ id }) => id)).size).toBe(2);
	});

	it.each([
		[{ voiceAgentId: NOBODY }, 404, 'VOICE_AGENT_NOT_FOUND'],
		[{ phoneNumber: '+966112000999' }, 400, 'PHONE_NUMBER_NOT_FOUND'],
	])('is refused with %j', async (fields, status, messageKey) => {
		const answer = await call<ErrorBody>(simulator, START, { body: { ...validCall, ...fields } });
		expect(answer).toMatchObject({ status, body: { messageKey } });
		expect(simulator.calls).toHaveLength(0);
	});

	it.each([
		{ toNumber: '0501234567' },
		{ toNumber: undefined },
		{ params: undefined },
		{ params: [] },
		{ voiceAgentId: 'first' },
		{ name: 'Sara' },
	])('is invalid with %j', async (fields) => {
		const { status } = await call(simulator, START, { body: { ...validCall, ...fields } });
		expect(status).toBe(400);
		expect(simulator.calls).toHaveLength(0);
	});
});

describe('reading a call', () => {
	it('shows transcript, outcome and the address of a WAV file that needs no key', async () => {
		const [seeded] = simulator.seedCalls(1);
		const { body } = await call<Success<Conversation>>(simulator, `GET ${CONVERSATION}/${seeded?.id}`);
		expect(body.data).toMatchObject({ status: 'COMPLETED', callDuration: 42 });
		expect(body.data.jobResponse.transcription.map((turn) => Object.keys(turn))).toEqual([
			['Agent'],
			['User'],
		]);
		const recording = await fetch(body.data.mediaUrl);
		expect(recording.headers.get('content-type')).toBe('audio/wav');
		const wav = Buffer.from(await recording.arrayBuffer());
		expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 12)).toBe('RIFFWAVE');
		expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
		expect(simulator.requests.at(-1)).toMatchObject({ status: 200, authorization: { scheme: null } });
	});

	it('is 404 for an unknown id and for a recording that is none', async () => {
		const { status, body } = await call<ErrorBody>(simulator, `GET ${CONVERSATION}/${NOBODY}`);
		expect([status, body.messageKey]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
		const [missed] = simulator.seedCalls([{ status: 'NO_ANSWER' }]);
		expect((await call(simulator, `GET /_media/${missed?.id}.wav`)).status).toBe(404);
		expect((await call(simulator, `GET /_media/${NOBODY}.wav`)).status).toBe(404);
	});
});

describe('listing calls', () => {
	it('filters by agent, by one status or several, and by time in milliseconds', async () => {
		const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 8, minute));
		simulator.seedCalls([
			{ createdAt: at(0), status: 'COMPLETED' },
			{ createdAt: at(1), status: 'NO_ANSWER', voiceAgentId: SECOND_AGENT },
			{ createdAt: at(2), status: 'FAILED' },
			{ createdAt: at(3), status: 'IN_PROGRESS' },
		]);
		const statuses = async (query: string) => (await list(query)).calls.map(({ status }) => status);
		expect(await statuses('')).toEqual(['IN_PROGRESS', 'FAILED', 'NO_ANSWER', 'COMPLETED']);
		expect(await statuses(`?voiceAgentId=${SECOND_AGENT}`)).toEqual(['NO_ANSWER']);
		expect(await statuses('?status=FAILED')).toEqual(['FAILED']);
		expect(await statuses('?status=FAILED&status=NO_ANSWER')).toEqual(['FAILED', 'NO_ANSWER']);
		expect(await statuses(`?startTime=${+at(2)}`)).toEqual(['IN_PROGRESS', 'FAILED']);
		expect(await statuses(`?startTime=${+at(1)}&endTime=${+at(2)}`)).toEqual(['FAILED', 'NO_ANSWER']);
		expect(await list('?status=FAILED')).toMatchObject({ total: 4, filtered: 1 });
	});

	it('gives 100 a page unless asked, at most 200, newest first, each call once', async () => {
		simulator.seedCalls(450);
		const pages = [];
		for (const page of [1, 2, 3, 4]) pages.push((await list(`?perPage=200&page=${page}`)).calls);
		expect(pages.map(({ length }) => length)).toEqual([200, 200, 50, 0]);
		expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(450);
		const dates = pages.flat().map(({ createdAt }) => createdAt);
		expect(dates).toEqual([...dates].sort().reverse());
		expect((await list()).calls).toHaveLength(100);
	});

	it('shows what changed between two reads of the same list', async () => {
		const [first] = simulator.seedCalls([{ status: 'IN_PROGRESS' }]);
		expect((await list('?status=IN_PROGRESS')).filtered).toBe(1);
		simulator.setCall(first?.id ?? '', { status: 'COMPLETED' });
		expect((await list('?status=IN_PROGRESS')).filtered).toBe(0);
		simulator.seedCalls([{ status: 'IN_PROGRESS' }]);
		expect((await list('?status=IN_PROGRESS')).filtered).toBe(1);
	});

	it('takes 200,000 calls, page by page', async () => {
		simulator.seedCalls(200_000);
		const last = await list('?status=COMPLETED&perPage=200&page=1000');
		expect(last).toMatchObject({ total: 200_000, filtered: 200_000 });
		expect(last.calls).toHaveLength(200);
	});

	it.each([
		'perPage=201',
		'page=0',
		'status=DONE',
		'status=FAILED&status=DONE',
		'startTime=2026-10-01',
		'take=5',
	])('refuses %s', async (query) => {
		expect((await call(simulator, `GET ${LIST}?${query}`)).status).toBe(400);
	});
});

describe("changing an agent's webhook", () => {
	const PATH = `/v2/voice-agents/${FIRST_AGENT}`;
	const change = async (body: unknown) => await call<ErrorBody>(simulator, `PATCH ${PATH}`, { body });
	const slot = () => {
		const { webhookUrl, webhookAuth } = simulator.agents[0]!;
		return { webhookUrl, webhookAuth };
	};

	it('replaces what is sent and leaves the rest', async () => {
		const { webhookAuth } = slot();
		expect((await change({ webhookUrl: 'https://n8n.example.com/webhook/1' })).status).toBe(200);
		expect(slot()).toEqual({ webhookUrl: 'https://n8n.example.com/webhook/1', webhookAuth });
		await change({ webhookAuth: { authKey: 'Bearer', authSecret: 'marked secret' } });
		const read = await call<Success<object>>(simulator, `GET ${PATH}`);
		expect(read.body.data).toMatchObject({
			name: 'Appointment Reminder',
			webhookUrl: 'https://n8n.example.com/webhook/1',
			webhookAuth: { authKey: 'Bearer', authSecret: 'marked secret' },
		});
		await change({ webhookUrl: null, webhookAuth: null });
		expect(slot()).toEqual({ webhookUrl: null, webhookAuth: null });
	});

	it('shows the secret in no record', async () => {
		await change({ webhookAuth: { authKey: 'Bearer', authSecret: 'marked secret' } });
		await change({ webhookAuth: { authKey: 'Bearer', authSecret: { deep: 'marked secret' } } });
		expect(JSON.stringify(simulator.requests)).not.toContain('marked');
		expect(simulator.requests).toMatchObject([
			{ status: 200, secretsRemoved: 0, body: { webhookAuth: { authKey: 'Bearer' } } },
			{ status: 400 },
		]);
	});

	it.each([
		{},
		{ webhookUrl: 'http://n8n.example.com/webhook/1' },
		{ webhookUrl: '' },
		{ webhookUrl: 'https://' },
		{ webhookAuth: { authKey: 'Bearer' } },
		{ name: 'Another' },
	])('is refused with %j', async (body) => {
		const before = slot();
		expect((await change(body)).status).toBe(400);
		expect(slot()).toEqual(before);
	});

	it('is 404 for an unknown agent, and undone by a reset', async () => {
		const { status } = await call(simulator, `PATCH /v2/voice-agents/${NOBODY}`, {
			body: { webhookUrl: null },
		});
		expect(status).toBe(404);
		await change({ webhookUrl: null });
		simulator.reset();
		expect(slot().webhookUrl).toBe('https://hooks.example.com/hamsa/1');
	});
});
