/** Runs jest under the project's Node. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

type Measure = 'statements' | 'branches' | 'functions' | 'lines';

/** What came of checks. */
export interface Counts {
	passed: number;
	failed: number;
}

/** The status of jest when it has ended; it shows its own report. */
async function jest(args: string[]): Promise<number> {
	return await new Promise((resolve, reject) => {
		const child = spawn(
			process.execPath,
			[join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js'), ...args],
			{
				cwd: projectRoot,
				stdio: ['ignore', 'ignore', 'inherit'],
			},
		);
		child.on('error', reject);
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

/** The coverage in one line, undefined when jest was not asked for it (`--coverage`). */
function describeCoverage(directory: string): string | undefined {
	const file = join(directory, 'coverage-summary.json');
	if (!existsSync(file)) return undefined;
	const { total } = JSON.parse(readFileSync(file, 'utf8')) as { total: Record<Measure, { pct: number }> };
	const measures = (['statements', 'branches', 'functions', 'lines'] as const).map(
		(measure) => `${total[measure].pct} % of ${measure}`,
	);
	return `Coverage of nodes/ and credentials/: ${measures.join(', ')}`;
}

/** Runs jest with some arguments. A skipped test and a file that could not run count as failed. */
export async function runJest(args: string[]): Promise<Counts> {
	const directory = mkdtempSync(join(tmpdir(), 'n8n-nodes-hamsa-jest-'));
	const resultFile = join(directory, 'result.json');
	try {
		const status = await jest([
			'--json',
			`--outputFile=${resultFile}`,
			`--coverageDirectory=${directory}`,
			// n8n-core keeps a timer open.
			'--forceExit',
			...args,
		]);
		const result = JSON.parse(readFileSync(resultFile, 'utf8')) as JestResult;
		const skipped = result.numPendingTests + result.numTodoTests;
		if (skipped > 0) console.log(`${skipped} skipped tests count as failed`);
		const coverage = describeCoverage(directory);
		if (coverage !== undefined) console.log(coverage);
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
