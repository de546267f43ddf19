/** What every scenario stands on: n8n in queue mode with the packed package, and a simulator of the Hamsa API. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialType, simulatorCredential } from '../../../tools/example.mts';
import type { Host } from '../../../tools/host.mts';
import { type Credential, restClient, type RestClient } from '../../../tools/n8n/rest.mts';
import { packPackage } from '../../../tools/package.mts';
import { type Simulator, startSimulator } from '../../simulator/server.mts';
import { type Gate, openGate } from './gate.mts';
import { type N8nProcess, prepareProcess, type Role, type Setting } from './processes.mts';
import {
	postgresPort,
	postgresUser,
	prepareServers,
	redisPort,
	redisPrefixes,
	type Servers,
} from './servers.mts';

export interface Scene {
	servers: Servers;
	/** The ways by which n8n reaches the servers, and its nodes Hamsa. */
	gates: { postgres: Gate; redis: Gate; hamsa: Gate };
	simulator: Simulator;
	main: N8nProcess;
	webhook: N8nProcess;
	workers: [N8nProcess, N8nProcess];
	/** n8n's owner, signed in at the main process. */
	rest: RestClient;
	/** A Hamsa credential that works. */
	credential: Credential;
}

/** What all processes of n8n share. Dead workers and lost connections are noticed within seconds, not minutes. */
function environment(servers: Servers, gates: Scene['gates']): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(gates.postgres.port),
		DB_POSTGRESDB_USER: postgresUser,
		DB_POSTGRESDB_DATABASE: servers.database,
		DB_POSTGRESDB_CONNECTION_TIMEOUT: '3000',
		DB_POSTGRESDB_DESTROY_TIMEOUT_MS: '1000',
		DB_PING_TIMEOUT_MS: '1000',
		DB_RECOVERY_BACKOFF_MAX_MS: '1000',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(gates.redis.port),
		QUEUE_BULL_REDIS_DB: String(servers.redisDb),
		QUEUE_BULL_PREFIX: redisPrefixes.bull,
		N8N_REDIS_KEY_PREFIX: redisPrefixes.n8n,
		QUEUE_WORKER_LOCK_DURATION: '3000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '500',
		QUEUE_WORKER_STALLED_INTERVAL: '1500',
		// No Code node runs here: nothing needs the processes that run its code.
		N8N_RUNNERS_MODE: 'external',
		N8N_RUNNERS_AUTH_TOKEN: randomBytes(16).toString('hex'),
	};
}

type Undo = Array<() => Promise<void> | void>;

async function start(setting: Setting, gates: Scene['gates'], undo: Undo) {
	const prepare = async (role: Role, name: string) => {
		const prepared = await prepareProcess(setting, role, name);
		undo.push(prepared.stop);
		return prepared;
	};
	const main = await prepare('start', 'main');
	const webhook = await prepare('webhook', 'webhook');
	const workers: Scene['workers'] = [await prepare('worker', 'worker1'), await prepare('worker', 'worker2')];
	// The first one makes the database's tables.
	await main.start();
	await Promise.all([webhook, ...workers].map((each) => each.start()));
	return { main, webhook, workers, gates };
}

/**
 * Starts everything, runs `work` and clears everything away, also when `interrupted` rejects in the middle of it. Returns
 * what is left in Redis, which should be nothing.
 */
export async function withScene(
	host: Host,
	interrupted: Promise<never>,
	work: (scene: Scene) => Promise<void>,
): Promise<string[]> {
	const directory = mkdtempSync(join(tmpdir(), 'n8n-nodes-hamsa-queue-'));
	process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
	const tarball = await packPackage(directory);
	const servers = await prepareServers(host);
	const undo: Undo = [];

	async function carryOut(): Promise<void> {
		const simulator = await startSimulator();
		undo.push(simulator.close);
		const gates = {
			postgres: await openGate(postgresPort),
			redis: await openGate(redisPort),
			hamsa: await openGate(simulator.port),
		};
		undo.push(() => Object.values(gates).forEach((gate) => gate.close()));
		const setting = { host, tarball, directory, environment: environment(servers, gates) };
		const n8n = await start(setting, gates, undo);
		const rest = restClient(host, n8n.main.url);
		await rest.setUpOwner({ email: 'owner@example.com', password: 'Not-a-secret-1' });
		const { id, name } = await rest.createCredential(
			'Hamsa (simulator)',
			credentialType,
			simulatorCredential({
				apiKey: simulator.apiKey,
				url: `http://127.0.0.1:${gates.hamsa.port}`,
			}),
		);
		await work({ servers, simulator, ...n8n, rest, credential: { id, name } });
	}

	let left: string[] = [];
	try {
		await Promise.race([carryOut(), interrupted]);
	} finally {
		for (const step of undo.reverse()) await step();
		left = await servers.remove();
	}
	return left;
}
