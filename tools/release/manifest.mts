/**
 * `npm publish` runs this (prepublishOnly): leaves out of package.json what only developers need, so that the registry shows
 * what the package holds. In the Action that publishes only: its copy of the repository is thrown away.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../lib/paths.mts';
import { publishedManifest } from '../package.mts';

if (process.env.GITHUB_ACTIONS === undefined) {
	console.error('The package is published by the GitHub Action alone: see docs/VERIFICATION.md');
	process.exitCode = 1;
} else {
	writeFileSync(join(projectRoot, 'package.json'), publishedManifest());
}
