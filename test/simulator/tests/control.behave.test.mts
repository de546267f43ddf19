/** Rules set with `behave`: wrong answers, late ones and none. */
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { call, create } from '../support/client.mts';
import { KEY, PROJECT, answered, check, createAndLeave, simulator, until } from '../support/controlled.mts';
import { startSimulator } from '../server.mts';

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

	it('stores a campaign otherwise than it was sent, which the record of the request still shows', async () => {
		simulator.behave({
			then: { stored: { withoutVariables: true, scheduledTimezone: 'UTC', recipients: 1 } },
		});
		const recipients = [
			{ phoneNumber: '+966501234567', dynamicVariables: { city: 'Riyadh' } },
			{ phoneNumber: '+966501234568' },
		];
		expect((await create(simulator, { recipients })).status).toBe(201);
		const [campaign] = simulator.campaigns;
		expect(campaign?.scheduledTimezone).toBe('UTC');
		expect(JSON.stringify(campaign?.recipients)).toBe('[{"phoneNumber":"+966501234567"}]');
		expect(simulator.requests[0]?.body).toMatchObject({ recipients });
	});

	it.each([
		['before' as const, 1],
		['after' as const, 0],
	])('lets somebody else create the same campaign %s it', async (twin, place) => {
		simulator.behave({ then: { twin } });
		const { body } = await create(simulator);
		expect(simulator.campaigns).toHaveLength(2);
		expect(body.data.id).toBe(simulator.campaigns[place]?.id);
		expect(simulator.requests).toHaveLength(1);
	});

	it('withdraws a rule', async () => {
		const withdraw = simulator.behave({ times: 'forever', then: { status: 500 } });
		expect(await check()).toBe(500);
		withdraw();
		expect(await check()).toBe(200);
	});
});

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
