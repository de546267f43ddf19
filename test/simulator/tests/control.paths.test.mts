/** The paths under `/_simulator`, by which other processes steer the simulator. */
import { describe, expect, it } from '@jest/globals';
import { call, create, validCampaign } from '../support/client.mts';
import type { Answered } from '../support/client.mts';
import { PROJECT, check, simulator } from '../support/controlled.mts';
import { isLoopback } from '../api/loopback.mts';
import type { RequestRecord } from '../control/records.mts';
import type { Campaign } from '../life/state.mts';

describe('the control paths', () => {
	const control = async <Body,>(request: string, body?: unknown): Promise<Answered<Body>> =>
		await call<Body>(simulator, request.replace(' ', ' /_simulator/'), { authorization: null, body });

	it('show requests and campaigns to other processes', async () => {
		await create(simulator);
		const { body: seen } = await control<{ requests: RequestRecord[] }>('GET requests');
		const { body: made } = await control<{ campaigns: Campaign[] }>('GET campaigns');
		expect(seen.requests).toEqual(simulator.requests);
		expect(seen.requests).toHaveLength(1);
		expect(made.campaigns).toEqual(simulator.campaigns);
		expect(made.campaigns[0]?.recipients).toEqual(validCampaign.recipients);
	});

	it('take rules, one or several, and withdraw them', async () => {
		await control('POST behave', { path: PROJECT, times: 'forever', then: { status: 429 } });
		expect(await check()).toBe(429);
		await control('DELETE behave');
		expect(await check()).toBe(200);
		await control('POST behave', [{ then: { status: 500 } }, { then: { status: 501 } }]);
		expect([await check(), await check(), await check()]).toEqual([500, 501, 200]);
	});

	it.each([
		{},
		{ then: 503 },
		{ then: { statusCode: 503 } },
		{ then: { status: '503' } },
		{ then: { status: 99 } },
		{ then: { fault: 'fire' } },
		{ then: { closeAfter: 1 } },
		{ then: { refuseAfterMs: '1' } },
		{ times: -1, then: {} },
		{ url: PROJECT, then: {} },
		[{ then: { status: 500 } }, { then: { delay: 1 } }],
		'{"then":',
	])('refuse the rule %j', async (rule) => {
		expect((await control('POST behave', rule)).status).toBe(400);
		expect(await check()).toBe(200);
	});

	it('delete a campaign, as a person does in the dashboard', async () => {
		const { id } = simulator.seedCampaign({ name: 'Deleted' });
		const { id: kept } = simulator.seedCampaign({ name: 'Kept' });
		const path = `/v1/voice-agents/campaigns/${id}`;
		expect((await call(simulator, `GET ${path}`)).status).toBe(200);

		expect(await control(`DELETE campaigns/${id}`)).toMatchObject({ status: 200, body: { deleted: id } });

		expect((await call(simulator, `GET ${path}`)).status).toBe(404);
		expect(simulator.campaigns.map((campaign) => campaign.id)).toEqual([kept]);
		expect((await control(`DELETE campaigns/${id}`)).status).toBe(404);
		// The API itself deletes nothing.
		expect((await call(simulator, `DELETE ${path.replace(id, kept)}`)).status).toBeGreaterThan(399);
		expect(simulator.campaigns).toHaveLength(1);
	});

	it('reset everything', async () => {
		await create(simulator);
		simulator.behave({ times: 'forever', then: { status: 500 } });
		await control('POST reset');
		expect(simulator.requests).toEqual([]);
		expect(simulator.campaigns).toEqual([]);
		expect(await check()).toBe(200);
	});

	it('give the OpenAPI document, and nothing for other names', async () => {
		expect((await control<{ openapi: string }>('GET openapi.json')).body.openapi).toMatch(/^3\.1\./);
		expect((await control('GET everything')).status).toBe(404);
		expect((await control('GET reset')).status).toBe(404);
	});

	it('are for this machine only', () => {
		const addresses = ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'];
		expect(addresses.map(isLoopback)).toEqual([true, true, true, true]);
		const others = [
			'10.0.0.1',
			'::ffff:10.0.0.1',
			'1127.0.0.1',
			'127.0.0.1.example.com',
			'fe80::1',
			undefined,
		];
		expect(others.map(isLoopback)).toEqual(others.map(() => false));
	});
});
