/** Somebody else makes the same campaign at the same time: the receipt tells which one to cancel. */
import { describe, expect, it } from '@jest/globals';
import { CREATE, LIST, VOICE_AGENT, WINDOW, goodRows } from '../../support/campaign.mts';
import { idOf, MANY, named, useReceipts } from './support/receipts.mts';

const { simulator, create, after } = useReceipts();

describe('a second campaign of the same people', () => {
	it('is named with the one to cancel, in the output and in a warning', async () => {
		simulator().behave({ ...CREATE, then: { twin: 'before' } });

		const result = await create(goodRows(2), named());

		const [twin, own] = simulator().campaigns;
		expect(idOf(result)).toBe(own?.id);
		expect(result.json[0]?.twin).toEqual({ id: twin?.id, createdAt: twin?.createdAt });
		expect(result.warnings).toEqual([
			expect.stringMatching(
				new RegExp(
					`^Two campaigns with the same people exist.*${own?.id}.*${twin?.id}.*the later one, ${own?.id}`,
				),
			),
		]);
		expect(after()).toHaveLength(2);
	});

	it('that is the later one is left to whoever made it: the own one is compared, and a hint names the other', async () => {
		simulator().behave({ ...CREATE, then: { twin: 'after' } });

		const result = await create(goodRows(2), named());

		const [own, twin] = simulator().campaigns;
		expect(idOf(result)).toBe(own?.id);
		expect(result.json[0]).toMatchObject({ verified: true, twin: null });
		expect(result.warnings).toEqual([]);
		expect(result.hints.join()).toMatch(
			new RegExp(`${own?.id}.*${twin?.id}.*Whether it calls the same people was not checked`),
		);
		expect(after()).toEqual([`GET ${LIST.path}`, `GET ${LIST.path}/${own?.id}`]);
	});

	it('that is the later one does not hide that the own one is stored otherwise', async () => {
		simulator().behave({ ...CREATE, then: { twin: 'after', stored: { withoutVariables: true } } });

		const result = await create(goodRows(1), {
			...named(),
			agentVariables: 'allOther',
		});

		expect(result.json[0]).toMatchObject({
			verified: false,
			differences: ['1 recipient is stored without dynamic variables: +966501000000'],
			twin: null,
		});
	});

	it('is read, before or after, where the list tells all that is compared of the own one', async () => {
		simulator().behave({ ...CREATE, then: { twin: 'after' } });

		const { json } = await create(goodRows(5_001), named(MANY));

		const [, twin] = simulator().campaigns;
		expect(json[0]).toMatchObject({ verified: true, twin: { id: twin?.id } });
	});

	it('is none where only name, settings and number of people are the same', async () => {
		const parameters = named();
		// Another worker has made it since this one looked.
		simulator().behave({ ...LIST, then: { status: 200, json: { data: { campaigns: [], totalCount: 0 } } } });
		simulator().seedCampaign({
			name: parameters.name,
			voiceAgentId: VOICE_AGENT,
			timeRange: WINDOW,
			scheduledTimezone: 'Asia/Riyadh',
			recipients: 2,
		});

		const result = await create(goodRows(2), parameters);

		expect(result.json[0]).toMatchObject({ created: true, verified: null });
		expect(result.json[0]).not.toHaveProperty('twin');
		expect(result.json[0]?.unverifiedReason).toContain('another campaign that looks the same');
		expect(result.warnings).toEqual([]);
		expect(after()).toHaveLength(2);
	});
});
