import { describe, expect, it } from '@jest/globals';
import { FAKE_SECRET_PREFIX } from '../../simulator/life/seed.mts';
import { VOICE_AGENT } from '../support/campaign.mts';
import { links, locator, useOperations } from '../support/operations.mts';

const { simulator, operate, queries } = useOperations();
const voiceAgent = (operation: string, parameters: Record<string, unknown> = {}) => ({
	resource: 'voiceAgent',
	operation,
	...parameters,
});
const phoneNumbers = (parameters: Record<string, unknown>) => ({
	resource: 'phoneNumber',
	operation: 'getMany',
	...parameters,
});

describe('Voice Agent: Get', () => {
	it('returns what a workflow needs of an agent', async () => {
		const { json, outputs } = await operate(voiceAgent('get', { voiceAgentId: locator(VOICE_AGENT) }));

		expect(json).toEqual([
			{
				id: VOICE_AGENT,
				name: 'Appointment Reminder',
				type: 'Single Prompt',
				language: 'en',
				greetingMessage: expect.stringContaining('{{name}}'),
				variables: ['name'],
				provider: 'OpenAI',
				model: 'gpt-4.1',
				phoneNumberId: simulator().agents[0]?.phoneNumber?.id,
				createdAt: '2026-10-01T08:00:00.000Z',
			},
		]);
		expect(links(outputs[0]!)).toEqual([{ item: 0 }]);
	});

	it('returns the whole agent without Simplify, but never its secrets', async () => {
		const agent = simulator().agents[0]!;
		agent.webhookUrl = `https://me:${FAKE_SECRET_PREFIX}user@hooks.example.com/?api_key=${FAKE_SECRET_PREFIX}url&v=1`;
		const tools = [{ name: 'lookup', headers: { 'X-Api-Key': `${FAKE_SECRET_PREFIX}tool` } }];
		Object.assign(agent, { tools });

		const { json } = await operate(
			voiceAgent('get', { voiceAgentId: locator(VOICE_AGENT), simplify: false }),
		);

		expect(JSON.stringify(json)).not.toContain(FAKE_SECRET_PREFIX);
		expect(json[0]).toEqual({
			...agent,
			llm: { ...agent.llm, apiKey: '***' },
			webhookAuth: { authKey: '***', authSecret: '***' },
			webhookUrl: 'https://***@hooks.example.com/?api_key=***&v=1',
			tools: [{ name: 'lookup', headers: { 'X-Api-Key': '***' } }],
		});
	});

	it('names an agent that does not exist, and the list to choose from', async () => {
		const { error } = await operate(
			voiceAgent('get', { voiceAgentId: locator('a0000000-0000-4000-8000-00000000dead') }),
		);

		expect(error?.message).toContain(
			'HTTP 404: Voice agent a0000000-0000-4000-8000-00000000dead was not found',
		);
		expect(error?.description).toContain('Choose the voice agent again from the list of Voice Agent.');
	});
});

describe('Voice Agent: Get Many', () => {
	it('returns all, page by page, in the order of the list', async () => {
		simulator().agents.push(
			...Array.from({ length: 200 }, (_, n) => ({
				...simulator().agents[1]!,
				id: `extra-${n}`,
				name: `Extra ${n}`,
			})),
		);

		const { json } = await operate(voiceAgent('getMany', { returnAll: true }));

		expect(json.map(({ id }) => id)).toEqual(simulator().agents.map(({ id }) => id));
		expect(queries()).toEqual([
			{ take: '100', skip: '1' },
			{ take: '100', skip: '2' },
			{ take: '100', skip: '3' },
		]);
	});

	it('searches, sorts and stops at the limit', async () => {
		const { json, outputs } = await operate(
			voiceAgent('getMany', { limit: 2, filters: { search: 'reminder' }, sort: { createdAt: 'asc' } }),
		);

		expect(json.map(({ name }) => name)).toEqual(['Car Service Reminder', 'Vaccination Reminder']);
		expect(queries()).toEqual([
			{ take: '2', skip: '1', search: 'reminder', sortField: 'createdAt', sortOrder: 'asc' },
		]);
		expect(links(outputs[0]!)).toEqual([{ item: 0 }, { item: 0 }]);
	});

	it.each([true, false])('never returns a secret, with Simplify %s', async (simplify) => {
		const { json } = await operate(voiceAgent('getMany', { returnAll: true, simplify }));

		expect(json).toHaveLength(37);
		expect(JSON.stringify(json)).not.toContain(FAKE_SECRET_PREFIX);
	});

	it('names the choices when an expression gives another order', async () => {
		const { error } = await operate(voiceAgent('getMany', { sort: { createdAt: '={{ "up" }}' } }));

		expect(error?.message).toBe('Created At "up" is not one of its choices');
		expect(error?.description).toBe('Use one of: asc, desc.');
		expect(simulator().requests).toEqual([]);
	});

	it('returns nothing when nothing is found', async () => {
		const { status, json } = await operate(voiceAgent('getMany', { filters: { search: 'no such agent' } }));

		expect(status).toBe('success');
		expect(json).toEqual([]);
	});
});

describe('Phone Number: Get Many', () => {
	it('returns all, page by page until one is not full', async () => {
		const { json, outputs } = await operate(phoneNumbers({ returnAll: true }));

		expect(new Set(json.map(({ number }) => number)).size).toBe(130);
		expect(json).toHaveLength(130);
		expect(json[0]).toMatchObject({ number: '+966112000001', label: 'Riyadh Office', provider: 'TWILIO' });
		expect(links(outputs[0]!)).toEqual(json.map(() => ({ item: 0 })));
		expect(queries()).toEqual([
			{ take: '100', skip: '1' },
			{ take: '100', skip: '2' },
		]);
	});

	it('filters by provider and voice agent', async () => {
		const { json } = await operate(
			phoneNumbers({ filters: { provider: 'TWILIO', voiceAgentId: locator(VOICE_AGENT, 'list') } }),
		);

		expect(json.map(({ number }) => number)).toEqual(['+966112000001']);
		expect(queries()).toEqual([{ take: '50', skip: '1', provider: 'TWILIO', voiceAgentId: VOICE_AGENT }]);
	});

	it('names the choices when an expression gives another provider', async () => {
		const { error } = await operate(phoneNumbers({ filters: { provider: '={{ "Vonage" }}' } }));

		expect(error?.message).toBe('Provider "Vonage" is not one of its choices');
		expect(simulator().requests).toEqual([]);
	});
});

describe('Project: Get', () => {
	it('returns the project of the key', async () => {
		const { json, outputs } = await operate({ resource: 'project', operation: 'get' });

		expect(json).toEqual([{ id: '22222222-2222-4222-8222-222222222222', name: 'Local Clinic' }]);
		expect(links(outputs[0]!)).toEqual([{ item: 0 }]);
	});
});
