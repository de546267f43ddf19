/** People per Campaign, and the limits of what one run makes. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';
import { EMIRATI, NEW_YORK, rowsWith, SAUDI, told, WORKING } from './support/lists.mts';

const { create, posts } = useSimulator();

const WHEN = 'Mo Tu We Th Fr 09:00-17:00 Asia/Riyadh';
const numberOf = (index: number) => String(goodRows(index + 1)[index]?.phone);
const ofSize = (peoplePerCampaign: unknown, more: Record<string, unknown> = {}) => ({
	severalCampaigns: { peoplePerCampaign, ...more },
});

describe('People per Campaign', () => {
	it('cuts a list into parts in the order of the rows, which are numbered', async () => {
		const { json, outputs } = await create(goodRows(5), ofSize(2));

		expect(told(posts())).toEqual([
			[`Spring recall (1/3): ${WHEN}`, numberOf(0), numberOf(1)],
			[`Spring recall (2/3): ${WHEN}`, numberOf(2), numberOf(3)],
			[`Spring recall (3/3): ${WHEN}`, numberOf(4)],
		]);
		expect(json.map(({ recipientsCount }) => recipientsCount)).toEqual([2, 2, 1]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0 }, { item: 1 }],
			[{ item: 2 }, { item: 3 }],
			[{ item: 4 }],
		]);
	});

	it.each([5, 500, '', undefined])('of %j leaves a list of five as it is', async (people) => {
		await create(goodRows(5), ofSize(people));

		expect(posts().map(({ name }) => name)).toEqual(['Spring recall']);
	});

	it('counts those who are called, not the rows', async () => {
		await create([...goodRows(1), ...goodRows(1), { phone: 'none' }, ...goodRows(2)], {
			...ofSize(2),
			options: { ifRowCannotBeCalled: 'leaveOut' },
		});

		expect(posts().map(({ recipients }) => recipients.length)).toEqual([2]);
	});

	it.each([0, 1.5, 'many'])('refuses %j', async (people) => {
		const { error } = await create(goodRows(2), ofSize(people));

		expect(error?.message).toMatch(/^People per Campaign ".+" is not a whole number of at least 1$/);
		expect(posts()).toEqual([]);
	});

	it('cuts lists that are typed as well', async () => {
		await create([{}], {
			...ofSize(2),
			recipientsSource: 'json',
			recipients: JSON.stringify([0, 1, 2].map(numberOf)),
		});

		expect(told(posts())).toEqual([
			[`Spring recall (1/2): ${WHEN}`, numberOf(0), numberOf(1)],
			[`Spring recall (2/2): ${WHEN}`, numberOf(2)],
		]);
	});

	it('comes after Split By and the clocks, in this order', async () => {
		const rows = [
			{ phone: SAUDI, language: 'ar' },
			{ phone: NEW_YORK, language: 'en' },
			{ phone: EMIRATI, language: 'ar' },
			{ phone: numberOf(1), language: 'ar' },
			{ phone: numberOf(2), language: 'en' },
			{ phone: numberOf(3), language: 'ar' },
		];

		await create(rows, { ...WORKING, ...ofSize(2, { splitBy: '={{ $json.language }}' }) });

		const inRiyadh = 'Mo Tu We Th Su 09:00-17:00 Asia/Riyadh';
		expect(told(posts())).toEqual([
			[`Spring recall (ar) (Asia/Riyadh) (1/2): ${inRiyadh}`, SAUDI, numberOf(1)],
			[`Spring recall (ar) (Asia/Riyadh) (2/2): ${inRiyadh}`, numberOf(3)],
			['Spring recall (ar) (Asia/Dubai): Mo Tu We Th Fr 09:00-17:00 Asia/Dubai', EMIRATI],
			['Spring recall (en) (America/New_York): Mo Tu We Th Fr 09:00-17:00 America/New_York', NEW_YORK],
			[`Spring recall (en) (Asia/Riyadh): ${inRiyadh}`, numberOf(2)],
		]);
	});
});

describe('Maximum Campaigns', () => {
	it('is 20 where nobody sets it', async () => {
		const twenty = await create(goodRows(20), ofSize(1));
		const more = await create(goodRows(21), { ...ofSize(1), name: 'More' });

		expect(twenty.json).toHaveLength(20);
		expect(more.error?.message).toBe('21 campaigns would be made, more than Maximum Campaigns (20)');
		expect(more.error?.description).toMatch(
			/^The first are "More \(1\/21\)", "More \(2\/21\)".+"More \(5\/21\)"\. Choose a field with fewer values in Split By or more People per Campaign, or raise Maximum Campaigns under Several Campaigns\. Nothing was sent\.$/,
		);
		expect(posts()).toHaveLength(20);
	});

	it('can be raised and lowered', async () => {
		const lowered = await create(goodRows(3), ofSize(1, { maximumCampaigns: 2 }));
		const raised = await create(goodRows(21), ofSize(1, { maximumCampaigns: 21 }));

		expect([lowered.json.length, raised.json.length]).toEqual([0, 21]);
		expect(lowered.error?.message).toBe('3 campaigns would be made, more than Maximum Campaigns (2)');
	});

	it('tells a preview that sending would stop', async () => {
		const { json, warnings } = await create(goodRows(3), {
			...ofSize(1, { maximumCampaigns: 2 }),
			runMode: 'preview',
			options: { output: 'summary' },
		});

		expect(json.map(({ wouldStop }) => wouldStop)).toEqual(
			Array(3).fill('3 campaigns would be made, more than Maximum Campaigns (2)'),
		);
		expect(warnings.join()).toContain('Sending would stop: 3 campaigns would be made');
	});
});

describe('Maximum Calls at the Same Time', () => {
	const calls = (reservedConcurrency: number, maximumConcurrency?: number) => ({
		reservedConcurrency,
		limits: { maximumConcurrency },
	});

	it('counts the calls of all campaigns of the run', async () => {
		const { error } = await create(goodRows(3), { ...ofSize(1), ...calls(4, 11) });

		expect(error?.message).toBe(
			'3 campaigns with 12 calls at the same time in all would be made, more than Maximum Calls at the Same Time (11)',
		);
		expect(error?.description).toBe(
			'Calls at the Same Time counts for each campaign: lower it, make fewer campaigns, or raise the limit under Limits. Nothing was sent.',
		);
		expect(posts()).toEqual([]);
	});

	it('lets as many be made, and the hint tells the sum', async () => {
		const { hints } = await create(goodRows(3), { ...ofSize(1), ...calls(4, 12) });

		expect(posts()).toHaveLength(3);
		expect(hints.join()).toContain('Together they make 12 calls at the same time.');
	});

	it('is off where nobody sets it', async () => {
		await create(goodRows(3), { ...ofSize(1), ...calls(1_000) });

		expect(posts()).toHaveLength(3);
	});
});

it('Maximum People counts the people of all campaigns', async () => {
	const { error } = await create([...rowsWith(SAUDI, NEW_YORK), ...goodRows(2).slice(1)], {
		...WORKING,
		limits: { maximumRecipients: 2 },
	});

	expect(error?.message).toBe('3 people would be called, more than Maximum People (2)');
	expect(posts()).toEqual([]);
});
