/** Duplicate Protection: the same content again within a time is the same campaign. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, LIST, useSimulator } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

/** How often recipients of a campaign were asked for. */
const detailsRead = () =>
	simulator().requests.filter(({ method, path }) => method === 'GET' && path.startsWith(`${LIST.path}/`))
		.length;

describe('the same content again', () => {
	it('returns the first campaign, with its age, and says that nobody new is called', async () => {
		const first = await create(goodRows(3));
		const second = await create(goodRows(3));

		expect(posts()).toHaveLength(1);
		expect(second.status).toBe('success');
		expect(second.json).toHaveLength(1);
		expect(second.json[0]).toMatchObject({
			id: first.json[0]?.id,
			name: 'Spring recall',
			status: 'SCHEDULED',
			created: false,
			alreadyExisted: true,
			age: 'less than a minute',
			recipientsCount: 3,
		});
		expect(second.hints.join()).toMatch(
			/"Spring recall" \(SCHEDULED\) with the same content.*nobody new is called/,
		);
	});

	it('is recognised in another order of the rows', async () => {
		await create(goodRows(3));
		await create(goodRows(3).reverse());

		expect(posts()).toHaveLength(1);
	});

	it('is recognised when both runs go on at the same time in one n8n', async () => {
		const both = await Promise.all([create(goodRows(3)), create(goodRows(3))]);

		expect(posts()).toHaveLength(1);
		expect(both.map(({ json }) => json[0]?.id)).toEqual(Array(2).fill(simulator().campaigns[0]?.id));
		expect(both.map(({ json }) => json[0]?.created).sort()).toEqual([false, true]);
	});

	it('is recognised on a retry although its name holds the time', async () => {
		await create(goodRows(3), { name: 'Recall of 09:00' });
		const retried = await create(goodRows(3), { name: 'Recall of 09:05' }, { mode: 'retry' });

		expect(posts()).toHaveLength(1);
		expect(retried.json[0]).toMatchObject({ alreadyExisted: true, name: 'Recall of 09:00' });
	});

	it('gives rows the ID of the campaign in which they are', async () => {
		await create(goodRows(2));
		const { json } = await create(goodRows(2), { options: { output: 'rows' } });

		const { id } = simulator().campaigns[0]!;
		expect(json.map((row) => [row.callCampaignId, row.callCreated, row.callVerdict])).toEqual(
			Array(2).fill([id, false, 'sent']),
		);
	});
});

describe('other content', () => {
	it.each([
		['another name', goodRows(3), { name: 'Autumn recall' }],
		['one row more', goodRows(4), {}],
		['another number', [...goodRows(2), { phone: '+966509999999', name: 'Other' }], {}],
		['another concurrency', goodRows(3), { reservedConcurrency: 2 }],
		['another window', goodRows(3), { endCallingTime: '16:00' }],
	])('%s makes a campaign of its own', async (_, rows, parameters) => {
		await create(goodRows(3));
		const { json } = await create(rows, parameters);

		expect(simulator().campaigns).toHaveLength(2);
		expect(json[0]).toMatchObject({ created: true, id: simulator().campaigns[1]?.id });
	});

	it('is told apart without reading the recipients of campaigns that this n8n made', async () => {
		const numbers = ['+966501110000', '+966501110001', '+966501110002'];
		for (const phone of numbers) await create([{ phone }]);

		expect(posts().map(({ recipients }) => recipients[0]?.phoneNumber)).toEqual(numbers);
		// Each is read back once after it was made.
		expect(detailsRead()).toBe(3);
	});
});

describe('the time', () => {
	it('ends the protection', async () => {
		await create(goodRows(3));
		simulator().campaigns[0]!.createdAt = new Date(Date.now() - 13 * 3_600_000).toISOString();
		await create(goodRows(3));

		expect(posts()).toHaveLength(2);
	});

	it('is the option’s', async () => {
		await create(goodRows(3));
		simulator().campaigns[0]!.createdAt = new Date(Date.now() - 13 * 3_600_000).toISOString();
		const { json } = await create(goodRows(3), { limits: { duplicateProtectionHours: 24 } });

		expect(posts()).toHaveLength(1);
		expect(json[0]?.age).toBe('13 h');
	});

	it('of 0 switches it off, and Hamsa is not asked before', async () => {
		await create(goodRows(3), { limits: { duplicateProtectionHours: 0 } });
		await create(goodRows(3), { limits: { duplicateProtectionHours: 0 } });

		expect(simulator().requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST', 'GET']);
	});
});

describe('when Hamsa cannot be asked', () => {
	it('nothing is sent, and no row is lost', async () => {
		simulator().behave({ ...LIST, then: { status: 503, text: '<html/>' } });

		const { outputs } = await create(goodRows(2), {}, { onError: 'continueErrorOutput' });

		expect(posts()).toEqual([]);
		expect(outputs[1]?.map(({ json }) => [json.name, json.error])).toEqual([
			['Person 0', 'Hamsa answered with HTTP 503'],
			['Person 1', 'Hamsa answered with HTTP 503'],
		]);
		expect(outputs[1]?.[0]?.json.message).toMatch(/No campaign was created/);
	});
});
