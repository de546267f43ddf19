import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FAKE_SECRET_PREFIX } from '../../simulator/life/seed.mts';
import { startSimulator, type Simulator } from '../../simulator/server.mts';
import { payload } from '../../unit/support/payloads.mts';
import { callHook, productionUrl, receive, testUrl, type TriggerNode } from '../support/triggerHarness.mts';

const occupied = '11111111-1111-4111-8111-111111111111';
const free = 'a0000000-0000-4000-8000-000000000002';
const alsoFree = 'a0000000-0000-4000-8000-000000000003';
const webhookSecret = 'a-webhook-secret-of-a-test';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({ checkAnswers: true });
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.close());

const credential = (more: object = {}) => ({ apiKey: simulator.apiKey, baseUrl: simulator.url, ...more });

const registering = (agentIds: string[], more: Partial<TriggerNode> = {}): TriggerNode => ({
	parameters: {
		setUp: 'register',
		events: ['call.ended'],
		voiceAgents: { values: agentIds.map((value) => ({ voiceAgentId: { __rl: true, mode: 'id', value } })) },
	},
	credential: credential(),
	staticData: {},
	...more,
});

const agent = (id: string) => simulator.agents.find((each) => each.id === id)!;
const changes = () => simulator.requests.filter(({ method }) => method === 'PATCH');

/** The message of what a step throws. */
async function failure(step: Promise<unknown>): Promise<string> {
	try {
		await step;
	} catch (error) {
		return (error as Error).message;
	}
	throw new Error('Nothing was thrown');
}

describe('registering on the voice agents', () => {
	it('exists only where address and secret are ours', async () => {
		const node = registering([free, alsoFree], { credential: credential({ webhookSecret }) });

		expect(await callHook('checkExists', node)).toBe(false);
		expect(await callHook('create', node)).toBe(true);
		expect(await callHook('checkExists', node)).toBe(true);
		expect(changes()).toHaveLength(2);
		expect(agent(free)).toMatchObject({
			webhookUrl: productionUrl(node),
			webhookAuth: { authKey: 'bearer', authSecret: webhookSecret },
		});

		// The secret in the credential was changed.
		node.credential = credential({ webhookSecret: 'another-secret' });
		expect(await callHook('checkExists', node)).toBe(false);
		await callHook('create', node);
		expect(agent(free).webhookAuth?.authSecret).toBe('another-secret');
	});

	it('keeps the secret that it made from one activation to the next', async () => {
		const node = registering([free]);
		await callHook('create', node);
		const made = agent(free).webhookAuth?.authSecret;
		await callHook('delete', node);
		expect(agent(free)).toMatchObject({ webhookUrl: null, webhookAuth: null });
		await callHook('create', node);

		expect(agent(free).webhookAuth?.authSecret).toBe(made);
	});

	it.each([
		['https://hooks.example.org/other?token=abcdef', 'https://hooks.example.org/other'],
		['https://user:pass@crm.example.org/calls', 'https://crm.example.org/calls'],
		['not an address', 'something that is not a web address'],
	])('names %s in the message, without what may be secret', async (there, shown) => {
		Object.assign(agent(alsoFree), { webhookUrl: there });
		const message = await failure(callHook('create', registering([free, alsoFree, occupied])));

		expect(message).toContain(`"${agent(alsoFree).name}" (${shown})`);
		expect(message).toContain('"Appointment Reminder" (https://hooks.example.com/hamsa/1)');
		expect(message).not.toMatch(/abcdef|user:pass|fake-secret/);
		expect(changes()).toEqual([]);
	});

	it('gives way to a copy of the workflow in another n8n', async () => {
		const node = registering([free]);
		const elsewhere = productionUrl({ ...node, webhookBase: 'https://staging.example.com' });
		Object.assign(agent(free), { webhookUrl: elsewhere });

		expect(await failure(callHook('create', node))).toContain(elsewhere);
		expect(changes()).toEqual([]);
	});

	it('takes over its own test URL, which n8n forms with the address of its editor', async () => {
		const node = registering([free]);
		Object.assign(agent(free), { webhookUrl: testUrl(node) });
		await callHook('create', node);

		expect(new URL(testUrl(node)).origin).not.toBe(new URL(productionUrl(node)).origin);
		expect(agent(free).webhookUrl).toBe(productionUrl(node));
	});

	it('moves its own registration to a new public address', async () => {
		const node = registering([free]);
		await callHook('create', node);
		const moved = { ...node, webhookBase: 'https://new.example.com' };
		await callHook('create', moved);

		expect(agent(free).webhookUrl).toBe(productionUrl(moved));
	});

	it.each(['checkExists', 'create'] as const)(
		'refuses an http address in %s before it asks Hamsa',
		async (method) => {
			const node = registering([free], { webhookBase: 'http://localhost:5678' });

			expect(await failure(callHook(method, node))).toMatch(
				/http:\/\/localhost:5678.* does not start with https/,
			);
			expect(simulator.requests).toEqual([]);
		},
	);

	it('asks for a voice agent when none is chosen', async () => {
		expect(await failure(callHook('create', registering([])))).toContain('No voice agent is chosen');
		expect(simulator.requests).toEqual([]);
	});

	it('says what Hamsa says, and never the secret', async () => {
		const node = registering([free], { credential: credential({ webhookSecret }) });
		simulator.behave({
			method: 'PATCH',
			then: { status: 400, json: { message: `bad ${webhookSecret} of ${simulator.apiKey}` } },
		});
		const message = await failure(callHook('create', node));

		expect(message).toContain('HTTP 400: bad *** of ***');
	});
});

describe('removing the registration', () => {
	it('leaves alone what is not exactly ours, and agents that are gone', async () => {
		const node = registering([free, alsoFree, 'a0000000-0000-4000-8000-00000000ffff']);
		Object.assign(agent(free), { webhookUrl: productionUrl(node) });
		Object.assign(agent(alsoFree), { webhookUrl: `${productionUrl(node)}/more` });

		expect(await callHook('delete', node)).toBe(true);
		expect(agent(free).webhookUrl).toBeNull();
		expect(agent(alsoFree).webhookUrl).toBe(`${productionUrl(node)}/more`);
		expect(changes()).toHaveLength(1);
	});

	it('reaches agents that were taken out of the list', async () => {
		const node = registering([free, alsoFree]);
		await callHook('create', node);
		await callHook('delete', { ...node, parameters: registering([free]).parameters });

		expect([agent(free).webhookUrl, agent(alsoFree).webhookUrl]).toEqual([null, null]);
	});

	it('sends an empty text where Hamsa does not take null', async () => {
		const node = registering([free]);
		await callHook('create', node);
		simulator.behave({ method: 'PATCH', times: 1, then: { status: 400, json: { message: 'no null' } } });
		const message = await failure(callHook('delete', node));
		const bodies = changes().map(({ body }) => (body as { webhookUrl: unknown }).webhookUrl);

		// The simulator takes null only.
		expect(bodies.slice(1)).toEqual([null, '']);
		expect(message).toContain('Hamsa keeps the webhook');
	});
});

describe('listening for a test event', () => {
	it('sets the test URL, and removes only that', async () => {
		const node = registering([free]);
		await callHook('create', node, { isTest: true });
		expect(agent(free).webhookUrl).toBe(testUrl(node));
		// Published in the meantime.
		Object.assign(agent(free), { webhookUrl: productionUrl(node) });
		await callHook('delete', { ...node }, { isTest: true });

		expect(agent(free).webhookUrl).toBe(productionUrl(node));
	});

	it('leaves the production URL alone, and says how to test instead', async () => {
		const published = registering([free]);
		await callHook('create', published);
		const before = changes().length;
		const listening = { ...published, staticData: {} };
		const message = await failure(callHook('create', listening, { isTest: true }));
		await callHook('delete', listening, { isTest: true });

		expect(message).toMatch(/production URL of this workflow.*unpublish.*Copy to editor/);
		expect(changes()).toHaveLength(before);
		expect(agent(free).webhookUrl).toBe(productionUrl(published));
	});
});

describe('set up by hand', () => {
	it('asks nothing of Hamsa', async () => {
		const node: TriggerNode = {
			parameters: { events: ['call.ended'] },
			credential: credential(),
			staticData: {},
		};

		for (const method of ['checkExists', 'create', 'delete'] as const) {
			expect(await callHook(method, node)).toBe(true);
		}
		expect(simulator.requests).toEqual([]);
	});
});

describe('receiving an event', () => {
	it('takes nobody at their word when the secret that was made is lost', async () => {
		expect(await receive(registering([free]), payload('current'), 'Bearer anything')).toMatchObject({
			status: 401,
		});
	});

	it("checks the credential's secret rather than the one that was made", async () => {
		const node = registering([free], {
			credential: credential({ webhookSecret: `Bearer ${webhookSecret}` }),
			staticData: { 'node:Hamsa Trigger': { secret: 'made-earlier' } },
		});

		expect((await receive(node, payload('current', { callId: 'one' }), 'Bearer made-earlier')).status).toBe(
			401,
		);
		expect(
			(await receive(node, payload('current', { callId: 'one' }), `Bearer ${webhookSecret}`)).item,
		).toMatchObject({
			event: 'call.ended',
			callId: 'one',
		});
	});

	it('never repeats a secret of the API in its answer or item', async () => {
		const node: TriggerNode = {
			parameters: { events: ['call.ended'], options: { includeRawBody: true } },
			credential: credential({ webhookSecret }),
			staticData: {},
		};
		const text = JSON.stringify(
			await receive(node, payload('older', { callId: 'two' }), `Token ${webhookSecret}`),
		);

		expect(text).toContain('"started":true');
		for (const secret of [webhookSecret, simulator.apiKey, FAKE_SECRET_PREFIX])
			expect(text).not.toContain(secret);
	});
});
