/** Calling Limits when something goes wrong or happens twice. */
import { describe, expect, it } from '@jest/globals';
import { CREATE, goodRows, inPanel, LIST, useSimulator } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

const CALLS = { method: 'GET', path: '/v1/voice-agents/conversations/minimal-list' };
/** A lost answer is looked for with pauses no longer than the node's Timeout (ms). */
const QUICK = { requestOptions: { timeout: 1_000 } };

const numberOf = (index: number) => String(goodRows(index + 1)[index]?.phone);
const skip = (options: Record<string, unknown> = {}, limit: Record<string, unknown> = {}) =>
	inPanel({ callingLimits: { limit: [{ calls: 1, days: 7, ...limit }] }, ...options });
/** Everyone who is called, once for each campaign. */
const called = () =>
	simulator().campaigns.flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));
const oneCampaignPerItem = {
	recipientsSource: 'json',
	recipients: '={{ $json.people }}',
	name: '={{ $json.campaign }}',
};

describe('Calling Limits, when Hamsa cannot tell who was called', () => {
	it.each([
		['the campaigns', LIST, { status: 500, json: { message: 'Out of order' } }, /HTTP 500: Out of order/],
		[
			'a campaign',
			{ ...LIST, path: `${LIST.path}/*` },
			{ status: 404, json: { message: 'Gone' } },
			/HTTP 404: Gone/,
		],
		['the calls', CALLS, { status: 502, text: '<html/>' }, /HTTP 502/],
		['half the calls', CALLS, { fault: 'halfBody' as const }, /broke off/],
		['calls that are no list', CALLS, { status: 200, json: { data: {} } }, /no list/],
	])('sends nothing and says so: %s', async (_, request, then, message) => {
		simulator().seedCampaign({ recipients: [{ phoneNumber: numberOf(0) }] });
		simulator().behave({ ...request, times: 'forever', then });

		const { status, error } = await create(goodRows(2), skip());

		expect(status).toBe('error');
		expect(error?.message).toMatch(/^Who was called already could not be read, so nothing was sent\. /);
		expect(error?.message).toMatch(message);
		expect(error?.description).toContain('remove Calling Limits');
		expect(posts()).toEqual([]);
	});

	it('is known all the same when Hamsa cannot list all calls at once, only a half of the time', async () => {
		simulator().seedCalls([{ toNumber: numberOf(0) }]);
		simulator().behave({ ...CALLS, then: { status: 504, text: '' } });

		const { json } = await create(goodRows(2), skip());

		expect(json[0]).toMatchObject({ created: true, recipientsCount: 1, skippedCount: 1 });
		const times = simulator()
			.requests.filter(({ path }) => path === CALLS.path)
			.map(({ query }) => [query.startTime !== undefined, query.endTime !== undefined]);
		expect(times).toEqual([
			[true, false],
			[true, true],
			[true, false],
		]);
	});

	it('gives every row back where the node continues', async () => {
		simulator().behave({ ...CALLS, times: 'forever', then: { status: 500, text: '' } });

		const { outputs } = await create(goodRows(2), skip(), { onError: 'continueErrorOutput' });

		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(({ json }) => json.name)).toEqual(['Person 0', 'Person 1']);
		expect(posts()).toEqual([]);
	});

	it.each([
		['200,000 calls', CALLS, { calls: [{}], total: 200_001, filtered: 200_001 }],
		['5,000 campaigns', LIST, { campaigns: [{ id: 'c' }], totalCount: 5_001, returnedCount: 1 }],
	])('stops at more than %s and says what to do', async (amount, request, data) => {
		simulator().behave({ ...request, then: { status: 200, json: { success: true, data } } });

		const { error } = await create(goodRows(1), skip());

		expect(error?.message).toMatch(new RegExp(`^Hamsa lists more than ${amount}.*nothing was sent$`));
		expect(error?.description).toMatch(/^Shorten the days of Calling Limits, let them count/);
		expect(posts()).toEqual([]);
	});

	it('stops at more than 1,000 campaigns that go on', async () => {
		for (let index = 0; index <= 1_000; index++) simulator().seedCampaign();

		const { error } = await create(goodRows(1), skip());

		expect(error?.message).toMatch(
			/^Hamsa lists more than 1,000 campaigns that go on or ended within the time/,
		);
	});
});

describe('Calling Limits, when a create is tried again', () => {
	it('finds the campaign of a lost answer, also by Retry On Fail', async () => {
		simulator().seedCalls([{ toNumber: numberOf(0) }]);
		simulator().behave({ ...CREATE, then: { status: 504, text: '<html/>', commit: true } });
		// The first try lists campaigns three times before the POST and five times in vain after it.
		simulator().behave({ ...LIST, times: 3, then: {} });
		simulator().behave({ ...LIST, times: 5, then: { status: 503, text: '' } });

		const { status, json, hints } = await create(
			goodRows(3),
			{ ...QUICK, ...skip({ output: 'rows' }) },
			{ settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } },
		);

		expect(status).toBe('success');
		expect(posts()).toHaveLength(1);
		expect(json.map(({ callVerdict, callCreated }) => [callVerdict, callCreated])).toEqual([
			['skipped', true],
			['sent', true],
			['sent', true],
		]);
		expect(hints.join()).toMatch(/An earlier try of this run created the campaign/);
	});

	it('does not repeat the first campaign when the second one failed', async () => {
		simulator().behave({ ...CREATE, then: {} });
		simulator().behave({ ...CREATE, then: { status: 400, json: { message: 'Not now' } } });

		const { json } = await create(
			[
				{ people: [numberOf(0)], campaign: 'First' },
				{ people: [numberOf(0), numberOf(1)], campaign: 'Second' },
			],
			{ ...oneCampaignPerItem, ...skip() },
			{ settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } },
		);

		expect(json.map(({ name, alreadyExisted }) => [name, alreadyExisted])).toEqual([
			['First', true],
			['Second', undefined],
		]);
		expect(called()).toEqual([numberOf(0), numberOf(1)]);
	});

	it('returns the campaign on Retry after the process was killed, although its name holds the time', async () => {
		simulator().seedCalls([{ toNumber: numberOf(0) }]);
		await create(goodRows(3), { ...skip(), name: 'Recall 09:00' });

		const { json } = await create(goodRows(3), { ...skip(), name: 'Recall 09:05' }, { mode: 'retry' });

		expect(json[0]).toMatchObject({
			id: simulator().campaigns[0]?.id,
			alreadyExisted: true,
			recipientsCount: 2,
			skippedCount: 1,
		});
		expect(posts()).toHaveLength(1);
	});

	it('returns the first campaign when a webhook is sent twice, also once some were called', async () => {
		simulator().seedCalls([{ toNumber: numberOf(0) }]);
		const first = await create(goodRows(3), skip());
		const id = String(first.json[0]?.id);
		simulator().setRecipient(id, 0, { status: 'COMPLETED', attempts: 1 });
		simulator().seedCalls([{ toNumber: numberOf(1) }]);

		const second = await create(goodRows(3), skip());

		expect(second.json[0]).toMatchObject({ id, created: false, alreadyExisted: true, recipientsCount: 2 });
		expect(second.hints.join()).toContain('nobody new is called');
		expect(called()).toEqual([numberOf(1), numberOf(2)]);
	});

	it('returns it too when it has ended and only completed calls count', async () => {
		const first = await create(goodRows(2), skip({}, { counting: 'completed' }));
		const id = String(first.json[0]?.id);
		simulator().setRecipient(id, 0, { status: 'FAILED', attempts: 3 });
		simulator().setCampaignStatus(id, 'COMPLETED');

		const second = await create(goodRows(2), skip({}, { counting: 'completed' }));

		expect(second.json[0]).toMatchObject({ id, alreadyExisted: true });
		expect(posts()).toHaveLength(1);
	});

	it.each([
		['its name holds the time', { name: 'Recall 09:05' }, {}],
		['Duplicate Protection is off', {}, { duplicateProtectionHours: 0 }],
	])('skips everyone when the campaign cannot be recognised because %s', async (_, changed, options) => {
		const first = await create(goodRows(2), skip(options));

		const second = await create(goodRows(2), { ...skip({ ...options, output: 'rows' }), ...changed });

		const reason = `Waits in the campaign "Spring recall" (${String(first.json[0]?.id)}), which has not ended`;
		expect(second.json.map((row) => [row.callVerdict, row.callReason, row.callCreated])).toEqual([
			['skipped', reason, false],
			['skipped', reason, false],
		]);
		expect(posts()).toHaveLength(1);
	});

	it('calls only the new people when a list has grown', async () => {
		await create(goodRows(2), skip());

		const { json } = await create(goodRows(4), skip());

		expect(json[0]).toMatchObject({ created: true, recipientsCount: 2, skippedCount: 2 });
		expect(called()).toEqual([0, 1, 2, 3].map(numberOf));
	});

	it('does not take the campaign of a shorter list for its own', async () => {
		await create(goodRows(2), skip({}, { counting: 'completed' }));
		const id = String(simulator().campaigns[0]?.id);
		simulator().setRecipient(id, 0, { status: 'FAILED', attempts: 3 });
		simulator().setRecipient(id, 1, { status: 'COMPLETED', attempts: 1 });
		simulator().setCampaignStatus(id, 'COMPLETED');
		simulator().seedCalls([{ toNumber: numberOf(2), createdAt: new Date(Date.now() + 1) }]);

		const { json } = await create(goodRows(3), skip({}, { counting: 'completed' }));

		expect(json[0]).toMatchObject({ created: true, recipientsCount: 1, skippedCount: 2 });
		expect(posts()[1]?.recipients).toEqual([{ phoneNumber: numberOf(0) }]);
	});
});

describe('Calling Limits, in runs at the same time and campaigns of one run', () => {
	it('calls a person on two lists once when both run at the same time', async () => {
		const runs = await Promise.all([
			create(goodRows(3), { ...skip(), name: 'First' }),
			create(goodRows(5).slice(2), { ...skip(), name: 'Second' }),
		]);

		expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
		expect(called().sort()).toEqual([0, 1, 2, 3, 4].map(numberOf));
	});

	it('does not take one campaign for two of the run', async () => {
		simulator().seedCalls([{ toNumber: numberOf(2), createdAt: new Date(Date.now() - 60_000) }]);
		const first = { people: [numberOf(0), numberOf(1)], campaign: 'Both' };
		const second = { people: [numberOf(0), numberOf(1), numberOf(2)], campaign: 'Both' };
		await create([first], { ...oneCampaignPerItem, ...skip() });

		const { json } = await create([first, second], { ...oneCampaignPerItem, ...skip() });

		expect(json).toEqual([
			expect.objectContaining({ id: simulator().campaigns[0]?.id, alreadyExisted: true }),
			expect.objectContaining({ created: false, recipientsCount: 0, skippedCount: 3 }),
		]);
	});

	it('calls a person in one campaign of a run', async () => {
		const { json } = await create(
			[
				{ people: [numberOf(0), numberOf(1)], campaign: 'First' },
				{ people: [numberOf(1), numberOf(2)], campaign: 'Second' },
				{ people: [numberOf(0)], campaign: 'Third' },
			],
			{ ...oneCampaignPerItem, ...skip() },
		);

		expect(called()).toEqual([0, 1, 2].map(numberOf));
		expect(json.map(({ created, skippedCount }) => [created, skippedCount])).toEqual([
			[true, 0],
			[true, 1],
			[false, 1],
		]);
	});
});
