/** A wave that is gone from Hamsa: people may have been called of whom nothing is known, so nothing goes out. */
import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { goodRows } from '../../support/campaign.mts';
import { newSeries, useWaves } from './support/series.mts';

const { simulator, release, callAll, posts } = useWaves();

/** Releases so many waves of the list, each called to its end. */
async function releaseWaves(name: string, waves: number, staticData?: IDataObject) {
	for (let wave = 0; wave < waves; wave++) {
		await release(name, goodRows(8), {}, { staticData });
		callAll();
	}
}

const remove = (name: string) =>
	simulator().deleteCampaign(simulator().campaigns.find((campaign) => campaign.name === name)!.id);

describe('a missing wave', () => {
	it('in between stops everything, and the error names it and what to do', async () => {
		const name = newSeries();
		await releaseWaves(name, 3);
		remove(`${name} · wave 2`);

		const { error } = await release(name, goodRows(8));

		expect(error?.message).toMatch(new RegExp(`^Wave 2 of "${name}" is missing on Hamsa`));
		expect(error?.description).toContain('switch on Ignore Missing Waves');
		expect(posts()).toHaveLength(3);
	});

	it('that was renamed is one, until it has its name back', async () => {
		const name = newSeries();
		await releaseWaves(name, 2);
		const [first] = simulator().campaigns;
		first!.name = 'Something else';
		const { error } = await release(name, goodRows(8));
		first!.name = `${name} · wave 1`;
		const { json } = await release(name, goodRows(8));

		expect(error?.message).toContain('Wave 1 of');
		expect(json).toMatchObject([{ wave: 3, released: 2 }]);
	});

	it('is passed over with Ignore Missing Waves: who was called is known by the list of calls', async () => {
		const name = newSeries();
		await releaseWaves(name, 3);
		remove(`${name} · wave 2`);

		const { json } = await release(name, goodRows(8), { waveRules: { ignoreMissingWaves: true } });

		expect(json).toMatchObject([{ wave: 4, released: 2, inEarlierWaves: 6, waiting: 0 }]);
		expect(
			posts()
				.at(-1)!
				.recipients.map(({ phoneNumber }) => phoneNumber),
		).toEqual(['+966501000006', '+966501000007']);
	});

	it('at the end is noticed by what n8n has saved of the node', async () => {
		const name = newSeries();
		const staticData: IDataObject = {};
		await releaseWaves(name, 2, staticData);
		remove(`${name} · wave 2`);

		const { error } = await release(name, goodRows(8), {}, { staticData });

		expect(error?.message).toContain('Wave 2 of');
		expect(posts()).toHaveLength(2);
	});

	it('is one too when one of its campaigns is gone, which n8n has saved', async () => {
		const name = newSeries();
		const staticData: IDataObject = {};
		const split = { peoplePerWave: 4, severalCampaigns: { peoplePerCampaign: 2 } };
		await release(name, goodRows(8), split, { staticData });
		callAll();
		remove(`${name} · wave 1 (2/2)`);

		const { error } = await release(name, goodRows(8), split, { staticData });

		expect(error?.message).toContain('Wave 1 (1 of its 2 campaigns) of');
	});

	it('is none in a series whose name begins the same', async () => {
		const name = newSeries();
		await releaseWaves(`${name} · wave 1`, 1);
		await releaseWaves(`${name}b`, 2);

		const { json } = await release(name, goodRows(8));

		expect(json).toMatchObject([{ name: `${name} · wave 1`, wave: 1, inEarlierWaves: 0 }]);
	});
});

describe('what Hamsa cannot tell', () => {
	it.each([
		['the list of campaigns', { method: 'GET', path: '/v1/voice-agents/campaigns' }],
		['a wave', { method: 'GET', path: '/v1/voice-agents/campaigns/*' }],
	])('of %s: nothing goes out', async (_, request) => {
		const name = newSeries();
		await release(name, goodRows(8));
		simulator().behave({ ...request, times: 'forever', then: { status: 503 } });

		const { error } = await release(name, goodRows(8));

		expect(error?.message).toContain('503');
		expect(posts()).toHaveLength(1);
	});

	it('of the people of a wave: nothing goes out', async () => {
		const name = newSeries();
		await release(name, goodRows(8));
		const { id } = simulator().campaigns[0]!;
		simulator().behave({
			method: 'GET',
			path: `/v1/voice-agents/campaigns/${id}`,
			then: {
				status: 200,
				json: { success: true, data: { id, name: `${name} · wave 1`, status: 'RUNNING', recipients: {} } },
			},
		});

		const { error } = await release(name, goodRows(8));

		expect(error?.message).toContain('Hamsa shows 0 of 2 recipients of the campaign');
		expect(posts()).toHaveLength(1);
	});
});
