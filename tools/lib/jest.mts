/** Runs jest under the project's Node. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './paths.mts';

interface JestResult {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	numRuntimeErrorTestSuites: number;
}

/** What came of checks. */
export interface Counts {
	passed: number;
	failed: number;
}

/** Runs jest with some arguments; it shows its own report. A skipped test and a file that could not run count as failed. */
export function runJest(args: string[]): Counts {
	const directory = mkdtempSync(join(tmpdir(), 'n8n-nodes-hamsa-jest-'));
	const resultFile = join(directory, 'result.json');
	try {
		const { status } = spawnSync(
			process.execPath,
			[
				// n8n's current expression engine is imported dynamically.
				'--experimental-vm-modules',
				'--no-warnings',
				join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js'),
				'--json',
				`--outputFile=${resultFile}`,
				// n8n-core keeps a timer open.
				'--forceExit',
				...args,
			],
			{ cwd: projectRoot, stdio: ['ignore', 'ignore', 'inherit'] },
		);
		const result = JSON.parse(readFileSync(resultFile, 'utf8')) as JestResult;
		const skipped = result.numPendingTests + result.numTodoTests;
		if (skipped > 0) console.log(`${skipped} skipped tests count as failed`);
		const failed = result.numFailedTests + result.numRuntimeErrorTestSuites + skipped;
		// Jest can also fail as a whole, for instance when it finds no test.
		return { passed: result.numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
	} catch (error) {
		console.log(`FAIL jest gave no result: ${(error as Error).message}`);
		return { passed: 0, failed: 1 };
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}
