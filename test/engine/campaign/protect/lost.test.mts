/**
 * Which campaign a lost answer told of: the one that the request made, and no other of the same people, whatever the
 * clocks say and whoever made it.
 */
import { describe, expect, it } from '@jest/globals';
import {
	CREATE,
	FILLED_IN,
	goodRows,
	KEY,
	LIST,
	quick,
	useSimulator,
	WINDOW,
} from '../../support/campaign.mts';
import { later, startFront } from '../../support/clock.mts';
import { runNode } from '../../support/harness.mts';

const { simulator, create, posts } = useSimulator();

const LOST = { ...CREATE, then: { status: 500, json: { message: 'Internal error' } } };
const LOST_BUT_MADE = { ...CREATE, then: { ...LOST.then, commit: true } };
const SETTLED = 310_000;
const names = () => simulator().campaigns.map(({ name }) => name);
const unprotected = { limits: { duplicateProtectionHours: 0 } };
const scheduled = (day: number) => ({ sendType: 'SCHEDULED', scheduledDate: `2030-01-${day} 10:00` });
const agoMs = (ms: number) => new Date(Date.now() - ms);

describe('a lost answer', () => {
	it('is not taken for the campaign of another name to the same people', async () => {
		await create(goodRows(2), { name: 'Offer Monday' });
		simulator().behave(LOST);

		const { status, error } = await create(goodRows(2), quick('Offer Friday'));

		expect([status, names()]).toEqual(['error', ['Offer Monday']]);
		expect(error?.description).toMatch(/^The campaign may exist/);
	});

	it('is not taken for the campaign of another date', async () => {
		await create(goodRows(2), { name: 'Offer', ...scheduled(11) });
		simulator().behave(LOST);

		const { error } = await create(goodRows(2), { ...quick('Offer'), ...scheduled(12) });

		expect(error?.description).toMatch(/^The campaign may exist/);
	});

	it('is not taken for a campaign of another name that another process makes meanwhile', async () => {
		simulator().seedCampaign({
			name: 'Offer Monday',
			timeRange: WINDOW,
			recipients: goodRows(2).map(({ phone }) => ({ phoneNumber: String(phone) })),
		});
		// The look before the POST does not show it.
		simulator().behave({
			...LIST,
			then: { status: 200, json: { success: true, data: { campaigns: [], totalCount: 0 } } },
		});
		simulator().behave(LOST);

		const { error } = await create(goodRows(2), quick('Offer Friday meanwhile'));

		expect(error?.description).toMatch(/^The campaign may exist/);
	});

	it('is not taken for an equal campaign that this process made before', async () => {
		await create(goodRows(1), { name: 'Twice meant', ...unprotected });
		simulator().behave(LOST);

		const { error } = await create(goodRows(1), { ...quick('Twice meant'), ...unprotected });

		expect(error?.description).toMatch(/^The campaign may exist/);
	});

	it('is not taken for an equal campaign of another process that was there before', async () => {
		simulator().seedCampaign({
			name: 'Seen before',
			timeRange: WINDOW,
			recipients: goodRows(1).map(({ phone }) => ({ phoneNumber: String(phone) })),
			createdAt: agoMs(60_000),
		});
		simulator().behave(LOST);

		const { error } = await create(goodRows(1), {
			...quick('Seen before'),
			limits: { duplicateProtectionHours: 0.01 },
		});

		expect(posts()).toHaveLength(1);
		expect(error?.description).toMatch(/^The campaign may exist/);
	});

	it('is not taken for a campaign of others with the same name', async () => {
		simulator().behave(LOST_BUT_MADE);
		await create(goodRows(3).slice(1), quick('Many lists'));
		simulator().behave(LOST);

		const { error } = await create(goodRows(2), quick('Many lists'));

		expect(error?.description).toMatch(/^The campaign may exist/);
	});

	it.each([
		['8 s', 8_000, 0],
		['8 s', 8_000, 12],
		['a minute and a half', 90_000, 0],
	])('is found behind a front whose clock is %s ahead (protection %#)', async (words, ms, hours) => {
		const front = await startFront(simulator().url, ms);
		simulator().behave(LOST_BUT_MADE);

		const { status, hints } = await runNode({
			items: goodRows(1),
			parameters: {
				...FILLED_IN,
				...quick(`${words} ahead ${hours}`),
				limits: { duplicateProtectionHours: hours },
			},
			credential: { apiKey: KEY, baseUrl: front.url },
		});
		front.close();

		expect(status).toBe('success');
		expect(hints.join()).toMatch(/answer was lost.*not sent again/);
		expect(simulator().campaigns).toHaveLength(1);
	});
});

describe('a person’s Retry', () => {
	it('of a campaign of which nobody knows does not return a later one of another name', async () => {
		simulator().behave(LOST);
		const morning = await create(goodRows(3), quick('Morning'));
		await create(goodRows(3), quick('Evening'));

		const { json } = await later(
			SETTLED,
			async () => await create(goodRows(3), quick('Morning'), { retryOf: morning.run }),
		);

		expect(json[0]).toMatchObject({ name: 'Morning', created: true });
		expect(names()).toEqual(['Evening', 'Morning']);
	});

	it('of a campaign that was refused does not return an earlier one of another name', async () => {
		await create(goodRows(2), { name: 'Morning' });
		simulator().behave({ ...CREATE, then: { status: 400, json: { message: 'Not now' } } });
		const evening = await create(goodRows(2), { name: 'Evening' });

		const { json } = await create(goodRows(2), { name: 'Evening' }, { retryOf: evening.run });

		expect(json[0]).toMatchObject({ name: 'Evening', created: true });
	});

	it('finds what was made under the name of the first try, though the name holds the time', async () => {
		simulator().behave({ ...LIST, times: 6, then: { status: 503, text: '' } });
		simulator().behave(LOST_BUT_MADE);
		const failed = await create(goodRows(2), { ...quick('Recall 09:00'), ...unprotected });
		simulator().behave({ ...LIST, then: {} });

		const { json } = await create(
			goodRows(2),
			{ ...quick('Recall 09:20'), ...unprotected },
			{ retryOf: failed.run },
		);

		expect(json[0]).toMatchObject({ name: 'Recall 09:00', created: true, alreadyExisted: true });
		expect(names()).toEqual(['Recall 09:00']);
	});

	it('that finds the same says what makes another one: not another name', async () => {
		// People of whom no other test here left anything unknown: without a note, a Retry waits for that too.
		await create(goodRows(5), { name: 'Morning' });

		const { hints } = await create(goodRows(5), { name: 'Evening' }, { mode: 'retry' });

		expect(hints.join()).toMatch(/nobody new is called.*run the workflow anew with another Campaign Name/);
		expect(hints.join()).not.toContain('give it another name');
	});
});
