/** A lock that its holder keeps, since nobody knows what became of its request. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withNodeLock } from '../../../nodes/Hamsa/sending/nodeLock.ts';
import { createProcess, LONGEST_HOLD, lockSettings, World, type Row } from '../support/lockWorld.mts';

/** One who wants the lock: when, how long it works, whether its process dies before, and how slow its database is. */
const comer = fc.record({
	comesAt: fc.integer({ min: 0, max: 2 * LONGEST_HOLD }),
	worksFor: fc.integer({ min: 0, max: 3_000 }),
	latencies: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 }),
});

/** Milliseconds before which nobody else may have it, and the last at which it is given back while its holder lives. */
const KEPT_FOR = LONGEST_HOLD - 6_000;

describe('a lock that is kept', () => {
	it.each([
		['is given back shortly before others may take it over', false, LONGEST_HOLD],
		['is taken over when its process has died meanwhile', true, 2 * LONGEST_HOLD],
	])(
		'%s; until then nobody else has it',
		async (_, dies, latest) => {
			await fc.assert(
				fc.asyncProperty(
					fc.array(comer, { minLength: 1, maxLength: 5 }),
					fc.double({ min: 0, max: 1, noNaN: true }),
					async (comers, start) => {
						const world = new World();
						const row: Row = {};
						let drawn = 0;
						const random = () => (start + drawn++ * 0.618_034) % 1;
						const keeper = createProcess(world, row, () => 1, random);
						void withNodeLock(lockSettings(keeper.store), keeper.clock, async (lock) => lock.keep());
						await world.run(100);
						if (dies) keeper.die();
						const heldAt: number[] = [];
						let holders = 0;
						let mostAtOnce = 0;
						for (const { comesAt, worksFor, latencies } of comers) {
							let step = 0;
							const latency = () => latencies[step++ % latencies.length]!;
							const { store, clock, isAlive } = createProcess(world, row, latency, random);
							void (async () => {
								await world.after(comesAt, isAlive);
								await withNodeLock(lockSettings(store), clock, async () => {
									heldAt.push(world.now);
									mostAtOnce = Math.max(mostAtOnce, ++holders);
									await world.after(worksFor, isAlive);
									holders--;
								});
							})();
						}
						await world.run(3_600_000);

						expect(heldAt).toHaveLength(comers.length);
						expect(mostAtOnce).toBe(1);
						expect(Math.min(...heldAt)).toBeGreaterThan(KEPT_FOR);
						const first = Math.min(...comers.map(({ comesAt }) => comesAt));
						// Whoever comes first sees it unchanged from then on.
						expect(Math.min(...heldAt)).toBeLessThan(Math.max(latest, first) + latest);
					},
				),
				{ numRuns: 300 },
			);
		},
		120_000,
	);
});
