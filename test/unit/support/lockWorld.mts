/**
 * A world in which processes of n8n take the lock of one node: virtual time, and a store that does what n8n's de-duplication
 * store does on its database, the first insert of the row atomic and everything else not.
 */
import type { LockStore } from '../../../nodes/Hamsa/sending/lockRow.ts';
import type { LockClock } from '../../../nodes/Hamsa/sending/nodeLock.ts';

interface Event {
	at: number;
	order: number;
	happen(): void;
}

/** Virtual time: what is awaited happens in the order of its time, one thing after the other. */
export class World {
	now = 0;
	private readonly events: Event[] = [];
	private made = 0;

	/** A promise that is kept after so many milliseconds; `isAlive` is asked then: a dead process hears nothing more. */
	async after(ms: number, isAlive: () => boolean): Promise<void> {
		await new Promise<void>((resolve) => {
			const happen = () => {
				if (isAlive()) resolve();
			};
			this.events.push({ at: this.now + ms, order: this.made++, happen });
		});
	}

	/** Lets everything happen until nothing is left, or the time is over. */
	async run(until: number): Promise<void> {
		for (;;) {
			// What was awaited goes on before the next thing happens.
			await new Promise(setImmediate);
			this.events.sort((a, b) => a.at - b.at || a.order - b.order);
			const next = this.events[0];
			if (next === undefined || next.at > until) return;
			this.events.shift();
			this.now = next.at;
			next.happen();
		}
	}
}

/** The one row of a node in n8n's table of processed data; undefined when there is none. */
export interface Row {
	values?: string[];
}

/** One process: how it sees the row, and its time. `latency` gives the milliseconds of each step at the database. */
export interface Process {
	store: LockStore;
	clock: LockClock;
	isAlive(): boolean;
	die(): void;
}

/** A process in the world. `latency` and `random` are its chance. */
export function createProcess(world: World, row: Row, latency: () => number, random: () => number): Process {
	let alive = true;
	const isAlive = () => alive;
	const step = async () => await world.after(latency(), isAlive);
	const store: LockStore = {
		async record(values) {
			await step();
			const seen = row.values;
			await step();
			if (seen === undefined) {
				if (row.values !== undefined) throw new Error('UNIQUE constraint failed: processed_data');
				row.values = [...values];
				await step();
				return values.length;
			}
			const fresh = values.filter((value) => !seen.includes(value));
			// A late write: it brings no row back, but what others wrote meanwhile is lost.
			if (row.values !== undefined) row.values = [...seen, ...fresh];
			await step();
			return fresh.length;
		},
		async count() {
			await step();
			return row.values?.length ?? 0;
		},
		async clear() {
			await step();
			row.values = undefined;
			await step();
		},
	};
	const clock: LockClock = {
		now: () => world.now,
		async pause(ms) {
			await world.after(ms, isAlive);
			return true;
		},
		sleep: async (ms) => await world.after(ms, isAlive),
		random,
	};
	return { store, clock, isAlive, die: () => (alive = false) };
}

/** Milliseconds after which the lock of a test is taken over. */
export const LONGEST_HOLD = 20_000;

/** The lock's settings in tests. */
export const lockSettings = (store: LockStore) => ({
	store,
	longestHold: LONGEST_HOLD,
	longestRequest: 100,
	notCreated: 'No campaign was created.',
});
