import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, type Simulator } from '../../simulator/server.mts';
import { searchList } from '../support/harness.mts';

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
