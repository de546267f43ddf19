/** Release Wave in Preview and on the tester's phones, and what it says of each row. */
import { describe, expect, it } from '@jest/globals';
import { goodRows } from '../../support/campaign.mts';
import { at } from '../../support/clock.mts';
import { newSeries, useWaves } from './support/series.mts';

const { simulator, release, callAll, sent, posts } = useWaves();

const SUMMARY = { runMode: 'preview', options: { output: 'summary' } };

describe('a preview', () => {
	it('shows the next wave, how many wait, and when the list would be through', async () => {
		const name = newSeries();
		await release(name, goodRows(402));
		callAll();
		const { json, hints } = await at(
			'2026-11-25T00:00:00Z',
			async () => await release(name, goodRows(402), { ...SUMMARY, peoplePerWave: 100 }),
		);

		expect(json).toEqual([
			expect.objectContaining({
				name: `${name} · wave 2`,
				created: false,
				preview: true,
				wave: 2,
				released: 0,
				recipientsCount: 100,
				waiting: 300,
				inEarlierWaves: 2,
				throughIn: 'about 13 h 20 min',
			}),
		]);
		expect(json[0]).not.toHaveProperty('approvalCode');
		expect(hints.join('\n')).toContain('100 would be called · 2 in earlier waves');
		expect(hints.join('\n')).toContain(
			'Wave 2: 300 would wait for later waves. At this pace the list takes 4 waves and about 13 h 20 min of calls.',
		);
		expect(posts()).toHaveLength(1);
	});

	it('shows it also when it would not go out now, and says why', async () => {
		const name = newSeries();
		const { json, warnings } = await release(name, goodRows(5), { ...SUMMARY, hold: true });

		expect(json).toMatchObject([{ wave: 1, recipientsCount: 2, reason: 'held', waiting: 3 }]);
		expect(warnings).toContain('It would not go out now: held. Switch Hold off to go on.');
	});

	it('says of each row what becomes of it', async () => {
		const name = newSeries();
		await release(name, goodRows(1));
		simulator()
			.live(simulator().campaigns[0]!.id, { endings: ['NO_ANSWER'] })
			.run();
		const rows = [...goodRows(4), { phone: '+966501000001' }, { phone: 'x' }];

		const { json } = await release(name, rows, { runMode: 'preview' });

		expect(
			json.map(({ callVerdict, callReason, callCampaignId, callStatus }) => [
				callVerdict,
				callReason,
				callCampaignId,
				callStatus,
			]),
		).toEqual([
			['inEarlierWave', 'Is in wave 1', simulator().campaigns[0]!.id, 'NO_ANSWER'],
			['wouldBeCalled', null, null, undefined],
			['wouldBeCalled', null, null, undefined],
			['waiting', 'Waits for a later wave', null, undefined],
			['duplicate', 'Same number as row 2', null, undefined],
			['rejected', 'Phone Number "x" has no digits', null, undefined],
		]);
	});

	it('of a list that is through says so', async () => {
		const name = newSeries();
		await release(name, goodRows(2));
		const { json, hints } = await release(name, goodRows(2), SUMMARY);

		expect(json).toMatchObject([{ preview: true, done: true, reason: 'everyone is in a wave' }]);
		expect(hints).toEqual(['Preview, nobody was called. No wave goes out: everyone is in a wave.']);
	});
});

describe('rows when people are called', () => {
	it('are told whether they went out, are in an earlier wave or wait', async () => {
		const name = newSeries();
		const rows = { options: { output: 'rows' } };
		await release(name, goodRows(5), rows);
		callAll();
		const { json } = await release(name, goodRows(5), rows);
		const [first, second] = simulator().campaigns.map(({ id }) => id);

		expect(json.map(({ callVerdict, callCampaignId }) => [callVerdict, callCampaignId])).toEqual([
			['inEarlierWave', first],
			['inEarlierWave', first],
			['sent', second],
			['sent', second],
			['waiting', null],
		]);
	});

	it('are told the same when nothing goes out, with their own columns', async () => {
		const name = newSeries();
		const { json } = await release(name, goodRows(2), {
			hold: true,
			recipientName: '={{ $json.name }}',
			options: { output: 'rows' },
		});

		expect(json).toMatchObject([
			{ callVerdict: 'waiting', name: 'Person 0' },
			{ callVerdict: 'waiting', name: 'Person 1' },
		]);
	});
});

describe('a test on my phones', () => {
	it('calls them as the next people, and is no wave', async () => {
		const name = newSeries();
		await release(name, goodRows(4));
		const phones = { runMode: 'test', myPhones: '+966112999001', recipientName: '={{ $json.name }}' };
		await release(name, goodRows(4), phones);
		callAll();
		const { json } = await release(name, goodRows(4));

		expect(posts()[1]).toMatchObject({
			name: `${name} (test)`,
			recipients: [{ phoneNumber: '+966112999001', name: 'Person 2' }],
		});
		expect(json).toMatchObject([{ wave: 2, released: 2 }]);
		expect(Object.keys(sent())).toEqual([`${name} · wave 1`, `${name} (test)`, `${name} · wave 2`]);
	});
});
