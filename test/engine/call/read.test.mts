/** Call: Get, Call: Get Many and the list of calls. */
import { describe, expect, it } from '@jest/globals';
import { KEY, VOICE_AGENT } from '../support/campaign.mts';
import { searchList } from '../support/harness.mts';
import { links, locator, PATHS, useOperations } from '../support/operations.mts';

const { simulator, operate, queries } = useOperations();

const GET = { resource: 'call', operation: 'get' };
const GET_MANY = { resource: 'call', operation: 'getMany' };
const PERSON = '+966501110001';

describe('Call: Get', () => {
	it('returns what people want to know of a call', async () => {
		const [call] = simulator().seedCalls([{ toNumber: PERSON, outcomeResult: { confirmed: true } }]);

		const { outputs } = await operate({ ...GET, callId: locator(call!.id) });

		expect(outputs[0]?.map(({ json }) => json)).toEqual([
			{
				id: call!.id,
				status: 'COMPLETED',
				toNumber: PERSON,
				phoneNumber: call!.fromNumber,
				voiceAgentId: VOICE_AGENT,
				durationSeconds: 42,
				transcript: [
					{ speaker: 'agent', text: 'Hello, this is the local clinic. Is now a good time?' },
					{ speaker: 'user', text: 'Yes, I will come at nine.' },
				],
				outcome: { confirmed: true },
				recordingUrl: call!.mediaUrl,
				createdAt: call!.createdAt,
			},
		]);
		expect(links(outputs[0]!)).toEqual([{ item: 0 }]);
	});

	it.each<[string, Record<string, unknown>, object]>([
		['said so', { doNotCall: 'yes' }, { optedOut: true }],
		['said so in Arabic', { doNotCall: 'نعم' }, { optedOut: true }],
		['did not', { doNotCall: 0 }, { optedOut: false }],
		['was asked in another field', { doNotCall: false, stop: 1 }, { optedOut: true }],
	])('tells whether the person wants no more calls: who %s', async (_, outcomeResult, expected) => {
		const [call] = simulator().seedCalls([{ outcomeResult }]);
		const optOutField = 'stop' in outcomeResult ? { optOutField: 'stop' } : {};

		const { json } = await operate({ ...GET, callId: locator(call!.id), ...optOutField });

		expect(json[0]).toMatchObject(expected);
	});

	it('tells nothing of it when the outcome does not have the field, or no field is chosen', async () => {
		const [silent, told] = simulator().seedCalls([
			{ outcomeResult: { confirmed: true } },
			{ outcomeResult: { doNotCall: true } },
		]);

		const one = await operate({ ...GET, callId: locator(silent!.id) });
		const other = await operate({ ...GET, callId: locator(told!.id), optOutField: '' });

		expect(one.json[0]).not.toHaveProperty('optedOut');
		expect(other.json[0]).not.toHaveProperty('optedOut');
	});

	it('has lists and objects of the outcome where Hamsa writes JSON text, without their secrets', async () => {
		const outcomeResult = { topics: '["price"]', tool: '{"apiKey": "marked-secret", "day": "Monday"}' };
		const [call] = simulator().seedCalls([{ outcomeResult }]);

		const { json, run } = await operate({ ...GET, callId: locator(call!.id) });

		expect(json[0]?.outcome).toEqual({ topics: ['price'], tool: { apiKey: '***', day: 'Monday' } });
		expect(JSON.stringify(run)).not.toContain('marked-secret');
	});

	it('returns a call that has not ended, with nothing said yet', async () => {
		const [call] = simulator().seedCalls([{ status: 'PENDING' }]);

		const { json } = await operate({ ...GET, callId: locator(call!.id) });

		expect(json[0]).toMatchObject({ status: 'PENDING', transcript: [], outcome: null, recordingUrl: null });
	});

	it('returns the whole call without Simplify', async () => {
		const [call] = simulator().seedCalls([{ toNumber: PERSON }]);

		const { json } = await operate({ ...GET, callId: locator(call!.id), simplify: false });

		expect(json[0]).toMatchObject({
			id: call!.id,
			callParams: { userNumber: PERSON },
			jobResponse: { transcription: call!.transcription },
			mediaUrl: call!.mediaUrl,
			logs: [],
		});
	});

	it('hides secrets in what Hamsa logs, and leaves the address of the recording whole', async () => {
		const [call] = simulator().seedCalls(1);
		const mediaUrl = 'https://media.example.com/7.wav?signature=abc';
		const logs = [
			{ tool: 'crm', headers: { authorization: 'Bearer marked-secret' }, apiKey: 'marked-secret' },
		];
		simulator().behave({
			path: `/v1/voice-agents/conversation/${call!.id}`,
			then: { status: 200, json: { success: true, data: { id: call!.id, mediaUrl, logs } } },
		});

		const { json, run } = await operate({ ...GET, callId: locator(call!.id), simplify: false });

		expect(json[0]).toMatchObject({ mediaUrl, logs: [{ headers: { authorization: '***' }, apiKey: '***' }] });
		expect(JSON.stringify(run)).not.toContain('marked-secret');
	});

	it('reads the call of each item', async () => {
		const calls = simulator().seedCalls(3);

		const { json, outputs } = await operate(
			{ ...GET, callId: locator('={{ $json.call }}') },
			{ items: calls.map(({ id }) => ({ call: id })) },
		);

		expect(json.map(({ id }) => id)).toEqual(calls.map(({ id }) => id));
		expect(links(outputs[0]!)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	it('an ID that Hamsa does not know says where to choose again', async () => {
		const { error } = await operate({ ...GET, callId: locator('e0000000-0000-4000-8000-00000000ffff') });

		expect(error?.message).toMatch(/HTTP 404/);
		expect(error?.description).toMatch(/Choose the call again/);
	});

	it('what is no ID is not asked for', async () => {
		const { error } = await operate({ ...GET, callId: locator('={{ "last one" }}') });

		expect(error?.message).toBe('Call "last one" is not the ID of a call');
		expect(simulator().requests).toEqual([]);
	});
});

describe.each(PATHS)('Call: Get Many %s', (_, path) => {
	it('returns calls up to the limit, flattened', async () => {
		const [call] = simulator().seedCalls([{ toNumber: PERSON }]);

		const { json, outputs } = await operate(GET_MANY, path);

		expect(json).toEqual([
			{
				id: call!.id,
				status: 'COMPLETED',
				toNumber: PERSON,
				phoneNumber: call!.fromNumber,
				voiceAgentId: VOICE_AGENT,
				agentName: 'Appointment Reminder',
				durationSeconds: 42,
				createdAt: call!.createdAt,
			},
		]);
		expect(links(outputs[0]!)).toEqual([{ item: 0 }]);
	});

	it('returns the raw rows without Simplify', async () => {
		simulator().seedCalls([{ toNumber: PERSON }]);

		const { json } = await operate({ ...GET_MANY, simplify: false }, path);

		expect(json[0]).toMatchObject({ callParams: { userNumber: PERSON }, channelType: 'PHONE' });
	});

	it('reads 200 a page for Return All, in order', async () => {
		const calls = simulator().seedCalls(450);

		const { json } = await operate({ ...GET_MANY, returnAll: true }, path);

		expect(json.map(({ id }) => id)).toEqual(calls.map(({ id }) => id));
		expect(queries()).toEqual([1, 2, 3].map((page) => ({ page: String(page), perPage: '200' })));
	});

	it('an empty list is no failure', async () => {
		const { status, json } = await operate(GET_MANY, path);

		expect(status).toBe('success');
		expect(json).toEqual([]);
	});

	it('sends the filters: several statuses, the agent, and dates as epoch milliseconds', async () => {
		const other = simulator().agents[1]!.id;
		simulator().seedCalls([
			{ status: 'FAILED', createdAt: '2026-11-20T08:00:00Z' },
			{ status: 'NO_ANSWER', createdAt: '2026-11-20T09:00:00Z' },
			{ status: 'COMPLETED', createdAt: '2026-11-20T09:00:00Z' },
			{ status: 'FAILED', createdAt: '2026-11-20T09:00:00Z', voiceAgentId: other },
			{ status: 'FAILED', createdAt: '2026-11-22T09:00:00Z' },
		]);

		const { json } = await operate(
			{
				...GET_MANY,
				filters: {
					status: ['FAILED', 'NO_ANSWER'],
					voiceAgentId: locator(VOICE_AGENT),
					startedAfter: '2026-11-20T11:00:00',
					startedBefore: '={{ "2026-11-21" }}',
				},
			},
			path,
		);

		expect(queries()).toEqual([
			expect.objectContaining({
				status: ['FAILED', 'NO_ANSWER'],
				voiceAgentId: VOICE_AGENT,
				// 11:00 and midnight in Riyadh, the workflow's zone.
				startTime: String(Date.UTC(2026, 10, 20, 8)),
				endTime: String(Date.UTC(2026, 10, 20, 21)),
			}),
		]);
		expect(json.map(({ status }) => status)).toEqual(['NO_ANSWER', 'FAILED']);
	});

	it.each([
		[{ status: ['ANSWERED'] }, /Status "ANSWERED"/, /COMPLETED, NO_ANSWER/],
		[{ startedAfter: '={{ "soon" }}' }, /Started After "soon" is not a date and time/, /2026-12-01 09:00/],
		[
			{ startedAfter: '2026-12-02T00:00:00', startedBefore: '2026-12-01T00:00:00' },
			/Started After is later than Started Before/,
			/Exchange/,
		],
	])('asks nothing for %j', async (filters, message, action) => {
		const { error } = await operate({ ...GET_MANY, filters }, path);

		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(action);
		expect(simulator().requests).toEqual([]);
	});
});

describe('the list of calls', () => {
	const search = async (filter?: string) =>
		await searchList('getCalls', { apiKey: KEY, baseUrl: simulator().url }, filter);

	it('shows who was called, by whom, and how it ended, the latest first', async () => {
		simulator().seedCalls([
			{ toNumber: PERSON, createdAt: '2026-11-20T08:00:00Z' },
			{ toNumber: '+966501110002', createdAt: '2026-11-21T08:30:00Z', status: 'NO_ANSWER' },
		]);

		const { results } = await search();

		expect(results.map(({ name }) => name)).toEqual([
			'+966501110002 (Appointment Reminder, NO_ANSWER, 2026-11-21 08:30 UTC)',
			`${PERSON} (Appointment Reminder, COMPLETED, 2026-11-20 08:00 UTC)`,
		]);
	});

	it.each([
		['0501 110-001', 0],
		['+966 50 111 0001', 1],
		['no_answer', 1],
		['appointment', 2],
		['nobody', 0],
	])('finds %j', async (filter, amount) => {
		simulator().seedCalls([{ toNumber: PERSON }, { toNumber: '+966501110002', status: 'NO_ANSWER' }]);

		expect((await search(filter)).results).toHaveLength(amount);
	});
});
