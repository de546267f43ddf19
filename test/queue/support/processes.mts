/** The processes of an n8n in queue mode: main, webhook process and workers, each with a user folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../../tools/host.mts';
import { freePort, stop, waitFor } from '../../../tools/lib/processes.mts';
import { installPackage } from '../../../tools/n8n.mts';
import { filesDirectory, n8nEnvironment } from '../../../tools/n8n/environment.mts';
import { packageName } from '../../../tools/package.mts';

export type Role = 'start' | 'webhook' | 'worker';

export interface Setting {
	host: Host;
	/** The packed package. */
	tarball: string;
	/** Environment that all processes share. */
	environment: Record<string, string>;
	/** The folder for user folders and logs. */
	directory: string;
}

/** One n8n process that can be ended, killed and started again. */
export interface N8nProcess {
	name: string;
	url: string;
	start(): Promise<void>;
	stop(): Promise<void>;
	/** SIGKILL. */
	kill(): Promise<void>;
	/** Whether it runs. */
	isUp(): boolean;
	/** All that it has written. */
	log(): string;
}

/** Older versions of n8n are ready before their REST interface is there. */
const readyPaths: Record<Role, string[]> = {
	start: ['/healthz/readiness', '/rest/settings'],
	webhook: ['/healthz/readiness'],
	worker: ['/healthz/readiness'],
};

async function isReady(url: string, role: Role): Promise<boolean> {
	try {
		for (const path of readyPaths[role]) {
			const response = await fetch(`${url}${path}`);
			await response.arrayBuffer();
			if (!response.ok) return false;
		}
		return true;
	} catch {
		return false;
	}
}

/** Prepares a process, without starting it. */
export async function prepareProcess(setting: Setting, role: Role, name: string): Promise<N8nProcess> {
	const { host, tarball, environment, directory } = setting;
	const userFolder = join(directory, name);
	const logFile = join(directory, `${name}.log`);
	mkdirSync(filesDirectory(userFolder), { recursive: true });
	await installPackage(userFolder, packageName, tarball);
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const portVariables =
		role === 'worker'
			? { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) }
			: { N8N_PORT: String(port) };
	const env = { ...n8nEnvironment(host, userFolder, await freePort()), ...portVariables, ...environment };
	let child: ChildProcess | undefined;
	const isUp = () => child !== undefined && child.exitCode === null && child.signalCode === null;
	// Whatever ends this process ends its n8n.
	process.once('exit', () => child?.kill('SIGKILL'));
	const log = () => readFileSync(logFile, 'utf8');

	return {
		name,
		url,
		isUp,
		log,
		async start() {
			const output = openSync(logFile, 'a');
			child = spawn(host.node, [host.command, role], {
				cwd: userFolder,
				env,
				stdio: ['ignore', output, output],
			});
			closeSync(output);
			await waitFor(`n8n's ${name} to start`, 180_000, async () => {
				if (!isUp()) throw new Error(`n8n's ${name} ended while starting:\n${log().slice(-4000)}`);
				return (await isReady(url, role)) || undefined;
			});
		},
		async stop() {
			if (child) await stop(child);
		},
		async kill() {
			if (!child || !isUp()) return;
			const gone = new Promise<void>((resolve) => child?.once('exit', () => resolve()));
			child.kill('SIGKILL');
			await gone;
		},
	};
}
