/** Calling Limits: what the rest of the run and its output say about who is left. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, inPanel, useSimulator } from '../../support/campaign.mts';
import { lasting } from '../../support/clock.mts';

const { simulator, create, posts } = useSimulator();

const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
/** The number of the row with this index. */
const numberOf = (index: number) => String(goodRows(index + 1)[index]?.phone);
const skip = (options: Record<string, unknown> = {}, limit: Record<string, unknown> = {}) =>
	inPanel({ callingLimits: { limit: [{ calls: 1, days: 7, ...limit }] }, ...options });
const called = () => posts().flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));

describe('Calling Limits: the rest of the run is about those who are called', () => {
	it('so Maximum People and the expected duration are', async () => {
		simulator().seedCalls([{ toNumber: numberOf(0) }]);

		const tooLarge = await create(goodRows(4), skip({ maximumRecipients: 2 }));
		const fits = await create(goodRows(3), skip({ maximumRecipients: 2 }));

		expect(tooLarge.error?.message).toBe('3 people would be called, more than Maximum People (2)');
		expect(fits.json[0]).toMatchObject({ recipientsCount: 2, expectedDuration: lasting('about 4 min') });
	});

	it('Preview reads, lists who is skipped and why, and sends nothing', async () => {
		simulator().seedCalls([{ toNumber: numberOf(1), createdAt: daysAgo(1) }]);
		const summary = skip({ output: 'summary', simplify: false });

		const rows = await create(goodRows(2), { ...skip(), runMode: 'preview' });
		const { json } = await create(goodRows(2), { ...summary, runMode: 'preview' });

		const reason = expect.stringMatching(/^Called 1 day ago/);
		expect(rows.json.map(({ callVerdict, callReason }) => [callVerdict, callReason])).toEqual([
			['wouldBeCalled', null],
			['skipped', reason],
		]);
		expect(rows.hints.join()).toContain('1 would be called · 1 skipped.');
		expect(json[0]).toMatchObject({
			created: false,
			preview: true,
			recipientsCount: 1,
			skippedCount: 1,
			notSent: [{ row: 2, verdict: 'skipped', reason }],
		});
		expect(simulator().requests.map(({ method }) => method)).not.toContain('POST');
	});

	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'when everyone is skipped nothing is sent, which is no failure (On Error: %s)',
		async (onError) => {
			simulator().seedCalls([{ toNumber: numberOf(0) }, { toNumber: numberOf(1) }]);

			const { status, json, hints } = await create(goodRows(2), skip(), { onError });

			expect(status).toBe('success');
			expect(posts()).toEqual([]);
			expect(json).toEqual([
				{
					created: false,
					recipientsCount: 0,
					duplicatesRemoved: 0,
					rejectedCount: 0,
					skippedCount: 2,
					doNotCallCount: 0,
					message: expect.stringMatching(/^Everyone who could be called was called already or waits/),
				},
			]);
			expect(hints).toEqual([expect.stringMatching(/^2 recipients were skipped, so nobody is left to call/)]);
		},
	);

	it('a preview in which everyone is skipped says why', async () => {
		simulator().seedCalls([{ toNumber: numberOf(0) }]);

		const rows = await create(goodRows(1), { ...skip(), runMode: 'preview' });
		const { json } = await create(goodRows(1), { ...skip({ output: 'summary' }), runMode: 'preview' });

		expect(rows.json).toMatchObject([
			{ callVerdict: 'skipped', callReason: expect.stringMatching(/^Called /), callCampaignId: null },
		]);
		expect(json[0]).toMatchObject({
			preview: true,
			skippedCount: 1,
			message: expect.stringMatching(/^Everyone who could be called was called already or waits/),
		});
	});

	it('holds through the routing, as the MCP Server Trigger runs it', async () => {
		simulator().seedCalls([{ toNumber: numberOf(0) }]);
		const people = (amount: number) => ({
			recipientsSource: 'json',
			recipients: JSON.stringify(goodRows(amount).map(({ phone }) => phone)),
			...skip(),
		});

		const some = await create([{}], people(2), { viaRouting: true });
		const none = await create([{}], people(1), { viaRouting: true });

		expect(called()).toEqual([numberOf(1)]);
		expect(some.json[0]).toMatchObject({ created: true, recipientsCount: 1, skippedCount: 1 });
		expect(none.json[0]).toMatchObject({ created: false, skippedCount: 1, hints: [expect.any(String)] });
	});

	it('is off with 0 and without the option, and then reads no calls', async () => {
		simulator().seedCalls([{ toNumber: numberOf(0) }]);

		await create(goodRows(1), skip({ callingLimits: {} }));

		expect(called()).toEqual([numberOf(0)]);
		expect(
			simulator()
				.requests.map(({ path }) => path)
				.join(),
		).not.toContain('minimal-list');
	});

	it('may hold several limits, of which each leaves out whom it reaches', async () => {
		simulator().seedCalls([
			{ toNumber: numberOf(0) },
			{ toNumber: numberOf(1), createdAt: daysAgo(2) },
			{ toNumber: numberOf(2), createdAt: daysAgo(2), status: 'NO_ANSWER' },
			{ toNumber: numberOf(2), createdAt: daysAgo(3) },
		]);
		const limit = [
			{ calls: 1, days: 1 },
			{ calls: 2, days: 7 },
		];

		const { json } = await create(goodRows(4), skip({ callingLimits: { limit }, output: 'rows' }));

		expect(json.map(({ callVerdict }) => callVerdict)).toEqual(['skipped', 'sent', 'skipped', 'sent']);
		expect(json[2]?.callReason).toMatch(
			/^Called 2 times in 7 days, the last time 2 days ago \(.+ Asia\/Riyadh\)$/,
		);
	});

	it('refuses a number of days that is none', async () => {
		const { error } = await create(goodRows(1), skip({}, { days: 0 }));

		expect(error?.message).toBe('In (Days) "0" is not a whole number of at least 1');
	});
});
