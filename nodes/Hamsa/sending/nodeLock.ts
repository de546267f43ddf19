import { SendError } from '../shared/errors';
import {
	askForMark,
	countValues,
	removeDead,
	tryToTake,
	unreachable,
	type LockRow,
	type NoLock,
} from './lockRow';

/*
 * One creator at a time for a node of a workflow, across all processes of an n8n. Hamsa has no idempotency key and n8n no
 * lock, but n8n's de-duplication store (what the Remove Duplicates node remembers) keeps one row for each node in its
 * database, and the first insert of that row is atomic; every later call reads, changes and writes it without a lock.
 *
 * - Take: record the values "1" to "N", N being random, and a mark of one's own. The lock is taken exactly when all come
 *   back as new, which only the insert gives: a row that exists always holds "1". An attempt that meets a row can only add
 *   values to it, and its late write cannot bring back a row that was removed, so it harms nobody.
 * - Wait: ask how many values there are, which writes nothing, with pauses of random length.
 * - Give back: remove the row, whatever became of the work; shortly before its time is over when the holder keeps it on purpose.
 * - Take over from a dead process: the number of values has stayed the same for longer than anybody may hold the lock. It
 *   is removed right after a look, and taken; of several that do so at once, the one whose mark is there a second later
 *   holds it. Whoever has seen a lock unchanged for long waits that second too, however the lock came to be free. The mark
 *   is asked for, not the number: attempts of others change that, and a lock that its holder disowns keeps everybody waiting.
 *
 * A holder sends nothing any more once its time is over (`mayStillSend`), so that a lock that was taken over is nobody
 * else's. What remains possible:
 * - a process that sleeps (a suspended machine) after it asked `mayStillSend` and before the request leaves it, for longer
 *   than the rest of its time;
 * - a process that sleeps between its last look at the lock of a dead one and its removal, while one that has just come
 *   finds the lock removed by another and takes it;
 * - a clock that is set forward by minutes while it waits, or a Timeout of the node that was made longer while executions of
 *   the shorter one wait: they take a living holder for a dead one;
 * - two holders, one after the other, that draw the same number, and a waiter that takes them for one: one in 256, and only
 *   when it sees nothing in between for longer than anybody may hold the lock.
 * And one who takes over disowns its lock, for which all wait once more, when the late write of another's attempt that met
 * the holder before has taken its mark away: the lock was given back and taken between that attempt's reading and writing.
 */

/** Time and chance, so that a test can be their master. */
export interface LockClock {
	/** Epoch milliseconds. */
	now(): number;
	/** Waits so many milliseconds; false when the execution was cancelled meanwhile. */
	pause(ms: number): Promise<boolean>;
	/** Waits so many milliseconds, whatever becomes of the execution. */
	sleep(ms: number): Promise<void>;
	/** From 0 up to 1. */
	random(): number;
}

/** What the lock is made of. */
interface LockSettings extends LockRow {
	/** Milliseconds after which others may take the lock over. */
	longestHold: number;
	/** Milliseconds that a request takes at most: a holder sends nothing that could end after its time. */
	longestRequest: number;
}

/** The lock in the hand of its holder. */
export interface HeldLock {
	/** Whether there is time left for a request; to be asked right before each. */
	mayStillSend(): boolean;
	/**
	 * Leaves it taken when the work ends, and gives it back shortly before others may take it over: for when nobody knows what
	 * became of a request.
	 */
	keep(): void;
}

/** Milliseconds between two looks of a waiter: the first, growing up to the longest. */
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 500;
/** Milliseconds by which takers of a dead process's lock differ, and after which they see who of them has it. */
const TAKE_OVER_SPREAD = 2_000;
const TAKE_OVER_CHECK = 1_000;
/** Attempts to record that may fail in a row although no row is there. */
const MOST_FAILURES = 5;
/** Milliseconds by which a lock that is kept is given back before others may take it over. */
const KEPT_MARGIN = 5_000;
/** Milliseconds between attempts to give the lock back. */
const RETURN_PAUSE = 1_000;

const cancelled = ({ notCreated }: LockSettings) =>
	SendError.refused('The execution was cancelled', notCreated);

/** Removes the row; `isOurs` says whether there is time left. */
async function giveBack({ store }: LockSettings, clock: LockClock, isOurs: () => boolean): Promise<void> {
	const tryAgain = async () => {
		while (isOurs()) {
			await clock.sleep(RETURN_PAUSE);
			try {
				if (isOurs()) await store.clear();
				return;
			} catch {
				// The database is away still. When it stays away, others wait until the time is over.
			}
		}
	};
	try {
		if (isOurs()) await store.clear();
	} catch {
		// What was created is told at once; the lock is given back when the database answers again.
		void tryAgain();
	}
}

/**
 * Sees a while after it took the lock whether it has it still: others that take over from a dead process at the same
 * moment may have removed the row, thinking it the dead one's.
 */
async function isConfirmed(settings: LockSettings, clock: LockClock, mark: string): Promise<boolean> {
	const takenAt = clock.now();
	for (;;) {
		const goesOn = await clock.pause(TAKE_OVER_CHECK);
		const whose = await askForMark(settings, mark);
		if (!goesOn) {
			const hasTime = () => clock.now() - takenAt < settings.longestHold;
			if (whose !== 'others') await giveBack(settings, clock, hasTime);
			throw cancelled(settings);
		}
		if (whose !== 'takenAgain') return whose === 'ours';
	}
}

/** What a waiter knows of the lock. */
interface Waiting {
	/** The number of values at the last look, and since when it is the same (epoch milliseconds). */
	seen: number;
	seenSince: number;
	/** Milliseconds after which the holder of an unchanged lock must be dead. */
	patience: number;
	/** Whether somebody may be taking over: a lock has not changed for long while this one waited. */
	isWary: boolean;
}

/** One look at the lock, and an attempt to take it where that may be. Gives since when it is held. */
async function lookAndTake(
	settings: LockSettings,
	clock: LockClock,
	waiting: Waiting,
): Promise<{ takenAt: number } | NoLock> {
	const { longestHold } = settings;
	const count = await countValues(settings);
	const now = clock.now();
	if (count !== waiting.seen) {
		waiting.seen = count;
		waiting.seenSince = now;
	}
	let dead: number | undefined;
	if (count > 0) {
		const unchangedFor = now - waiting.seenSince;
		if (unchangedFor > longestHold / 2) waiting.isWary = true;
		if (unchangedFor <= waiting.patience) return 'others';
		waiting.patience = longestHold + clock.random() * TAKE_OVER_SPREAD;
		const failed = await removeDead(settings);
		if (failed !== undefined) return failed;
		dead = count;
	}
	const takenAt = clock.now();
	// Another number than the dead one's: who still counts the time of that one must see that it is over.
	const taken = await tryToTake(settings, clock.random, dead);
	if (typeof taken !== 'object' || 'failure' in taken) return taken;
	return !waiting.isWary || (await isConfirmed(settings, clock, taken.mark)) ? { takenAt } : 'others';
}

/** Waits until the lock is taken. Gives since when (epoch milliseconds); undefined where n8n can keep no row. */
async function take(settings: LockSettings, clock: LockClock): Promise<number | undefined> {
	const waiting: Waiting = {
		seen: 0,
		seenSince: clock.now(),
		patience: settings.longestHold + clock.random() * TAKE_OVER_SPREAD,
		isWary: false,
	};
	let failures = 0;
	for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
		const taken = await lookAndTake(settings, clock, waiting);
		if (taken === 'notStored') return undefined;
		if (taken === 'others') failures = 0;
		else if ('takenAt' in taken) return taken.takenAt;
		else if (++failures >= MOST_FAILURES) throw unreachable(settings, taken.failure);
		if (!(await clock.pause(pause * (0.5 + clock.random())))) throw cancelled(settings);
	}
}

/**
 * Runs the work while this process holds the lock of the node. Throws SendError when the execution is cancelled while it
 * waits, or when n8n's database cannot be reached; then the work has not begun. Where n8n can keep no row for the workflow,
 * the work runs without the lock.
 */
export async function withNodeLock<T>(
	settings: LockSettings,
	clock: LockClock,
	work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
	const takenAt = await take(settings, clock);
	const { longestHold, longestRequest } = settings;
	const hasLeft = (ms: number) => takenAt === undefined || clock.now() - takenAt + ms < longestHold;
	let isKept = false;
	const keep = () => {
		isKept = true;
	};
	try {
		return await work({ mayStillSend: () => hasLeft(longestRequest), keep });
	} finally {
		// After its time it may be somebody else's.
		const isOurs = () => hasLeft(0);
		if (takenAt !== undefined && isKept) {
			void clock
				.sleep(takenAt + longestHold - KEPT_MARGIN - clock.now())
				.then(async () => await giveBack(settings, clock, isOurs));
		} else if (takenAt !== undefined) await giveBack(settings, clock, isOurs);
	}
}
