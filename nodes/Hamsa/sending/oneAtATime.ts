const running = new Map<string, Promise<unknown>>();

/** Runs works with the same key one after the other within this process; others run side by side. */
export async function oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
	const before = running.get(key);
	// The one before is waited for, whatever became of it: its caller hears about that.
	const mine = before === undefined ? work() : before.then(work, work);
	running.set(key, mine);
	try {
		return await mine;
	} finally {
		if (running.get(key) === mine) running.delete(key);
	}
}
