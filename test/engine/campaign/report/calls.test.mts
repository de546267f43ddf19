/** Campaign: Get Report with Include Calls: which calls of the list are a campaign's. */
import { describe, expect, it } from '@jest/globals';
import { locator, PATHS, useOperations } from '../../support/operations.mts';

const { simulator, operate } = useOperations();

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
const SARA = '+966501000001';
const OMAR = '+966501000002';
const HUDA = '+966501000003';

/** A wave that went out five hours ago and ended two hours ago, and the next one. */
function seedWaves() {
	const first = simulator().seedCampaign({
		name: 'Spring · wave 1',
		status: 'COMPLETED',
		createdAt: ago(5),
		recipients: [
			{ phoneNumber: SARA, status: 'COMPLETED', attempts: 2, latestActionTimestamp: ago(2) },
			{ phoneNumber: OMAR, status: 'NO_ANSWER', attempts: 1, latestActionTimestamp: ago(3) },
		],
	});
	const second = simulator().seedCampaign({
		name: 'Spring · wave 2',
		status: 'RUNNING',
		createdAt: ago(1.5),
		recipients: [{ phoneNumber: HUDA }],
	});
	return { first, second };
}

const call = (toNumber: string, hours: number, durationSeconds: number | null) => ({
	toNumber,
	createdAt: ago(hours),
	durationSeconds,
});

describe.each(PATHS)('the calls of a report %s', (_, path) => {
	const report = async (parameters: object) =>
		(
			await operate(
				{
					resource: 'campaign',
					operation: 'getReport',
					options: { includeCalls: true },
					...parameters,
				},
				path,
			)
		).json;

	it('are those to its people by its voice agent while it went on', async () => {
		seedWaves();
		const other = simulator().agents[1]!.id;
		simulator().seedCalls([
			call(SARA, 4, 0),
			call(SARA, 2.1, 100),
			call(OMAR, 3, 51),
			call(HUDA, 1, 20),
			// Before it, after it, to somebody else, by another agent.
			call(SARA, 6, 500),
			call(SARA, 1, 500),
			call('+966501000009', 3, 500),
			{ ...call(SARA, 3, 500), voiceAgentId: other },
		]);

		const json = await report({ reportOn: 'series', series: 'Spring' });

		expect(json.map(({ name, calls, meanCallSeconds }) => [name, calls, meanCallSeconds])).toEqual([
			['Spring · wave 1', 3, 75.5],
			['Spring · wave 2', 1, 20],
			['Total of 2 campaigns', 4, 57],
		]);
	});

	it('are of the campaign that began last, where several could have made them', async () => {
		const people = [{ phoneNumber: SARA }];
		const [old, young] = [4, 2].map((hours) =>
			simulator().seedCampaign({ status: 'RUNNING', createdAt: ago(hours), recipients: people }),
		);
		simulator().seedCalls([call(SARA, 3, 10), call(SARA, 1, 20), call(SARA, 0.5, 40)]);

		const json = await report({ reportOn: 'campaigns', campaignIds: [old!.id, young!.id] });

		expect(json.map(({ calls, meanCallSeconds }) => [calls, meanCallSeconds])).toEqual([
			[1, 10],
			[2, 30],
			[3, 23.3],
		]);
	});

	it('have no mean length where none was answered, and are not read where nobody asks', async () => {
		const { second } = seedWaves();
		simulator().seedCalls([call(HUDA, 1, null)]);

		const json = await report({ campaignId: locator(second.id) });
		const without = await report({ campaignId: locator(second.id), options: {} });

		expect(json[0]).toMatchObject({ calls: 1, meanCallSeconds: null });
		expect(without[0]).not.toHaveProperty('calls');
		expect(simulator().requests.filter(({ path: at }) => at.includes('conversations'))).toHaveLength(1);
	});

	it('are read in halves where Hamsa cannot answer as a whole', async () => {
		const { second } = seedWaves();
		simulator().seedCalls([call(HUDA, 1, 30), call(HUDA, 0.2, 60)]);
		simulator().behave({
			path: '/v1/voice-agents/conversations/minimal-list',
			then: { status: 504, json: { message: 'Gateway Timeout' } },
		});

		const json = await report({ campaignId: locator(second.id) });

		expect(json[0]).toMatchObject({ calls: 2, meanCallSeconds: 45 });
	});
});
