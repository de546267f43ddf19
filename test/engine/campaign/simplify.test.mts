/** Simplify of Campaign: Create: what people look for first, or all that Hamsa answered, never with secrets. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../support/campaign.mts';
import { lasting } from '../support/clock.mts';

const { simulator, create } = useSimulator();

describe('the Summary of a campaign', () => {
	it('is simplified unless a person switches it off', async () => {
		const { json } = await create(goodRows(2));

		const { id } = simulator().campaigns[0]!;
		expect(json).toEqual([
			{
				id,
				name: 'Spring recall',
				status: 'SCHEDULED',
				created: true,
				verified: true,
				recipientsCount: 2,
				duplicatesRemoved: 0,
				rejectedCount: 0,
				skippedCount: 0,
				doNotCallCount: 0,
				callingWindow: expect.stringMatching(/^Mon-Fri 09:00-17:00 Asia\/Riyadh, /),
				expectedDuration: lasting('about 4 min'),
			},
		]);
		expect(Object.keys(json[0]!).slice(0, 4)).toEqual(['id', 'name', 'status', 'created']);
	});

	it('is all that Hamsa answered without Simplify, with the counts', async () => {
		const { json } = await create(goodRows(2), { options: { simplify: false } });

		const { recipients: _, ...campaign } = simulator().campaigns[0]!;
		expect(json).toMatchObject([
			{
				created: true,
				recipientsCount: 2,
				id: campaign.id,
				voiceAgentId: campaign.voiceAgentId,
				phoneNumberId: campaign.phoneNumberId,
				timeRange: campaign.timeRange,
				scheduledTimezone: 'Asia/Riyadh',
				reservedConcurrency: 1,
			},
		]);
	});

	it('of a campaign that was there says so in both', async () => {
		await create(goodRows(2));

		const simplified = await create(goodRows(2));
		const whole = await create(goodRows(2), { options: { simplify: false } });

		const expected = { created: false, alreadyExisted: true, age: expect.any(String), recipientsCount: 2 };
		expect(simplified.json).toMatchObject([expected]);
		expect(simplified.json[0]).not.toHaveProperty('timeRange');
		expect(whole.json).toMatchObject([{ ...expected, timeRange: simulator().campaigns[0]!.timeRange }]);
	});
});
