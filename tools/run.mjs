/**
 * Runs one of the project's .mts programs under the project's own Node 24, after making sure that the dependencies are there:
 *
 *     node tools/run.mjs tools/start.mts --once
 *
 * Starts under any Node from 20 on, on a fresh clone too. Arguments, exit code and Ctrl-C go through.
 */
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loads, matchesLock, node24, node24Environment, npm } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Before the program runs, a signal ends this process (and with it an npm at work); then it is the program's. */
let onSignal = () => process.exit(1);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => onSignal(signal));

async function ensureDependencies() {
	const run = (args, label) => npm(args, { cwd: root, env: node24Environment(root), label });
	if (!matchesLock(root)) {
		// No install script runs by itself: one dependency's script insists on another package manager and would end the install.
		await run(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], 'Installing the dependencies (once)');
	}
	if (!loads(node24(root), root, [])) {
		await run(['rebuild', 'node'], 'Installing Node 24 for this project (once)');
	}
	if (!loads(node24(root), root, ['isolated-vm'])) {
		await run(['rebuild', 'isolated-vm'], "Building n8n's expression engine (once)");
	}
}

/** Runs the program to its end; the result is its exit code. */
function runProgram(args) {
	const env = node24Environment(root);
	env.PATH = join(root, 'node_modules', '.bin') + delimiter + env.PATH;
	const child = spawn(node24(root), args, { stdio: 'inherit', env });
	onSignal = (signal) => child.kill(signal);
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

try {
	await ensureDependencies();
	process.exitCode = await runProgram(process.argv.slice(2));
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
