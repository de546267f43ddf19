/** Starting and stopping the real n8n (see tools/host.mts) with a packed package, all of it on 127.0.0.1. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host.mts';
import { freePort, mustRun, stop, waitFor } from './lib/processes.mts';
import { filesDirectory, n8nEnvironment, packagesDirectory } from './n8n/environment.mts';
import { type RestClient, restClient } from './n8n/rest.mts';

export interface N8nOptions {
	host: Host;
	/** Holds n8n's database and settings; made when it is not there. Keeps what n8n saves. */
	userFolder: string;
	/** The port to listen on; a free one when left out. */
	port?: number;
	/** More environment variables for n8n. */
	environment?: Record<string, string>;
}

export interface RunningN8n {
	/** Where it answers, without a slash at the end. */
	url: string;
	rest: RestClient;
	userFolder: string;
	/** The file with all that n8n writes. */
	logFile: string;
	/** Resolves when n8n ends, by itself or not. */
	ended: Promise<void>;
	stop: () => Promise<void>;
	/** Ends it at once, as a power cut does. */
	kill: () => Promise<void>;
}

/** Puts a package, as `npm pack` made it, where n8n finds community packages; an older one there is replaced. */
export async function installPackage(userFolder: string, name: string, tarball: string): Promise<void> {
	const packages = packagesDirectory(userFolder);
	const unpacked = join(packages, '.unpacked');
	rmSync(unpacked, { recursive: true, force: true });
	mkdirSync(unpacked, { recursive: true });
	await mustRun('tar', ['-xzf', tarball, '-C', unpacked]);
	rmSync(join(packages, name), { recursive: true, force: true });
	renameSync(join(unpacked, 'package'), join(packages, name));
	rmSync(unpacked, { recursive: true });
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url);
		await response.arrayBuffer();
		return response.ok;
	} catch {
		return false;
	}
}

/** Starts n8n and waits until it takes requests. */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const { host, userFolder, environment } = options;
	mkdirSync(filesDirectory(userFolder), { recursive: true });
	const port = options.port ?? (await freePort());
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	const log = openSync(logFile, 'w');
	const child = spawn(host.node, [host.command, 'start'], {
		// Relative paths in workflows start here.
		cwd: userFolder,
		env: {
			...n8nEnvironment(host, userFolder, await freePort()),
			N8N_PORT: String(port),
			N8N_EDITOR_BASE_URL: url,
			WEBHOOK_URL: url,
			...environment,
		},
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	// Whatever ends this process ends its n8n.
	const kill = () => child.kill();
	process.once('exit', kill);
	void ended.then(() => process.off('exit', kill));

	try {
		await waitFor('n8n to start', 180_000, async () => {
			if (child.exitCode !== null || child.signalCode !== null) {
				throw new Error('n8n ended while starting');
			}
			// Older versions are ready before their REST interface is there.
			const paths = ['/healthz/readiness', '/rest/settings'];
			const answered = await Promise.all(paths.map(async (path) => await answers(`${url}${path}`)));
			return answered.every(Boolean) || undefined;
		});
	} catch (error) {
		await stop(child);
		throw new Error(`${(error as Error).message}. Its log:\n${readFileSync(logFile, 'utf8').slice(-4000)}`);
	}
	return {
		url,
		rest: restClient(host, url),
		userFolder,
		logFile,
		ended,
		stop: async () => await stop(child),
		async kill() {
			child.kill('SIGKILL');
			await ended;
		},
	};
}
