/** Hamsa Trigger: registering on voice agents and removing that. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import {
	alsoFree,
	failure,
	free,
	occupied,
	useCallTrigger,
	webhookSecret,
} from '../support/callTriggers.mts';
import { callHook, productionUrl, testUrl, type TriggerNode } from '../support/triggerHarness.mts';

const { simulator, credential, agent, changes, registering } = useCallTrigger();

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
			expect(simulator().requests).toEqual([]);
		},
	);

	it('fails for the one of two who sets a webhook at the same time and loses', async () => {
		const [one, two] = ['one', 'two'].map((host) =>
			registering([free], { webhookBase: `https://${host}.example.com` }),
		);
		const results = await Promise.allSettled([callHook('create', one!), callHook('create', two!)]);
		const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
		const winner = results[0].status === 'fulfilled' ? one! : two!;

		expect(failures.map(({ message }: Error) => message)).toEqual([
			expect.stringMatching(/^While this workflow set the webhook.* won at the voice agent /),
		]);
		expect(failures[0].message).toContain(productionUrl(winner));
		expect(agent(free).webhookUrl).toBe(productionUrl(winner));
	});

	it('leaves alone what others set between its looks at several voice agents', async () => {
		const node = registering([free, alsoFree]);
		const theirs = 'https://hooks.example.org/theirs';
		simulator().behave({ method: 'PATCH', then: { answerDelayMs: 300 } });
		const refused = failure(callHook('create', node));
		while (changes().length === 0) await sleep(10);
		Object.assign(agent(alsoFree), { webhookUrl: theirs });

		expect(await refused).toContain(theirs);
		expect(agent(alsoFree).webhookUrl).toBe(theirs);
	});

	it('asks for a voice agent when none is chosen', async () => {
		expect(await failure(callHook('create', registering([])))).toContain('No voice agent is chosen');
		expect(simulator().requests).toEqual([]);
	});

	it('says what Hamsa says, and never the secret', async () => {
		const node = registering([free], { credential: credential({ webhookSecret }) });
		simulator().behave({
			method: 'PATCH',
			then: { status: 400, json: { message: `bad ${webhookSecret} of ${simulator().apiKey}` } },
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

	it('looks whether Hamsa has emptied the webhook, whatever it answers', async () => {
		const node = registering([free]);
		await callHook('create', node);
		const success = { success: true, data: { id: free } };
		simulator().behave({ method: 'PATCH', times: 'forever', then: { status: 200, json: success } });

		expect(await failure(callHook('delete', node))).toContain('Hamsa keeps the webhook');
		expect(agent(free).webhookUrl).toBe(productionUrl(node));
	});

	it('sends an empty text where Hamsa does not take null', async () => {
		const node = registering([free]);
		await callHook('create', node);
		simulator().behave({ method: 'PATCH', times: 1, then: { status: 400, json: { message: 'no null' } } });
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
		expect(simulator().requests).toEqual([]);
	});
});
