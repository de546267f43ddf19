/**
 * `npm run test:faults`: everything that can go wrong when a campaign is created, on n8n's real engine. The last line is
 * `N passed, N failed`. `--readme` renews the table of docs/what-happens-when.md.
 */
import { parseArgs } from 'node:util';
import { runJest } from '../../tools/lib/jest.mts';

const { values: options } = parseArgs({ options: { readme: { type: 'boolean', default: false } } });
if (options.readme) process.env.WRITE_DOCS = 'yes';
// jest.config.mjs leaves these tests out.
const { passed, failed } = await runJest([
	'test/faults/',
	'--silent',
	'--runInBand',
	'--testPathIgnorePatterns=/test/e2e/',
]);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
