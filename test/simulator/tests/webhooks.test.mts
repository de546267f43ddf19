import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { CallEvent } from '../life/events.mts';
import { startSimulator } from '../server.mts';
import type { Simulator } from '../server.mts';

interface Received {
	path: string;
	authorization: string | undefined;
	body: Record<string, unknown>;
}

let simulator: Simulator;
let receiver: Server;
let origin: string;
let received: Received[];
/** What the receiver answers, one after the other; `hang` for nothing at all; 200 when none is left. */
let answers: Array<number | 'hang'>;

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const body = JSON.parse(await text(request)) as Received['body'];
	received.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
	const answer = answers.shift() ?? 200;
	if (answer !== 'hang') response.writeHead(answer).end('{}');
}

beforeAll(async () => {
	simulator = await startSimulator({ checkAnswers: true });
});
afterAll(async () => await simulator.close());
beforeEach(async () => {
	simulator.reset();
	received = [];
	answers = [];
	receiver = createServer((request, response) => void receive(request, response));
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterEach(() => {
	receiver.close();
	receiver.closeAllConnections();
});

const AT = '2026-10-01T09:00:00.000Z';
const ENDED_AT = '2026-10-01T09:00:42.000Z';

/** A call that has ended and its last event. */
function endedCall(): { callId: string; ended: CallEvent } {
	const [call] = simulator.seedCalls([{ toNumber: '+966501234567', createdAt: AT }]);
	const callId = call!.id;
	return { callId, ended: simulator.eventsOf(callId).at(-1)! };
}

describe('the three payloads', () => {
	it('of the current guides have the fields below a second data', async () => {
		const { callId, ended } = endedCall();
		await simulator.postEvent(ended, { to: { origin } });
		expect(received[0]?.body).toEqual({
			eventType: 'call.ended',
			callId,
			timestamp: ENDED_AT,
			projectId: '22222222-2222-4222-8222-222222222222',
			agentId: '11111111-1111-4111-8111-111111111111',
			agentName: 'Appointment Reminder',
			data: {
				timestamp: ENDED_AT,
				data: {
					conversationId: callId,
					conversationRecording: expect.stringMatching(/^http.*\.wav$/),
					transcription: [{ Agent: expect.any(String) }, { User: expect.any(String) }],
					outcomeResult: {
						summary: 'Confirmed',
						confirmed: true,
						doNotCall: false,
						topics: '["Appointment"]',
					},
				},
			},
		});
	});

	it('of the older guide have the fields below data', async () => {
		const { callId, ended } = endedCall();
		await simulator.postEvent(ended, { to: { origin }, shape: 'older' });
		expect(received[0]?.body).toMatchObject({
			eventType: 'call.ended',
			callId,
			data: {
				callStartedAt: AT,
				callEndedAt: ENDED_AT,
				callDuration: 42,
				endReason: 'completed',
				transcription: [{ agent: expect.any(String) }, { user: expect.any(String) }],
				outcomeResult: { confirmed: true },
			},
		});
	});

	it('that public code has seen tell the end of a call only', async () => {
		const { callId, ended } = endedCall();
		await simulator.postEvent(ended, { to: { origin }, shape: 'seen' });
		expect(received[0]?.body).toMatchObject({
			event_type: 'call_end',
			caller_info: { call_id: callId, agent_id: '11111111-1111-4111-8111-111111111111', call_start_time: AT },
			data: { conversationId: callId, callStartedAt: Date.parse(AT), callEndedAt: Date.parse(ENDED_AT) },
		});
		const [started] = simulator.eventsOf(callId) as [CallEvent];
		await expect(simulator.postEvent(started, { to: { origin }, shape: 'seen' })).rejects.toThrow(
			'never seen',
		);
	});

	it('come for each event of a call, told apart by call, type and time', async () => {
		const { callId } = endedCall();
		const used = { toolName: 'book', arguments: { day: 'Monday' }, result: 'booked' };
		const events: CallEvent[] = [
			...simulator.eventsOf(callId),
			{ type: 'tool.executed', callId, at: AT, tool: used },
		];
		for (const event of events) await simulator.postEvent(event, { to: { origin } });
		expect(received.map(({ body }) => body.eventType)).toEqual([
			'call.started',
			'call.answered',
			'transcription.update',
			'transcription.update',
			'call.ended',
			'tool.executed',
		]);
		const keys = received.map(({ body }) => `${String(body.eventType)} ${String(body.timestamp)}`);
		expect(new Set(keys).size).toBe(6);
		expect(received[5]?.body.data).toMatchObject({ data: used });
	});
});

describe('where an event goes', () => {
	it("is the path of the agent's webhook, at the origin given", async () => {
		const { ended } = endedCall();
		simulator.agents[0]!.webhookUrl = 'https://n8n.example.com/webhook/abc?x=1';
		await simulator.postEvent(ended, { to: { origin } });
		await simulator.postEvent(ended, { to: { url: `${origin}/elsewhere` } });
		expect(received.map(({ path }) => path)).toEqual(['/webhook/abc?x=1', '/elsewhere']);
	});

	it('is nowhere while the agent has no webhook', async () => {
		const { callId, ended } = endedCall();
		simulator.agents[0]!.webhookUrl = null;
		const delivery = await simulator.postEvent(ended, { to: { origin } });
		expect(delivery).toEqual({ callId, type: 'call.ended', posts: [], delivered: false });
		expect(received).toEqual([]);
	});

	it.each([
		'http://10.0.0.1/',
		'https://127.0.0.1/',
		'http://127.0.0.1.example.com/',
		'http://localhost.example.com/',
	])('is never %s', async (url) => {
		const { ended } = endedCall();
		await expect(simulator.postEvent(ended, { to: { url } })).rejects.toThrow('this machine only');
		await expect(simulator.postEvent(ended, { to: { origin: url } })).rejects.toThrow('this machine only');
	});
});

describe('the Authorization header', () => {
	it.each([
		['keyAndSecret', 'Token', 'Secret', 'Token Secret'],
		['keyAndSecret', 'bearer', 'Bearer xyz', 'bearer Bearer xyz'],
		['secretAlone', 'bearer', 'Bearer xyz', 'Bearer xyz'],
		['secretAlone', 'bearer', 'xyz', 'xyz'],
		['schemeAndSecret', 'bearer', 'xyz', 'Bearer xyz'],
		['schemeAndSecret', 'basic', 'xyz', 'Basic xyz'],
	] as const)('as %s of %s and %s is %s', async (header, authKey, authSecret, expected) => {
		const { ended } = endedCall();
		simulator.agents[0]!.webhookAuth = { authKey, authSecret };
		await simulator.postEvent(ended, { to: { origin }, header });
		expect(received[0]?.authorization).toBe(expected);
	});

	it('can be another one or none, and is in no delivery', async () => {
		const { ended } = endedCall();
		const wrong = await simulator.postEvent(ended, { to: { origin }, authorization: 'Token marked' });
		await simulator.postEvent(ended, { to: { origin }, authorization: null });
		simulator.agents[0]!.webhookAuth = null;
		await simulator.postEvent(ended, { to: { origin } });
		expect(received.map(({ authorization }) => authorization)).toEqual([
			'Token marked',
			undefined,
			undefined,
		]);
		expect(JSON.stringify(wrong)).not.toContain('marked');
	});
});

describe('posting', () => {
	it('is repeated until 200 comes in time', async () => {
		const { ended } = endedCall();
		answers = [500, 'hang', 200];
		const delivery = await simulator.postEvent(ended, { to: { origin }, answerWithinMs: 3000 });
		expect(delivery).toMatchObject({
			posts: [{ status: 500 }, { status: null, problem: expect.any(String) }, { status: 200 }],
			delivered: true,
		});
		expect(received[1]).toEqual(received[0]);
		expect(received[2]).toEqual(received[0]);
	});

	it('ends after some tries, also when nobody listens', async () => {
		const { ended } = endedCall();
		answers = [401, 401, 401];
		expect(await simulator.postEvent(ended, { to: { origin }, tries: 2 })).toMatchObject({
			posts: [{ status: 401 }, { status: 401 }],
			delivered: false,
		});
		receiver.closeAllConnections();
		await new Promise((resolve) => receiver.close(resolve));
		const { posts, delivered } = await simulator.postEvent(ended, { to: { origin } });
		expect([posts.map(({ status }) => status), delivered]).toEqual([[null, null, null], false]);
	});

	it('can be done more often than needed', async () => {
		const { ended } = endedCall();
		await simulator.postEvent(ended, { to: { origin }, duplicates: 2 });
		expect(received).toHaveLength(3);
		expect(new Set(received.map((one) => JSON.stringify(one))).size).toBe(1);
	});
});
