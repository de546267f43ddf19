import { randomUUID } from 'crypto';
import { SendError } from '../shared/errors';

/*
 * The row of n8n's de-duplication store that is the lock between processes (nodeLock.ts): what is read and written of it, and
 * what its failures mean.
 */

/** n8n's store of one node, as far as the lock needs it. Each throws when the database cannot be reached. */
export interface LockStore {
	/** Records values and gives how many of them were new. Throws too when another process made the row meanwhile. */
	record(values: string[]): Promise<number>;
	/** How many values there are, 0 without a row. */
	count(): Promise<number>;
	/** Removes the row. */
	clear(): Promise<void>;
}

/** The row of one node, and what closes what to do when it cannot be reached. */
export interface LockRow {
	store: LockStore;
	/** "No campaign was created." */
	notCreated: string;
}

/** Enough that two takers seldom draw the same number. */
const MOST_VALUES = 256;
/** PostgreSQL's codes, and SQLite's words, for a row that another process has made meanwhile: no failure at all. */
const ROW_IS_THERE = /\b23505\b|unique/i;

/** The same for a workflow that is not in n8n's database (one that is defined inside a node): n8n can keep no row for it. */
const NOT_STORED = /\b23503\b|foreign key/i;

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The database's words stand in what to do: n8n replaces a message that holds ECONNREFUSED and the like by its own. */
export const unreachable = ({ notCreated }: LockRow, error: unknown) =>
	SendError.refused(
		"n8n's database could not be asked whether another execution creates the same at this moment",
		`It says: ${wordsOf(error)}. ${notCreated} Run this again when n8n's database can be reached. To send without asking, set Duplicate Protection to 0.`,
	);

/** Why there is no lock after an attempt: others have it, n8n can keep no row for the workflow, or the database failed. */
export type NoLock = 'others' | 'notStored' | { failure: unknown };

function noLockBecause(error: unknown): NoLock {
	const words = `${String((error as { code?: unknown } | null)?.code)} ${wordsOf(error)}`;
	if (NOT_STORED.test(words)) return 'notStored';
	return ROW_IS_THERE.test(words) ? 'others' : { failure: error };
}

/** One attempt to take the lock: the mark it bears then. The number of values is not `other`. */
export async function tryToTake(
	{ store }: LockRow,
	random: () => number,
	other?: number,
): Promise<{ mark: string } | NoLock> {
	const mark = randomUUID();
	const drawn = 1 + Math.floor(random() * MOST_VALUES);
	const numbers = drawn + 1 === other ? drawn + 1 : drawn;
	const values = [...Array.from({ length: numbers }, (_, index) => String(index + 1)), mark];
	try {
		const fresh = await store.record(values);
		return fresh === values.length ? { mark } : 'others';
	} catch (error) {
		return noLockBecause(error);
	}
}

/**
 * Whose the lock is, by its mark. Asking records, so that a row that another has removed is made again: then it was taken
 * once more. Throws SendError when the store cannot be asked.
 */
export async function askForMark(row: LockRow, mark: string): Promise<'ours' | 'takenAgain' | 'others'> {
	try {
		// What every row holds, and what only ours does.
		const fresh = await row.store.record(['1', mark]);
		if (fresh === 0) return 'ours';
		return fresh === 1 ? 'others' : 'takenAgain';
	} catch (error) {
		const why = noLockBecause(error);
		if (why === 'others') return why;
		throw unreachable(row, error);
	}
}

/** How many values there are. Throws SendError when the store cannot be asked. */
export async function countValues(row: LockRow): Promise<number> {
	try {
		return await row.store.count();
	} catch (error) {
		throw unreachable(row, error);
	}
}

/** Removes the row of a process that must be dead; the database's failure, if it fails. */
export async function removeDead({ store }: LockRow): Promise<NoLock | undefined> {
	try {
		await store.clear();
		return undefined;
	} catch (error) {
		return { failure: error };
	}
}
