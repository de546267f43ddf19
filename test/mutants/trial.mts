/** Runs the tests of a copy of the tree that can notice a change in some of its files. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What came of the tests; those that take too long have noticed, too: the mistake made a loop endless or lost an event. */
export type Outcome = 'passed' | 'failed' | 'too long';

export interface Trial {
	outcome: Outcome;
	seconds: number;
	output: string;
}

export interface Tests {
	/** The copy's top directory. */
	directory: string;
	/** Where the tests are, relative to the directory. */
	folders: readonly string[];
	/** The changed files, absolute: only tests that import one of them, over any way, are run. */
	files: readonly string[];
	/** After how many seconds the tests are ended. */
	limit: number;
	/** How many test files run at the same time. */
	workers: number;
}

const program = fileURLToPath(new URL('jestProgram.mts', import.meta.url));
const running = new Set<ChildProcess>();

/** Ends a child with all its own children: it leads a process group. */
function end(child: ChildProcess): void {
	try {
		process.kill(-child.pid!, 'SIGKILL');
	} catch {
		// It has ended.
	}
}

/** Ends all tests that run. */
export const endTests = (): void => running.forEach(end);

/** Runs tests until the first file fails. No tests at all have passed. */
export async function runTests({ directory, folders, files, limit, workers }: Tests): Promise<Trial> {
	const started = Date.now();
	const args = [
		'--experimental-vm-modules',
		'--no-warnings',
		program,
		'--findRelatedTests',
		...files,
		...folders.map((folder) => `--testMatch=<rootDir>/${folder}/**/*.test.mts`),
		`--cacheDirectory=${join(directory, '.jest')}`,
		`--maxWorkers=${workers}`,
		'--bail',
		'--silent',
		'--passWithNoTests',
		'--forceExit',
	];
	const child = spawn(process.execPath, args, {
		cwd: directory,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	running.add(child);
	let output = '';
	for (const stream of [child.stdout!, child.stderr!]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	let late = false;
	const timer = setTimeout(() => {
		late = true;
		end(child);
	}, limit * 1000);
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	});
	clearTimeout(timer);
	end(child);
	running.delete(child);
	const seconds = (Date.now() - started) / 1000;
	if (late) return { outcome: 'too long', seconds, output };
	return { outcome: code === 0 ? 'passed' : 'failed', seconds, output };
}
