/** Calling Limits: who is left out because a call or a campaign of the last days, or one that goes on, says so. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, inPanel, LIST, useSimulator, VOICE_AGENT } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

const OTHER_AGENT = 'a0000000-0000-4000-8000-000000000002';
const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
/** The number of the row with this index. */
const numberOf = (index: number) => String(goodRows(index + 1)[index]?.phone);
const skip = (options: Record<string, unknown> = {}, limit: Record<string, unknown> = {}) =>
	inPanel({ callingLimits: { limit: [{ calls: 1, days: 7, ...limit }] }, ...options });
/** The same, with one output item per row. */
const skipByRow = (options: Record<string, unknown> = {}, limit: Record<string, unknown> = {}) =>
	skip({ output: 'rows', ...options }, limit);
const called = () => posts().flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));

describe('Calling Limits: calls', () => {
	it('leaves out who was called in the last days, and calls the others', async () => {
		simulator().seedCalls([
			{ toNumber: numberOf(0), createdAt: daysAgo(2) },
			{ toNumber: numberOf(1), createdAt: daysAgo(8) },
		]);

		const { json, hints } = await create(goodRows(3), skip());

		expect(called()).toEqual([numberOf(1), numberOf(2)]);
		expect(json[0]).toMatchObject({ created: true, recipientsCount: 2, skippedCount: 1 });
		expect(hints.join()).toMatch(/^2 calls will take .* 1 recipient skipped\.$/);
	});

	it('gives each skipped row its verdict and the time of the latest call', async () => {
		simulator().seedCalls([
			{ toNumber: numberOf(0), createdAt: daysAgo(5) },
			{ toNumber: numberOf(0), createdAt: daysAgo(2) },
		]);

		const { json } = await create([...goodRows(2), ...goodRows(1)], skipByRow());

		const campaignId = simulator().campaigns[0]?.id;
		expect(json).toEqual([
			expect.objectContaining({
				callVerdict: 'skipped',
				name: 'Person 0',
				callPhoneNumber: numberOf(0),
				callCampaignId: null,
				callReason: expect.stringMatching(
					/^Called 2 days ago \(\w{3} \d+ \w{3} (\d{4} )?\d\d:\d\d Asia\/Riyadh\)$/,
				),
			}),
			expect.objectContaining({ callVerdict: 'sent', callCampaignId: campaignId, callReason: null }),
			expect.objectContaining({ callVerdict: 'duplicate' }),
		]);
	});

	it('calls a number as often as it comes in the list when duplicates are kept', async () => {
		await create([...goodRows(1), ...goodRows(2)], skip({ keepDuplicates: true }));

		expect(called()).toEqual([numberOf(0), numberOf(0), numberOf(1)]);
	});

	it('asks Hamsa nothing when no row can be called anyway', async () => {
		const { json } = await create([{ phone: '12' }], skip({ ifRowCannotBeCalled: 'leaveOut' }));

		expect(json).toMatchObject([{ created: false, rejectedCount: 1 }]);
		expect(simulator().requests).toEqual([]);
	});

	it('compares digits, however Hamsa shows a number', async () => {
		simulator().seedCalls([{ toNumber: numberOf(0).replace('+9665', '966 (5)') }]);

		await create(goodRows(2), skip());

		expect(called()).toEqual([numberOf(1)]);
	});

	it.each([
		['any', ['COMPLETED', 'NO_ANSWER', 'FAILED', 'IN_PROGRESS', 'FORWARDED'], []],
		['completed', ['COMPLETED', 'IN_PROGRESS', 'FORWARDED'], ['NO_ANSWER', 'FAILED']],
	])('counts, with %s calls, %j and not %j', async (counting, counted, others) => {
		const statuses = [...counted, ...others] as Array<'COMPLETED'>;
		simulator().seedCalls(statuses.map((status, index) => ({ status, toNumber: numberOf(index) })));

		const { json } = await create(goodRows(6), skipByRow({}, { counting }));

		const sent = statuses.filter((_, index) => json[index]?.callVerdict === 'sent');
		expect(sent).toEqual(others);
		expect(json[5]?.callVerdict).toBe('sent');
	});

	it.each([
		['anyVoiceAgent', [numberOf(4)]],
		['thisVoiceAgent', [numberOf(1), numberOf(3), numberOf(4)]],
	])('looks at calls and campaigns of %s', async (by, expected) => {
		simulator().seedCalls([
			{ toNumber: numberOf(0), voiceAgentId: VOICE_AGENT },
			{ toNumber: numberOf(1), voiceAgentId: OTHER_AGENT },
		]);
		simulator().seedCampaign({ recipients: [{ phoneNumber: numberOf(2) }], voiceAgentId: VOICE_AGENT });
		simulator().seedCampaign({ recipients: [{ phoneNumber: numberOf(3) }], voiceAgentId: OTHER_AGENT });

		await create(goodRows(5), skip({}, { by }));

		expect(called()).toEqual(expected);
	});

	it('reads all pages of the call list', async () => {
		simulator().seedCalls(
			Array.from({ length: 450 }, (_, index) => ({
				toNumber: numberOf(index),
				createdAt: new Date(Date.now() - index * 1000),
			})),
		);

		const { json } = await create(goodRows(500), skip());

		expect(json[0]).toMatchObject({ recipientsCount: 50, skippedCount: 450 });
	});
});

describe('Calling Limits: campaigns', () => {
	it('leaves out who waits in a campaign that has not ended, however old it is', async () => {
		const { id } = simulator().seedCampaign({
			name: 'Long recall',
			status: 'PAUSED',
			createdAt: daysAgo(200),
			recipients: [
				{ phoneNumber: numberOf(0) },
				{ phoneNumber: numberOf(1), status: 'NO_ANSWER', attempts: 1 },
				{
					phoneNumber: numberOf(2),
					status: 'NO_ANSWER',
					attempts: 3,
					latestActionTimestamp: daysAgo(30).toISOString(),
				},
				{
					phoneNumber: numberOf(3),
					status: 'COMPLETED',
					attempts: 1,
					latestActionTimestamp: daysAgo(30).toISOString(),
				},
				{
					phoneNumber: numberOf(4),
					status: 'COMPLETED',
					attempts: 1,
					latestActionTimestamp: daysAgo(3).toISOString(),
				},
			],
		});

		const { json } = await create(goodRows(6), skipByRow());

		const waits = `Waits in the campaign "Long recall" (${id}), which has not ended`;
		expect(json.map(({ callVerdict, callReason }) => [callVerdict, callReason])).toEqual([
			['skipped', waits],
			['skipped', waits],
			['sent', null],
			['sent', null],
			['skipped', expect.stringMatching(/^Called 3 days ago \(.*\) by the campaign "Long recall" /)],
			['sent', null],
		]);
	});

	it('counts a retry that is planned as waiting, after the last attempt too', async () => {
		const tried = { status: 'NO_ANSWER' as const, attempts: 3, maxAttempts: 3 };
		const longAgo = { latestActionTimestamp: daysAgo(30).toISOString() };
		simulator().seedCampaign({
			status: 'RUNNING',
			createdAt: daysAgo(30),
			recipients: [
				{ phoneNumber: numberOf(0), ...tried, ...longAgo, nextRetryAt: new Date().toISOString() },
				{ phoneNumber: numberOf(1), ...tried, ...longAgo, nextRetryAt: null },
			],
		});

		await create(goodRows(2), skip());

		expect(called()).toEqual([numberOf(1)]);
	});

	it('goes by the status of a campaign when it is read, not by the one in the list', async () => {
		const [ended, goesOn] = (['COMPLETED', 'RUNNING'] as const).map((status, index) =>
			simulator().seedCampaign({
				status,
				recipients: [{ phoneNumber: numberOf(index) }],
				updatedAt: daysAgo(1),
			}),
		);
		const listedAs = (campaign: typeof ended, status: string) => ({
			...campaign,
			status,
			recipients: undefined,
		});
		simulator().behave({
			...LIST,
			then: {
				status: 200,
				json: {
					success: true,
					data: {
						campaigns: [listedAs(ended, 'RUNNING'), listedAs(goesOn, 'COMPLETED')],
						totalCount: 2,
					},
				},
			},
		});

		await create(goodRows(3), skip());

		expect(called()).toEqual([numberOf(0), numberOf(2)]);
	});

	it.each([
		['any', [numberOf(2), numberOf(4)]],
		['completed', [numberOf(1), numberOf(2), numberOf(3), numberOf(4)]],
	])(
		'of a campaign that has ended, skips who was called within the time (%s calls)',
		async (counting, expected) => {
			const lately = { latestActionTimestamp: daysAgo(1).toISOString() };
			simulator().seedCampaign({
				status: 'CANCELLED',
				createdAt: daysAgo(20),
				updatedAt: daysAgo(1),
				recipients: [
					{ phoneNumber: numberOf(0), status: 'COMPLETED', attempts: 1, ...lately },
					{ phoneNumber: numberOf(1), status: 'NO_ANSWER', attempts: 3, ...lately },
					{ phoneNumber: numberOf(2), status: 'PENDING', ...lately },
					{ phoneNumber: numberOf(3), status: 'PENDING', attempts: 1, ...lately },
					{
						phoneNumber: numberOf(4),
						status: 'COMPLETED',
						attempts: 1,
						latestActionTimestamp: daysAgo(15).toISOString(),
					},
				],
			});

			await create(goodRows(5), skip({}, { counting }));

			expect(called()).toEqual(expected);
		},
	);

	it('does not read campaigns that ended before the time', async () => {
		const { id } = simulator().seedCampaign({
			status: 'COMPLETED',
			createdAt: daysAgo(9),
			recipients: [{ phoneNumber: numberOf(0), status: 'COMPLETED', attempts: 1 }],
		});

		await create(goodRows(1), skip());

		expect(called()).toEqual([numberOf(0)]);
		expect(simulator().requests.map(({ path }) => path)).not.toContain(`/v1/voice-agents/campaigns/${id}`);
	});

	it('reads all pages of the campaigns', async () => {
		for (let index = 0; index < 130; index++)
			simulator().seedCampaign({ recipients: [{ phoneNumber: numberOf(index) }], createdAt: daysAgo(30) });

		const { json } = await create(goodRows(140), skip());

		expect(json[0]).toMatchObject({ recipientsCount: 10, skippedCount: 130 });
	});
});
