import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Finished {
	code: number;
	/** Everything the program wrote, standard output and error in the order of arrival. */
	output: string;
	/** Standard output alone. */
	stdout: string;
}

export interface RunOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end and returns what it wrote; a failing program is an answer, not an exception. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<Finished> {
	return await new Promise((resolve, reject) => {
		const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		let stdout = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			output += text;
			stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
		child.on('error', reject);
		child.on('close', (code) => resolve({ code: code ?? 1, output, stdout }));
	});
}

/** As `run`, but fails with what the program wrote when it fails. */
export async function mustRun(command: string, args: string[], options: RunOptions = {}): Promise<Finished> {
	const finished = await run(command, args, options);
	if (finished.code === 0) return finished;
	throw new Error(`"${[command, ...args].join(' ')}" failed:\n${finished.output}`);
}

/** Asks a child process to end, and ends it when it has not done so in `patience` ms. Resolves when it is gone. */
export async function stop(child: ChildProcess, patience = 20_000): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	child.kill('SIGTERM');
	const timer = setTimeout(() => child.kill('SIGKILL'), patience);
	await gone;
	clearTimeout(timer);
}

/** Calls `check` until it returns something, at most `timeout` ms; then fails, naming what it waited for. */
export async function waitFor<T>(
	what: string,
	timeout: number,
	check: () => Promise<T | undefined>,
): Promise<T> {
	const end = Date.now() + timeout;
	for (;;) {
		const found = await check();
		if (found !== undefined) return found;
		if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s in vain for ${what}`);
		await sleep(150);
	}
}

/** Whether a server could listen on this port of 127.0.0.1; port 0 asks the system for any. Returns the port, or undefined. */
async function probePort(port: number): Promise<number | undefined> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.on('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
		});
	});
}

/** A port of 127.0.0.1 that is free: `preferred` when it is, else the next free one, else any. */
export async function freePort(preferred = 0): Promise<number> {
	for (let port = preferred; port > 0 && port < preferred + 100; port++) {
		if ((await probePort(port)) !== undefined) return port;
	}
	const any = await probePort(0);
	if (any === undefined) throw new Error('No free port on 127.0.0.1');
	return any;
}
