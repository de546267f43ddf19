/**
 * The real n8n: installed once, from npm, into a cache outside the repository.
 * `tools/hosts/<version>/` pins every package of it.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loads, matchesLock, node24, node24Environment, npm } from './install.mjs';
import { withLock } from './lib/lock.mts';
import { cacheDirectory, projectRoot, shortHash } from './lib/paths.mts';

/** An installed n8n. `key` names it uniquely: its version and a hash of its lock file. */
export interface Host {
	version: string;
	key: string;
	directory: string;
	/** The Node.js that runs it. */
	node: string;
	/** n8n's own command, to be run with `node`. */
	command: string;
	/** Modules of this version that would call the outside, separated by commas. */
	disabledModules: string;
}

const manifests = ['package.json', 'package-lock.json'];

/** The n8n that everything is built for and tested on. */
export const currentVersion = '2.41.1';

/** The oldest n8n that the README promises. */
export const oldestVersion = '2.8.4';

/** The n8n versions the project can install. */
export function hostVersions(): string[] {
	return readdirSync(join(projectRoot, 'tools', 'hosts'));
}

function describeHost(version: string): Host & { manifests: string } {
	const directory = join(projectRoot, 'tools', 'hosts', version);
	if (!existsSync(directory)) {
		throw new Error(`n8n ${version} is not among the versions to choose from: ${hostVersions().join(', ')}`);
	}
	const key = `${version}-${shortHash(readFileSync(join(directory, 'package-lock.json')))}`;
	const installed = join(cacheDirectory(), `host-${key}`);
	const { config } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
		config: { disabledModules: string };
	};
	return {
		...config,
		version,
		key,
		directory: installed,
		node: node24(projectRoot),
		command: join(installed, 'node_modules', 'n8n', 'bin', 'n8n'),
		manifests: directory,
	};
}

/** Those modules of n8n that are compiled on this machine; older versions have no expression engine of their own. */
function nativeModules(directory: string): string[] {
	const { packages } = JSON.parse(readFileSync(join(directory, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, unknown>;
	};
	return ['sqlite3', 'isolated-vm'].filter((name) => `node_modules/${name}` in packages);
}

/** Whole means: every package of the lock file is there and the native ones fit this machine and this Node. */
function isWhole(directory: string): boolean {
	return matchesLock(directory) && loads(node24(projectRoot), directory, nativeModules(directory));
}

/** Installs into a directory of its own and moves it into place when it is whole, so that a half install is never taken for one. */
async function install(version: string, from: string, to: string): Promise<void> {
	const partial = `${to}.partial`;
	rmSync(partial, { recursive: true, force: true });
	mkdirSync(partial, { recursive: true });
	for (const name of manifests) copyFileSync(join(from, name), join(partial, name));

	// Most install scripts only fetch things this host never uses; what it needs is built below.
	const env = { ...node24Environment(projectRoot), N8N_SKIP_LICENSES: 'true' };
	const run = async (args: string[], label: string) => await npm(args, { cwd: partial, env, label });
	await run(
		['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
		`Installing n8n ${version} (once; 3 GB, several minutes)`,
	);
	await run(
		['rebuild', ...nativeModules(partial)],
		"Building n8n's database driver (once; about two minutes)",
	);
	if (!isWhole(partial)) throw new Error(`n8n ${version} was installed into ${partial} but does not load`);

	rmSync(to, { recursive: true, force: true });
	renameSync(partial, to);
}

/** Returns the n8n of that version, installing it first when it is not in the cache or not whole there. */
export async function ensureHost(version: string = currentVersion): Promise<Host> {
	const { manifests: from, ...host } = describeHost(version);
	if (isWhole(host.directory)) return host;
	await withLock(`${host.directory}.lock`, `installing n8n ${version}`, async () => {
		if (!isWhole(host.directory)) await install(version, from, host.directory);
	});
	return host;
}
