/** Split By: a campaign of each value of a column. */
import { describe, expect, it } from '@jest/globals';
import type { GenericValue } from 'n8n-workflow';
import { useSimulator, VOICE_AGENT } from '../../support/campaign.mts';
import { EMIRATI, SAUDI, told, WORKING } from './support/lists.mts';
import { locator } from '../../support/operations.mts';

const { create, posts } = useSimulator();

const BY_LANGUAGE = { severalCampaigns: { splitBy: '={{ $json.language }}' } };
const OTHER_AGENT = 'a0000000-0000-4000-8000-000000000002';
const WHEN = 'Mo Tu We Th Fr 09:00-17:00 Asia/Riyadh';
const numberOf = (index: number) => `+96650100000${index}`;
const speaking = (...languages: GenericValue[]) =>
	languages.map((language, index) => ({ phone: numberOf(index), language }));

describe('Split By', () => {
	it('makes a campaign of each value, with the value behind its name, in the order in which they come', async () => {
		const { json, outputs } = await create(speaking('en', 'ar', 'en', 'ur'), BY_LANGUAGE);

		expect(told(posts())).toEqual([
			[`Spring recall (en): ${WHEN}`, numberOf(0), numberOf(2)],
			[`Spring recall (ar): ${WHEN}`, numberOf(1)],
			[`Spring recall (ur): ${WHEN}`, numberOf(3)],
		]);
		expect(json.map(({ name }) => name)).toEqual([
			'Spring recall (en)',
			'Spring recall (ar)',
			'Spring recall (ur)',
		]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0 }, { item: 2 }],
			[{ item: 1 }],
			[{ item: 3 }],
		]);
	});

	it('leaves the name alone where all rows have the same value', async () => {
		await create(speaking('ar', 'ar '), BY_LANGUAGE);

		expect(told(posts())).toEqual([[`Spring recall: ${WHEN}`, numberOf(0), numberOf(1)]]);
	});

	it('makes a campaign named none of the rows without a value', async () => {
		const rows = [
			...speaking('ar', '', null),
			{ phone: numberOf(3) },
			...speaking('', '', '', '', 5).slice(4),
		];

		await create(rows, BY_LANGUAGE);

		expect(told(posts())).toEqual([
			[`Spring recall (ar): ${WHEN}`, numberOf(0)],
			[`Spring recall (none): ${WHEN}`, numberOf(1), numberOf(2), numberOf(3)],
			[`Spring recall (5): ${WHEN}`, numberOf(4)],
		]);
	});

	it('refuses a value that is no text', async () => {
		const { error } = await create(speaking('ar', { code: 'en' }), BY_LANGUAGE);

		expect(error?.message).toBe('Split By (an object) in row 2 is no text');
		expect(error?.description).toContain('such as a language or a city. Nothing was sent.');
		expect(posts()).toEqual([]);
	});

	it('refuses a column that no row has, and names the one that may be meant', async () => {
		const { error } = await create(speaking('ar', 'en'), {
			severalCampaigns: { splitBy: '={{ $json.langauge }}' },
		});

		expect(error?.message).toContain('Split By');
		expect(`${error?.message} ${error?.description}`).toContain('langauge');
		expect(`${error?.message} ${error?.description}`).toContain('"language"');
		expect(posts()).toEqual([]);
	});

	it('lets campaigns have their own agent, number and name', async () => {
		const rows = [
			{ phone: numberOf(0), language: 'ar', agent: VOICE_AGENT, from: '+966112000001' },
			{ phone: numberOf(1), language: 'en', agent: OTHER_AGENT, from: '+966112000002' },
			{ phone: numberOf(2), language: 'en', agent: OTHER_AGENT, from: '+966112000002' },
		];

		await create(rows, {
			...BY_LANGUAGE,
			name: '=Recall {{ $json.language.toUpperCase() }}',
			voiceAgentId: locator('={{ $json.agent }}'),
			phoneNumber: locator('={{ $json.from }}', 'number'),
		});

		expect(
			posts().map(({ name, voiceAgentId, phoneNumber, recipients }) => [
				name,
				voiceAgentId,
				phoneNumber,
				recipients.length,
			]),
		).toEqual([
			['Recall AR (ar)', VOICE_AGENT, '+966112000001', 1],
			['Recall EN (en)', OTHER_AGENT, '+966112000002', 2],
		]);
	});

	it('reads the fields of a campaign from the rows that are called, not from those counted with it', async () => {
		const rows = [
			{ phone: numberOf(0), language: 'ar', agent: VOICE_AGENT },
			{ phone: 'no number', language: 'en', agent: OTHER_AGENT },
			{ phone: numberOf(0), language: 'en', agent: OTHER_AGENT },
			{ phone: numberOf(1), language: 'en', agent: OTHER_AGENT },
		];

		const { status } = await create(rows, {
			...BY_LANGUAGE,
			voiceAgentId: locator('={{ $json.agent }}'),
			options: { ifRowCannotBeCalled: 'leaveOut' },
		});

		expect(status).toBe('success');
		expect(posts().map(({ voiceAgentId, recipients }) => [voiceAgentId, recipients.length])).toEqual([
			[VOICE_AGENT, 1],
			[OTHER_AGENT, 1],
		]);
	});

	it('is what the error suggests where a field of the campaign differs between rows', async () => {
		const rows = [
			{ phone: numberOf(0), agent: VOICE_AGENT },
			{ phone: numberOf(1), agent: OTHER_AGENT },
		];

		const { error } = await create(rows, { voiceAgentId: locator('={{ $json.agent }}') });

		expect(error?.message).toMatch(/^Voice Agent differs between rows: row 1 gives .+, row 2 gives /);
		expect(error?.description).toContain(
			'set Split By under Several Campaigns to the column by which it differs',
		);
		expect(posts()).toEqual([]);
	});

	it('sends nothing at all when a field of a later campaign is wrong', async () => {
		const rows = [
			{ phone: numberOf(0), language: 'ar', agent: VOICE_AGENT },
			{ phone: numberOf(1), language: 'en', agent: '' },
		];

		const { error } = await create(rows, { ...BY_LANGUAGE, voiceAgentId: locator('={{ $json.agent }}') });

		expect(error?.message).toContain('Voice Agent');
		expect(posts()).toEqual([]);
	});

	it('comes before the clocks', async () => {
		const rows = [
			{ phone: SAUDI, language: 'ar' },
			{ phone: EMIRATI, language: 'en' },
			{ phone: EMIRATI.replace(/.$/, '8'), language: 'ar' },
		];

		await create(rows, { ...WORKING, ...BY_LANGUAGE });

		expect(posts().map(({ name }) => name)).toEqual([
			'Spring recall (ar) (Asia/Riyadh)',
			'Spring recall (ar) (Asia/Dubai)',
			'Spring recall (en)',
		]);
	});

	it('refuses the name of a column in place of the column, which splits nothing', async () => {
		const { error } = await create(speaking('ar', 'en'), { severalCampaigns: { splitBy: 'language' } });

		expect(error?.message).toBe('Split By "language" is the same for every row, so it splits nothing');
		expect(error?.description).toMatch(/^Drag the column /);
		expect(posts()).toEqual([]);
	});
});
