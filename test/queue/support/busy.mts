/** Other work on the machine: a process for each of its cores that does nothing but compute. */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';

/** Runs `work` while every core is busy with something else. */
export async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
	const children = cpus().map(() => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
	const end = () => children.forEach((child) => child.kill('SIGKILL'));
	process.once('exit', end);
	try {
		return await work();
	} finally {
		process.off('exit', end);
		end();
	}
}
