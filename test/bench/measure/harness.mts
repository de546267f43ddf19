import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import type * as Harness from '../../engine/support/harness.mts';
import { projectRoot } from '../../../tools/lib/paths.mts';

/** The engine harness and the node's source as one module that Node can load. */
export async function loadHarness(): Promise<typeof Harness> {
	const folder = mkdtempSync(join(projectRoot, 'node_modules', '.bench-'));
	try {
		const outfile = join(folder, 'harness.cjs');
		await build({
			entryPoints: [join(projectRoot, 'test/engine/support/harness.mts')],
			bundle: true,
			platform: 'node',
			format: 'cjs',
			packages: 'external',
			outfile,
		});
		return createRequire(import.meta.url)(outfile) as typeof Harness;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
