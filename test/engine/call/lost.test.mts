/**
 * Call: Start when a list lags behind or an answer is lost: which call it told of, and what is said and done once the
 * calling window has closed meanwhile.
 */
import { DateTime } from 'luxon';
import { describe, expect, it } from '@jest/globals';
import { KEY } from '../support/campaign.mts';
import { CALL_LIST, FILLED_IN, newPeople, PLACE, useCalls } from '../support/calls.mts';
import { farFromMidnight, later, startFront } from '../support/clock.mts';
import { runNode } from '../support/harness.mts';

const { simulator, start, posts } = useCalls();

const DAY = 86_400_000;
const QUICK = { requestOptions: { timeout: 1_000 } };
const UNPROTECTED = { options: { duplicateProtectionMinutes: 0 } };
const TWICE = { settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } };
const LOST = { ...PLACE, then: { status: 500, json: { message: 'Internal error' } } };
const LOST_BUT_PLACED = { ...PLACE, then: { ...LOST.then, commit: true } };
const listNothing = (times: number | 'forever' = 'forever') =>
	simulator().behave({
		path: CALL_LIST,
		times,
		then: { status: 200, json: { success: true, data: { calls: [], total: 0, filtered: 0 } } },
	});

/** A window that is open all of today and closed tomorrow, in a zone where midnight is not near. */
function onlyToday() {
	const zone = farFromMidnight();
	return {
		onlyWithinWindow: true,
		callingDays: 'custom',
		days: [DateTime.now().setZone(zone).setLocale('en').toFormat('EEEE').toUpperCase()],
		startCallingTime: '00:00',
		endCallingTime: '23:59',
		timezone: { __rl: true, mode: 'name', value: zone },
	};
}
/** A window that closes within two minutes, in a zone where midnight is not near. */
function closingSoon() {
	const window = onlyToday();
	const end = DateTime.now().setZone(window.timezone.value).plus({ minutes: 2 });
	return { ...window, endCallingTime: end.toFormat('HH:mm') };
}
/** A day passes with the first POST. */
const withThePost = () => (posts().length > 0 ? DAY : 0);

describe('the same call while the list lags behind', () => {
	it('is the one that this process placed', async () => {
		const rows = newPeople(1);
		const first = await start(rows);
		listNothing();

		const { json, hints } = await start(rows);

		expect(posts()).toHaveLength(1);
		expect(json[0]).toMatchObject({ id: first.json[0]?.id, placed: false, alreadyExisted: true });
		expect(hints.join()).toMatch(/called \+\d+ from the same number less than a minute ago, so no other/);
	});

	it('is placed again when it says something else, or without protection', async () => {
		const rows = newPeople(1);
		await start(rows);
		listNothing();

		await start(rows, { params: { param: [{ name: 'order', value: '8' }] } });
		await start(rows, UNPROTECTED);

		expect(posts()).toHaveLength(3);
	});
});

describe('a lost answer', () => {
	it('is not taken for a call of another process that was there before', async () => {
		const [row] = newPeople(1);
		simulator().seedCalls([{ toNumber: row!.phone, createdAt: new Date(Date.now() - 60_000) }]);
		simulator().behave(LOST);

		const { error } = await start([row!], { ...QUICK, options: { duplicateProtectionMinutes: 0.5 } });

		expect(posts()).toHaveLength(1);
		expect(error?.description).toMatch(/^The call may have been placed/);
	});

	it('is not taken for a call that this process placed before, without protection', async () => {
		const [row] = newPeople(1);
		await start([row!], UNPROTECTED);
		simulator().behave(LOST);

		const { error } = await start([row!], { ...QUICK, ...UNPROTECTED });

		expect(error?.description).toMatch(/^The call may have been placed/);
	});

	it('is found behind a front whose clock is ahead', async () => {
		const front = await startFront(simulator().url, 90_000);
		simulator().behave(LOST_BUT_PLACED);

		const { json } = await runNode({
			items: newPeople(1),
			parameters: { ...FILLED_IN, ...QUICK, ...UNPROTECTED },
			credential: { apiKey: KEY, baseUrl: front.url },
		});
		front.close();

		expect(json[0]).toMatchObject({ id: simulator().calls[0]?.id, placed: true });
	});
});

describe('a calling window that closes', () => {
	it('between the tries does not hide the call of the first', async () => {
		listNothing(6);
		simulator().behave(LOST_BUT_PLACED);

		const { json } = await later(
			withThePost,
			async () => await start(newPeople(1), { ...QUICK, ...onlyToday() }, TWICE),
		);

		expect(posts()).toHaveLength(1);
		expect(json[0]).toMatchObject({ id: simulator().calls[0]?.id, placed: true, alreadyExisted: true });
	});

	it('between the tries is not what the error is about while nobody knows', async () => {
		listNothing();
		simulator().behave(LOST_BUT_PLACED);

		const { error } = await later(
			withThePost,
			async () => await start(newPeople(1), { ...QUICK, ...onlyToday() }, TWICE),
		);

		expect(posts()).toHaveLength(1);
		expect(error?.message).toMatch(/^An earlier try did not learn/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/Nobody was called|window/);
	});

	it('stops a person’s Retry once it is known that nobody was called', async () => {
		const rows = newPeople(1);
		const parameters = { ...QUICK, ...onlyToday() };
		simulator().behave(LOST);
		const failed = await start(rows, parameters);

		const { error } = await later(DAY, async () => await start(rows, parameters, { retryOf: failed.run }));

		expect(posts()).toHaveLength(1);
		expect(error?.message).toMatch(/^The calling window is closed/);
	});

	it('after the first call keeps the second from being placed', async () => {
		// Less than the time after which a lock counts as a dead process's, so that the second call need not wait for it.
		const threeMinutes = () => (posts().length > 0 ? 180_000 : 0);
		const { error } = await later(threeMinutes, async () => await start(newPeople(2), closingSoon()));

		expect(posts()).toHaveLength(1);
		expect(error?.message).toMatch(/^Row 2: The calling window is closed/);
		expect(error?.description).toMatch(/Before it, 1 call of this run was placed/);
	});
});

describe('a Retry whose rows were changed while nobody knows', () => {
	it.each([
		['a row that cannot be called', () => [{ phone: 'none' }], {}],
		['more calls than allowed', () => newPeople(3), { options: { maximumCalls: 1 } }],
	])('does not say that nobody was called: %s', async (_, rows, changed) => {
		const [row] = newPeople(1);
		listNothing();
		simulator().behave(LOST_BUT_PLACED);
		const failed = await start([row!], QUICK);

		const { error } = await start([row!, ...rows()], { ...QUICK, ...changed }, { retryOf: failed.run });

		expect(posts()).toHaveLength(1);
		expect(error?.message).toMatch(/^An earlier try of this run did not learn whether a call was placed/);
		expect(error?.description).toMatch(/^The call may have been placed/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/nobody was called/i);
	});
});

describe('a row that fails beside one that is called', () => {
	it('comes after it, so that Retry On Fail does not run the node again', async () => {
		const [one, two] = newPeople(2);
		simulator().behave({ ...PLACE, then: { status: 400, json: { message: 'Not now' } } });

		const { json } = await start([one!, two!], {}, { onError: 'continueRegularOutput', ...TWICE });

		expect(json.map(({ phone, placed }) => [phone, placed])).toEqual([
			[undefined, true],
			[one!.phone, undefined],
		]);
		expect(posts()).toHaveLength(2);
	});
});
