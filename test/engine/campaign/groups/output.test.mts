/** What comes out of several campaigns of one list: every row once, with the campaign that it is in. */
import { describe, expect, it } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';
import { goodRows, useSimulator } from '../../support/campaign.mts';
import { lasting } from '../../support/clock.mts';
import { EMIRATI, NEW_YORK, rowsWith, RUSSIAN_MOBILE, SAUDI, told, WORKING } from './support/lists.mts';

const { simulator, create, posts } = useSimulator();

/** Two campaigns, of Riyadh and New York: with duplicates of both, and rows that cannot be called. */
const MIXED = rowsWith(
	SAUDI,
	NEW_YORK,
	'no number',
	NEW_YORK,
	RUSSIAN_MOBILE,
	SAUDI,
	'+966501000001',
	'+1 212 555 0123',
);
const LEAVE_OUT = { ...WORKING, options: { ifRowCannotBeCalled: 'leaveOut' } };
const ROWS = { ...WORKING, options: { ...LEAVE_OUT.options, output: 'rows' } };
const itemsOf = ({ pairedItem }: INodeExecutionData) =>
	(pairedItem as Array<{ item: number }>).map(({ item }) => item);
const ids = () => simulator().campaigns.map(({ id }) => id);

describe('one item per campaign', () => {
	it('counts its own rows, and all of them are the list', async () => {
		const { json } = await create(MIXED, LEAVE_OUT);

		const counts = json.map(({ recipientsCount, duplicatesRemoved, rejectedCount }) => [
			recipientsCount,
			duplicatesRemoved,
			rejectedCount,
		]);
		expect(counts).toEqual([
			[2, 1, 2],
			[1, 2, 0],
		]);
		expect(counts.flat().reduce((sum, amount) => Number(sum) + Number(amount), 0)).toBe(MIXED.length);
	});

	it('is linked to its rows, each row to one item', async () => {
		const { outputs } = await create(MIXED, LEAVE_OUT);

		expect(outputs[0]?.map(itemsOf)).toEqual([
			[0, 2, 4, 5, 6],
			[1, 3, 7],
		]);
	});

	it('has the id, window and duration of its campaign', async () => {
		const { json } = await create(MIXED, LEAVE_OUT);

		expect(json.map(({ id }) => id)).toEqual(ids());
		expect(json).toMatchObject([
			{
				callingWindow: expect.stringMatching(/^Sun-Thu 09:00-17:00 Asia\/Riyadh/),
				expectedDuration: lasting('about 4 min'),
			},
			{
				callingWindow: expect.stringMatching(/^Mon-Fri 09:00-17:00 America\/New_York/),
				expectedDuration: lasting('about 2 min'),
			},
		]);
	});
});

describe('one item per row', () => {
	it('keeps the order of the rows, each with the campaign it is in and the hours on its own clock', async () => {
		const { outputs, json } = await create(MIXED, ROWS);

		const [riyadh, newYork] = ids();
		const [inRiyadh, inNewYork] = ['Sun-Thu 09:00-17:00 Asia/Riyadh', 'Mon-Fri 09:00-17:00 America/New_York'];
		expect(json.map((row) => [row.phone, row.callVerdict, row.callCampaignId, row.callWindow])).toEqual([
			[SAUDI, 'sent', riyadh, inRiyadh],
			[NEW_YORK, 'sent', newYork, inNewYork],
			['no number', 'rejected', null, null],
			[NEW_YORK, 'duplicate', newYork, null],
			[RUSSIAN_MOBILE, 'rejected', null, null],
			[SAUDI, 'duplicate', riyadh, null],
			['+966501000001', 'sent', riyadh, inRiyadh],
			['+1 212 555 0123', 'duplicate', newYork, null],
		]);
		expect(json.map(({ callReason }) => callReason)).toEqual([
			null,
			null,
			expect.stringContaining('no number'),
			'Same number as row 2',
			`Phone Number ${RUSSIAN_MOBILE}: its time zone cannot be told from the number`,
			'Same number as row 1',
			null,
			'Same number as row 2',
		]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(MIXED.map((_, item) => ({ item })));
	});

	it('has the rows that cannot be called on the error output where the node has one', async () => {
		const { outputs } = await create(
			MIXED,
			{ ...WORKING, options: { output: 'rows' } },
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
			[0, 1, 3, 5, 6, 7].map((item) => ({ item })),
			[2, 4].map((item) => ({ item })),
		]);
	});
});

describe('duplicates', () => {
	it('are found across campaigns: the first row wins, whatever its value of Split By', async () => {
		const rows = ['ar', 'en', 'ur', 'en'].map((language, index) => ({
			phone: index === 3 ? EMIRATI : SAUDI,
			language,
		}));

		const { json } = await create(rows, {
			severalCampaigns: { splitBy: '={{ $json.language }}' },
			options: { output: 'rows' },
		});

		expect(
			posts().map(({ name, recipients }) => [name, ...recipients.map(({ phoneNumber }) => phoneNumber)]),
		).toEqual([
			['Spring recall (ar)', SAUDI],
			['Spring recall (en)', EMIRATI],
		]);
		const [arabic, english] = ids();
		expect(json.map(({ callVerdict, callCampaignId }) => [callVerdict, callCampaignId])).toEqual([
			['sent', arabic],
			['duplicate', arabic],
			['duplicate', arabic],
			['sent', english],
		]);
	});

	it('are found across parts', async () => {
		const { json } = await create([...goodRows(3), ...goodRows(3)], {
			severalCampaigns: { peoplePerCampaign: 2 },
		});

		expect(
			json.map(({ recipientsCount, duplicatesRemoved }) => [recipientsCount, duplicatesRemoved]),
		).toEqual([
			[2, 2],
			[1, 1],
		]);
	});
});

describe('a preview', () => {
	const PREVIEW = { ...WORKING, runMode: 'preview' };

	it('shows each campaign and what all are together, and sends nothing', async () => {
		const { json, hints, warnings } = await create(MIXED, {
			...PREVIEW,
			options: { ...LEAVE_OUT.options, output: 'summary' },
		});

		expect(json).toMatchObject([
			{
				preview: true,
				created: false,
				name: 'Spring recall (Asia/Riyadh)',
				recipientsCount: 2,
				rejectedCount: 2,
			},
			{ preview: true, created: false, name: 'Spring recall (America/New_York)', recipientsCount: 1 },
		]);
		expect(hints[0]).toMatch(
			/^Preview, nobody was called\. 3 would be called · 3 duplicates left out · 2 rows to fix: .+ 2 campaigns would be made\. "Spring recall \(Asia\/Riyadh\)": 2 people, Sun-Thu 09:00-17:00 Asia\/Riyadh, about 4 min(?:, over 2 calling days)?; "Spring recall \(America\/New_York\)": 1 person, Mon-Fri 09:00-17:00 America\/New_York, about 2 min(?:, over 2 calling days)?\. Together they make 2 calls at the same time\.$/,
		);
		expect(posts()).toEqual([]);
		// The voice agent greets people by their names.
		expect(warnings).toEqual(['The voice agent says {{name}}: 3 people have none.']);
	});

	it('shows each row in its order', async () => {
		const { json } = await create(MIXED, PREVIEW);

		expect(json.map(({ phone }) => phone)).toEqual(MIXED.map(({ phone }) => phone));
		expect(json.map(({ callVerdict }) => callVerdict)).toEqual([
			'wouldBeCalled',
			'wouldBeCalled',
			'rejected',
			'duplicate',
			'rejected',
			'duplicate',
			'wouldBeCalled',
			'duplicate',
		]);
	});

	it('finds those of the campaigns that are there already', async () => {
		await create(rowsWith(SAUDI, '+966501000001'), { ...WORKING, name: 'Spring recall (Asia/Riyadh)' });

		const { json, hints } = await create(MIXED, PREVIEW);

		expect(json.map(({ callVerdict, callCampaignId }) => [callVerdict, callCampaignId])).toEqual([
			['inCampaign', ids()[0]],
			['wouldBeCalled', null],
			['rejected', null],
			['duplicate', null],
			['rejected', null],
			['duplicate', ids()[0]],
			['inCampaign', ids()[0]],
			['duplicate', null],
		]);
		expect(hints[0]).toContain('1 would be called');
	});

	it('has a code of all campaigns together, which sending takes and which any change of one undoes', async () => {
		const summary = { options: { ...LEAVE_OUT.options, output: 'summary' } };
		const { json } = await create(MIXED, { ...PREVIEW, ...summary });
		const [code, ...others] = json.map(({ approvalCode }) => approvalCode);
		const withCode = { ...WORKING, options: { ...LEAVE_OUT.options, approvalCode: code } };

		const changed = await create([...MIXED, { phone: '+13055550123' }], withCode);
		const cut = await create(MIXED, { ...withCode, severalCampaigns: { peoplePerCampaign: 1 } });
		const otherHours = await create(MIXED, { ...withCode, callingHours: 'custom' });
		const before = posts().length;
		const sent = await create(MIXED, withCode);

		expect(others).toEqual([code]);
		for (const { error } of [changed, cut, otherHours]) {
			expect(error?.message).toContain('have changed since the preview');
		}
		expect(before).toBe(0);
		expect(sent.json.map(({ created }) => created)).toEqual([true, true]);
	});

	it('shows what sending sends', async () => {
		const { json } = await create(MIXED, {
			...PREVIEW,
			options: { ...LEAVE_OUT.options, output: 'summary', simplify: false },
		});
		await create(MIXED, LEAVE_OUT);

		expect(json.map(({ request }) => request)).toEqual(posts());
		expect(told(posts())).toHaveLength(2);
	});
});

it('a duplicate of a row that is not called is in no campaign', async () => {
	const rows = rowsWith(SAUDI, RUSSIAN_MOBILE, RUSSIAN_MOBILE, EMIRATI, EMIRATI);

	const { json } = await create(
		rows,
		{ ...ROWS, limits: { doNotCallList: true } },
		{ second: rowsWith(EMIRATI) },
	);

	expect(json.map(({ callVerdict, callCampaignId }) => [callVerdict, callCampaignId])).toEqual([
		['sent', ids()[0]],
		['rejected', null],
		['duplicate', null],
		['doNotCall', null],
		['duplicate', null],
	]);
});
