/** The same create again, while the first is unknown, by a person’s Retry, and when it is cancelled. */
import { describe, expect, it } from '@jest/globals';
import { CREATE, goodRows, LIST, quick, useSimulator, VOICE_AGENT } from '../../support/campaign.mts';
import { later } from '../../support/clock.mts';

const { simulator, create, posts } = useSimulator();
const HOUR = 3_600_000;

describe('the same create again', () => {
	it('by another run returns the first one’s campaign', async () => {
		await create(goodRows(3));
		const { json, hints } = await create(goodRows(3));

		expect(posts()).toHaveLength(1);
		expect(json[0]).toMatchObject({
			id: simulator().campaigns[0]?.id,
			created: false,
			alreadyExisted: true,
			age: 'less than a minute',
		});
		expect(hints.join()).toMatch(/"Spring recall" \(SCHEDULED\) with the same content.*nobody new is called/);
	});

	it('at the same moment in one process makes one campaign, in whatever order the rows come', async () => {
		const rows = goodRows(3);

		const runs = await Promise.all([create(rows), create([...rows].reverse()), create(rows)]);

		expect(posts()).toHaveLength(1);
		expect(runs.map(({ json }) => json[0]?.id)).toEqual(
			Array.from({ length: 3 }, () => simulator().campaigns[0]?.id),
		);
	});

	it('is known by the agent’s ID in either letter case', async () => {
		await create(goodRows(1));
		const { json } = await create(goodRows(1), {
			voiceAgentId: { __rl: true, mode: 'id', value: VOICE_AGENT.toUpperCase() },
		});

		expect(json[0]?.alreadyExisted).toBe(true);
	});

	it.each([
		['another name', { name: 'Autumn recall' }],
		['another window', { startCallingTime: '10:00' }],
		['protection switched off', { limits: { duplicateProtectionHours: 0 } }],
		[
			'another agent',
			{ voiceAgentId: { __rl: true, mode: 'id', value: 'a0000000-0000-4000-8000-000000000002' } },
		],
	])('but %s is a campaign of its own', async (_, parameters) => {
		await create(goodRows(1));
		const { status, json } = await create(goodRows(1), parameters);

		expect([status, json[0]?.alreadyExisted]).toEqual(['success', undefined]);
		expect(simulator().campaigns).toHaveLength(2);
	});

	it('is judged by the clock of Hamsa, whatever the clock here says', async () => {
		await create(goodRows(1));
		const [first] = simulator().campaigns;
		const daysAhead = Date.now() + 72 * HOUR;
		const listedAt = (ageMs: number) =>
			simulator().behave({
				...LIST,
				then: {
					status: 200,
					headers: { date: new Date(daysAhead).toUTCString() },
					json: {
						success: true,
						data: {
							campaigns: [
								{ ...first, recipientsCount: 1, createdAt: new Date(daysAhead - ageMs).toISOString() },
							],
							totalCount: 1,
						},
					},
				},
			});

		listedAt(2 * HOUR);
		const again = await create(goodRows(1));
		listedAt(13 * HOUR);
		const later = await create(goodRows(1));

		expect(again.json[0]).toMatchObject({ alreadyExisted: true, age: '2 h' });
		expect(later.json[0]?.alreadyExisted).toBeUndefined();
	});

	it('is not taken for another agent’s campaign where the list ignores the agent', async () => {
		await create(goodRows(1));
		const listed = {
			...simulator().campaigns[0],
			voiceAgentId: '22222222-2222-4222-8222-222222222222',
			recipientsCount: 1,
		};
		simulator().behave({
			...LIST,
			then: { status: 200, json: { success: true, data: { campaigns: [listed], totalCount: 1 } } },
		});

		const { json } = await create(goodRows(1));

		expect(json[0]?.alreadyExisted).toBeUndefined();
	});

	it('is told from campaigns that only look like it', async () => {
		await create(goodRows(2));
		await create(goodRows(4).slice(2));
		const { json } = await create(goodRows(2));

		expect(posts()).toHaveLength(2);
		expect(json[0]?.id).toBe(simulator().campaigns[0]?.id);
	});

	it('sends nothing when Hamsa cannot be asked', async () => {
		simulator().behave({ ...LIST, then: { status: 503, text: '<html/>' } });

		const { error } = await create(goodRows(1));

		expect(posts()).toEqual([]);
		expect(error?.message).toBe('Hamsa answered with HTTP 503');
		expect(error?.description).toMatch(/No campaign was created\..*asked whether it has the same already/);
	});
});

describe('while the outcome of the first is unknown', () => {
	it('another run of this process sends nothing, and says why', async () => {
		simulator().behave({ ...CREATE, then: { fault: 'disconnect' } });
		await create(goodRows(1), quick('Unknown'));
		const { error } = await create(goodRows(1), quick('Unknown'));

		expect(posts()).toHaveLength(1);
		expect(error?.message).toMatch(
			/^Another run did not learn.*\(The connection was lost.*does not list it yet/,
		);
	});

	it('another run finds the campaign as soon as Hamsa lists it', async () => {
		const listed = { status: 200, json: { success: true, data: { campaigns: [], totalCount: 0 } } };
		// The look before the POST, and the five after it.
		simulator().behave({ ...LIST, times: 6, then: listed });
		simulator().behave({ ...CREATE, then: { fault: 'disconnect', commit: true } });

		const first = await create(goodRows(1), quick('Listed late'));
		const second = await create(goodRows(1), quick('Listed late'));

		expect(first.error?.description).toMatch(/may exist/);
		expect(posts()).toHaveLength(1);
		expect(second.json[0]).toMatchObject({ alreadyExisted: true, id: simulator().campaigns[0]?.id });
	});
});

describe('a person’s Retry', () => {
	it('finds the campaign of a process that was killed, though its name is made from the time', async () => {
		await create(goodRows(2), { name: 'Recall 09:00' });
		const { json } = await create(goodRows(2), { name: 'Recall 09:20' }, { mode: 'retry' });

		expect(posts()).toHaveLength(1);
		expect(json[0]).toMatchObject({ name: 'Recall 09:00', alreadyExisted: true });
	});

	it('does not send before a lost request has settled, and then sends once', async () => {
		simulator().behave({ ...CREATE, then: { fault: 'disconnect' } });
		const failed = await create(goodRows(1), quick('Settling'));

		const early = await create(goodRows(1), quick('Settling'), { retryOf: failed.run });
		expect(early.error?.message).toMatch(/^An earlier try did not learn/);
		expect(early.error?.description).toContain('5 min after it was sent');
		expect(posts()).toHaveLength(1);

		const late = await later(
			310_000,
			async () => await create(goodRows(1), quick('Settling'), { retryOf: failed.run }),
		);
		expect(late.json[0]).toMatchObject({ created: true });
		expect(simulator().campaigns).toHaveLength(1);
	});

	it('does not send when Hamsa cannot be asked, without Duplicate Protection too', async () => {
		const unprotected = { ...quick('Unasked'), limits: { duplicateProtectionHours: 0 } };
		simulator().behave({ ...CREATE, then: { fault: 'disconnect' } });
		const failed = await create(goodRows(1), unprotected);
		simulator().behave({ ...LIST, times: 'forever', then: { status: 500 } });

		const { error } = await later(
			HOUR,
			async () => await create(goodRows(1), unprotected, { retryOf: failed.run }),
		);

		expect(posts()).toHaveLength(1);
		expect(error?.message).toMatch(/Hamsa could not be asked, so the campaign was not sent again/);
	});
});

describe('a campaign that fails beside one that is made', () => {
	it('comes after it, so that Retry On Fail does not run the node again', async () => {
		simulator().behave({ ...CREATE, then: { status: 400, json: { message: 'Not now' } } });

		const { json } = await create(
			[
				{ people: ['+966501000001'], campaign: 'Fails' },
				{ people: ['+966501000002'], campaign: 'Made' },
			],
			{ recipientsSource: 'json', recipients: '={{ $json.people }}', name: '={{ $json.campaign }}' },
			{
				onError: 'continueRegularOutput',
				settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			},
		);

		expect(json.map(({ created, campaign }) => [created, campaign])).toEqual([
			[true, undefined],
			[undefined, 'Fails'],
		]);
		expect(posts()).toHaveLength(2);
	});
});

describe('an execution that is cancelled', () => {
	it('sends nothing any more', async () => {
		let listed: () => void = () => undefined;
		const cancelled = new Promise<void>((resolve) => (listed = resolve));
		simulator().behave({ ...LIST, then: { answerDelayMs: 400 } });

		const running = create(goodRows(1), { name: 'Cancelled before' }, { cancelled });
		while (simulator().requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
		listed();
		await running;

		expect(posts()).toEqual([]);
	});

	it('does not wait out a pause that Hamsa asked for', async () => {
		simulator().behave({ ...CREATE, then: { status: 429, headers: { 'retry-after': '59' } } });
		const cancelled = new Promise<void>((resolve) => {
			const look = setInterval(() => {
				if (posts().length === 0) return;
				clearInterval(look);
				resolve();
			}, 10);
		});

		await create(goodRows(1), { name: 'Cancelled in a pause' }, { cancelled });

		expect(posts()).toHaveLength(1);
	}, 50_000);
});
