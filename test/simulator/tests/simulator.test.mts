import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { call, create, validCampaign } from '../support/client.mts';
import type { ErrorBody, Success } from '../support/client.mts';
import { startSimulator } from '../server.mts';
import type { Simulator } from '../server.mts';
import type { Campaign } from '../life/state.mts';

const CAMPAIGNS = '/v1/voice-agents/campaigns';
const FIRST_AGENT = '11111111-1111-4111-8111-111111111111';
const NOBODY = '99999999-9999-4999-8999-999999999999';

interface Agent {
	id: string;
	name: string;
	createdAt: string;
	llm: { apiKey?: string };
	webhookAuth: { authSecret: string } | null;
}
interface AgentPage {
	data: { total: number; filtered: number; voiceAgents: Agent[] };
}
interface OwnNumber {
	id: string;
	number: string;
	label: string;
	type: string;
	voiceAgentId: string | null;
}

let simulator: Simulator;
// The simulator's own answers are held against the document as well: one that breaks it would be a 500 here.
beforeAll(async () => {
	simulator = await startSimulator({ checkAnswers: true });
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

describe('the key', () => {
	it('is accepted as Token, one space, the key, and names the project', async () => {
		const { status, body, headers } = await call<Success<unknown>>(simulator, 'GET /v1/projects/by-api-key');
		expect(status).toBe(200);
		expect(body.data).toEqual({ id: '22222222-2222-4222-8222-222222222222', name: 'Local Clinic' });
		expect(Date.parse(headers.get('date') ?? '')).toBeGreaterThan(0);
	});

	it.each([
		null,
		'Bearer sk_sim_local_key',
		'token sk_sim_local_key',
		'Token  sk_sim_local_key',
		'Token sk_sim_local_ke',
		'Token Token sk_sim_local_key',
		'sk_sim_local_key',
	])('is refused as %s', async (authorization) => {
		const { status, body } = await call(simulator, 'GET /v1/projects/by-api-key', { authorization });
		expect(status).toBe(401);
		expect(body).toEqual({ code: 'UNAUTHORIZED', message: expect.any(String) });
	});

	it('is checked before the body, and nothing is created without it', async () => {
		const { status } = await call(simulator, `POST ${CAMPAIGNS}`, {
			body: validCampaign,
			authorization: 'Token no',
		});
		expect(status).toBe(401);
		expect(simulator.campaigns).toHaveLength(0);
	});

	it('can be another one', async () => {
		const other = await startSimulator({ apiKey: 'other key of mine' });
		try {
			expect((await call(other, 'GET /v1/projects/by-api-key')).status).toBe(200);
			const own = await call(other, 'GET /v1/projects/by-api-key', {
				authorization: 'Token sk_sim_local_key',
			});
			expect(own.status).toBe(401);
		} finally {
			await other.close();
		}
	});
});

describe('reading and renaming campaigns', () => {
	interface List {
		campaigns: Array<{ id: string; name: string; recipientsCount: number }>;
		totalCount: number;
		returnedCount: number;
	}
	const list = async (query = '') =>
		(await call<Success<List>>(simulator, `GET ${CAMPAIGNS}${query}`)).body.data;

	it('lists by row offset, ten at a time by default', async () => {
		for (let index = 1; index <= 12; index++) await create(simulator, { name: `Campaign ${index}` });
		const names = async (query: string) => (await list(query)).campaigns.map(({ name }) => name);
		expect(await list()).toMatchObject({ totalCount: 12, returnedCount: 10 });
		expect(await names('?take=3&skip=0')).toEqual(['Campaign 12', 'Campaign 11', 'Campaign 10']);
		expect(await names('?take=3&skip=1')).toEqual(['Campaign 11', 'Campaign 10', 'Campaign 9']);
		expect(await names('?skip=12')).toEqual([]);
		expect(await names('?search=CAMPAIGN%201&take=100')).toHaveLength(4);
	});

	it('filters by agent and shows counts, not recipients', async () => {
		const other = 'a0000000-0000-4000-8000-000000000002';
		await create(simulator, {
			recipients: [{ phoneNumber: '+966501234567' }, { phoneNumber: '+966501234568' }],
		});
		await create(simulator, { voiceAgentId: other });
		const { campaigns, totalCount } = await list(`?voiceAgentId=${FIRST_AGENT}`);
		expect(totalCount).toBe(1);
		expect(campaigns[0]).toMatchObject({ recipientsCount: 2, name: 'Spring recall' });
		expect(campaigns[0]).not.toHaveProperty('recipients');
	});

	it('shows one campaign with its recipients by state', async () => {
		const { id } = (
			await create(simulator, {
				recipients: [{ phoneNumber: '+966501234567', dynamicVariables: { city: 'Riyadh' } }],
			})
		).body.data;
		const { status, body } = await call<Success<object>>(simulator, `GET ${CAMPAIGNS}/${id}`);
		expect(status).toBe(200);
		expect(body.messageKey).toBe('CAMPAIGN_RETRIEVED_SUCCESSFULLY');
		expect(body.data).toMatchObject({
			id,
			totalRecipients: 1,
			agentName: 'Appointment Reminder',
			recipients: {
				pending: [
					{
						campaignId: id,
						phoneNumber: '+966501234567',
						dynamicVariables: { city: 'Riyadh' },
						status: 'PENDING',
					},
				],
				queued: [],
				inProgress: [],
			},
		});
	});

	it('renames, and nothing but the name', async () => {
		const { id } = (await create(simulator)).body.data;
		const path = `PATCH ${CAMPAIGNS}/${id}`;
		const { body } = await call<Success<Campaign>>(simulator, path, { body: { name: 'Autumn recall' } });
		expect(body).toMatchObject({
			messageKey: 'CAMPAIGN_UPDATED_SUCCESSFULLY',
			data: { id, name: 'Autumn recall' },
		});
		expect((await call(simulator, path, { body: { status: 'PAUSED' } })).status).toBe(400);
		expect(simulator.campaigns).toMatchObject([{ name: 'Autumn recall', status: 'SCHEDULED' }]);
	});

	it.each(['GET', 'PATCH'])('%s of an unknown campaign is 404, of no uuid 400', async (method) => {
		const body = method === 'PATCH' ? { name: 'x' } : undefined;
		const { status, body: error } = await call<ErrorBody>(simulator, `${method} ${CAMPAIGNS}/${NOBODY}`, {
			body,
		});
		expect(status).toBe(404);
		expect(error.messageKey).toBe('CAMPAIGN_NOT_FOUND');
		expect((await call(simulator, `${method} ${CAMPAIGNS}/first`, { body })).status).toBe(400);
	});

	it('offers no way to stop or delete one', async () => {
		const { id } = (await create(simulator)).body.data;
		expect((await call(simulator, `DELETE ${CAMPAIGNS}/${id}`)).status).toBe(405);
		expect((await call(simulator, `POST ${CAMPAIGNS}/${id}/cancel`)).status).toBe(404);
		expect(simulator.campaigns).toHaveLength(1);
	});
});

describe('voice agents', () => {
	const list = async (query = '') =>
		(await call<AgentPage>(simulator, `GET /v2/voice-agents${query}`)).body.data;

	it('come in pages counted from 1, 37 in all', async () => {
		const pages = [];
		for (const skip of [1, 2, 3, 4, 5]) pages.push(await list(`?take=10&skip=${skip}`));
		expect(pages.map(({ voiceAgents }) => voiceAgents.length)).toEqual([10, 10, 10, 7, 0]);
		expect(pages[0]).toMatchObject({ total: 37, filtered: 37 });
		expect(new Set(pages.flatMap(({ voiceAgents }) => voiceAgents.map(({ id }) => id))).size).toBe(37);
		expect(pages[0]?.voiceAgents[0]).toMatchObject({
			id: '11111111-1111-4111-8111-111111111111',
			name: 'Appointment Reminder',
		});
	});

	it('are searched by name, in either script', async () => {
		const english = await list('?search=remInder&take=100');
		expect(english.total).toBe(37);
		expect(english.filtered).toBe(english.voiceAgents.length);
		expect(english.voiceAgents.map(({ name }) => name)).toEqual([
			'Appointment Reminder',
			'Payment Reminder',
			'Vaccination Reminder',
			'Car Service Reminder',
		]);
		const arabic = await list(`?search=${encodeURIComponent('تذكير')}`);
		expect(arabic.voiceAgents).toHaveLength(3);
	});

	it('are ordered by their date, newest first unless asked otherwise', async () => {
		const dates = async (query: string) => (await list(query)).voiceAgents.map(({ createdAt }) => createdAt);
		const ascending = await dates('?take=100&sortField=createdAt&sortOrder=asc');
		expect(ascending).toEqual([...ascending].sort());
		expect(await dates('?take=100')).toEqual([...ascending].reverse());
	});

	it('hold secrets as real ones do, some of them', async () => {
		const { voiceAgents } = await list('?take=100');
		const withSecrets = voiceAgents.filter(
			({ llm, webhookAuth }) => llm.apiKey !== undefined || webhookAuth !== null,
		);
		expect(withSecrets.length).toBeGreaterThan(5);
		expect(withSecrets.length).toBeLessThan(37);
	});

	it('can be read one by one', async () => {
		const [, second] = (await list()).voiceAgents;
		const one = await call<{ data: Agent }>(simulator, `GET /v2/voice-agents/${second?.id}`);
		expect(one.body.data).toEqual(second);
		const unknown = await call(simulator, 'GET /v2/voice-agents/99999999-9999-4999-8999-999999999999');
		expect(unknown.status).toBe(404);
	});
});

describe('phone numbers', () => {
	const list = async (query = '') =>
		(await call<{ data: OwnNumber[] }>(simulator, `GET /v1/voice-agents/phone-number/list${query}`)).body
			.data;

	it('are a bare array in pages counted from 1, 130 in all', async () => {
		const pages = [
			await list('?take=100&skip=1'),
			await list('?take=100&skip=2'),
			await list('?take=100&skip=3'),
		];
		expect(pages.map((page) => page.length)).toEqual([100, 30, 0]);
		expect(new Set(pages.flat().map(({ number }) => number)).size).toBe(130);
		expect(pages[0]?.[0]).toMatchObject({ number: '+966112000001', label: 'Riyadh Office' });
		expect(await list()).toEqual(pages[0]?.slice(0, 10));
	});

	it('are filtered by provider and by agent', async () => {
		const all = [...(await list('?take=100')), ...(await list('?take=100&skip=2'))];
		const sip = await list('?take=100&provider=SIP');
		expect(sip).toEqual(all.filter(({ type }) => type === 'SIP'));
		const bound = await list('?voiceAgentId=11111111-1111-4111-8111-111111111111');
		expect(bound.map(({ number }) => number)).toEqual(['+966112000001']);
	});
});

describe('paths and queries', () => {
	it.each([
		'/v2/voice-agents?skip=0',
		'/v2/voice-agents?take=0',
		'/v2/voice-agents?take=101',
		'/v2/voice-agents?take=many',
		'/v2/voice-agents?page=1',
		'/v2/voice-agents?sortOrder=up',
		'/v1/voice-agents/phone-number/list?skip=0',
		'/v1/voice-agents/phone-number/list?provider=VONAGE',
		'/v1/voice-agents/campaigns?skip=-1',
		'/v1/voice-agents/campaigns?take=1&take=2',
		'/v1/voice-agents/campaigns?voiceAgentId=first',
		'/v1/projects/by-api-key?x=1',
	])('GET %s is refused as invalid', async (path) => {
		expect((await call(simulator, `GET ${path}`)).status).toBe(400);
	});

	it.each([
		'/',
		'//v1/projects/by-api-key',
		'/v1/projects/by-api-key/',
		'/v1/voice-agents',
		'/v1//projects/by-api-key',
		'/v1/projects/by-api-keys',
		'/V1/projects/by-api-key',
	])('GET %s is not found', async (path) => {
		const { status, body } = await call(simulator, `GET ${path}`);
		expect(status).toBe(404);
		expect(body).toEqual({ code: 'NOT_FOUND', message: expect.stringContaining(path) });
	});

	it('serves a client that takes it for its proxy', async () => {
		const asProxy = request(simulator.url, {
			path: 'http://hamsa.invalid/v1/projects/by-api-key',
			headers: { authorization: `Token ${simulator.apiKey}` },
		});
		const [answer] = (await once(asProxy.end(), 'response')) as [IncomingMessage];
		answer.resume();
		expect(answer.statusCode).toBe(200);
		expect(simulator.requests[0]?.path).toBe('/v1/projects/by-api-key');
	});
});
