/** Building and packing the package, as it would be published. */
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lib/lock.mts';
import { cacheDirectory, hashOfFiles, projectRoot, shortHash } from './lib/paths.mts';
import { mustRun } from './lib/processes.mts';

/** Everything a build depends on. */
const sources = [
	'package.json',
	'package-lock.json',
	'gulpfile.js',
	'tools/bundle.mjs',
	'tsconfig.json',
	'nodes',
	'credentials',
	'icons',
	'README.md',
	'LICENSE.md',
];

const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
	name: string;
	version: string;
};

/** The package's name on npm. */
export const packageName = manifest.name;

/** The package's version. */
export const packageVersion = manifest.version;

/** Fields of package.json that are for those who work on the package; no installation reads them. */
const developersFields = ['scripts', 'devDependencies', 'allowScripts'];

/** package.json as it is published. */
export function publishedManifest(): string {
	const published = Object.entries(manifest).filter(([field]) => !developersFields.includes(field));
	return `${JSON.stringify(Object.fromEntries(published), null, 2)}\n`;
}

/**
 * Builds the package (`bundle` does not check its types) and packs it into `directory` as it is published. Returns the
 * tarball's path.
 */
export async function packPackage(directory: string, script: 'build' | 'bundle' = 'build'): Promise<string> {
	mkdirSync(directory, { recursive: true });
	const published = mkdtempSync(join(directory, 'published-'));
	try {
		// Two test runs at the same time build into the same folder.
		const lock = join(cacheDirectory(), `build-${shortHash(projectRoot)}.lock`);
		await withLock(lock, 'the build', async () => {
			await mustRun('npm', ['run', '--silent', script], { cwd: projectRoot });
			for (const name of ['dist', 'README.md', 'LICENSE.md']) {
				cpSync(join(projectRoot, name), join(published, name), { recursive: true });
			}
		});
		writeFileSync(join(published, 'package.json'), publishedManifest());
		await mustRun('npm', ['pack', '--ignore-scripts', `--pack-destination=${directory}`], { cwd: published });
	} finally {
		rmSync(published, { recursive: true });
	}
	return join(directory, `${manifest.name}-${manifest.version}.tgz`);
}

/** As `packPackage`, but does nothing when `directory` holds the package of these very sources; then `built` is false. */
export async function packPackageOnce(directory: string): Promise<{ tarball: string; built: boolean }> {
	const tarball = join(directory, `package-${hashOfFiles(sources)}.tgz`);
	if (existsSync(tarball)) return { tarball, built: false };
	const packed = await packPackage(directory);
	const older = readdirSync(directory).filter((name) => /^package-.*\.tgz$/.test(name));
	for (const name of older) rmSync(join(directory, name));
	renameSync(packed, tarball);
	return { tarball, built: true };
}
