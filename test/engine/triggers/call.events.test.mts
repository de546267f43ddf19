/** Hamsa Trigger: what is chosen in it, and the events that it receives. */
import { describe, expect, it } from '@jest/globals';
import { FAKE_SECRET_PREFIX } from '../../simulator/life/seed.mts';
import { payload } from '../../unit/support/payloads.mts';
import { alsoFree, failure, free, useCallTrigger, webhookSecret } from '../support/callTriggers.mts';
import { callHook, receive, type TriggerNode } from '../support/triggerHarness.mts';

const { simulator, credential, registering, filtered } = useCallTrigger();

describe('IDs that are chosen', () => {
	const cases: Array<[string, () => TriggerNode, string]> = [
		['a voice agent to register on', () => registering(['Reminder']), 'Voice Agent "Reminder" is not the ID'],
		[
			'a voice agent to filter by',
			() => filtered({ voiceAgent: 'Reminder' }),
			'Voice Agent "Reminder" is not the ID',
		],
		['a campaign to filter by', () => filtered({ campaign: 'Spring' }), 'Campaign "Spring" is not the ID'],
	];

	it.each(cases)('%s: what is no ID is an error before anything is asked', async (_, node, message) => {
		expect(await failure(callHook('checkExists', node()))).toContain(message);
		expect(simulator().requests).toEqual([]);
	});

	it('a campaign that Hamsa does not know is an error when a person activates, and not at a restart', async () => {
		const { id } = simulator().seedCampaign({});
		const unknown = filtered({ campaign: 'e0000000-0000-4000-8000-00000000ffff' });

		expect(await callHook('checkExists', filtered({ campaign: id.toUpperCase() }))).toBe(true);
		for (const isTest of [false, true]) {
			expect(await failure(callHook('checkExists', unknown, { isTest }))).toMatch(/404.*list of Campaign/);
		}
		expect(await callHook('checkExists', unknown, { activation: 'init' })).toBe(true);
	});

	it('a campaign that Hamsa cannot show now is left to the events', async () => {
		const { id } = simulator().seedCampaign({});
		simulator().behave({ then: { status: 503 } });

		expect(await callHook('checkExists', filtered({ campaign: id }))).toBe(true);
	});

	it('keep out the events of other voice agents, and of nobody, also when only one is chosen', async () => {
		const node = filtered({ voiceAgent: free });
		const refused = { status: 200, body: { started: false, reason: expect.stringContaining('voice agent') } };
		const from = async (callId: string, agentId?: string) =>
			await receive(node, { eventType: 'call.ended', callId, ...(agentId && { agentId }) }, webhookSecret);

		expect(await from('by-another-agent', alsoFree)).toMatchObject(refused);
		expect(await from('by-nobody')).toMatchObject(refused);
		expect((await from('by-the-agent', free)).item).toMatchObject({ agentId: free });
	});

	it('are the same in capitals', async () => {
		const callId = 'e0000000-0000-4000-8000-00000000abcd';
		const { id } = simulator().seedCampaign({ recipients: [{ phoneNumber: '+966501234567' }] });
		simulator().setRecipient(id, 0, { status: 'COMPLETED', jobId: callId });
		const node = filtered({ campaign: id.toUpperCase(), voiceAgent: free.toUpperCase() });
		const event = payload('current', { callId: callId.toUpperCase(), agentId: free });

		expect((await receive(node, event, webhookSecret)).item).toMatchObject({ event: 'call.ended' });
	});
});

describe('the outcome of a call', () => {
	const after = async (outcomeResult: unknown, callId: string, options: object = {}) => {
		const node = filtered({});
		const event = { eventType: 'call.ended', callId, data: { outcomeResult } };
		const { item } = await receive(
			{ ...node, parameters: { ...node.parameters, options } },
			event,
			webhookSecret,
		);
		return item;
	};

	it('tells whether the person wants no more calls, by the field that was chosen', async () => {
		expect(await after({ doNotCall: 'نعم' }, 'opted-out')).toMatchObject({ optedOut: true });
		expect(await after('{"doNotCall": false}', 'as-text')).toMatchObject({ optedOut: false });
		expect(await after({ stop: 1 }, 'other', { optOutField: 'stop' })).toMatchObject({ optedOut: true });
		expect(await after({ summary: 'Booked' }, 'silent')).not.toHaveProperty('optedOut');
	});

	it('has lists and objects where Hamsa writes JSON text, and no secrets', async () => {
		const item = await after({ topics: '["price"]', tool: '{"apiKey": "marked-secret"}' }, 'json-text');

		expect(item).toMatchObject({ outcome: { topics: ['price'], tool: { apiKey: '***' } } });
		expect(JSON.stringify(item)).not.toContain('marked-secret');
	});
});

describe('an event of a call that no chosen campaign shows', () => {
	const callId = 'e0000000-0000-4000-8000-00000000abce';
	const event = payload('current', { callId });
	const campaign = () => simulator().seedCampaign({ recipients: [{ phoneNumber: '+966501234567' }] }).id;

	it('starts nothing, and starts the workflow when it comes again and the campaign shows the call', async () => {
		const id = campaign();
		const node = filtered({ campaign: id });

		expect(await receive(node, event, webhookSecret)).toMatchObject({
			status: 200,
			body: { started: false },
		});
		simulator().setRecipient(id, 0, { status: 'COMPLETED', jobId: callId });
		expect((await receive(node, event, webhookSecret)).item).toMatchObject({ callId });
		expect(await receive(node, event, webhookSecret)).toMatchObject({
			body: { started: false, reason: 'This event has been received before' },
		});
	});

	it('is looked for once, and not at all when another voice agent made the call', async () => {
		const node = filtered({ campaign: campaign() });
		const looks = () => simulator().requests.length;
		await receive(
			node,
			payload('current', { callId: 'e0000000-0000-4000-8000-00000000abd2' }),
			webhookSecret,
		);
		expect(looks()).toBe(1);

		const theirs = payload('current', { callId: 'e0000000-0000-4000-8000-00000000abd0', agentId: free });
		expect((await receive(node, theirs, webhookSecret)).body).toMatchObject({ started: false });
		expect(looks()).toBe(1);
	});

	it('is asked for again before Hamsa stops waiting for the answer', async () => {
		// Not the campaign of the other tests, since one reading of a campaign waits for the one before.
		campaign();
		const node = filtered({ campaign: campaign() });
		simulator().behave({ path: '*/campaigns/*', then: { delayMs: 5_000 } });
		const hung = payload('current', { callId: 'e0000000-0000-4000-8000-00000000abd1' });

		expect(await receive(node, hung, webhookSecret)).toMatchObject({ status: 503 });
	}, 30_000);

	it('is asked for again when Hamsa cannot be asked, and is not taken for a repeat then', async () => {
		const id = campaign();
		const node = filtered({ campaign: id });
		const other = payload('current', { callId: 'e0000000-0000-4000-8000-00000000abcf' });
		simulator().setRecipient(id, 0, {
			status: 'COMPLETED',
			jobId: 'e0000000-0000-4000-8000-00000000abcf',
		});
		simulator().behave({ path: '*/campaigns/*', then: { status: 500 } });

		expect(await receive(node, other, webhookSecret)).toMatchObject({ status: 503 });
		expect(await receive(node, other, webhookSecret)).toMatchObject({ status: 200, body: { started: true } });
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
		for (const secret of [webhookSecret, simulator().apiKey, FAKE_SECRET_PREFIX])
			expect(text).not.toContain(secret);
	});
});
