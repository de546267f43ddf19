/** A second n8n that is told to be at a public https address, as registering webhooks needs it, and a workflow with Hamsa Trigger. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { credentialType } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import { installPackage, type RunningN8n, startN8n } from '../../../tools/n8n.mts';
import type { Credential } from '../../../tools/n8n/rest.mts';
import type { Execution } from '../../../tools/n8n/runData.mts';
import { packageName } from '../../../tools/package.mts';
import { credentialData, type Scene } from '../support/scene.mts';

export const triggerName = 'Hamsa Trigger';
/** What n8n believes its public address to be; nothing is ever sent there. */
const publicUrl = 'https://n8n.example.com';
export const webhookSecret = 'webhook-secret-of-a-test-4f1d';

/** n8n with Hamsa Trigger. */
export interface TriggerServer {
	n8n: RunningN8n;
	/** With a Webhook Secret. */
	secured: Credential;
	/** Without one. */
	open: Credential;
	/** Ends n8n, without warning if asked so, and starts it again with the same data at the same address. */
	restart(): Promise<void>;
}

const servers = new WeakMap<Scene, Promise<TriggerServer>>();

async function start(scene: Scene): Promise<TriggerServer> {
	const { host, tarball, owner, temporary } = scene;
	const userFolder = join(temporary, 'trigger-server');
	await installPackage(userFolder, packageName, tarball);
	const environment = {
		WEBHOOK_URL: publicUrl,
		N8N_EDITOR_BASE_URL: publicUrl,
		// Megabytes.
		N8N_PAYLOAD_SIZE_MAX: '1',
	};
	const n8n = await startN8n({ host, userFolder, environment });
	await n8n.rest.setUpOwner(owner);
	const create = async (name: string, more: object) =>
		await n8n.rest.createCredential(name, credentialType, { ...credentialData(scene), ...more });
	const server: TriggerServer = {
		n8n,
		secured: await create('Hamsa (with secret)', { webhookSecret }),
		open: await create('Hamsa (without secret)', {}),
		async restart() {
			await server.n8n.stop();
			const port = Number(new URL(server.n8n.url).port);
			server.n8n = await startN8n({ host, userFolder, port, environment });
			await server.n8n.rest.signIn(owner);
		},
	};
	scene.atEnd(async () => await server.n8n.stop());
	return server;
}

/** The server of a scene, started when it is first asked for. */
export async function triggerServer(scene: Scene): Promise<TriggerServer> {
	const server = servers.get(scene) ?? start(scene);
	servers.set(scene, server);
	return await server;
}

/** A saved workflow with Hamsa Trigger. */
export interface Hook {
	id: string;
	versionId: string;
	/** Where events are posted: this machine, not the public address. */
	url: string;
	testUrl: string;
	/** What Hamsa is told. */
	publicUrl: string;
	publicTestUrl: string;
}

/** Saves a workflow whose one node is Hamsa Trigger with these parameters. */
export async function createHook(
	{ n8n }: TriggerServer,
	credential: Credential,
	parameters: Record<string, unknown>,
): Promise<Hook> {
	const webhookId = randomUUID();
	const { id, versionId } = await n8n.rest.createWorkflow({
		name: `Calls ${webhookId.slice(0, 8)}`,
		nodes: [
			{
				id: randomUUID(),
				name: triggerName,
				type: 'n8n-nodes-hamsa.hamsaTrigger',
				typeVersion: 1,
				position: [0, 0],
				webhookId,
				parameters,
				credentials: { [credentialType]: { id: credential.id, name: credential.name } },
			},
		],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	const path = `${webhookId}/webhook`;
	return {
		id,
		versionId,
		url: `${n8n.url}/webhook/${path}`,
		testUrl: `${n8n.url}/webhook-test/${path}`,
		publicUrl: `${publicUrl}/webhook/${path}`,
		publicTestUrl: `${publicUrl}/webhook-test/${path}`,
	};
}

/** Posts a payload as Hamsa does; `authorization` is the whole header. */
export async function post(
	url: string,
	body: unknown,
	authorization?: string,
): Promise<{ status: number; body: string }> {
	const response = await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(authorization === undefined ? {} : { authorization }),
		},
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
	return { status: response.status, body: await response.text() };
}

/** Waits until n8n knows the address, be it for real events or for a test event. */
export async function waitForUrl(url: string): Promise<void> {
	await waitFor(`the webhook ${url}`, 180_000, async () => {
		// Only POST is registered; for an unknown path n8n's answer is another one.
		const response = await fetch(url);
		return (await response.text()).includes('not registered for GET requests') || undefined;
	});
}

interface PublicationStatus {
	status: string;
	triggers: Array<{ errorMessage: string | null }>;
}

/** How far n8n is with publishing, which goes on after its answer; undefined in versions that are ready by then. */
async function publicationStatus({ n8n }: TriggerServer, hook: Hook): Promise<PublicationStatus | undefined> {
	try {
		return await n8n.rest.request('GET', `/workflows/${hook.id}/publication-status`);
	} catch (error) {
		assert.match((error as Error).message, /^n8n answered 404 /);
		return undefined;
	}
}

/** Publishes a workflow and waits until it takes events. */
export async function publish(server: TriggerServer, hook: Hook): Promise<void> {
	await server.n8n.rest.activate(hook);
	await waitFor('the workflow to be published', 180_000, async () => {
		const publication = await publicationStatus(server, hook);
		return publication === undefined || publication.status === 'published' ? true : undefined;
	});
	await waitForUrl(hook.url);
}

/** Tries to publish a workflow and returns the message with which that fails, at once or later. */
export async function failToPublish(server: TriggerServer, hook: Hook): Promise<string> {
	try {
		await server.n8n.rest.activate(hook);
	} catch (error) {
		return (error as Error).message;
	}
	return await waitFor('the publication to fail', 180_000, async () => {
		const publication = await publicationStatus(server, hook);
		return publication?.status === 'failed' ? (publication.triggers[0]?.errorMessage ?? '') : undefined;
	});
}

/** Unpublishes a workflow and waits until its address is gone. */
export async function unpublish({ n8n }: TriggerServer, hook: Hook): Promise<void> {
	await n8n.rest.request('POST', `/workflows/${hook.id}/deactivate`);
	await waitFor('the webhook to be gone', 180_000, async () => {
		const response = await fetch(hook.url);
		return (await response.text()).includes('not registered for GET requests') ? undefined : true;
	});
}

/** The ended executions of a workflow with what the trigger put out, oldest first, once there are `count`. */
export async function executions({ n8n }: TriggerServer, hook: Hook, count: number): Promise<Execution[]> {
	return await waitFor(`${count} executions`, 180_000, async () => {
		const all = await n8n.rest.executions(hook.id);
		return all.length >= count && all.every((each) => each !== undefined) ? all : undefined;
	});
}
