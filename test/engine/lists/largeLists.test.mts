import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { KEY } from '../support/campaign.mts';
import { locator, useOperations } from '../support/operations.mts';

const ROWS = 200_000;
const { simulator, operate } = useOperations();

describe(`Return All of ${ROWS.toLocaleString('en-US')} rows`, () => {
	it('returns every recipient of a campaign', async () => {
		const { id } = simulator().seedCampaign({ name: 'Everyone', recipients: ROWS });

		const { status, json, outputs } = await operate({
			resource: 'campaign',
			operation: 'getRecipients',
			campaignId: locator(id),
			returnAll: true,
		});

		expect(status).toBe('success');
		expect(new Set(json.map(({ phoneNumber }) => phoneNumber)).size).toBe(ROWS);
		expect(json).toHaveLength(ROWS);
		expect(outputs[0]?.at(-1)).toMatchObject({
			json: { campaignId: id, campaignName: 'Everyone' },
			pairedItem: { item: 0 },
		});
		expect(simulator().requests).toHaveLength(1);
	}, 300_000);

	// The simulator looks through all campaigns for each page, which would take minutes for 2,000 pages.
	describe('of a list of pages', () => {
		let server: Server | undefined;
		afterEach(() => void server?.close());

		it('returns every campaign, with one request for each page, in order', async () => {
			const asked: string[] = [];
			server = createServer(({ url = '' }, response) => {
				const query = new URL(url, 'http://localhost').searchParams;
				const [skip, take] = [Number(query.get('skip')), Number(query.get('take'))];
				asked.push(`${skip}`);
				const campaigns = Array.from({ length: Math.min(take, ROWS - skip) }, (_, n) => ({
					id: `campaign-${skip + n}`,
					name: `Campaign ${skip + n}`,
				}));
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify({ success: true, data: { campaigns, totalCount: ROWS } }));
			});
			await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
			const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

			const { status, json } = await operate(
				{ resource: 'campaign', operation: 'getMany', returnAll: true },
				{ credential: { apiKey: KEY, baseUrl } },
			);

			expect(status).toBe('success');
			expect(json).toHaveLength(ROWS);
			expect(json.every(({ id }, index) => id === `campaign-${index}`)).toBe(true);
			expect(asked).toEqual(Array.from({ length: ROWS / 100 }, (_, page) => `${page * 100}`));
		}, 300_000);
	});
});
