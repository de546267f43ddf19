/** Campaign: Get Report: one item per campaign, and their total. Times are of the simulator's clock, which is that of the machine. */
import { describe, expect, it } from '@jest/globals';
import type { CampaignSeed, RecipientSeed } from '../../../simulator/control/steering.mts';
import { openHours } from '../../../unit/support/callingWindows.mts';
import { links, locator, MODEL_WAYS, PATHS, useOperations } from '../../support/operations.mts';

const { simulator, operate } = useOperations();
const REPORT = { resource: 'campaign', operation: 'getReport' };
const RAW = { ...REPORT, simplify: false };

const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
let numbers = 0;
const number = () => `+96650${String(1_000_000 + numbers++)}`;

/** People who were tried once, an hour ago, and for whom all is over. */
const over = (status: RecipientSeed['status'], amount: number): RecipientSeed[] =>
	Array.from({ length: amount }, () => ({
		phoneNumber: number(),
		status,
		attempts: 3,
		latestActionTimestamp: ago(HOUR),
	}));
const waiting = (amount: number): RecipientSeed[] =>
	Array.from({ length: amount }, () => ({ phoneNumber: number() }));

const seed = (fields: CampaignSeed) =>
	simulator().seedCampaign({
		status: 'RUNNING',
		...openHours(),
		createdAt: ago(2 * HOUR),
		...fields,
	});

describe.each(PATHS)('Campaign: Get Report %s', (_, path) => {
	it('tells how far a campaign is, and ends with the total', async () => {
		const { id } = seed({
			name: 'Spring recall',
			recipients: [...over('COMPLETED', 5), ...over('NO_ANSWER', 2), ...over('FAILED', 1), ...waiting(4)],
		});

		const { json, outputs } = await operate({ ...REPORT, campaignId: locator(id) }, path);

		const counts = { people: 12, reached: 5, notReached: 2, failed: 1, stillToCall: 4 };
		expect(json).toEqual([
			{
				id,
				name: 'Spring recall',
				status: 'RUNNING',
				...counts,
				expectedEnd: expect.any(String),
				stalled: expect.any(Boolean),
			},
			{
				id: 'total',
				name: 'Total of 1 campaign',
				status: 'RUNNING',
				...counts,
				expectedEnd: expect.any(String),
				stalled: expect.any(Boolean),
			},
		]);
		expect(json[1]!.expectedEnd).toBe(json[0]!.expectedEnd);
		expect(Date.parse(String(json[0]!.expectedEnd))).toBeGreaterThan(Date.now());
		expect(links(outputs[0]!).flat()).toEqual([{ item: 0 }, { item: 0 }]);
	});

	it('tells more where Simplify is off', async () => {
		const soon = new Date(Date.now() + HOUR).toISOString();
		const later = new Date(Date.now() + 5 * HOUR).toISOString();
		const { id } = seed({
			recipients: [
				...over('COMPLETED', 2),
				{ ...over('FAILED', 1)[0]!, attempts: 1, nextRetryAt: later },
				{ ...over('NO_ANSWER', 1)[0]!, attempts: 2, nextRetryAt: soon, latestActionTimestamp: ago(60_000) },
			],
		});

		const { json } = await operate({ ...RAW, campaignId: locator(id) }, path);

		expect(json[0]).toMatchObject({
			isTotal: false,
			campaigns: 1,
			wave: null,
			redialsPlanned: 2,
			nextRetryAt: soon,
			lastRetryAt: later,
			attempts: 9,
			reachedPercent: 50,
			failedPercent: 25,
			neverCalled: 0,
			stalled: false,
			peopleByStatus: { COMPLETED: 2, FAILED: 1, NO_ANSWER: 1 },
		});
		const { firstActivityAt, lastActivityAt, expectedEnd } = json[0]!;
		expect(Date.parse(String(lastActivityAt)) - Date.parse(String(firstActivityAt))).toBeGreaterThan(
			HOUR / 2,
		);
		// Nobody is called between now and the last redial, so it does not end before.
		expect(String(expectedEnd) >= later).toBe(true);
		expect(json[1]).toMatchObject({
			isTotal: true,
			redialsPlanned: 2,
			nextRetryAt: soon,
			lastRetryAt: later,
		});
	});

	it('reports on several, each once', async () => {
		const first = seed({ name: 'First', recipients: [...over('COMPLETED', 2)], status: 'COMPLETED' });
		const second = seed({ name: 'Second', recipients: [...over('NO_ANSWER', 1), ...waiting(3)] });

		const ids = `${second.id}, ${first.id}\n${second.id.toUpperCase()}`;
		const { json } = await operate({ ...RAW, reportOn: 'campaigns', campaignIds: ids }, path);

		expect(json.map(({ name, people, status }) => [name, people, status])).toEqual([
			['Second', 4, 'RUNNING'],
			['First', 2, 'COMPLETED'],
			['Total of 2 campaigns', 6, null],
		]);
		expect(json[2]).toMatchObject({ campaigns: 2, isTotal: true, reached: 2, notReached: 1, stillToCall: 3 });
		expect(json[2]!.expectedEnd).toBe(json[0]!.expectedEnd);
	});

	it('reports on a series in the order of its waves, and on no other campaign', async () => {
		const people = waiting(1);
		for (const name of [
			'Spring · wave 10',
			'Spring · wave 2 (Asia/Riyadh)',
			'Spring · wave 2 (Africa/Cairo)',
			'Spring · wave 1',
			'Spring',
			'Spring 2 · wave 1',
			'spring · wave 3',
			'Spring · wave 3 · wave 1',
		]) {
			seed({ name, recipients: people });
		}

		const { json } = await operate({ ...RAW, reportOn: 'series', series: ' Spring ' }, path);

		expect(json.map(({ name, wave }) => [name, wave])).toEqual([
			['Spring · wave 1', 1],
			['Spring · wave 2 (Africa/Cairo)', 2],
			['Spring · wave 2 (Asia/Riyadh)', 2],
			['Spring · wave 10', 10],
			['Total of 4 campaigns', null],
		]);
	});

	it('leaves out a wave that is deleted while it reads', async () => {
		for (const wave of [1, 2]) seed({ name: `Spring · wave ${wave}`, recipients: waiting(1) });
		const gone = simulator().campaigns.find(({ name }) => name === 'Spring · wave 1')!;
		const answer = { status: 404, json: { message: 'Campaign was not found' } };
		simulator().behave({ path: `/v1/voice-agents/campaigns/${gone.id}`, then: answer });

		const { json } = await operate({ ...REPORT, reportOn: 'series', series: 'Spring' }, path);

		expect(json.map(({ name }) => name)).toEqual(['Spring · wave 2', 'Total of 1 campaign']);
	});

	it('knows a standstill', async () => {
		const standing = seed({ name: 'Standing', recipients: [...over('COMPLETED', 1), ...waiting(1)] });
		const moving = seed({
			name: 'Moving',
			recipients: [{ ...over('COMPLETED', 1)[0]!, latestActionTimestamp: ago(60_000) }, ...waiting(1)],
		});
		const paused = seed({ name: 'Paused', status: 'PAUSED', recipients: waiting(1) });
		const ids = [standing, moving, paused].map(({ id }) => id);
		const read = async (options: object) =>
			(await operate({ ...REPORT, reportOn: 'campaigns', campaignIds: ids, options }, path)).json.map(
				({ stalled }) => stalled,
			);

		expect(await read({})).toEqual([true, false, false, true]);
		expect(await read({ stalledAfterMinutes: 100 })).toEqual([false, false, false, false]);
	});

	it.each([
		[{ campaignId: locator('={{ "" }}') }, 'Campaign is empty'],
		[{ reportOn: 'campaigns', campaignIds: ' , ' }, 'Campaign IDs is empty'],
		[{ reportOn: 'campaigns', campaignIds: 'x' }, 'Campaign "x" is not the ID of a campaign'],
		[{ reportOn: 'series', series: ' ' }, 'Series Name is empty'],
		[{ reportOn: 'all' }, 'Report On "all" is not one of its choices'],
		[
			{ reportOn: 'series', series: 'Spring', options: { stalledAfterMinutes: 0 } },
			'Stalled After (Minutes) "0" is not a number of at least 1',
		],
	])('asks nothing with %j', async (parameters, words) => {
		const { error } = await operate({ ...REPORT, ...parameters }, path);

		expect(error?.message).toBe(words);
		expect(simulator().requests).toEqual([]);
	});

	it('says that a series has no waves', async () => {
		seed({ name: 'Spring' });

		const { error } = await operate({ ...REPORT, reportOn: 'series', series: 'Spring' }, path);

		expect(error?.message).toBe('The series "Spring" has no waves: no campaign is called "Spring · wave 1"');
	});

	it('is an error when a campaign cannot be read', async () => {
		const { id } = seed({});
		const answer = { status: 500, json: { message: 'Out of order' } };
		simulator().behave({ path: `/v1/voice-agents/campaigns/${id}`, then: answer });

		const { error } = await operate({ ...REPORT, campaignId: locator(id) }, path);

		expect(error?.message).toBe('Hamsa answered with HTTP 500: Out of order');
	});
});

describe('Campaign: Get Report for several input items', () => {
	const campaigns = () => [
		seed({ name: 'First', recipients: over('COMPLETED', 2) }),
		seed({ name: 'Second', recipients: waiting(3) }),
	];
	const parameters = { ...REPORT, campaignId: locator('={{ $json.id }}') };

	it('has one total, linked to all of them, in which each campaign counts once', async () => {
		const [first, second] = campaigns();
		const items = [first, second, first].map((campaign) => ({ id: campaign!.id }));

		const { json, outputs } = await operate(parameters, { items });

		expect(json.map(({ name, people }) => [name, people])).toEqual([
			['First', 2],
			['Second', 3],
			['First', 2],
			['Total of 2 campaigns', 5],
		]);
		expect(links(outputs[0]!)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
			[{ item: 0 }, { item: 1 }, { item: 2 }],
		]);
	});

	it('goes on after one that fails, and has no total where all do', async () => {
		const [first] = campaigns();
		const onError = 'continueRegularOutput';

		const some = await operate(parameters, { items: [{ id: 'x' }, { id: first!.id }], onError });
		const none = await operate(parameters, { items: [{ id: 'x' }], onError });

		expect(some.json).toEqual([
			{ id: 'x', error: 'Campaign "x" is not the ID of a campaign', message: expect.any(String) },
			expect.objectContaining({ name: 'First' }),
			expect.objectContaining({ name: 'Total of 1 campaign' }),
		]);
		expect(links(some.outputs[0]!)).toEqual([{ item: 0 }, { item: 1 }, [{ item: 1 }]]);
		expect(none.json).toHaveLength(1);
	});
});

describe.each(MODEL_WAYS)('Campaign: Get Report %s', (_, path) => {
	it('gives an AI model what people see', async () => {
		const { id } = seed({ recipients: waiting(2) });

		const { json } = await operate({ ...REPORT, campaignId: locator(id) }, path);

		expect(json.map((row) => [row.id, row.people, Object.keys(row).length])).toEqual([
			[id, 2, 10],
			['total', 2, 10],
		]);
	});
});
