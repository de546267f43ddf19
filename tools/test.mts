/**
 * `npm test`: lint, types and build (one check each), then jest. The last line is `N passed, N failed`.
 * Arguments go to jest: `npm test -- test/unit`.
 */
import { type Counts, runJest } from './lib/jest.mts';
import { projectRoot } from './lib/paths.mts';
import { run } from './lib/processes.mts';

/** One of package.json's scripts as one check; what it wrote is shown when it fails. */
async function check(script: string): Promise<Counts> {
	const started = Date.now();
	const { code, output } = await run('npm', ['run', '--silent', script], { cwd: projectRoot });
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(`${code === 0 ? 'PASS' : 'FAIL'} ${script} (${seconds} s)`);
	if (code !== 0) console.log(output);
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

const counts = [
	await check('lint'),
	await check('typecheck'),
	await check('build'),
	runJest(process.argv.slice(2)),
];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
