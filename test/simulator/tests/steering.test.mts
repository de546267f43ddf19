import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { call, create } from '../support/client.mts';
import type { Success } from '../support/client.mts';
import { startSimulator } from '../server.mts';
import type { Simulator } from '../server.mts';

const CAMPAIGNS = '/v1/voice-agents/campaigns';

interface RecipientView {
	id: string;
	phoneNumber: string;
	status: string;
	attempts: number;
	completedAt: string | null;
	latestActionTimestamp: string | null;
}
interface Details {
	status: string;
	createdAt: string;
	updatedAt: string;
	recipients: Record<string, RecipientView[]>;
}

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator({ checkAnswers: true });
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const read = async (id: string): Promise<Details> =>
	(await call<Success<Details>>(simulator, `GET ${CAMPAIGNS}/${id}`)).body.data;

const sizes = ({ recipients }: Details) =>
	Object.fromEntries(Object.entries(recipients).map(([key, views]) => [key, views.length]));

describe('seeded campaigns', () => {
	it('show each recipient under its state, with how far it is', async () => {
		const { id } = simulator.seedCampaign({
			name: 'Autumn',
			status: 'RUNNING',
			recipients: [
				{ phoneNumber: '+966501234501', name: 'Sara' },
				{ phoneNumber: '+966501234502', status: 'QUEUED' },
				{ phoneNumber: '+966501234503', status: 'IN_PROGRESS', attempts: 1 },
				{ phoneNumber: '+966501234504', status: 'COMPLETED', attempts: 1 },
				{ phoneNumber: '+966501234505', status: 'FAILED', attempts: 3, lastError: 'Number is invalid' },
				{ phoneNumber: '+966501234506', status: 'NO_ANSWER', nextRetryAt: '2026-10-01T09:00:00.000Z' },
			],
		});
		const details = await read(id);
		expect(details).toMatchObject({ name: 'Autumn', status: 'RUNNING', totalRecipients: 6 });
		expect(sizes(details)).toEqual({
			pending: 1,
			queued: 1,
			inProgress: 1,
			completed: 1,
			failed: 1,
			noAnswer: 1,
		});
		expect(details.recipients).toMatchObject({
			pending: [{ phoneNumber: '+966501234501', name: 'Sara', attempts: 0, status: 'PENDING' }],
			failed: [{ status: 'FAILED', attempts: 3, lastError: 'Number is invalid' }],
			noAnswer: [{ status: 'NO_ANSWER', nextRetryAt: '2026-10-01T09:00:00.000Z' }],
		});
		expect(simulator.campaigns[0]?.recipients[3]).toEqual({ phoneNumber: '+966501234504' });
	});

	it('are listed newest first whenever they were seeded', async () => {
		const at = (day: number) => new Date(Date.UTC(2026, 9, day));
		for (const day of [2, 3, 1]) simulator.seedCampaign({ name: `Day ${day}`, createdAt: at(day) });
		await create(simulator, { name: 'Now' });
		const { body } = await call<Success<{ campaigns: Array<{ id: string; name: string }> }>>(
			simulator,
			`GET ${CAMPAIGNS}`,
		);
		expect(body.data.campaigns.map(({ name }) => name)).toEqual(['Now', 'Day 3', 'Day 2', 'Day 1']);
		expect(new Set(body.data.campaigns.map(({ id }) => id)).size).toBe(4);
	});

	it('have 50,000 recipients, each with an id and a number of its own', async () => {
		const { id } = simulator.seedCampaign({
			recipients: 50_000,
			progress: { status: 'COMPLETED', attempts: 1 },
		});
		const { completed = [] } = (await read(id)).recipients;
		expect(new Set(completed.map((recipient) => recipient.id)).size).toBe(50_000);
		expect(new Set(completed.map(({ phoneNumber }) => phoneNumber)).size).toBe(50_000);
	});

	it('can be 500 of 1,000 recipients, with ids and numbers that differ across campaigns', async () => {
		const seeded = Array.from({ length: 500 }, () => simulator.seedCampaign({ recipients: 1000 }));
		const numbers = seeded.flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));
		expect(new Set(numbers).size).toBe(500_000);
		const [first, last] = [await read(seeded[0]?.id ?? ''), await read(seeded[499]?.id ?? '')];
		const ids = [first, last].flatMap(({ recipients }) => (recipients.pending ?? []).map(({ id }) => id));
		expect(new Set(ids).size).toBe(2000);
	});
});

describe('changes', () => {
	it('of a recipient move it to another state and leave the others', async () => {
		const { id } = (
			await create(simulator, {
				recipients: [{ phoneNumber: '+966501234567' }, { phoneNumber: '+966501234568' }],
			})
		).body.data;
		simulator.setRecipient(id, 1, { status: 'IN_PROGRESS', attempts: 1 });
		expect((await read(id)).recipients).toMatchObject({
			pending: [{ phoneNumber: '+966501234567', latestActionTimestamp: null }],
			inProgress: [{ phoneNumber: '+966501234568', attempts: 1, completedAt: null }],
		});
		simulator.setRecipient(id, 1, { status: 'COMPLETED', jobId: 'e0000000-0000-4000-8000-000000000001' });
		const after = await read(id);
		expect(sizes(after)).toEqual({ pending: 1, queued: 0, inProgress: 0, completed: 1 });
		const [done] = after.recipients.completed ?? [];
		expect(done).toMatchObject({ attempts: 1, jobId: 'e0000000-0000-4000-8000-000000000001' });
		expect(Date.parse(done?.completedAt ?? '')).toBeGreaterThan(0);
		expect(done?.latestActionTimestamp).toBe(done?.completedAt);
	});

	it('take the times they are given', () => {
		const { id } = simulator.seedCampaign();
		const completedAt = '2026-10-01T09:00:00.000Z';
		const changed = simulator.setRecipient(id, 0, {
			status: 'COMPLETED',
			completedAt,
			latestActionTimestamp: null,
		});
		expect(changed).toMatchObject({ completedAt, latestActionTimestamp: null });
	});

	it("of a campaign's status show in its updatedAt", async () => {
		const { id } = simulator.seedCampaign({ createdAt: '2026-10-01T09:00:00Z' });
		expect(await read(id)).toMatchObject({
			status: 'SCHEDULED',
			createdAt: '2026-10-01T09:00:00.000Z',
			updatedAt: '2026-10-01T09:00:00.000Z',
		});
		simulator.setCampaignStatus(id, 'PAUSED');
		const { status, updatedAt } = await read(id);
		expect(status).toBe('PAUSED');
		expect(updatedAt > '2026-10-01T09:00:00.000Z').toBe(true);
	});

	it('can delete a campaign, whose ID no later one gets and which lives no more', async () => {
		const [first, second] = [simulator.seedCampaign(), simulator.seedCampaign({ status: 'RUNNING' })];
		simulator.live(first.id);
		simulator.deleteCampaign(first.id);
		const third = simulator.seedCampaign();
		simulator.tick();

		expect(new Set([first.id, second.id, third.id]).size).toBe(3);
		expect(simulator.campaigns.map(({ id }) => id)).toEqual([second.id, third.id]);
		expect((await call(simulator, `GET ${CAMPAIGNS}/${first.id}`)).status).toBe(404);
		expect(first.status).toBe('SCHEDULED');
	});

	it('of what does not exist are a mistake in the test', () => {
		const { id } = simulator.seedCampaign();
		expect(() => simulator.deleteCampaign('c0')).toThrow('no campaign c0');
		expect(() => simulator.setRecipient(id, 1, {})).toThrow('no recipient with index 1');
		expect(() => simulator.setRecipient('c0', 0, {})).toThrow('no campaign c0');
		expect(() => simulator.setCampaignStatus('c0', 'PAUSED')).toThrow('no campaign c0');
		expect(() => simulator.setCall('e0', {})).toThrow('no call e0');
	});
});
