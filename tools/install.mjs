/**
 * Installing npm packages exactly as a package-lock.json says, in a way that works with any npm and any Node from 20 on.
 * Plain JavaScript, because it runs before the project's own Node 24 (which runs .mts) exists.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A file's JSON, or undefined when the file is not there (an install that never finished leaves none). */
function readJson(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Whether `dir`/node_modules holds what `dir`/package-lock.json asks for; npm writes its record there last of all. */
export function matchesLock(dir) {
	const wanted = readJson(join(dir, 'package-lock.json'))?.packages ?? {};
	const installed = readJson(join(dir, 'node_modules', '.package-lock.json'))?.packages;
	if (!installed) return false;
	return Object.entries(wanted).every(([path, { version, integrity, optional, extraneous }]) => {
		if (path === '') return true;
		const found = installed[path];
		// Packages for other platforms stay away, and so does what the lock file lists without a use for it.
		if (!found) return Boolean(optional || extraneous);
		return found.version === version && found.integrity === integrity && existsSync(join(dir, path));
	});
}

/** The Node 24 that `dir`'s devDependency "node" brings. */
export function node24(dir) {
	return join(dir, 'node_modules', 'node', 'bin', 'node');
}

/** The directory with Node 24's C++ headers, so that native modules compile without a download. */
function node24Headers(dir) {
	const parent = join(dir, 'node_modules', 'node', 'node_modules');
	const names = existsSync(parent) ? readdirSync(parent) : [];
	return names.map((name) => join(parent, name)).find((path) => existsSync(join(path, 'include', 'node')));
}

/**
 * The environment for running programs under the Node 24 of the project in `dir`: first in PATH, its headers for native compiles.
 * Before it is installed, the environment is the caller's own.
 */
export function node24Environment(dir) {
	const bin = join(dir, 'node_modules', 'node', 'bin');
	// npm puts node_modules/.bin first in PATH; while that folder is being replaced, it must not be the one that answers.
	const rest = (process.env.PATH ?? '')
		.split(delimiter)
		.filter((entry) => !entry.endsWith(join('node_modules', '.bin')));
	const headers = node24Headers(dir);
	return {
		...process.env,
		PATH: [...(existsSync(node24(dir)) ? [bin] : []), ...rest].join(delimiter),
		...(headers ? { npm_config_nodedir: headers } : {}),
	};
}

/** Whether the program loads every one of `modules` from `dir`: the proof that native modules fit this machine and this Node. */
export function loads(node, dir, modules) {
	const script = modules.map((name) => `require(${JSON.stringify(name)});`).join('');
	return existsSync(node) && spawnSync(node, ['-e', script], { cwd: dir, stdio: 'ignore' }).status === 0;
}

function elapsed(since) {
	const seconds = Math.round((Date.now() - since) / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * Shows on stderr that something long is under way, with the time it has taken: a moving line on a terminal, now and then
 * a line elsewhere. Returns the function that ends the show.
 */
function showProgress(label) {
	const started = Date.now();
	const terminal = process.stderr.isTTY;
	const line = () => `  ${label} … ${elapsed(started)}`;
	process.stderr.write(`  ${label} …${terminal ? '' : '\n'}`);
	const timer = setInterval(
		() => process.stderr.write(terminal ? `\r${line()}` : `${line()}\n`),
		terminal ? 1000 : 30_000,
	);
	return (word) => {
		clearInterval(timer);
		process.stderr.write(`${terminal ? '\r' : ''}  ${label}: ${word} after ${elapsed(started)}\n`);
	};
}

/** Runs npm with `args` in `cwd`, showing progress under `label`. Fails with what npm wrote when npm fails. */
export function npm(args, { cwd, env, label }) {
	const end = showProgress(label);
	return new Promise((resolve, reject) => {
		let output = '';
		const child = spawn('npm', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
		// An install must not go on when what asked for it has ended.
		const kill = () => child.kill();
		process.once('exit', kill);
		child.stdout.on('data', (chunk) => (output += chunk));
		child.stderr.on('data', (chunk) => (output += chunk));
		child.on('error', (error) => {
			end('failed');
			reject(
				new Error(`npm could not be started (${error.message}). It comes with Node.js: https://nodejs.org`),
			);
		});
		child.on('close', (code) => {
			process.off('exit', kill);
			end(code === 0 ? 'done' : 'failed');
			if (code === 0) resolve();
			else reject(new Error(`"npm ${args.join(' ')}" failed in ${cwd}:\n${output}`));
		});
	});
}
