/** The cell in which a person stops a list: what it may hold, and that one that is not there stops it too. */
import { describe, expect, it } from '@jest/globals';
import type { GenericValue } from 'n8n-workflow';
import { goodRows } from '../../support/campaign.mts';
import { newSeries, useWaves } from './support/series.mts';

const { release, callAll, posts } = useWaves();

const HOLD = { hold: '={{ $("Rows").first().json.stop }}' };
const ROWS = { options: { output: 'rows' } };

const listOf = (people: number, stop: GenericValue) => goodRows(people).map((row) => ({ ...row, stop }));
const reasonsOf = (json: Array<Record<string, unknown>>) =>
	json.map(({ callVerdict, callReason }) => [callVerdict, callReason]);

describe('the stop cell', () => {
	it.each([true, 'TRUE', 'yes', 1, 'x'])(
		'with %j in it holds the list, or says that it cannot be read',
		async (stop) => {
			const { json, error } = await release(newSeries(), listOf(3, stop), HOLD);

			expect(posts()).toEqual([]);
			if (stop === 'x') expect(error?.message).toBe('Hold "x" is neither true nor false');
			else expect(json).toMatchObject([{ released: 0, reason: 'held' }]);
		},
	);

	it.each([false, 'FALSE', 'no', 0, ''])('with %j in it holds nothing', async (stop) => {
		const { json } = await release(newSeries(), listOf(3, stop), HOLD);

		expect(json).toMatchObject([{ released: 2 }]);
	});

	// n8n makes nothing of both.
	it.each([
		['is not there, as its column has got another name', goodRows(3)],
		['was never set in a database', listOf(3, null)],
	])('that %s stops the list', async (_, rows) => {
		const { error } = await release(newSeries(), rows, HOLD);

		expect(error?.message).toBe('Hold gives nothing, so it cannot be told whether the list is stopped');
		expect(error?.description).toContain('$("Rows").first().json.stop');
		expect(posts()).toEqual([]);
	});
});

describe('One Item per Row', () => {
	it('says of each row that waits why no wave goes out', async () => {
		const name = newSeries();
		const held = await release(name, goodRows(3), { ...ROWS, hold: true });
		await release(name, goodRows(3), ROWS);
		const unfinished = await release(name, goodRows(3), ROWS);
		callAll();
		const last = await release(name, goodRows(4), ROWS);

		expect(reasonsOf(held.json)).toEqual(Array(3).fill(['waiting', 'Waits: held']));
		expect(reasonsOf(unfinished.json)).toEqual([
			['inEarlierWave', 'Is in wave 1'],
			['inEarlierWave', 'Is in wave 1'],
			['waiting', 'Waits: 2 unfinished'],
		]);
		expect(reasonsOf(last.json).slice(2)).toEqual([
			['sent', null],
			['sent', null],
		]);
	});

	it('begins with the verdict in a preview, and leaves the columns of the rows alone', async () => {
		const own = { status: 'VIP', wave: 'blue', waiting: 'room', reason: 'recall' };
		const rows = goodRows(3).map((row) => ({ ...row, ...own }));
		const { json } = await release(newSeries(), rows, { runMode: 'preview' });

		for (const row of json) expect(row).toMatchObject(own);
		expect(json.map((row) => Object.keys(row)[0])).toEqual(Array(3).fill('callVerdict'));
		expect(json.map((row) => Object.keys(row).slice(-6))).toEqual(
			Array(3).fill(['phone', 'name', ...Object.keys(own)]),
		);
	});
});
