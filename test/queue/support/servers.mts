/**
 * The PostgreSQL and Redis of this machine: own places in them, made for the test and removed after it. The clients are
 * n8n's own.
 */
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Host } from '../../../tools/host.mts';

export const postgresPort = 5432;
export const redisPort = 6379;
export const postgresUser = 'postgres';

/** Everything n8n keeps in Redis starts with one of these. */
export const redisPrefixes = { bull: 'n8n-nodes-hamsa-bull', n8n: 'n8n-nodes-hamsa-n8n' };

/** A server that the test needs is not there, or lets nobody in. */
export class Unavailable extends Error {}

interface Postgres {
	connect(): Promise<void>;
	query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
	on(event: 'error', listener: () => void): void;
	end(): Promise<void>;
}

interface Redis {
	connect(): Promise<void>;
	config(command: 'GET', name: string): Promise<string[]>;
	select(db: number): Promise<unknown>;
	dbsize(): Promise<number>;
	keys(pattern: string): Promise<string[]>;
	del(...keys: string[]): Promise<number>;
	on(event: 'error', listener: () => void): void;
	disconnect(): void;
}

/** The test's own database and its own number in Redis. */
export interface Servers {
	database: string;
	redisDb: number;
	/** Rows of a query to the test's database. */
	query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
	/** Ends all connections to the test's database, with the message that a PostgreSQL going down gives. */
	endPostgresConnections(): Promise<void>;
	/** Forgets all that n8n keeps in Redis. */
	emptyRedis(): Promise<void>;
	/** Removes the database and the keys; returns the keys that are there all the same. */
	remove(): Promise<string[]>;
}

async function answers(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		const finish = (answer: boolean) => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', () => finish(true));
		socket.once('error', () => finish(false));
	});
}

/** Throws `Unavailable` when one of the servers does not listen. */
export async function checkServers(): Promise<void> {
	const servers = { PostgreSQL: postgresPort, Redis: redisPort };
	for (const [name, port] of Object.entries(servers)) {
		if (!(await answers(port))) throw new Unavailable(`${name} does not answer at 127.0.0.1:${port}`);
	}
}

/** A client of n8n's dependency `pg` or `ioredis`, which has no types here. */
function clientOf<Client>(host: Host, module: 'pg' | 'ioredis', name: string, options: object): Client {
	const requireFromHost = createRequire(join(host.directory, 'node_modules', 'n8n', 'package.json'));
	const constructors = requireFromHost(module) as Record<string, new (options: object) => Client>;
	return new constructors[name]!(options);
}

async function connectPostgres(host: Host, database: string): Promise<Postgres> {
	const options = { host: '127.0.0.1', port: postgresPort, user: postgresUser, database };
	const client = clientOf<Postgres>(host, 'pg', 'Client', options);
	// The test ends connections to its database; its own must not end the test.
	client.on('error', () => undefined);
	try {
		await client.connect();
	} catch (error) {
		throw new Unavailable(
			`PostgreSQL does not let user "${postgresUser}" in without a password: ${(error as Error).message}`,
		);
	}
	return client;
}

async function connectRedis(host: Host): Promise<Redis> {
	const options = { host: '127.0.0.1', port: redisPort, lazyConnect: true, retryStrategy: null };
	const client = clientOf<Redis>(host, 'ioredis', 'Redis', options);
	client.on('error', () => undefined);
	try {
		await client.connect();
	} catch (error) {
		throw new Unavailable(`Redis lets nobody in: ${(error as Error).message}`);
	}
	return client;
}

const ownKeys = async (redis: Redis) =>
	(await Promise.all(Object.values(redisPrefixes).map((prefix) => redis.keys(`${prefix}*`)))).flat();

/** Selects the highest database number that holds nothing but what an earlier test left. */
async function selectOwn(redis: Redis): Promise<number> {
	const [, count = '16'] = await redis.config('GET', 'databases');
	for (let db = Number(count) - 1; db >= 0; db--) {
		await redis.select(db);
		if ((await redis.dbsize()) === (await ownKeys(redis)).length) return db;
	}
	throw new Unavailable('Every database number of Redis is in use');
}

async function removeKeys(redis: Redis): Promise<void> {
	const keys = await ownKeys(redis);
	if (keys.length > 0) await redis.del(...keys);
}

/** Makes the test's places. What a test that was killed left in them is removed first. */
export async function prepareServers(host: Host): Promise<Servers> {
	const database = 'n8n_nodes_hamsa_queue';
	const admin = await connectPostgres(host, 'postgres');
	const redis = await connectRedis(host);
	const redisDb = await selectOwn(redis);
	await removeKeys(redis);
	await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
	await admin.query(`CREATE DATABASE ${database}`);

	return {
		database,
		redisDb,
		emptyRedis: async () => await removeKeys(redis),
		async query<Row>(text: string, values?: unknown[]) {
			const client = await connectPostgres(host, database);
			try {
				return (await client.query<Row>(text, values)).rows;
			} finally {
				await client.end();
			}
		},
		async endPostgresConnections() {
			await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
				database,
			]);
		},
		async remove() {
			await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
			await removeKeys(redis);
			const left = await redis.keys('*');
			await admin.end();
			redis.disconnect();
			return left;
		},
	};
}
