/**
 * Whatever happens in whatever order, everybody of the list is called by at most one wave, and by exactly one once the list is
 * through: rows re-sorted and filtered, holds, lost answers of both kinds, redials, executions at the same moment, restarts.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { CREATE, goodRows } from '../../support/campaign.mts';
import { later } from '../../support/clock.mts';
import { deduplication } from '../../support/n8n/deduplication.mts';
import { otherProcess } from '../../support/n8n/otherProcess.mts';
import { newSeries, useWaves } from './support/series.mts';

const { simulator, release, sent } = useWaves();

const PEOPLE = 12;
/** Longer than a lost request may still be carried out, and than a dead process may hold the lock. */
const STEP = 330_000;

const QUICK = { requestOptions: { timeout: 500 } };

type Event =
	| { kind: 'release'; perWave: number; unfinished: number; order: number; missing: number }
	| { kind: 'hold' | 'atOnce' | 'restart' | 'live' | 'cancelOne' }
	| { kind: 'lost'; commit: boolean };

const events: fc.Arbitrary<Event> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('release' as const),
			perWave: fc.integer({ min: 1, max: 5 }),
			unfinished: fc.constantFrom(0, 2, 100),
			order: fc.integer({ min: 0, max: PEOPLE }),
			missing: fc.integer({ min: 0, max: 3 }),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constantFrom('hold', 'atOnce', 'restart', 'live', 'live', 'cancelOne'),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('lost' as const), commit: fc.boolean() }) },
);

/** A world in which a list goes out; time passes between its events. */
function newWorld() {
	const name = newSeries();
	const staticData: IDataObject = {};
	const workflowId = `model-${name}`;
	let process: ReturnType<typeof otherProcess> | undefined;
	let now = 0;
	const run = async (rows: ReturnType<typeof goodRows>, parameters = {}) =>
		await release(
			name,
			rows,
			{ ...QUICK, ...parameters },
			{ staticData, workflowId, ...(process && { process }) },
		);
	const numbers = () =>
		Object.entries(sent()).flatMap(([campaign, people]) => (campaign.startsWith(name) ? people : []));
	return {
		run,
		numbers,
		/** Does something at the time that it is in this world. */
		during: async <T,>(work: () => Promise<T>) => await later(now, work),
		step: () => {
			now += STEP;
			// The lock that is kept after a lost answer is given back by then (keptLock.test.mts).
			deduplication.rows.delete(`${workflowId} node-under-test`);
		},
		restart: () => {
			process = otherProcess();
		},
	};
}

const liveOn = () => {
	for (const { id, status } of simulator().campaigns) {
		if (status === 'CANCELLED') continue;
		simulator()
			.live(id, { endings: ['NO_ANSWER', 'COMPLETED', 'FAILED'] })
			.run();
	}
};

async function carryOut(world: ReturnType<typeof newWorld>, event: Event): Promise<void> {
	const all = goodRows(PEOPLE);
	let withdraw: () => void;
	switch (event.kind) {
		case 'release': {
			const sorted = [...all.slice(event.order), ...all.slice(0, event.order)];
			await world.run(sorted.slice(event.missing), {
				peoplePerWave: event.perWave,
				waveRules: { unfinishedAtMost: event.unfinished },
			});
			break;
		}
		case 'hold':
			await world.run(all, { hold: true });
			break;
		case 'atOnce':
			await Promise.all([world.run(all), world.run([...all].reverse())]);
			break;
		case 'restart':
			world.restart();
			break;
		case 'live':
			liveOn();
			break;
		case 'cancelOne': {
			const open = simulator().campaigns.find(({ status }) => status !== 'COMPLETED');
			if (open !== undefined) simulator().setCampaignStatus(open.id, 'CANCELLED');
			break;
		}
		case 'lost':
			// Withdrawn where no wave went out.
			withdraw = simulator().behave({ ...CREATE, then: { status: 500, json: {}, commit: event.commit } });
			await world.run(all);
			withdraw();
	}
}

describe('a list in waves', () => {
	it('calls everybody by exactly one wave, whatever happens on the way', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(events, { maxLength: 10 }), async (happened) => {
				simulator().reset();
				const world = newWorld();
				for (const event of happened) {
					await world.during(async () => await carryOut(world, event));
					const numbers = world.numbers();
					expect(new Set(numbers).size).toBe(numbers.length);
					world.step();
				}
				for (let wave = 0; wave < 2 * PEOPLE; wave++) {
					liveOn();
					world.step();
					const { json } = await world.during(
						async () => await world.run(goodRows(PEOPLE), { peoplePerWave: 5 }),
					);
					if (json[0]?.done === true) break;
				}
				expect(world.numbers().sort()).toEqual(
					goodRows(PEOPLE)
						.map(({ phone }) => phone)
						.sort(),
				);
			}),
			{ numRuns: 25 },
		);
	}, 300_000);
});
