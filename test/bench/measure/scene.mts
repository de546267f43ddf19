/** What everything is measured on: a real n8n with the packed package and the benchmark's own nodes, and a sink. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { credentialType, simulatorCredential } from '../../../tools/example.mts';
import { ensureHost, type Host } from '../../../tools/host.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import { installPackage, type RunningN8n, startN8n } from '../../../tools/n8n.mts';
import { packageName, packPackage } from '../../../tools/package.mts';
import { digestOf, makeRows } from '../subjects/campaign.mts';
import { type Sink, startSink } from './children.mts';
import type { Order } from '../floor-node/Rows.node.mts';
import type { ExecutionRecord } from './recorder.mts';
import { unmeasured, type VariantName, variants, workflowOf } from '../subjects/workflows.mts';

const owner = { email: 'owner@example.com', password: 'Not-a-secret-1' };

/** Longest time that one execution may take, in milliseconds. */
const patience = 300_000;

/** One execution of a variant: its node time in seconds, or why it did not deliver every recipient. */
export type Outcome = { seconds: number; record: ExecutionRecord } | { failure: string };

/** An n8n process that runs the workflows. */
export interface Bench {
	run(name: VariantName, order: Omit<Order, 'run'>): Promise<Outcome>;
	/** Characters of an execution as n8n has saved it. */
	savedSize(record: ExecutionRecord): Promise<number>;
	stop(): Promise<void>;
}

export interface Scene {
	host: Host;
	sink: Sink;
	/** phones.mts with all that it imports. */
	phonesBundle: string;
	/** Starts n8n with more environment variables; one at a time. */
	startBench(environment?: Record<string, string>): Promise<Bench>;
}

/** Bundles the benchmark's nodes, hook and helper for processes that read no TypeScript. */
async function bundleInto(directory: string): Promise<void> {
	const files = [
		'../floor-node/Floor.node.mts',
		'../floor-node/Rows.node.mts',
		'recorder.mts',
		'../subjects/phones.mts',
	];
	await build({
		entryPoints: files.map((file) => fileURLToPath(new URL(file, import.meta.url))),
		outdir: directory,
		entryNames: '[name]',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		external: ['n8n-workflow'],
		logLevel: 'warning',
	});
}

function readRecords(file: string): ExecutionRecord[] {
	const lines = readFileSync(file, { encoding: 'utf8', flag: 'a+' }).trim().split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ExecutionRecord);
}

/** Starts a workflow by its webhook; a workflow that was just activated may answer 404 for a moment. */
async function trigger(url: string, order: Order): Promise<void> {
	await waitFor(`the webhook ${url}`, 20_000, async () => {
		const headers = { 'content-type': 'application/json' };
		const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(order) });
		await response.arrayBuffer();
		return response.ok || undefined;
	});
}

const digests = new Map<number, string>();

function digestOfRows(rows: number): string {
	const digest = digests.get(rows) ?? digestOf(makeRows(rows));
	digests.set(rows, digest);
	return digest;
}

/** Executions so far, in whatever n8n. */
let runs = 0;

function createBench(n8n: RunningN8n, sink: Sink, recordsFile: string): Bench {
	let ended = false;
	void n8n.ended.then(() => (ended = true));

	async function finished(run: number): Promise<ExecutionRecord> {
		return await waitFor('the execution', patience, async () => {
			const record = readRecords(recordsFile).find((each) => each.run === run);
			if (record === undefined && ended) throw new Error('n8n ran out of memory and ended');
			return record;
		});
	}

	async function runOnce(name: VariantName, order: Order): Promise<Outcome> {
		await trigger(`${n8n.url}/webhook/${name}`, order);
		const record = await finished(order.run);
		if (record.status !== 'success') return { failure: record.error ?? record.status };
		const { digest, recipients } = await sink.takeStock();
		const measured = Object.entries(record.nodeTimes).filter(([node]) => !unmeasured.includes(node));
		if (measured.length > 0 && digest !== digestOfRows(order.rows)) {
			return { failure: `${recipients} recipients arrived, and not those of the ${order.rows} rows` };
		}
		return { seconds: measured.reduce((sum, [, time]) => sum + time, 0) / 1000, record };
	}

	return {
		async run(name, order) {
			runs += 1;
			try {
				return await runOnce(name, { ...order, run: runs });
			} catch (error) {
				return { failure: (error as Error).message };
			} finally {
				await sink.takeStock();
			}
		},
		async savedSize({ executionId }) {
			const { data } = await n8n.rest.request<{ data: string }>('GET', `/executions/${executionId}`);
			return data.length;
		},
		stop: n8n.stop,
	};
}

/** Prepares everything, runs `work` and clears everything away. */
export async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
	const directory = mkdtempSync(join(tmpdir(), 'n8n-nodes-hamsa-bench-'));
	process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
	const host = await ensureHost();
	const bundles = join(directory, 'bundles');
	mkdirSync(bundles);
	await bundleInto(bundles);
	const userFolder = join(directory, 'n8n');
	await installPackage(userFolder, packageName, await packPackage(directory));
	const sink = await startSink();
	const recordsFile = join(directory, 'records');
	const environment = {
		N8N_CUSTOM_EXTENSIONS: bundles,
		EXTERNAL_HOOK_FILES: join(bundles, 'recorder.js'),
		BENCH_RECORDS: recordsFile,
	};

	/** Puts owner, credential and workflows into the user folder that every measured n8n gets a copy of. */
	async function prepareUserFolder(): Promise<void> {
		const { rest, stop } = await startN8n({ host, userFolder, environment });
		try {
			await rest.setUpOwner(owner);
			const data = simulatorCredential({ apiKey: 'benchmark', url: sink.url });
			const { id, name } = await rest.createCredential('Hamsa (sink)', credentialType, data);
			for (const variant of Object.keys(variants) as VariantName[]) {
				const workflow = workflowOf(variant, { credential: { id, name }, sink: sink.url });
				await rest.activate(await rest.createWorkflow(workflow));
			}
		} finally {
			await stop();
		}
	}

	await prepareUserFolder();
	let started = 0;
	await work({
		host,
		sink,
		phonesBundle: join(bundles, 'phones.js'),
		async startBench(more) {
			// A copy for each: one that ran out of memory leaves a database that the next would have to mend.
			const own = `${userFolder}-${++started}`;
			cpSync(userFolder, own, { recursive: true });
			const n8n = await startN8n({ host, userFolder: own, environment: { ...environment, ...more } });
			await n8n.rest.signIn(owner);
			return createBench(n8n, sink, recordsFile);
		},
	});
}
