/**
 * `npm test`: lint, types and build (one check each), then jest. The last line is `N passed, N failed`.
 * Arguments go to jest: `npm test -- test/unit`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './lib/paths.mts';
import { run } from './lib/processes.mts';

interface JestResult {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	numRuntimeErrorTestSuites: number;
}

interface Counts {
	passed: number;
	failed: number;
}

/** One of package.json's scripts as one check; what it wrote is shown when it fails. */
async function check(script: string): Promise<Counts> {
	const started = Date.now();
	const { code, output } = await run('npm', ['run', '--silent', script], { cwd: projectRoot });
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(`${code === 0 ? 'PASS' : 'FAIL'} ${script} (${seconds} s)`);
	if (code !== 0) console.log(output);
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs jest, which shows its own report. A skipped test and a file that could not run count as failed. */
function jest(args: string[]): Counts {
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

const counts = [
	await check('lint'),
	await check('typecheck'),
	await check('build'),
	jest(process.argv.slice(2)),
];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
