/**
 * Small measurements behind docs/decisions, each of one choice in the code, outside n8n:
 * `node tools/run.mjs test/bench/micro/run.mts body`, or columns, doNotCall, hours, numbers, phones, receipt.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { projectRoot } from '../../../tools/lib/paths.mts';

const names = ['body', 'columns', 'doNotCall', 'hours', 'numbers', 'phones', 'receipt'];

const [, , name = ''] = process.argv;
if (!names.includes(name)) throw new Error(`Name one of ${names.join(', ')}`);

// Bundled, because Node does not read the imports of the node's own sources; inside the project, to find its packages.
const folder = mkdtempSync(join(projectRoot, 'node_modules', '.bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const outfile = join(folder, `${name}.cjs`);
await build({
	entryPoints: [fileURLToPath(new URL(`${name}.mts`, import.meta.url))],
	bundle: true,
	platform: 'node',
	format: 'cjs',
	packages: 'external',
	outfile,
});
const { measure } = createRequire(import.meta.url)(outfile) as { measure: () => Promise<void> | void };
await measure();
process.exit();
