import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { VOICE_AGENT } from '../support/campaign.mts';
import { CALL_LIST, newPeople, PLACE, useCalls } from '../support/calls.mts';

const { simulator, start, posts } = useCalls();
const MINUTE = 60_000;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE);
const withParams = (value: string) => ({ params: { param: [{ name: 'order', value }] } });
/** A lost answer is looked for with pauses no longer than the node's Timeout (ms). */
const QUICK = { requestOptions: { timeout: 1_000 } };

describe('the same call', () => {
	it('is not placed again by another run: the first is returned, and a hint says so', async () => {
		const rows = newPeople(1);
		const first = await start(rows, withParams('7'));

		const { status, json, hints } = await start(rows, withParams('7'));

		expect(status).toBe('success');
		expect(posts()).toHaveLength(1);
		expect(json).toEqual([
			expect.objectContaining({
				id: first.json[0]?.id,
				placed: false,
				alreadyExisted: true,
				age: 'less than a minute',
				status: 'PENDING',
			}),
		]);
		expect(hints.join()).toMatch(
			/no other call was placed\. If you mean to call again, set Duplicate Protection to 0/,
		);
	});

	it('is placed when its parameters, its number or its voice agent are others', async () => {
		const rows = newPeople(1);
		const [, otherAgent] = simulator().agents;
		await start(rows, withParams('7'));

		await start(rows, withParams('8'));
		await start(rows, {
			...withParams('7'),
			phoneNumber: { __rl: true, mode: 'list', value: '+966112000002' },
		});
		await start(rows, {
			...withParams('7'),
			voiceAgentId: { __rl: true, mode: 'id', value: otherAgent!.id },
		});

		expect(posts()).toHaveLength(4);
	});

	it('is found whatever the order of the parameters', async () => {
		const rows = newPeople(1);
		const json = (paramsJson: string) => ({ specifyParams: 'json', paramsJson });
		await start(rows, json('{ "a": 1, "b": { "c": 2, "d": 3 } }'));

		await start(rows, json('{ "b": { "d": 3, "c": 2 }, "a": 1 }'));

		expect(posts()).toHaveLength(1);
	});

	it('counts when another process has placed it, whose parameters Hamsa does not show', async () => {
		const [row] = newPeople(1);
		const [call] = simulator().seedCalls([
			{ toNumber: row!.phone, status: 'NO_ANSWER', createdAt: minutesAgo(9) },
		]);

		const { json, hints } = await start([row!], withParams('7'));

		expect(posts()).toEqual([]);
		expect(json[0]).toMatchObject({ id: call!.id, placed: false, age: '9 min', status: 'NO_ANSWER' });
		expect(hints.join()).toMatch(/9 min ago \(NO_ANSWER\).*does not show the parameters.*not compared/);
	});

	it.each([
		['it is older than 10 minutes', {}, 11],
		['it is older than the protection that was chosen', { options: { duplicateProtectionMinutes: 2 } }, 3],
		['the protection is off', { options: { duplicateProtectionMinutes: 0 } }, 1],
	])('is placed again when %s', async (_, parameters, age) => {
		const [row] = newPeople(1);
		simulator().seedCalls([{ toNumber: row!.phone, createdAt: minutesAgo(age) }]);

		const { json } = await start([row!], parameters);

		expect(posts()).toHaveLength(1);
		expect(json[0]).not.toHaveProperty('alreadyExisted');
	});

	it('is found behind many others', async () => {
		const [row] = newPeople(1);
		simulator().seedCalls([{ toNumber: row!.phone, createdAt: minutesAgo(9) }]);
		simulator().seedCalls(450);

		await start([row!]);

		expect(posts()).toEqual([]);
		expect(simulator().requests.map(({ query }) => [query.page, query.voiceAgentId])).toEqual(
			['1', '2', '3'].map((page) => [page, VOICE_AGENT]),
		);
	});

	it('nobody is called when Hamsa cannot be asked', async () => {
		simulator().behave({ path: CALL_LIST, then: { status: 500, json: { message: 'Internal error' } } });

		const { error } = await start(newPeople(1));

		expect(error?.message).toMatch(/HTTP 500: Internal error/);
		expect(error?.description).toMatch(/Nobody was called/);
		expect(posts()).toEqual([]);
	});

	it('is placed once by two runs at the same time', async () => {
		const rows = newPeople(1);
		simulator().behave({ ...PLACE, then: { delayMs: 200 } });

		const runs = await Promise.all([start(rows), start(rows)]);

		expect(posts()).toHaveLength(1);
		expect(runs.map(({ json }) => json[0]?.id)).toEqual([simulator().calls[0]?.id, simulator().calls[0]?.id]);
	});
});

describe('the same row twice in one run', () => {
	it('is called once', async () => {
		const [row] = newPeople(1);

		const { json, hints } = await start([row!, row!]);

		expect(posts()).toHaveLength(1);
		expect(json.map(({ id, alreadyExisted }) => [id, alreadyExisted])).toEqual([
			[simulator().calls[0]?.id, undefined],
			[simulator().calls[0]?.id, true],
		]);
		expect(hints.join()).toMatch(/This run has placed the call .* already/);
	});

	it('is called twice without protection, and no more by Retry On Fail', async () => {
		const [row, other] = newPeople(2);
		simulator().behave({ ...PLACE, then: {}, times: 2 });
		simulator().behave({ ...PLACE, then: { status: 400, json: { message: 'Not now' } } });

		const { json } = await start(
			[row!, row!, other!],
			{ options: { duplicateProtectionMinutes: 0 } },
			{ settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } },
		);

		expect(
			simulator()
				.calls.map(({ toNumber }) => toNumber)
				.sort(),
		).toEqual([row!.phone, row!.phone, other!.phone].sort());
		expect(new Set(json.map(({ id }) => id)).size).toBe(3);
		expect(json.map(({ placed }) => placed)).toEqual([true, true, true]);
	});
});

describe('a call whose answer was lost', () => {
	it('is not taken for one that this run knows', async () => {
		const [row] = newPeople(1);
		// The first is placed and answered, the second, with other parameters, is lost on the way to Hamsa.
		simulator().behave({ ...PLACE, then: {} });
		simulator().behave({ ...PLACE, then: { status: 504, text: '<html/>' } });

		const { outputs } = await start(
			[
				{ ...row!, order: 1 },
				{ ...row!, order: 2 },
			],
			{ ...withParams('={{ $json.order }}'), ...QUICK },
			{ onError: 'continueErrorOutput' },
		);

		expect(simulator().calls).toHaveLength(1);
		expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 0 }],
			[{ item: 1 }],
		]);
		expect(outputs[1]?.[0]?.json.message).toMatch(/may have been placed/);
	});

	it('is found on the second try of the node when the list lags behind', async () => {
		const [row] = newPeople(1);
		simulator().behave({ ...PLACE, then: { status: 504, text: '<html/>', commit: true } });
		// The look before the call is good; the looks after it fail until the node is tried again.
		simulator().behave({ path: CALL_LIST, then: {} });
		simulator().behave({ path: CALL_LIST, times: 5, then: { status: 503, text: '<html/>' } });

		const { status, json, hints } = await start([row!], QUICK, {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});

		expect(status).toBe('success');
		expect(posts()).toHaveLength(1);
		expect(json[0]).toMatchObject({ id: simulator().calls[0]?.id, placed: true, alreadyExisted: true });
		expect(hints.join()).toMatch(/was not placed again/);
	});

	it('stops no other row, and none of them is dialled twice', async () => {
		const rows = newPeople(3);
		simulator().behave({ ...PLACE, then: {} });
		simulator().behave({ ...PLACE, then: { fault: 'disconnect' } });

		const { outputs } = await start(rows, QUICK, { onError: 'continueErrorOutput' });

		expect(posts().map(({ toNumber }) => toNumber)).toEqual(rows.map(({ phone }) => phone));
		expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 0 }, { item: 2 }],
			[{ item: 1 }],
		]);
	});
});

describe('a person’s Retry', () => {
	it('calls only those whom the failed execution did not call', async () => {
		const rows = newPeople(2);
		simulator().behave({ ...PLACE, then: {} });
		simulator().behave({ ...PLACE, then: { status: 402, json: { message: 'No credit' } } });
		const failed = await start(rows);

		const { json } = await start(rows, {}, { retryOf: failed.run });

		expect(posts().map(({ toNumber }) => toNumber)).toEqual([rows[0]!.phone, rows[1]!.phone, rows[1]!.phone]);
		expect(simulator().calls).toHaveLength(2);
		expect(json.map(({ placed, alreadyExisted }) => [placed, alreadyExisted])).toEqual([
			[true, true],
			[true, undefined],
		]);
	});

	it('does not dial again while nobody knows, without Duplicate Protection too', async () => {
		const rows = newPeople(1);
		const parameters = { ...QUICK, options: { duplicateProtectionMinutes: 0 } };
		simulator().behave({ ...PLACE, then: { fault: 'disconnect' } });
		const failed = await start(rows, parameters);

		const { error } = await start(rows, parameters, { retryOf: failed.run });

		expect(posts()).toHaveLength(1);
		expect(error?.message).toMatch(/^An earlier try did not learn .* so the call was not placed again$/);
	});
});

describe('a cancelled execution', () => {
	it('dials nobody more', async () => {
		const rows = newPeople(3);
		let dialled = () => {};
		const dialling = new Promise<void>((resolve) => (dialled = resolve));
		simulator().behave({ ...PLACE, then: { fault: 'hang' } });
		const watch = setInterval(() => {
			if (posts().length > 0) dialled();
		}, 20);

		await start(rows, {}, { cancelled: dialling, onError: 'continueErrorOutput' });
		clearInterval(watch);
		// n8n does not wait for the node, which would go on at once.
		await wait(1_000);

		expect(posts().map(({ toNumber }) => toNumber)).toEqual([rows[0]!.phone]);
	});
});
