/**
 * `npm run release`: publishes the package, from the GitHub Action that a version's tag starts (.github/workflows/publish.yml),
 * by n8n's own `n8n-node release`. It refuses as long as anything is missing, and lists that. On a developer's machine it
 * checks only and says how the tag is made: n8n-node would rewrite CHANGELOG.md there, which is written by hand.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../lib/paths.mts';
import { type OwnedManifest, placeholders, strayLinks, webAddress } from './owner.mts';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

const manifest = JSON.parse(read('package.json')) as OwnedManifest;
const { version } = manifest;
const files = globSync(['nodes/**/*.node.json', 'credentials/*.credentials.ts'], { cwd: projectRoot });
const inAction = process.env.GITHUB_ACTIONS !== undefined;

/** What the Action that runs this should agree with. */
function differencesOfAction(): string[] {
	const { GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: repository } = process.env;
	return [
		...(tag === version || tag === `v${version}`
			? []
			: [`The tag is ${tag}, package.json's version ${version}`]),
		...(webAddress(manifest).endsWith(`/${repository}`)
			? []
			: [`The Action runs in ${repository}, package.json's repository is ${manifest.repository.url}`]),
	];
}

const missing = [
	...placeholders(manifest),
	...strayLinks(manifest, Object.fromEntries(files.map((file) => [file, read(file)]))),
	...(read('CHANGELOG.md').includes(`## [${version}]`)
		? []
		: [`CHANGELOG.md has no section "## [${version}]"`]),
	...(inAction ? differencesOfAction() : []),
];

if (missing.length > 0) {
	console.error(`Not released. To do first (docs/VERIFICATION.md says how):\n- ${missing.join('\n- ')}`);
	process.exitCode = 1;
} else if (inAction) {
	process.exitCode = spawnSync('n8n-node', ['release'], { cwd: projectRoot, stdio: 'inherit' }).status ?? 1;
} else {
	console.log(`Nothing is missing. The Action publishes ${version} once its tag is on GitHub:

  git tag ${version} && git push origin main ${version}`);
}
