/** What the simulator records of each request, and that a key is never part of it. */
import { describe, expect, it } from '@jest/globals';
import { call, create, validCampaign } from '../support/client.mts';
import { KEY, PROJECT, answered, createAndLeave, simulator, until } from '../support/controlled.mts';

const CREATE = 'POST /v1/voice-agents/campaigns';

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
