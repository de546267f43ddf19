import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, type Simulator } from '../../simulator/server.mts';
import { agentFields, searchList } from '../support/harness.mts';
import { locator } from '../support/operations.mts';

let simulator: Simulator;
const credential = () => ({ apiKey: simulator.apiKey, baseUrl: simulator.url });

beforeAll(async () => {
	simulator = await startSimulator();
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.close());

describe('the list of voice agents', () => {
	it('shows what people recognise, sorted by name, with the ID as value', async () => {
		const { results } = await searchList('getVoiceAgents', credential());

		const names = results.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(results).toContainEqual({
			name: expect.stringMatching(/^Appointment Reminder \(.+\)$/),
			value: '11111111-1111-4111-8111-111111111111',
		});
	});

	it('is really searched', async () => {
		const { results } = await searchList('getVoiceAgents', credential(), 'appointment rem');

		expect(results.map(({ value }) => value)).toEqual(['11111111-1111-4111-8111-111111111111']);
	});

	it('never carries the secrets of an agent', async () => {
		const text = JSON.stringify(await searchList('getVoiceAgents', credential()));

		expect(text).not.toMatch(/apiKey|webhookAuth|authSecret/);
	});
});

describe('the list of own numbers', () => {
	it('loads page by page until none is left', async () => {
		const numbers: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await searchList('getPhoneNumbers', credential(), undefined, token);
			numbers.push(...page.results.map(({ value }) => value));
			token = page.paginationToken;
		} while (token !== undefined);

		expect(new Set(numbers).size).toBe(130);
		expect(numbers).toHaveLength(130);
		expect(simulator.requests.map(({ query }) => query.skip)).toEqual(['1', '2']);
	});

	it.each(['riyadh office', '966 11 200 0001', '+966112000001'])(
		'finds a number by %s on any page',
		async (filter) => {
			const { results } = await searchList('getPhoneNumbers', credential(), filter);

			expect(results).toContainEqual(
				expect.objectContaining({ name: 'Riyadh Office (+966112000001)', value: '+966112000001' }),
			);
		},
	);
});

describe('the list of own numbers in a node with a voice agent', () => {
	const ofAgent = (voiceAgentId: string) => ({
		resource: 'campaign',
		operation: 'create',
		voiceAgentId: locator(voiceAgentId, 'list'),
	});
	const numbersOf = async (voiceAgentId: string, filter?: string, token?: string) =>
		await searchList('getPhoneNumbers', credential(), filter, token, ofAgent(voiceAgentId));

	it("shows the agent's own number first, once, on whatever page of Hamsa's list it is", async () => {
		// Agents with a number on the first page and on the second.
		for (const [index, own] of [
			[3, '+966112000016'],
			[21, '+442079460016'],
		] as const) {
			const { id, name } = simulator.agents[index]!;

			const first = await numbersOf(id.toUpperCase());
			const second = await numbersOf(id, undefined, first.paginationToken);

			const entries = [...first.results, ...second.results];
			expect(entries[0]).toMatchObject({
				value: own,
				description: `Answered by ${name}`,
			});
			expect(entries.filter(({ value }) => value === own)).toHaveLength(1);
			expect(entries).toHaveLength(130);
		}
	});

	it('is searched, its own number first among those that fit', async () => {
		const { id } = simulator.agents[3]!;
		const own = '+966112000016';

		const fitting = await numbersOf(id, 'riyadh line');
		const others = await numbersOf(id, 'london');

		expect(fitting.results[0]!.value).toBe(own);
		expect(fitting.results.length).toBeGreaterThan(10);
		expect(others.results.map(({ value }) => value)).not.toContain(own);
	});

	it('is as without one while the field holds an expression, or nothing', async () => {
		const plain = await searchList('getPhoneNumbers', credential());

		expect(await numbersOf('={{ $json.agent }}')).toEqual(plain);
		expect(await numbersOf('')).toEqual(plain);
	});
});

describe("the voice agent's variables, to which columns are mapped", () => {
	const fieldsOf = async (voiceAgentId: string) =>
		await agentFields(credential(), {
			resource: 'campaign',
			operation: 'create',
			agentVariables: 'map',
			voiceAgentId: locator(voiceAgentId, 'list'),
		});

	it.each([
		['an object', { city: '', visits: '3' }, ['city', 'visits', 'name', 'first name']],
		['names', ['city', 'name'], ['city', 'name', 'first name']],
		[
			'objects with names',
			[{ name: 'city' }, { key: 'doctor' }, 7],
			['city', 'doctor', 'name', 'first name'],
		],
		['nothing', null, ['name', 'first name']],
	])('are its parameters (as %s) and what its greeting speaks, each once', async (_, params, expected) => {
		const [agent] = simulator.agents;
		Object.assign(agent!.conversation, {
			params,
			greetingMessage: 'Hello {{name}}, {{ first name }} and {{name}}!',
		});

		const { fields } = await fieldsOf(agent!.id);

		expect(fields.map(({ id }) => id)).toEqual(expected);
		expect(fields[0]).toEqual({
			id: expected[0],
			displayName: expected[0],
			required: false,
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: true,
			type: 'string',
		});
	});

	it('are none where it has none, and a sentence says what to choose instead', async () => {
		const [agent] = simulator.agents;
		Object.assign(agent!, { conversation: undefined });

		const { fields, emptyFieldsNotice } = await fieldsOf(agent!.id);

		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain('Choose Chosen Columns');
	});

	it.each([
		['is not chosen', '', 'Voice Agent is empty'],
		['does not exist', 'a0000000-0000-4000-8000-00000000dead', 'HTTP 404'],
	])('cannot be shown while the agent %s', async (_, id, message) => {
		await expect(fieldsOf(id)).rejects.toMatchObject({ message: expect.stringContaining(message) });
	});
});

describe('the list of campaigns', () => {
	const day = (n: number) => new Date(Date.UTC(2026, 8, n, 9));
	const seed = (amount: number) => {
		for (let n = 1; n <= amount; n++) simulator.seedCampaign({ name: `Campaign ${n}`, createdAt: day(n) });
	};

	it('shows what people recognise, the newest first, with the ID as value', async () => {
		seed(1);
		const { id } = simulator.seedCampaign({ name: 'Spring recall', status: 'RUNNING', createdAt: day(2) });

		const { results } = await searchList('getCampaigns', credential());

		expect(results).toEqual([
			{ name: 'Spring recall (RUNNING, 2026-09-02)', value: id },
			{ name: 'Campaign 1 (SCHEDULED, 2026-09-01)', value: expect.any(String) },
		]);
	});

	it('loads page by page until none is left', async () => {
		seed(230);
		const found: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await searchList('getCampaigns', credential(), undefined, token);
			found.push(...page.results.map(({ value }) => value));
			token = page.paginationToken;
		} while (token !== undefined);

		expect(new Set(found).size).toBe(230);
		expect(found).toHaveLength(230);
		expect(simulator.requests.map(({ query }) => query.skip)).toEqual(['0', '100', '200']);
	});

	it('is really searched, also where the server does not', async () => {
		seed(3);
		const campaigns = simulator.campaigns.map(({ id, name, createdAt }) => ({ id, name, createdAt }));
		const search = async () =>
			(await searchList('getCampaigns', credential(), ' campaign 2 ')).results.map(({ name }) => name);

		const searched = await search();
		simulator.behave({ then: { status: 200, json: { success: true, data: { campaigns, totalCount: 3 } } } });
		const notSearched = await search();

		expect(searched).toEqual(['Campaign 2 (SCHEDULED, 2026-09-02)']);
		expect(notSearched).toEqual(['Campaign 2 (2026-09-02)']);
		expect(simulator.requests[0]?.query.search).toBe('campaign 2');
	});
});

describe('the list of time zones', () => {
	it.each([
		['riyadh', 'Asia/Riyadh'],
		['saudi', 'Asia/Riyadh'],
		['new york', 'America/New_York'],
	])('finds %s', async (filter, zone) => {
		const { results } = await searchList('getTimeZones', credential(), filter);

		expect(results.map(({ value }) => value)).toContain(zone);
	});
});

describe('a list that cannot be loaded', () => {
	it('says that the key is wrong', async () => {
		await expect(searchList('getVoiceAgents', { ...credential(), apiKey: 'sk_wrong' })).rejects.toMatchObject(
			{
				message: expect.stringContaining('HTTP 401'),
				description: expect.stringContaining('API Key'),
			},
		);
	});

	it('says that nothing answers', async () => {
		await expect(
			searchList('getPhoneNumbers', { apiKey: 'k', baseUrl: 'http://127.0.0.1:9' }),
		).rejects.toMatchObject({
			message: expect.stringContaining('Nothing answers at this address'),
		});
	});
});
