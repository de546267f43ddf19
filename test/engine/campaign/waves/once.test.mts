/** Everybody is in one wave, whatever breaks on the way and whoever else releases waves. */
import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { CREATE, goodRows, LIST } from '../../support/campaign.mts';
import { at, later } from '../../support/clock.mts';
import { deduplication } from '../../support/n8n/deduplication.mts';
import { otherProcess } from '../../support/n8n/otherProcess.mts';
import { newSeries, useWaves } from './support/series.mts';

const { simulator, release, callAll, sent, posts } = useWaves();

const QUICK = { requestOptions: { timeout: 1_000 } };
/** The time after which a request of such a node will not be carried out any more. */
const SETTLED = 302_000;
const LOST = { ...CREATE, then: { status: 500, json: { message: 'Internal error' } } };

let workflows = 0;
const newWorkflow = () => `waves-${++workflows}`;

describe('after a POST of which nobody knows what became of it', () => {
	it('no wave goes out before it is settled, and the same people go out then', async () => {
		const name = newSeries();
		const staticData: IDataObject = {};
		simulator().behave(LOST);
		const first = await release(name, goodRows(5), QUICK, { staticData });
		const soon = await release(name, goodRows(5), QUICK, { staticData });
		const settled = await later(SETTLED, async () => await release(name, goodRows(5), QUICK, { staticData }));

		expect(first.error?.description).toMatch(/^The wave may exist\. Look at Batch Calls/);
		expect(soon.json).toMatchObject([
			{ released: 0, reason: 'it is not known yet whether wave 1 was made', done: false },
		]);
		expect(soon.warnings.join(' ')).toContain('The next wave goes out in 5 min at the earliest');
		expect(settled.json).toMatchObject([{ wave: 1, released: 2 }]);
		expect(posts()).toHaveLength(2);
	});

	it('its people are in that wave when Hamsa made it after all', async () => {
		const name = newSeries();
		const staticData: IDataObject = {};
		simulator().behave(LOST);
		await release(name, goodRows(5), QUICK, { staticData });
		simulator().seedCampaign({
			name: `${name} · wave 1`,
			status: 'COMPLETED',
			recipients: goodRows(2).map(({ phone }) => ({ phoneNumber: String(phone) })),
		});

		const { json } = await later(
			SETTLED,
			async () => await release(name, goodRows(5), QUICK, { staticData }),
		);

		expect(json).toMatchObject([{ wave: 2, released: 2, inEarlierWaves: 2 }]);
	});

	it('another n8n process, which does not know it, waits for the lock as long', async () => {
		const name = newSeries();
		const workflowId = newWorkflow();
		simulator().behave(LOST);
		await release(name, goodRows(5), QUICK, { workflowId });

		expect(deduplication.rows.get(`${workflowId} node-under-test`)).toBeDefined();
	});

	it('Retry On Fail sends nothing again', async () => {
		const name = newSeries();
		simulator().behave(LOST);
		const { json, status } = await release(name, goodRows(5), QUICK, {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});

		expect(status).toBe('success');
		expect(json).toMatchObject([{ released: 0, reason: 'it is not known yet whether wave 1 was made' }]);
		expect(posts()).toHaveLength(1);
	});

	it('of one campaign of several, the others are told and nobody is in two', async () => {
		const name = newSeries();
		const staticData: IDataObject = {};
		const parameters = { ...QUICK, peoplePerWave: 3, severalCampaigns: { peoplePerCampaign: 1 } };
		simulator().behave({ ...CREATE, then: { delayMs: 0 } });
		simulator().behave(LOST);
		const first = await release(name, goodRows(5), parameters, { staticData });
		callAll();
		const settled = await later(
			SETTLED,
			async () => await release(name, goodRows(5), parameters, { staticData }),
		);

		expect(first.error?.message).toContain(`Campaign "${name} · wave 1 (2/3)"`);
		expect(first.error?.description).toContain(`${name} · wave 1 (1/3)`);
		expect(settled.json[0]).toMatchObject({ wave: 2, released: 3, inEarlierWaves: 1, waiting: 1 });
		const people = Object.values(sent()).flat();
		expect(new Set(people).size).toBe(people.length);
	});
});

describe('a lost answer', () => {
	it('is found again, and the wave is made', async () => {
		const name = newSeries();
		simulator().behave({ ...LOST, then: { ...LOST.then, commit: true } });
		const { json, hints } = await release(name, goodRows(5), QUICK);

		expect(json).toMatchObject([{ wave: 1, released: 2 }]);
		expect(hints.join(' ')).toContain("Hamsa's answer was lost");
		expect(Object.keys(sent())).toEqual([`${name} · wave 1`]);
	});
});

describe('a refusal', () => {
	it('leaves no note: the same wave goes out once it is mended', async () => {
		const name = newSeries();
		const staticData: IDataObject = {};
		simulator().behave({ ...CREATE, then: { status: 402, json: { message: 'No credit' } } });
		const { error } = await release(name, goodRows(5), {}, { staticData });
		const { json } = await release(name, goodRows(5), {}, { staticData });

		expect(error?.message).toContain('No credit');
		expect(json).toMatchObject([{ wave: 1, released: 2 }]);
	});
});

describe('a wave that Hamsa refuses while the node continues on errors', () => {
	it('is not said to have gone out, and its rows are failed ones', async () => {
		const name = newSeries();
		simulator().behave({ ...CREATE, then: { status: 402, json: { message: 'No credit' } } });
		const { json, hints } = await release(name, goodRows(2), {}, { onError: 'continueRegularOutput' });

		expect(json.map(({ error }) => error)).toEqual(Array(2).fill(expect.stringContaining('No credit')));
		expect(hints.join(' ')).not.toContain('went out');
	});
});

describe('a list that Hamsa shows late', () => {
	const EMPTY = { status: 200, json: { success: true, data: { campaigns: [], totalCount: 0 } } };

	it('does not send the people of the wave before again', async () => {
		const name = newSeries();
		await release(name, goodRows(5));
		callAll();
		simulator().behave({ ...LIST, times: 'forever', then: EMPTY });

		const { json } = await release(name, goodRows(5));

		expect(json).toMatchObject([{ wave: 2, released: 2, inEarlierWaves: 2 }]);
	});

	it('nor after a restart of n8n, by what it has saved', async () => {
		const name = newSeries();
		const staticData: IDataObject = {};
		await release(name, goodRows(5), {}, { staticData });
		callAll();
		simulator().behave({ ...LIST, times: 'forever', then: EMPTY });

		const { json } = await release(name, goodRows(5), {}, { staticData, process: otherProcess() });

		expect(json).toMatchObject([{ wave: 2, released: 2, inEarlierWaves: 2 }]);
	});
});

describe('a list that changes while it is read', () => {
	it('is read again, since a wave may have moved to a page that was read already', async () => {
		const name = newSeries();
		await release(name, goodRows(5));
		callAll();
		// One page that lacks a row of its total, as when a campaign was deleted between two pages.
		simulator().behave({
			...LIST,
			then: { status: 200, json: { success: true, data: { campaigns: [], totalCount: 1 } } },
		});

		const { json } = await release(`${name}`, goodRows(5));

		expect(json).toMatchObject([{ wave: 2, released: 2 }]);
	});
});

describe('two executions at the same moment', () => {
	it.each([
		['in one process', () => ({})],
		['in two processes', () => ({ process: otherProcess() })],
	])('%s make one wave', async (_, other) => {
		const name = newSeries();
		const workflowId = newWorkflow();
		const both = await Promise.all([
			release(name, goodRows(5), {}, { workflowId }),
			release(name, goodRows(5), {}, { workflowId, ...other() }),
		]);

		expect(Object.keys(sent())).toEqual([`${name} · wave 1`]);
		expect(both.map(({ json }) => json[0]!.released).sort()).toEqual([0, 2]);
		expect(both.flatMap(({ json }) => json).find(({ released }) => released === 0)).toMatchObject({
			reason: '2 unfinished',
		});
	});

	it('make two waves of other people where unfinished ones do not matter', async () => {
		const name = newSeries();
		const workflowId = newWorkflow();
		const parameters = { waveRules: { unfinishedAtMost: 100 } };
		await Promise.all([
			release(name, goodRows(5), parameters, { workflowId }),
			release(name, goodRows(5), parameters, { workflowId, process: otherProcess() }),
		]);

		const people = Object.values(sent()).flat();
		expect(Object.keys(sent()).sort()).toEqual([`${name} · wave 1`, `${name} · wave 2`]);
		expect(new Set(people).size).toBe(4);
	});
});

describe('an execution that waits for another one', () => {
	it('sends nothing any more when the calling hours have ended meanwhile', async () => {
		const workflowId = newWorkflow();
		const lock = `${workflowId} node-under-test`;
		deduplication.rows.set(lock, ['1']);
		const { json } = await at('2026-11-25T13:59:59Z', async () => {
			const waiting = release(newSeries(), goodRows(2), { endCallingTime: '17:00' }, { workflowId });
			setTimeout(() => deduplication.rows.delete(lock), 1_500);
			return await waiting;
		});

		expect(json).toMatchObject([{ released: 0, reason: 'window closed, opens in 7 h' }]);
	});
});

describe('waves that a person cancelled', () => {
	it('count as over, and who was never called in them is told', async () => {
		const name = newSeries();
		await release(name, goodRows(5));
		simulator().setCampaignStatus(simulator().campaigns[0]!.id, 'CANCELLED');

		const { json } = await release(name, goodRows(5));

		expect(json).toMatchObject([{ wave: 2, released: 2, unfinished: 0, neverCalled: 2 }]);
	});
});
