import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

function holder(file: string): number | undefined {
	try {
		return Number(readFileSync(file, 'utf8')) || undefined;
	} catch {
		return undefined;
	}
}

/**
 * Takes the lock `file` for this process and returns the function that gives it back, or the id of the process that holds it.
 * A lock left behind by a process that died is taken over.
 */
export function tryLock(file: string): { release: () => void } | { heldBy: number } {
	// Written first and linked then: a lock never exists without the id of its holder in it.
	const own = `${file}.${process.pid}`;
	writeFileSync(own, String(process.pid));
	try {
		for (;;) {
			try {
				linkSync(own, file);
				return { release: () => rmSync(file, { force: true }) };
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
				const pid = holder(file);
				if (pid !== undefined && isAlive(pid)) return { heldBy: pid };
				rmSync(file, { force: true });
			}
		}
	} finally {
		rmSync(own, { force: true });
	}
}

/** Runs `work` while holding the lock `file`, waiting as long as another living process holds it. */
export async function withLock<T>(file: string, waitingFor: string, work: () => Promise<T>): Promise<T> {
	let told = false;
	for (;;) {
		const lock = tryLock(file);
		if ('release' in lock) {
			try {
				return await work();
			} finally {
				lock.release();
			}
		}
		if (!told) console.error(`  Waiting: process ${lock.heldBy} is at ${waitingFor} …`);
		told = true;
		await sleep(500);
	}
}
