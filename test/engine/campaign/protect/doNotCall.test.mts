/** Campaign: Create with a Do Not Call List on the node's second input. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';
import { MODEL_WAYS } from '../../support/operations.mts';

const { create, posts } = useSimulator();

/** The fields of the list, in their collection, and other parameters. */
const withList = (fields: object = {}, parameters: object = {}) => ({
	limits: { doNotCallList: true, ...fields },
	...parameters,
});
const numberOf = (index: number) => String(goodRows(index + 1)[index]?.phone);
const called = () => posts().flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));
const second = [{ phone: numberOf(1).replace('+966', '0'), reason: 'asked' }];
const SA = { countryOfLocalNumbers: 'SA' };

describe('who is on the Do Not Call List', () => {
	it('is not called and counted; the others are called once', async () => {
		const rows = [...goodRows(3), goodRows(1)[0]!];

		const { json } = await create(rows, withList({}, SA), { second });

		expect(called()).toEqual([numberOf(0), numberOf(2)]);
		expect(json).toHaveLength(1);
		expect(json[0]).toMatchObject({
			created: true,
			recipientsCount: 2,
			duplicatesRemoved: 1,
			skippedCount: 0,
			doNotCallCount: 1,
		});
	});

	it('is found with the Country of Local Numbers of each row, which a column holds', async () => {
		const rows = goodRows(2).map((row, index) => ({ ...row, country: ['AE', 'SA'][index] }));
		const options = { countryOfLocalNumbers: '={{ $json.country }}' };

		await create(rows, withList({}, options), { second });

		expect(called()).toEqual([numberOf(0)]);
	});

	it('is told row by row', async () => {
		const { json } = await create(goodRows(2), withList({}, { ...SA, options: { output: 'rows' } }), {
			second,
		});

		expect(json).toMatchObject([
			{ callVerdict: 'sent', callCreated: true, callCampaignId: expect.any(String) },
			{
				callVerdict: 'doNotCall',
				callReason: 'Is on the Do Not Call List',
				callCampaignId: null,
				callPhoneNumber: numberOf(1),
			},
		]);
	});

	it('is told in a preview', async () => {
		const { json } = await create(
			goodRows(2),
			withList({}, { ...SA, runMode: 'preview', options: { output: 'summary', simplify: false } }),
			{ second },
		);

		expect(json[0]).toMatchObject({
			recipientsCount: 1,
			doNotCallCount: 1,
			notSent: [{ row: 2, verdict: 'doNotCall', reason: 'Is on the Do Not Call List' }],
		});
		expect(posts()).toEqual([]);
	});

	it('may be everyone, which is no failure', async () => {
		const list = goodRows(2);

		const { json, hints, status } = await create(goodRows(2), withList(), { second: list });

		expect(status).toBe('success');
		expect(json[0]).toMatchObject({
			created: false,
			recipientsCount: 0,
			doNotCallCount: 2,
			message: 'Everyone who could be called is on the Do Not Call List, so no campaign was created',
		});
		expect(hints).toEqual([
			'2 recipients are on the Do Not Call List, so nobody is left to call and no campaign was created.',
		]);
		expect(posts()).toEqual([]);
	});

	it('is not called when the same rows come again with a longer list', async () => {
		const first = await create(goodRows(3), withList(), { second: [{ phone: numberOf(2) }] });
		const again = await create(goodRows(3), withList(), { second: goodRows(3).slice(1) });

		expect(first.json[0]).toMatchObject({ created: true, doNotCallCount: 1 });
		expect(again.json[0]).toMatchObject({ doNotCallCount: 2 });
		expect(
			posts()
				.at(-1)!
				.recipients.map(({ phoneNumber }) => phoneNumber),
		).not.toContain(numberOf(2));
	});
});

describe('nobody is called', () => {
	it.each<[string, object, Array<Record<string, string>> | undefined, string]>([
		['the list is not connected', {}, undefined, 'but nothing is connected to its input'],
		['it is not connected, where an empty one is fine', { anEmptyListIsFine: true }, undefined, 'connected'],
		['no row came in', {}, [], 'No row came into the Do Not Call List'],
		['no number can be read', {}, [{ phone: 'ask Sara' }], 'No phone number can be read'],
		['the column is missing', { doNotCallColumn: 'mobile' }, second, 'has no column "mobile"'],
	])('when %s', async (_, fields, list, message) => {
		const { error } = await create(goodRows(2), withList(fields, SA), { ...(list && { second: list }) });

		expect(error?.message).toContain(message);
		expect(posts()).toEqual([]);
	});

	it.each(MODEL_WAYS)(
		'where a model or MCP runs the node (%s): a list that is on is never ignored',
		async (_, way) => {
			const recipientsJson = JSON.stringify(goodRows(1).map(({ phone }) => phone));
			const parameters = { ...withList(), recipientsSource: 'json', recipients: recipientsJson };

			const { error } = await create([{}], parameters, way);

			expect(error?.message).toMatch(/so nobody is called$/);
			expect(posts()).toEqual([]);
		},
	);
});

describe('everybody is called', () => {
	it('when an empty list is fine', async () => {
		const { json } = await create(goodRows(2), withList({ anEmptyListIsFine: true }), { second: [] });

		expect(json[0]).toMatchObject({ created: true, recipientsCount: 2, doNotCallCount: 0 });
	});

	it('but who is on it, when some entries cannot be read, which is told', async () => {
		const list = [{ phone: 'ask Sara' }, { phone: numberOf(1) }];

		const { json, hints } = await create(goodRows(2), withList(), { second: list });

		expect(json[0]).toMatchObject({ created: true, doNotCallCount: 1 });
		expect(hints).toContainEqual(
			expect.stringContaining('1 entry of the Do Not Call List cannot be read as a phone number'),
		);
	});
});
