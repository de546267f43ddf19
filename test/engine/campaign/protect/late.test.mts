/**
 * What a later try says when something keeps it from sending (a date that has passed, calls that cannot be read, a row that
 * was changed) while an earlier try of the run may have made the campaign, or has.
 */
import { describe, expect, it } from '@jest/globals';
import { CREATE, goodRows, LIST, quick, useSimulator } from '../../support/campaign.mts';
import { later } from '../../support/clock.mts';

const { simulator, create, posts } = useSimulator();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CALLS = { method: 'GET', path: '/v1/voice-agents/conversations/minimal-list' };
const NO_CAMPAIGNS = { status: 200, json: { success: true, data: { campaigns: [], totalCount: 0 } } };
const TWICE = { settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } };
const SKIP = { limits: { callingLimits: { limit: [{ days: 7 }] } } };

/** A campaign for a quarter of an hour from now on. */
const soon = (name: string) => ({
	...quick(name),
	sendType: 'SCHEDULED',
	scheduledDate: new Date(Date.now() + HOUR / 4).toISOString(),
});
/** An hour passes with the first POST. */
const withThePost = () => (posts().length > 0 ? HOUR : 0);
const loseTheAnswer = (commit: boolean) =>
	simulator().behave({ ...CREATE, then: { status: 500, json: { message: 'Internal error' }, commit } });
const listNothing = (times: number | 'forever') => simulator().behave({ ...LIST, times, then: NO_CAMPAIGNS });

/** What no message may say while nobody knows. */
const DENIAL = /nothing was sent|no campaign was created|later date/i;

describe('a Start Date that has passed by the second try', () => {
	it('does not hide the campaign of the first', async () => {
		// The look before the POST, and the five after it.
		listNothing(6);
		loseTheAnswer(true);

		const { status, json, hints } = await later(
			withThePost,
			async () => await create(goodRows(2), soon('Found late'), TWICE),
		);

		expect(status).toBe('success');
		expect(json[0]).toMatchObject({ id: simulator().campaigns[0]?.id, created: true, alreadyExisted: true });
		expect(hints.join()).toMatch(/An earlier try of this run created the campaign/);
		expect(posts()).toHaveLength(1);
	});

	it('is not what the error is about while nobody knows', async () => {
		listNothing('forever');
		loseTheAnswer(true);

		const { error } = await later(
			withThePost,
			async () => await create(goodRows(2), soon('Not listed'), TWICE),
		);

		expect(error?.message).toMatch(/^An earlier try did not learn/);
		expect(error?.description).toMatch(/^The campaign may exist/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(DENIAL);
	});

	it('stops the second campaign of the run, and the first is named', async () => {
		simulator().behave({ ...CREATE, then: {} });
		simulator().behave({ ...CREATE, then: { status: 400, json: { message: 'Not now' } } });
		// Less than the time after which a lock counts as a dead process's, so that the second try need not wait for it.
		const perItem = {
			...soon('={{ $json.campaign }}'),
			scheduledDate: new Date(Date.now() + 3 * MINUTE).toISOString(),
			recipientsSource: 'json',
			recipients: '={{ $json.people }}',
		};

		const { error } = await later(
			() => (posts().length > 1 ? 4 * MINUTE : 0),
			async () =>
				await create(
					[
						{ people: ['+966501000001'], campaign: 'First' },
						{ people: ['+966501000002'], campaign: 'Second' },
					],
					perItem,
					TWICE,
				),
		);

		expect(error?.message).toMatch(/^Campaign "Second": Start Date .* is in the past/);
		expect(error?.description).toMatch(/Before it, 1 campaign of this run was created: "First"/);
		expect(posts()).toHaveLength(2);
	});
});

describe('a Start Date that has passed by a person’s Retry', () => {
	it('is what the error is about once it is known that nothing was made', async () => {
		loseTheAnswer(false);
		const parameters = soon('Not made');
		const failed = await create(goodRows(2), parameters);

		const { error } = await later(
			HOUR,
			async () => await create(goodRows(2), parameters, { retryOf: failed.run }),
		);

		expect(error?.message).toMatch(/^Start Date .* is in the past/);
		expect(posts()).toHaveLength(1);
	});

	it('does not hide the campaign of a process that was killed', async () => {
		const parameters = soon('Killed');
		await create(goodRows(2), parameters);

		const { json } = await later(HOUR, async () => await create(goodRows(2), parameters, { mode: 'retry' }));

		expect(json[0]).toMatchObject({ id: simulator().campaigns[0]?.id, alreadyExisted: true });
	});

	it('stops a first try at once, before Hamsa is asked', async () => {
		const { error } = await later(HOUR, async () => {
			const parameters = { ...soon('Past'), scheduledDate: '2020-01-01 10:00' };
			return await create(goodRows(2), parameters);
		});

		expect(error?.message).toMatch(/is in the past/);
		expect(simulator().requests).toEqual([]);
	});
});

describe('Calling Limits, when the second try cannot read who was called', () => {
	it.each([
		['the campaigns', { ...LIST, times: 'forever' as const, then: { status: 503, text: '<html/>' } }],
		['the calls', { ...CALLS, times: 'forever' as const, then: { status: 503, text: '<html/>' } }],
	])('does not say that nothing was sent: %s', async (what, rule) => {
		// Campaigns are listed for skipping, for the rows' own campaign, before the POST, and five times after it.
		listNothing(what === 'the calls' ? 'forever' : 8);
		if (what === 'the calls') simulator().behave({ ...CALLS, then: {} });
		simulator().behave(rule);
		loseTheAnswer(true);

		const { error } = await create(goodRows(2), { ...quick(`Unread ${what}`), ...SKIP }, TWICE);

		expect(posts()).toHaveLength(1);
		expect(error?.description).toMatch(/^The campaign may exist/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(DENIAL);
	});

	it('names the campaign of the first try once it is found', async () => {
		listNothing(8);
		simulator().behave({ ...CALLS, then: {} });
		simulator().behave({ ...CALLS, times: 'forever', then: { status: 503, text: '<html/>' } });
		loseTheAnswer(true);

		const { error } = await create(goodRows(2), { ...quick('Found, unread'), ...SKIP }, TWICE);

		expect(error?.message).toBe('Who was called already could not be read. Hamsa answered with HTTP 503');
		expect(error?.description).toMatch(
			/An earlier try of this run made the campaign "Found, unread" \(c0000000-.*\)\.$/,
		);
	});

	it('does not skip the people of a campaign that is not listed yet', async () => {
		listNothing('forever');
		loseTheAnswer(true);
		const failed = await create(goodRows(2), { ...quick('Called meanwhile'), ...SKIP });
		simulator().seedCalls(goodRows(2).map(({ phone }) => ({ toNumber: String(phone) })));

		const { error } = await create(
			goodRows(2),
			{ ...quick('Called meanwhile'), ...SKIP },
			{ retryOf: failed.run },
		);

		expect(error?.description).toMatch(/^The campaign may exist/);
	});
});

describe('a Retry whose rows or options were changed while nobody knows', () => {
	const changes: Array<[string, ReturnType<typeof goodRows>, object]> = [
		['a row that cannot be called', [...goodRows(1), { phone: 'none' }], {}],
		['no row that can be called', [{ phone: '' }, { phone: '' }], {}],
		['more people than allowed', goodRows(2), { limits: { maximumRecipients: 1 } }],
		['an option that cannot be read', goodRows(2), { options: { averageCallMinutes: -1 } }],
	];

	it('does not say that nothing was sent, whatever was changed', async () => {
		listNothing('forever');
		loseTheAnswer(true);
		const { run } = await create(goodRows(2), quick('Changed'));

		for (const [words, rows, changed] of changes) {
			const { error } = await create(rows, { ...quick('Changed'), ...changed }, { retryOf: run });

			expect([words, error?.message]).toEqual([
				words,
				expect.stringMatching(
					/^An earlier try of this run did not learn whether the campaign was created \(.*500.*\), and this try stopped/,
				),
			]);
			expect(error?.description).toMatch(/^The campaign may exist. Look at Batch Calls/);
			expect(`${error?.message} ${error?.description}`).not.toMatch(DENIAL);
		}
		expect(posts()).toHaveLength(1);
	});
});
