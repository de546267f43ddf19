/** A copy of the project's tree that may be broken, since nobody works in it. */
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { projectRoot } from '../../tools/lib/paths.mts';

/** What the tests that are run do not read. */
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'docs', 'hosts', 'screenshots']);
const PREFIX = 'n8n-nodes-hamsa-mutants-';

const isAlive = (pid: number) => {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// Another user's process is alive, too.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};

/** Removes the copies of runs that were killed: their names hold the id of the process. */
function removeLeftovers(): void {
	for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
		const pid = Number(name.slice(PREFIX.length).split('-')[0]);
		if (pid > 0 && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
	}
}

/** Makes a copy of the tree, its dependencies linked. Returns its path and the function that removes it. */
export function copyOfProject(): { directory: string; remove: () => void } {
	removeLeftovers();
	// Jest compares real paths.
	const directory = realpathSync(mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`)));
	for (const name of readdirSync(projectRoot)) {
		if (LEFT_OUT.has(name)) continue;
		cpSync(join(projectRoot, name), join(directory, name), {
			recursive: true,
			filter: (path) => !LEFT_OUT.has(basename(path)),
		});
	}
	symlinkSync(join(projectRoot, 'node_modules'), join(directory, 'node_modules'));
	return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
