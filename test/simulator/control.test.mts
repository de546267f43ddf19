import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { call, create, validCampaign } from './client.mts';
import type { Answered } from './client.mts';
import { isLoopback } from './loopback.mts';
import type { RequestRecord } from './records.mts';
import { startSimulator } from './server.mts';
import type { Simulator } from './server.mts';
import type { Campaign } from './state.mts';

const KEY = 'sk_live_marked+key/with=signs';
const CREATE = 'POST /v1/voice-agents/campaigns';
const PROJECT = '/v1/projects/by-api-key';

let simulator: Simulator;
let answered: RequestRecord[] = [];
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
	answered = [];
});

const check = async (): Promise<number> => (await call(simulator, `GET ${PROJECT}`)).status;

describe('behave', () => {
	it('answers with any status as often as told, then normally', async () => {
		simulator.behave({
			method: 'GET',
			path: PROJECT,
			times: 2,
			then: { status: 503, json: { message: 'Later' } },
		});
		const first = await call(simulator, `GET ${PROJECT}`);
		expect(first.status).toBe(503);
		expect(first.body).toEqual({ message: 'Later' });
		expect([await check(), await check()]).toEqual([503, 200]);
	});

	it('takes the first rule that matches method and path and is not used up', async () => {
		simulator.behave({ method: 'POST', then: { status: 500 } });
		simulator.behave({ path: '/v1/voice-agents/*', times: 'forever', then: { status: 502 } });
		simulator.behave({ path: '/v1/projects/*', then: { status: 503 } });
		simulator.behave({ path: '/v1/projects', times: 'forever', then: { status: 504 } });
		expect([await check(), await check()]).toEqual([503, 200]);
		expect([(await create(simulator)).status, (await create(simulator)).status]).toEqual([500, 502]);
		expect(simulator.campaigns).toHaveLength(0);
	});

	it('answers HTML pages and headers', async () => {
		const text = '<html><h1>502 Bad Gateway</h1></html>';
		simulator.behave({ then: { status: 502, headers: { 'retry-after': '7' }, text } });
		const { body, headers } = await call(simulator, `GET ${PROJECT}`);
		expect(body).toBe(text);
		expect(headers.get('content-type')).toContain('text/html');
		expect(headers.get('retry-after')).toBe('7');
	});

	it('can answer for a request that was carried out, and for one that was not', async () => {
		simulator.behave({ then: { status: 504, commit: true } });
		expect((await create(simulator)).status).toBe(504);
		expect(simulator.campaigns).toHaveLength(1);
		simulator.behave({ then: { status: 504 } });
		expect((await create(simulator)).status).toBe(504);
		expect(simulator.campaigns).toHaveLength(1);
	});

	it('redirects with 307 to any address', async () => {
		simulator.behave({ then: { redirectTo: 'http://127.0.0.1:9/elsewhere' } });
		const { status, headers } = await create(simulator);
		expect(status).toBe(307);
		expect(headers.get('location')).toBe('http://127.0.0.1:9/elsewhere');
		expect(simulator.campaigns).toHaveLength(0);
	});

	it('answers 200 with a JSON text that broke off', async () => {
		simulator.behave({ then: { fault: 'invalidJson', commit: true } });
		const { status, body, headers } = await create(simulator);
		expect(status).toBe(200);
		expect(headers.get('content-type')).toContain('application/json');
		expect(() => JSON.parse(body as unknown as string)).toThrow(SyntaxError);
		expect(simulator.campaigns).toHaveLength(1);
	});

	it.each(['disconnect', 'halfBody'] as const)(
		'breaks off with %s, before the request is carried out or after',
		async (fault) => {
			simulator.behave({ then: { fault } });
			await expect(create(simulator)).rejects.toThrow();
			expect(simulator.campaigns).toHaveLength(0);
			simulator.behave({ then: { fault, commit: true } });
			await expect(create(simulator)).rejects.toThrow();
			expect(simulator.campaigns).toHaveLength(1);
			await until(() => answered.length === 2);
			expect(simulator.requests.map(({ status }) => status)).toEqual([null, null]);
			expect(await check()).toBe(200);
		},
	);

	it('never answers, before the request is carried out or after', async () => {
		simulator.behave({ then: { fault: 'hang' } });
		await createAndLeave(() => simulator.requests[0]?.body !== undefined);
		simulator.behave({ then: { fault: 'hang', commit: true } });
		await createAndLeave(() => simulator.campaigns.length === 1);
		expect(await check()).toBe(200);
	});

	it('ends while it hangs', async () => {
		const other = await startSimulator({ apiKey: KEY });
		other.behave({ then: { fault: 'hang' } });
		const answer = expect(create(other)).rejects.toThrow();
		await until(() => other.requests.length === 1);
		await other.close();
		await answer;
	});

	it('closes a connection that was to be kept alive', async () => {
		const agent = new Agent({ keepAlive: true, maxSockets: 1 });
		simulator.behave({ then: { closeAfter: true } });
		const first = await viaAgent(agent);
		expect(first.answer.headers.connection).toBe('keep-alive');
		await until(() => first.socket.destroyed);
		const second = await viaAgent(agent);
		agent.destroy();
		expect(second.answer.statusCode).toBe(200);
		expect(second.socket).not.toBe(first.socket);
	});

	it('refuses connections for a while', async () => {
		simulator.behave({ then: { refuseAfterMs: 60_000 } });
		expect(await check()).toBe(200);
		await until(() => answered.length === 1);
		await expect(check()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
		simulator.reset();
		simulator.behave({ then: { refuseAfterMs: 1 } });
		expect(await check()).toBe(200);
		await untilAccepted();
	});

	it('waits before the request is carried out, or after', async () => {
		simulator.behave({ then: { delayMs: 60_000 } });
		await createAndLeave(() => simulator.requests[0]?.body !== undefined);
		expect(simulator.campaigns).toHaveLength(0);
		simulator.behave({ then: { answerDelayMs: 60_000 } });
		await createAndLeave(() => simulator.campaigns.length === 1);
		expect(simulator.requests.map(({ status }) => status)).toEqual([null, null]);
	});

	it('answers late, but as usual', async () => {
		simulator.behave({ then: { delayMs: 30, answerDelayMs: 30 } });
		expect((await create(simulator)).status).toBe(201);
		expect(simulator.requests[0]?.durationMs).toBeGreaterThan(50);
	});

	it('withdraws a rule', async () => {
		const withdraw = simulator.behave({ times: 'forever', then: { status: 500 } });
		expect(await check()).toBe(500);
		withdraw();
		expect(await check()).toBe(200);
	});
});

async function until(isTrue: () => boolean): Promise<void> {
	while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Asks until a connection is accepted. */
async function untilAccepted(): Promise<void> {
	let status = 0;
	while (status !== 200) status = await check().catch(() => 0);
}

/** Asks for the project over an agent's connection and reads the answer to its end. */
async function viaAgent(agent: Agent): Promise<{ answer: IncomingMessage; socket: Socket }> {
	const headers = { authorization: `Token ${KEY}` };
	const [answer] = (await once(get(simulator.url + PROJECT, { agent, headers }), 'response')) as [
		IncomingMessage,
	];
	const { socket } = answer;
	await once(answer.resume(), 'end');
	return { answer, socket };
}

/** Asks for a campaign and, once `isTime`, goes away without having got an answer. */
async function createAndLeave(isTime: () => boolean): Promise<void> {
	const leaving = new AbortController();
	const answer = fetch(`${simulator.url}/v1/voice-agents/campaigns`, {
		method: 'POST',
		headers: { authorization: `Token ${KEY}`, 'content-type': 'application/json' },
		body: JSON.stringify(validCampaign),
		signal: leaving.signal,
	});
	await Promise.all([expect(answer).rejects.toThrow('aborted'), until(isTime).then(() => leaving.abort())]);
}

describe('the record of requests', () => {
	it('says what came and what was answered', async () => {
		await call(simulator, 'GET /v2/voice-agents?take=5&search=Riyadh', { headers: { 'user-agent': 'test' } });
		await create(simulator);
		expect(simulator.requests).toMatchObject([
			{
				method: 'GET',
				path: '/v2/voice-agents',
				query: { take: '5', search: 'Riyadh' },
				headers: { 'user-agent': 'test' },
				authorization: { authorized: true, scheme: 'Token' },
				bodyBytes: 0,
				secretsRemoved: 0,
				status: 200,
			},
			{
				method: 'POST',
				body: validCampaign,
				bodyBytes: JSON.stringify(validCampaign).length,
				status: 201,
				note: '"Spring recall", 1 recipient, NOW, Sun-Thu 09:00-17:00',
			},
		]);
		expect(simulator.requests[0]?.headerNames).toContain('authorization');
		expect(simulator.requests[0]?.headers).not.toHaveProperty('authorization');
		expect(answered).toEqual(simulator.requests);
	});

	it('keeps the size of a large body, not the body', async () => {
		await create(simulator, { recipients: Array(100).fill({ phoneNumber: '+966501234567' }) });
		expect(simulator.requests[0]).not.toHaveProperty('body');
		expect(simulator.requests[0]).toMatchObject({
			status: 201,
			note: expect.stringContaining('100 recipients'),
		});
	});

	it.each([
		[undefined, { authorized: true, scheme: 'Token' }],
		[null, { authorized: false, scheme: null }],
		[`Bearer ${KEY}`, { authorized: false, scheme: 'Bearer' }],
		['Token another_key_1', { authorized: false, scheme: 'Token' }],
		['another_key_1', { authorized: false, scheme: 'other' }],
		['another_key_1 again', { authorized: false, scheme: 'other' }],
	])('never shows the Authorization %s', async (authorization, shown) => {
		await call(simulator, `GET ${PROJECT}`, { authorization });
		expect(simulator.requests[0]?.authorization).toEqual(shown);
		const everything = JSON.stringify(simulator.requests);
		expect(everything).not.toContain('marked');
		expect(everything).not.toContain('another_key_1');
	});

	it('shows a key nowhere else either, and counts where it stood', async () => {
		const asPath = encodeURIComponent(KEY);
		const hidden = asPath.replace('sk', '%73%6B');
		await call(simulator, `GET /v1/${hidden}?search=${asPath}&${asPath}=1`, {
			headers: { 'user-agent': KEY },
		});
		await create(simulator, {
			name: `Key ${KEY}`,
			recipients: [{ phoneNumber: '+966501234567', name: KEY }],
		});
		await call(simulator, CREATE, { body: { [KEY]: [{ [KEY]: [KEY] }] } });
		await create(simulator, { name: KEY, recipients: Array(100).fill({ phoneNumber: '+966501234567' }) });
		await call(simulator, CREATE, { body: `not JSON ${KEY}` });
		expect(simulator.requests.map(({ secretsRemoved }) => secretsRemoved)).toEqual([4, 2, 3, 1, 1]);
		const shown = await fetch(`${simulator.url}/_simulator/campaigns`);
		expect(JSON.stringify([simulator.requests, answered]) + (await shown.text())).not.toContain('marked');
		expect(simulator.campaigns[0]?.name).toBe(`Key ${KEY}`);
	});

	it('says when the client went away before the answer', async () => {
		simulator.behave({ then: { answerDelayMs: 1000 } });
		await createAndLeave(() => simulator.campaigns.length === 1);
		await until(() => answered.length === 1);
		expect(answered).toMatchObject([
			{ status: null, note: expect.stringMatching(/^client gone, "Spring recall"/) },
		]);
	});
});

describe('the control paths', () => {
	const control = async <Body,>(request: string, body?: unknown): Promise<Answered<Body>> =>
		await call<Body>(simulator, request.replace(' ', ' /_simulator/'), { authorization: null, body });

	it('show requests and campaigns to other processes', async () => {
		await create(simulator);
		const { body: seen } = await control<{ requests: RequestRecord[] }>('GET requests');
		const { body: made } = await control<{ campaigns: Campaign[] }>('GET campaigns');
		expect(seen.requests).toEqual(simulator.requests);
		expect(seen.requests).toHaveLength(1);
		expect(made.campaigns).toEqual(simulator.campaigns);
		expect(made.campaigns[0]?.recipients).toEqual(validCampaign.recipients);
	});

	it('take rules, one or several, and withdraw them', async () => {
		await control('POST behave', { path: PROJECT, times: 'forever', then: { status: 429 } });
		expect(await check()).toBe(429);
		await control('DELETE behave');
		expect(await check()).toBe(200);
		await control('POST behave', [{ then: { status: 500 } }, { then: { status: 501 } }]);
		expect([await check(), await check(), await check()]).toEqual([500, 501, 200]);
	});

	it.each([
		{},
		{ then: 503 },
		{ then: { statusCode: 503 } },
		{ then: { status: '503' } },
		{ then: { status: 99 } },
		{ then: { fault: 'fire' } },
		{ then: { closeAfter: 1 } },
		{ then: { refuseAfterMs: '1' } },
		{ times: -1, then: {} },
		{ url: PROJECT, then: {} },
		[{ then: { status: 500 } }, { then: { delay: 1 } }],
		'{"then":',
	])('refuse the rule %j', async (rule) => {
		expect((await control('POST behave', rule)).status).toBe(400);
		expect(await check()).toBe(200);
	});

	it('reset everything', async () => {
		await create(simulator);
		simulator.behave({ times: 'forever', then: { status: 500 } });
		await control('POST reset');
		expect(simulator.requests).toEqual([]);
		expect(simulator.campaigns).toEqual([]);
		expect(await check()).toBe(200);
	});

	it('give the OpenAPI document, and nothing for other names', async () => {
		expect((await control<{ openapi: string }>('GET openapi.json')).body.openapi).toMatch(/^3\.1\./);
		expect((await control('GET everything')).status).toBe(404);
		expect((await control('GET reset')).status).toBe(404);
	});

	it('are for this machine only', () => {
		const addresses = ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'];
		expect(addresses.map(isLoopback)).toEqual([true, true, true, true]);
		const others = [
			'10.0.0.1',
			'::ffff:10.0.0.1',
			'1127.0.0.1',
			'127.0.0.1.example.com',
			'fe80::1',
			undefined,
		];
		expect(others.map(isLoopback)).toEqual(others.map(() => false));
	});
});
