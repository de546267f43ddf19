/** A second n8n, which can be restarted, and a workflow in it that starts with Hamsa Campaign Trigger. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { credentialType } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import { installPackage, type RunningN8n, startN8n } from '../../../tools/n8n.mts';
import type { Credential } from '../../../tools/n8n/rest.mts';
import { type Execution, outputOf } from '../../../tools/n8n/runData.mts';
import { packageName } from '../../../tools/package.mts';
import { credentialData, type Scene } from '../support/scene.mts';

export const triggerName = 'Hamsa Campaign Trigger';

/** n8n refuses an interval of less than a minute, but takes twenty poll times in each minute. */
export const everyThreeSeconds = {
	item: Array.from({ length: 20 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 3} * * * * *`,
	})),
};

/** n8n with an active workflow of which each check makes its own. */
export interface PollingServer {
	n8n: RunningN8n;
	credential: Credential;
	/** Ends n8n; `start` starts it again with the same data. */
	stop(): Promise<void>;
	start(): Promise<void>;
}

const servers = new WeakMap<Scene, Promise<PollingServer>>();

async function startServer(scene: Scene): Promise<PollingServer> {
	const { host, tarball, owner, temporary } = scene;
	const userFolder = join(temporary, 'polling-server');
	await installPackage(userFolder, packageName, tarball);
	const n8n = await startN8n({ host, userFolder });
	await n8n.rest.setUpOwner(owner);
	const { id, name } = await n8n.rest.createCredential('Hamsa', credentialType, credentialData(scene));
	const server: PollingServer = {
		n8n,
		credential: { id, name },
		stop: async () => await server.n8n.stop(),
		async start() {
			server.n8n = await startN8n({ host, userFolder });
			await server.n8n.rest.signIn(owner);
		},
	};
	scene.atEnd(async () => await server.n8n.stop());
	return server;
}

/** The server of a scene, started when it is first asked for. */
export async function pollingServer(scene: Scene): Promise<PollingServer> {
	const server = servers.get(scene) ?? startServer(scene);
	servers.set(scene, server);
	return await server;
}

/** A workflow that is polling. */
export interface Watcher {
	id: string;
	/** Waits for so many further polls, whatever they find. */
	polls(count: number): Promise<void>;
	/** All that has been told so far, execution by execution. Fails when one has failed or put out nothing. */
	told(): Promise<Array<Array<Record<string, unknown>>>>;
	executions(): Promise<Execution[]>;
	deactivate(): Promise<void>;
}

const isPoll = ({ method, path }: { method: string; path: string }) =>
	method === 'GET' && path === '/v1/voice-agents/campaigns';

/** Waits for so many further polls, whatever they find. */
export async function furtherPolls({ simulator }: Scene, count: number): Promise<void> {
	const wanted = simulator.requests.filter(isPoll).length + count;
	await waitFor(
		`${count} polls`,
		180_000,
		async () => simulator.requests.filter(isPoll).length >= wanted || undefined,
	);
}

/** A workflow with the trigger alone, as n8n saves it. */
export const watchingWorkflow = (credential: Credential, parameters: Record<string, unknown>) => ({
	name: `Campaigns ${randomUUID().slice(0, 8)}`,
	nodes: [
		{
			id: randomUUID(),
			name: triggerName,
			type: 'n8n-nodes-hamsa.hamsaCampaignTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { pollTimes: everyThreeSeconds, ...parameters },
			credentials: { [credentialType]: credential },
		},
	],
	connections: {},
	settings: { executionOrder: 'v1' },
});

/** Publishes a workflow with the trigger and waits for its first poll. */
export async function watch(
	scene: Scene,
	server: PollingServer,
	parameters: Record<string, unknown>,
): Promise<Watcher> {
	const { id, versionId } = await server.n8n.rest.createWorkflow(
		watchingWorkflow(server.credential, parameters),
	);
	const watcher: Watcher = {
		id,
		polls: async (count) => await furtherPolls(scene, count),
		async executions() {
			return await waitFor('all executions to end', 180_000, async () => {
				const all = await server.n8n.rest.executions(id);
				return all.every((each) => each !== undefined) ? all : undefined;
			});
		},
		async told() {
			const all = await watcher.executions();
			return all.map((execution) => {
				assert.equal(execution.status, 'success', JSON.stringify(execution.error));
				const items = outputOf(execution, triggerName).map(({ json }) => json);
				assert.ok(items.length > 0, 'an execution without items');
				return items;
			});
		},
		async deactivate() {
			await server.n8n.rest.request('POST', `/workflows/${id}/deactivate`);
		},
	};
	await server.n8n.rest.activate({ id, versionId });
	// The activation polls by itself; the poll after it belongs to the schedule.
	await watcher.polls(2);
	return watcher;
}
