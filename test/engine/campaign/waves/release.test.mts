/** Campaign: Release Wave: a list that goes out wave by wave, with Hamsa as its memory. */
import { describe, expect, it } from '@jest/globals';
import { goodRows } from '../../support/campaign.mts';
import { newSeries, useWaves } from './support/series.mts';

const { release, callAll, sent, posts } = useWaves();

const phones = (from: number, to: number) =>
	goodRows(to)
		.slice(from)
		.map(({ phone }) => phone);

describe('a list of five in waves of two', () => {
	it('goes out in three waves, each person in one, and is done then', async () => {
		const name = newSeries();
		const outputs = [];
		const hints: string[][] = [];
		for (let run = 0; run < 4; run++) {
			const released = await release(name, goodRows(5));
			outputs.push(released.json);
			hints.push(released.hints);
			callAll();
		}

		expect(sent()).toEqual({
			[`${name} · wave 1`]: phones(0, 2),
			[`${name} · wave 2`]: phones(2, 4),
			[`${name} · wave 3`]: phones(4, 5),
		});
		expect(hints.map((told) => told.at(-1))).toEqual([
			`Wave 1 of "${name}" went out to 2 people. 3 people wait for later waves.`,
			`Wave 2 of "${name}" went out to 2 people. 1 person waits for later waves.`,
			`Wave 3 of "${name}" went out to 1 person. Nobody of the list waits any more.`,
			'No wave goes out: everyone is in a wave.',
		]);
		expect(outputs.map(([item]) => item)).toMatchObject([
			{ wave: 1, released: 2, waiting: 3, unfinished: 0, inEarlierWaves: 0, done: false, created: true },
			{ wave: 2, released: 2, waiting: 1, unfinished: 0, inEarlierWaves: 2, done: false },
			{ wave: 3, released: 1, waiting: 0, unfinished: 0, inEarlierWaves: 4, done: false },
			{
				wave: 3,
				released: 0,
				waiting: 0,
				inEarlierWaves: 5,
				done: true,
				reason: 'everyone is in a wave',
				created: false,
			},
		]);
	});

	it('waits while people of the wave before are still to be called', async () => {
		const name = newSeries();
		await release(name, goodRows(5));

		const { json, hints } = await release(name, goodRows(5));

		expect(json).toMatchObject([{ wave: 1, released: 0, unfinished: 2, waiting: 3, reason: '2 unfinished' }]);
		expect(hints).toContain('No wave goes out: 2 unfinished. 3 of the list wait.');
		expect(posts()).toHaveLength(1);
	});

	it('does not wait for as many as Unfinished at Most allows', async () => {
		const name = newSeries();
		const rules = { waveRules: { unfinishedAtMost: 2 } };
		await release(name, goodRows(5), rules);

		const { json } = await release(name, goodRows(5), rules);

		expect(json).toMatchObject([{ wave: 2, released: 2, unfinished: 2 }]);
	});

	it('goes on where it was, however the list was sorted, cut and added to', async () => {
		const name = newSeries();
		await release(name, goodRows(4));
		callAll();

		const rows = [...goodRows(6).slice(3).reverse(), ...goodRows(1)];
		await release(name, rows);

		expect(sent()[`${name} · wave 2`]).toEqual(phones(4, 6).reverse());
	});
});
