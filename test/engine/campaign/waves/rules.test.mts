/** When the next wave goes out, and when it does not: that is never a failure, and says why. */
import { describe, expect, it } from '@jest/globals';
import { goodRows } from '../../support/campaign.mts';
import { at } from '../../support/clock.mts';
import { newSeries, useWaves } from './support/series.mts';

const { simulator, release, callAll, sent, posts } = useWaves();

const OFFICE = { startCallingTime: '09:00', endCallingTime: '17:00' };

describe('nothing goes out', () => {
	it.each([
		['Hold is on', { hold: true }, 'held'],
		['a cell that everybody can read says stop', { hold: '={{ $("Rows").first().json.stop }}' }, 'held'],
		['Last Wave On is over', { waveRules: { lastWaveOn: '2026-01-31T00:00:00' } }, 'Last Wave On is over'],
	])('while %s', async (_, parameters, reason) => {
		const rows = goodRows(3).map((row) => ({ ...row, stop: 'yes' }));
		const { json, hints, status } = await release(newSeries(), rows, parameters);

		expect(status).toBe('success');
		expect(json).toMatchObject([{ created: false, wave: 0, released: 0, waiting: 3, done: false, reason }]);
		expect(hints.join(' ')).toContain(`No wave goes out: ${reason}.`);
		expect(posts()).toEqual([]);
	});

	it('outside the calling window, and says when that opens', async () => {
		const name = newSeries();
		const { json } = await at('2026-11-25T03:00:00Z', async () => await release(name, goodRows(3), OFFICE));

		expect(json).toMatchObject([{ released: 0, reason: 'window closed, opens in 3 h' }]);
		expect(posts()).toEqual([]);
	});

	it('when more of the last wave failed than is allowed, from 20 finished people on', async () => {
		const name = newSeries();
		const rules = { peoplePerWave: 20, waveRules: { holdIfFailedAbove: 40 } };
		await release(name, goodRows(60), rules);
		const [first] = simulator().campaigns;
		simulator()
			.live(first!.id, { endings: [...Array(9).fill('FAILED'), ...Array(11).fill('COMPLETED')] })
			.run();

		const { json, warnings } = await release(name, goodRows(60), rules);
		const allowed = await release(name, goodRows(60), { ...rules, waveRules: { holdIfFailedAbove: 45 } });

		expect(json).toMatchObject([{ released: 0, reason: 'failed 45 %' }]);
		expect(warnings.join(' ')).toContain('raise or remove the limit to go on');
		expect(allowed.json).toMatchObject([{ wave: 2, released: 20 }]);
	});
});

describe('what goes out', () => {
	it('goes out although the window is closed when Only Inside Calling Window is off', async () => {
		const parameters = { ...OFFICE, waveRules: { onlyInsideCallingWindow: false } };
		const { json } = await at(
			'2026-11-25T03:00:00Z',
			async () => await release(newSeries(), goodRows(3), parameters),
		);

		expect(json).toMatchObject([{ wave: 1, released: 2 }]);
	});

	it('goes out on the last day until it is over on the clock of the workflow', async () => {
		const name = newSeries();
		const parameters = { waveRules: { lastWaveOn: '2026-11-25T00:00:00' } };
		const [late, over] = [
			await at('2026-11-25T20:30:00Z', async () => await release(name, goodRows(3), parameters)),
			await at('2026-11-25T21:00:30Z', async () => await release(newSeries(), goodRows(3), parameters)),
		];

		expect(late.json).toMatchObject([{ released: 2 }]);
		expect(over.json).toMatchObject([{ released: 0, reason: 'Last Wave On is over' }]);
	});

	it('is one campaign for each clock, with so many people in all, in the order of the list', async () => {
		const name = newSeries();
		const rows = [
			...goodRows(2),
			{ phone: '+442079460001' },
			{ phone: '+442079460002' },
			{ phone: '+442079460003' },
		];
		const { json } = await release(name, rows, {
			peoplePerWave: 3,
			scheduledTimezone: { __rl: true, mode: 'name', value: '' },
		});

		expect(sent()).toEqual({
			[`${name} · wave 1 (Asia/Riyadh)`]: ['+966501000000', '+966501000001'],
			[`${name} · wave 1 (Europe/London)`]: ['+442079460001'],
		});
		expect(json).toMatchObject(Array(2).fill({ wave: 1, released: 3, waiting: 2 }));
	});

	it('is who can be called now of a list on several clocks; the others wait for their hours', async () => {
		const name = newSeries();
		const rows = [{ phone: '+16175550136' }, ...goodRows(2)];
		const { json } = await at(
			'2026-11-25T07:00:00Z',
			async () =>
				await release(name, rows, {
					...OFFICE,
					peoplePerWave: 3,
					scheduledTimezone: { __rl: true, mode: 'name', value: '' },
					options: { output: 'rows' },
				}),
		);

		expect(Object.values(sent()).flat()).toEqual(['+966501000000', '+966501000001']);
		expect(json.map(({ callVerdict, callReason }) => [callVerdict, callReason])).toEqual([
			['waiting', 'Waits: the calling hours open in 7 h'],
			['sent', null],
			['sent', null],
		]);
	});

	it('is split as Split By and People per Campaign say, and found again by its names', async () => {
		const name = newSeries();
		const rows = goodRows(5).map((row, index) => ({ ...row, language: index < 4 ? 'ar' : 'en' }));
		const parameters = {
			peoplePerWave: 5,
			severalCampaigns: { splitBy: '={{ $json.language }}', peoplePerCampaign: 3 },
		};
		await release(name, rows, parameters);
		const { json } = await release(name, rows, parameters);

		expect(Object.entries(sent()).map(([each, people]) => [each, people.length])).toEqual([
			[`${name} · wave 1 (ar) (1/2)`, 3],
			[`${name} · wave 1 (ar) (2/2)`, 1],
			[`${name} · wave 1 (en)`, 1],
		]);
		expect(json).toMatchObject([{ inEarlierWaves: 5, done: true }]);
	});

	it('passes over who must not be called, and fills the wave with the next', async () => {
		const name = newSeries();
		const { json } = await release(
			name,
			goodRows(4),
			{ limits: { doNotCallList: true } },
			{ second: [{ phone: '+966501000000' }] },
		);

		expect(Object.values(sent())).toEqual([['+966501000001', '+966501000002']]);
		expect(json).toMatchObject([{ released: 2, waiting: 1, doNotCallCount: 1 }]);
	});

	it('passes over who was called lately, and fills the wave with the next', async () => {
		simulator().seedCalls([{ toNumber: '+966501000000' }]);
		const { json } = await release(newSeries(), goodRows(4), {
			limits: { callingLimits: { limit: [{ calls: 1, days: 7 }] } },
		});

		expect(Object.values(sent())).toEqual([['+966501000001', '+966501000002']]);
		expect(json).toMatchObject([{ released: 2, waiting: 1 }]);
	});
});

describe('a series that would start over is refused', () => {
	it.each([
		'={{ "Recall " + $now.toFormat("yyyy") }}',
		'=Recall {{ $today }}',
		'={{ "Recall " + new Date().getDay() }}',
		'={{ "Recall " + DateTime.now().day }}',
		'={{ "Recall " + Math.random() }}',
		'=Recall {{ $execution.id }}',
	])('%s', async (name) => {
		const { error } = await release(name, goodRows(3));

		expect(error?.message).toMatch(/^Campaign Name .+ changes with time/);
		expect(posts()).toEqual([]);
	});

	it('but words of time in a text are a name like any other', async () => {
		const { json } = await release('={{ "Date of $now and $today" }}', goodRows(1));

		expect(json).toMatchObject([{ name: 'Date of $now and $today · wave 1' }]);
	});

	it('when its name is too long for a number behind it', async () => {
		const { error } = await release('x'.repeat(81), goodRows(1));

		expect(error?.message).toMatch(/is 81 characters long$/);
		expect(error?.description).toContain('Shorten it to 80 characters');
	});
});

describe('a field of the list', () => {
	it('that differs between rows sends nothing, and says where to read it from', async () => {
		const rows = goodRows(2).map((row, index) => ({ ...row, stop: index === 0 }));
		const { error } = await release(newSeries(), rows, { hold: '={{ $json.stop }}' });

		expect(error?.message).toMatch(/^Hold differs between rows/);
		expect(error?.description).toContain('It is meant for the whole list');
		expect(posts()).toEqual([]);
	});

	it('that is no share is refused', async () => {
		const { error } = await release(newSeries(), goodRows(2), { waveRules: { holdIfFailedAbove: 150 } });

		expect(error?.message).toBe('Hold If Failed Above (%) "150" is more than 100');
	});
});

describe('a row that cannot be called', () => {
	it('stops the wave as it stops a campaign, and is left out where that is wanted', async () => {
		const name = newSeries();
		const rows = [{ phone: 'x' }, ...goodRows(3)];
		const { error } = await release(name, rows);
		const { json } = await release(name, rows, { options: { ifRowCannotBeCalled: 'leaveOut' } });

		expect(error?.message).toMatch(/^1 recipient of 4 cannot be called/);
		expect(json).toMatchObject([{ released: 2, rejectedCount: 1 }]);
		callAll();
	});
});

describe('an AI model', () => {
	it.each([
		['as a tool', { asTool: true }],
		['over MCP', { viaRouting: true }],
	])('cannot release waves %s', async (_, extra) => {
		const { error } = await release(newSeries(), goodRows(1), {}, extra);

		expect(error?.message).toMatch(/^Release Wave works in workflows only/);
		expect(posts()).toEqual([]);
	});
});
