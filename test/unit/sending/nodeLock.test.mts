import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LockStore } from '../../../nodes/Hamsa/sending/lockRow.ts';
import { withNodeLock } from '../../../nodes/Hamsa/sending/nodeLock.ts';
import { createProcess, LONGEST_HOLD, lockSettings, World, type Row } from '../support/lockWorld.mts';

/** One process of the model: when it comes, how long it works, and whether it dies while it holds the lock. */
const participant = fc.record({
	comesAt: fc.integer({ min: 0, max: 3_000 }),
	worksFor: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 30_000 })),
	diesAfter: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined, freq: 4 }),
	latencies: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 12 }),
});

const participants = fc.array(participant, { minLength: 1, maxLength: 6 });

type Participant = typeof participant extends fc.Arbitrary<infer P> ? P : never;

/** Chance that draws no number twice within a run: two holders with one number cannot be told apart, as the lock says. */
function spread(start: number, step: number): () => number {
	let drawn = 0;
	return () => (start + drawn++ * step) % 1;
}

/** Steps of chance: far apart, or so close that all who take over do so at the same moment. */
const WIDE = 0.618_034;
const CLOSE = 0.004_1;

/** Values of a list, again and again. */
function cycle<T>(values: readonly T[]): () => T {
	let index = 0;
	return () => values[index++ % values.length]!;
}

/** Runs processes that want the lock; says how many held it and may still send at one time, and who came through. */
async function model(participants: readonly Participant[], random: () => number) {
	const world = new World();
	const row: Row = {};
	const holders = new Map<number, () => boolean>();
	let mostAtOnce = 0;
	const finished: number[] = [];
	const look = () => {
		const sending = [...holders.values()].filter((maySend) => maySend());
		mostAtOnce = Math.max(mostAtOnce, sending.length);
	};
	for (const [index, { comesAt, worksFor, diesAfter, latencies }] of participants.entries()) {
		const { store, clock, isAlive, die } = createProcess(world, row, cycle(latencies), random);
		void (async () => {
			await world.after(comesAt, isAlive);
			await withNodeLock(lockSettings(store), clock, async (lock) => {
				holders.set(index, () => isAlive() && lock.mayStillSend());
				look();
				if (diesAfter !== undefined && diesAfter < worksFor) {
					await world.after(diesAfter, isAlive);
					die();
					look();
				}
				await world.after(worksFor, isAlive);
				look();
				holders.delete(index);
			});
			finished.push(index);
		})();
	}
	await world.run(3_600_000);
	const survivors = participants.flatMap(({ diesAfter, worksFor }, index) =>
		diesAfter !== undefined && diesAfter < worksFor ? [] : [index],
	);
	return { mostAtOnce, finished: finished.sort((a, b) => a - b), survivors, row };
}

describe('the lock of a node, between processes', () => {
	it('has never two holders that may send, and is taken over from the dead', async () => {
		await fc.assert(
			fc.asyncProperty(participants, fc.double({ min: 0, max: 1, noNaN: true }), async (all, start) => {
				const { mostAtOnce, finished, survivors } = await model(all, spread(start, WIDE));

				expect(mostAtOnce).toBeLessThanOrEqual(1);
				expect(finished).toEqual(survivors);
			}),
			{ numRuns: 1_000 },
		);
	}, 120_000);

	it('goes to one of those who take it over from a dead one at the same moment', async () => {
		const dead: Participant = { comesAt: 0, worksFor: 1_000, diesAfter: 10, latencies: [1] };
		const waiters = fc.array(participant, { minLength: 2, maxLength: 5 });
		await fc.assert(
			fc.asyncProperty(waiters, fc.double({ min: 0, max: 0.5, noNaN: true }), async (all, start) => {
				const { mostAtOnce, finished, survivors } = await model(
					[dead, ...all.map((each) => ({ ...each, comesAt: 100 + (each.comesAt % 50) }))],
					spread(start, CLOSE),
				);

				expect(mostAtOnce).toBeLessThanOrEqual(1);
				expect(finished).toEqual(survivors);
			}),
			{ numRuns: 400 },
		);
	}, 120_000);

	it('is taken over once, also when all draw the number of the dead one', async () => {
		const dead: Participant = { comesAt: 0, worksFor: 1_000, diesAfter: 10, latencies: [1] };
		const waiter: Participant = { comesAt: 100, worksFor: 3_000, diesAfter: undefined, latencies: [1] };
		const later: Participant = { ...waiter, latencies: [90, 20] };

		const { mostAtOnce, finished } = await model([dead, waiter, later], () => 0);

		expect(mostAtOnce).toBe(1);
		expect(finished).toEqual([1, 2]);
	});

	it('is given back when the work fails', async () => {
		const world = new World();
		const row: Row = {};
		const { store, clock } = createProcess(
			world,
			row,
			() => 1,
			() => 0.5,
		);

		const failing = withNodeLock(lockSettings(store), clock, async () => {
			expect(row.values?.length).toBeGreaterThan(0);
			throw new Error('refused');
		});
		const outcome = failing.catch((error: Error) => error.message);
		await world.run(60_000);

		expect(await outcome).toBe('refused');
		expect(row.values).toBeUndefined();
	});

	it('is given back when the database answers again, and what was done is told at once', async () => {
		const world = new World();
		const row: Row = {};
		const { store, clock, isAlive } = createProcess(
			world,
			row,
			() => 1,
			() => 0.5,
		);
		const awayUntil = 5_000;
		const clear = async () => {
			if (world.now < awayUntil) throw new Error('connect ECONNREFUSED');
			await store.clear();
		};
		let toldAt: number | undefined;
		void withNodeLock(lockSettings({ ...store, clear }), clock, async () => {
			await world.after(10, isAlive);
		}).then(() => (toldAt = world.now));
		await world.run(60_000);

		expect(toldAt).toBeLessThan(100);
		expect(row.values).toBeUndefined();
	});

	it('is not given back by one whose time is over: it may be another one by then', async () => {
		const world = new World();
		const row: Row = {};
		const slow = createProcess(
			world,
			row,
			() => 1,
			() => 0.1,
		);
		const next = createProcess(
			world,
			row,
			() => 1,
			() => 0.9,
		);
		const sizes: Array<number | undefined> = [];
		void withNodeLock(lockSettings(slow.store), slow.clock, async (lock) => {
			await world.after(LONGEST_HOLD * 2, slow.isAlive);
			expect(lock.mayStillSend()).toBe(false);
		});
		await world.run(100);
		void withNodeLock(lockSettings(next.store), next.clock, async () => {
			await world.after(LONGEST_HOLD * 0.9, next.isAlive);
			sizes.push(row.values?.length);
		});
		await world.run(LONGEST_HOLD * 4);

		// The numbers that it drew, and its mark.
		expect(sizes).toEqual([1 + Math.floor(0.9 * 256) + 1]);
	});
});

describe('a database that does not do what the lock needs', () => {
	const clockOf = (world: World) =>
		createProcess(
			world,
			{},
			() => 1,
			() => 0.5,
		).clock;
	const failingStore = (message: string, count = 0): LockStore => ({
		record: async () => await Promise.reject(new Error(message)),
		count: async () => count,
		clear: async () => undefined,
	});

	async function attempt(store: LockStore) {
		const world = new World();
		let worked = 0;
		const outcome = withNodeLock(lockSettings(store), clockOf(world), async () => ++worked).catch(
			(error: Error & { action?: string }) => `${error.message} ${error.action}`,
		);
		await world.run(600_000);
		return { worked, outcome: await outcome };
	}

	it('cannot be asked: nothing is done, and the error says why', async () => {
		const away: LockStore = {
			...failingStore(''),
			count: async () => await Promise.reject(new Error('connect ECONNREFUSED')),
		};

		const { worked, outcome } = await attempt(away);

		expect(worked).toBe(0);
		expect(outcome).toMatch(/database could not be asked.*ECONNREFUSED.*No campaign was created/s);
	});

	it('takes no row: nothing is done after a few attempts', async () => {
		const { worked, outcome } = await attempt(failingStore('attempt to write a readonly database'));

		expect(worked).toBe(0);
		expect(outcome).toMatch(/readonly database/);
	});

	it('fails now and then while others hold the lock: that is not a database that is away', async () => {
		const failures = [
			'busy',
			'busy',
			'busy',
			'busy',
			'UNIQUE constraint failed',
			'busy',
			'busy',
			'busy',
			'busy',
		];
		const record = async (values: string[]) => {
			const message = failures.shift();
			if (message !== undefined) throw new Error(message);
			return values.length;
		};

		expect(await attempt({ ...failingStore(''), record })).toEqual({ worked: 1, outcome: 1 });
	});

	it('knows no such workflow, as n8n does not one that is defined inside a node: the work is done without a lock', async () => {
		const { worked } = await attempt(failingStore('SQLITE_CONSTRAINT: FOREIGN KEY constraint failed'));

		expect(worked).toBe(1);
	});
});

describe('an execution that is cancelled while it waits', () => {
	it('does nothing and leaves the lock to its holder', async () => {
		const row: Row = { values: ['1', '2'] };
		const world = new World();
		const { store, clock } = createProcess(
			world,
			row,
			() => 1,
			() => 0.5,
		);
		let worked = false;

		const outcome = withNodeLock(
			lockSettings(store),
			{ ...clock, pause: async () => false },
			async () => (worked = true),
		).catch((error: Error) => error.message);
		await world.run(1_000);

		expect(await outcome).toBe('The execution was cancelled');
		expect(worked).toBe(false);
		expect(row.values).toEqual(['1', '2']);
	});
});
