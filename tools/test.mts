/**
 * `npm test`: the scripts of `checks` (one check each) and jest, side by side. The last line is `N passed, N failed`.
 * Arguments go to jest: `npm test -- test/unit`, `npm test -- --coverage`.
 */
import { type Counts, runJest } from './lib/jest.mts';
import { projectRoot } from './lib/paths.mts';
import { run } from './lib/processes.mts';

/** Scripts of package.json. Building is `typecheck` and `bundle`: the types of the node's files are checked once. */
const checks = ['lint', 'lint:all', 'typecheck', 'format'];

interface Check extends Counts {
	/** In words, with all that a failed script wrote. */
	report: string;
}

/** Runs one of package.json's scripts as one check. */
async function check(script: string): Promise<Check> {
	const started = Date.now();
	const { code, output } = await run('npm', ['run', '--silent', script], { cwd: projectRoot });
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	return code === 0
		? { passed: 1, failed: 0, report: `PASS ${script} (${seconds} s)` }
		: { passed: 0, failed: 1, report: `FAIL ${script} (${seconds} s)\n${output}` };
}

/** Runs the checks one after the other: jest has the other processor. */
async function checkAll(): Promise<Check[]> {
	const results: Check[] = [];
	for (const script of checks) results.push(await check(script));
	return results;
}

const args = process.argv.slice(2);
// Before jest, because one of its tests builds too.
const bundle = await check('bundle');
// n8n writes a line for every failure that a test provokes; who runs a few tests may want to see it.
const [tests, others] = await Promise.all([runJest(args.length === 0 ? ['--silent'] : args), checkAll()]);

// Jest draws on the terminal while it runs.
for (const { report } of [bundle, ...others]) console.log(report);
const counts = [bundle, ...others, tests];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
