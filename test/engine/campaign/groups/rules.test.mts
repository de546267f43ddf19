/** What else holds for a list that becomes several campaigns: who is not called, tests, tools, and receipts. */
import { describe, expect, it } from '@jest/globals';
import { LIST, useSimulator } from '../../support/campaign.mts';
import { at, JANUARY } from '../../support/clock.mts';
import { AUSTRALIAN_MOBILE, EMIRATI, NEW_YORK, rowsWith, SAUDI, told, WORKING } from './support/lists.mts';

const { simulator, create, posts } = useSimulator();

const THREE = rowsWith(SAUDI, NEW_YORK, EMIRATI, '+966501000001', '+13055550123');
const called = () => posts().flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));
const byRow = { options: { output: 'rows' } };
const LIMITED = { limits: { callingLimits: { limit: [{ calls: 1, days: 7 }] } } };

describe('the Do Not Call List', () => {
	const withList = { ...WORKING, limits: { doNotCallList: true } };

	it('holds for all campaigns, and all of their counts are the list', async () => {
		const second = rowsWith(NEW_YORK, '+966501000001');

		const { json } = await create(THREE, withList, { second });

		expect(told(posts()).map(([campaign, ...numbers]) => [campaign.split(':')[0], ...numbers])).toEqual([
			['Spring recall (Asia/Riyadh)', SAUDI],
			['Spring recall (Asia/Dubai)', EMIRATI],
			['Spring recall (America/New_York)', '+13055550123'],
		]);
		expect(json.map(({ recipientsCount, doNotCallCount }) => [recipientsCount, doNotCallCount])).toEqual([
			[1, 2],
			[1, 0],
			[1, 0],
		]);
	});

	it('with everybody of one clock leaves no campaign for it', async () => {
		const { json } = await create(
			rowsWith(SAUDI, NEW_YORK),
			{ ...withList, ...byRow },
			{ second: rowsWith(NEW_YORK) },
		);

		expect(posts().map(({ name }) => name)).toEqual(['Spring recall']);
		expect(json.map(({ callVerdict, callCampaignId }) => [callVerdict, callCampaignId])).toEqual([
			['sent', simulator().campaigns[0]?.id],
			['doNotCall', null],
		]);
	});

	it('that cannot be read stops all campaigns', async () => {
		const { status } = await create(THREE, withList, { second: rowsWith('nobody') });

		expect([status, posts()]).toEqual(['error', []]);
	});
});

describe('Calling Limits', () => {
	it('hold for all campaigns, each with its own count', async () => {
		simulator().seedCalls([{ toNumber: NEW_YORK }, { toNumber: SAUDI }]);

		const { json } = await create(THREE, { ...WORKING, ...LIMITED });

		expect(called()).toEqual(['+966501000001', '+13055550123', EMIRATI]);
		expect(json.map(({ recipientsCount, skippedCount }) => [recipientsCount, skippedCount])).toEqual([
			[1, 1],
			[1, 1],
			[1, 0],
		]);
	});

	it('leave no campaign where everybody of it was called', async () => {
		simulator().seedCalls([{ toNumber: EMIRATI }]);

		const { json } = await create(THREE, { ...WORKING, ...LIMITED });

		expect(posts().map(({ name }) => name)).toEqual([
			'Spring recall (Asia/Riyadh)',
			'Spring recall (America/New_York)',
		]);
		expect(json.map(({ created, skippedCount }) => [created, skippedCount])).toEqual([
			[true, 0],
			[true, 0],
			[false, 1],
		]);
	});

	it('find the campaigns of an earlier run of the list, and call nobody again', async () => {
		const first = await create(THREE, { ...WORKING, ...LIMITED });
		const second = await create(THREE, { ...WORKING, ...LIMITED });

		expect(second.json.map(({ id, alreadyExisted }) => [id, alreadyExisted])).toEqual(
			first.json.map(({ id }) => [id, true]),
		);
		expect(posts()).toHaveLength(3);
	});

	it('stop all campaigns when nobody can say who was called', async () => {
		simulator().behave({ ...LIST, times: 'forever', then: { status: 503, text: '' } });

		const { status } = await create(THREE, { ...WORKING, ...LIMITED });

		expect([status, posts()]).toEqual(['error', []]);
	});
});

it('Test on My Phones makes one campaign, however the list would be split', async () => {
	const rows = THREE.map((row, index) => ({ ...row, language: `language ${index}` }));

	const { json } = await create(rows, {
		...WORKING,
		runMode: 'test',
		myPhones: `${SAUDI}, ${NEW_YORK}`,
		severalCampaigns: { splitBy: '={{ $json.language }}', peoplePerCampaign: 1, maximumCampaigns: 1 },
		limits: { maximumConcurrency: 1 },
	});

	expect(told(posts())).toEqual([
		['Spring recall (test): Mo Tu We Th Fr Sa Su 00:00-23:59 Asia/Riyadh', SAUDI, NEW_YORK],
	]);
	expect(json).toMatchObject([{ created: true, recipientsCount: 2 }]);
});

describe('through routing, as MCP runs the node', () => {
	const list = (...people: string[]) => ({
		...WORKING,
		recipientsSource: 'json',
		recipients: JSON.stringify(people),
	});

	it.each([{}, { asTool: true }])('a list becomes its campaigns, and the hints say so (%j)', async (how) => {
		const people = list(SAUDI, NEW_YORK, AUSTRALIAN_MOBILE);
		const { json } = await at(JANUARY, async () => await create([{}], people, { viaRouting: true, ...how }));

		expect(posts().map(({ scheduledTimezone }) => scheduledTimezone)).toEqual([
			'Asia/Riyadh',
			'America/New_York',
			'Australia/Sydney',
		]);
		expect(json.map(({ id }) => id)).toEqual(simulator().campaigns.map(({ id }) => id));
		expect(String(json[0]?.hints)).toContain('3 campaigns were created.');
	});

	it('its limits hold for all of them together', async () => {
		const { error } = await create(
			[{}],
			{ ...list(SAUDI, NEW_YORK, EMIRATI), severalCampaigns: { maximumCampaigns: 2 } },
			{ viaRouting: true },
		);

		expect(error?.message).toContain('3 campaigns would be made, more than Maximum Campaigns (2)');
		expect(posts()).toEqual([]);
	});
});

describe('lists that are typed into several items', () => {
	it('are split each for itself', async () => {
		const items = [
			{ title: 'North', people: [SAUDI, EMIRATI] },
			{ title: 'South', people: [NEW_YORK] },
		];

		const { outputs } = await create(items, {
			...WORKING,
			name: '={{ $json.title }}',
			recipientsSource: 'json',
			recipients: '={{ $json.people }}',
		});

		expect(outputs[0]?.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([
			['North (Asia/Riyadh)', [{ item: 0 }]],
			['North (Asia/Dubai)', [{ item: 0 }]],
			['South', [{ item: 1 }]],
		]);
	});
});

it('what Hamsa stored is read back for each campaign', async () => {
	simulator().behave({ method: 'POST', path: LIST.path, then: {} });
	simulator().behave({
		method: 'POST',
		path: LIST.path,
		then: { stored: { scheduledTimezone: 'UTC' } },
	});

	const { json, warnings } = await create(THREE, WORKING);

	expect(json.map(({ verified }) => verified)).toEqual([true, false, true]);
	expect(warnings.join()).toContain('Spring recall (America/New_York)');
});
