/** How long the lock is in the hand of its holder, and who has it after a dead one. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withNodeLock } from '../../../nodes/Hamsa/sending/nodeLock.ts';
import { createProcess, LONGEST_HOLD, lockSettings, World, type Row } from '../support/lockWorld.mts';

/** A process whose database is quick, and which draws 129 and adds its mark. */
const processOf = (world: World, row: Row) =>
	createProcess(
		world,
		row,
		() => 1,
		() => 0.5,
	);

/** The values of a row whose holder drew this number. */
const valuesOf = (size: number) => Array.from({ length: size }, (_, index) => String(index + 1));

describe('the time of a holder', () => {
	it('leaves room for a last request, and counts from before the database was asked', async () => {
		const world = new World();
		const { store, clock, isAlive } = processOf(world, {});
		const record = async (values: string[]) => {
			const fresh = await store.record(values);
			await world.after(5_000, isAlive);
			return fresh;
		};
		const may: boolean[] = [];
		void withNodeLock(lockSettings({ ...store, record }), clock, async ({ mayStillSend }) => {
			await world.after(LONGEST_HOLD - 5_200, isAlive);
			may.push(mayStillSend());
			await world.after(150, isAlive);
			may.push(mayStillSend());
		});
		await world.run(60_000);

		expect(may).toEqual([true, false]);
	});

	it('may end while the database is away: then what is there is another one’s and stays', async () => {
		const world = new World();
		const row: Row = {};
		const { store, clock, isAlive } = processOf(world, row);
		const clear = async () => {
			if (world.now < LONGEST_HOLD) throw new Error('connect ECONNREFUSED');
			await store.clear();
		};
		void world.after(LONGEST_HOLD + 100, isAlive).then(() => (row.values = valuesOf(7)));
		void withNodeLock(lockSettings({ ...store, clear }), clock, async () => {
			await world.after(LONGEST_HOLD - 500, isAlive);
		});
		await world.run(60_000);

		expect(row.values).toEqual(valuesOf(7));
	});
});

describe('who takes over from a dead one', () => {
	it('waits on when another has taken it over at the same moment', async () => {
		const world = new World();
		const row: Row = { values: valuesOf(5) };
		const { store, clock, isAlive } = processOf(world, row);
		let taken = 0;
		const record = async (values: string[]) => {
			const fresh = await store.record(values);
			if (taken++ === 0) {
				row.values = valuesOf(7);
				void world.after(3_000, isAlive).then(() => (row.values = undefined));
			}
			return fresh;
		};
		const sizes: Array<number | undefined> = [];
		void withNodeLock(lockSettings({ ...store, record }), clock, async () => sizes.push(row.values?.length));
		await world.run(600_000);

		expect(sizes).toEqual([130]);
	});

	it('has it too when an attempt of another has changed the number of values meanwhile', async () => {
		const world = new World();
		const row: Row = { values: valuesOf(5) };
		const { store, clock } = processOf(world, row);
		let taken = 0;
		const record = async (values: string[]) => {
			const fresh = await store.record(values);
			// It had found no row, and this one when it recorded.
			if (taken++ === 0) row.values = [...new Set([...row.values!, ...valuesOf(200), 'its mark'])];
			return fresh;
		};
		const workedAt: number[] = [];
		void withNodeLock(lockSettings({ ...store, record }), clock, async () => workedAt.push(world.now));
		await world.run(600_000);

		expect(workedAt).toHaveLength(1);
		expect(workedAt[0]).toBeLessThan(LONGEST_HOLD * 1.5);
		expect(row.values).toBeUndefined();
	});

	it('lets the others create one after the other from then on, however they get into each other’s way', async () => {
		const latencies = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 30, maxLength: 60 });
		const chances = fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 20, maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(fc.array(latencies, { minLength: 2, maxLength: 3 }), chances, async (all, drawn) => {
				const world = new World();
				const row: Row = { values: [...valuesOf(300), 'mark of the dead one'] };
				const ends: number[] = [];
				let draws = 0;
				for (const steps of all) {
					let step = 0;
					const latency = () => steps[step++ % steps.length]!;
					const random = () => drawn[draws++ % drawn.length]!;
					const { store, clock, isAlive } = createProcess(world, row, latency, random);
					void (async () => {
						for (let order = 0; order < 10; order++) {
							// Longer than an attempt takes, so that no late write falls into the next one's time.
							await withNodeLock(lockSettings(store), clock, async () => await world.after(60, isAlive));
							ends.push(world.now);
						}
					})();
				}
				await world.run(3_600_000);

				expect(ends).toHaveLength(all.length * 10);
				expect(Math.max(...ends)).toBeLessThan(LONGEST_HOLD * 1.9);
			}),
			{ numRuns: 300 },
		);
	}, 120_000);

	it('gives it back when the execution is cancelled before it is sure', async () => {
		const world = new World();
		const row: Row = { values: valuesOf(5) };
		const { store, clock } = processOf(world, row);
		const pause = async (ms: number) => (await clock.pause(ms)) && row.values?.length !== 130;
		let worked = false;
		const outcome = withNodeLock(lockSettings(store), { ...clock, pause }, async () => (worked = true)).catch(
			(error: Error) => error.message,
		);
		await world.run(600_000);

		expect(await outcome).toBe('The execution was cancelled');
		expect(worked).toBe(false);
		expect(row.values).toBeUndefined();
	});

	it('says so when the database does not let go of the row', async () => {
		const world = new World();
		const { store, clock } = processOf(world, { values: valuesOf(5) });
		const clear = async () => await Promise.reject(new Error('database is locked'));
		let action: string | undefined;
		let worked = false;
		void withNodeLock(lockSettings({ ...store, clear }), clock, async () => (worked = true)).catch(
			(error: Error & { action?: string }) => (action = error.action),
		);
		await world.run(60_000);

		expect(action).toContain('database is locked');
		expect(worked).toBe(false);
	});
});
