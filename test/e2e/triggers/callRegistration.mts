/** Registering on the voice agents: whose webhooks are set, left alone and removed. */
import assert from 'node:assert/strict';
import { waitFor } from '../../../tools/lib/processes.mts';
import { outputOf } from '../../../tools/n8n/runData.mts';
import { FAKE_SECRET_PREFIX } from '../../simulator/life/seed.mts';
import type { Simulator } from '../../simulator/server.mts';
import { payload } from '../../unit/support/payloads.mts';
import type { Check, Scene } from '../support/scene.mts';
import {
	createHook,
	executions,
	failToPublish,
	type Hook,
	post,
	publish,
	triggerName,
	triggerServer,
	type TriggerServer,
	unpublish,
	waitForUrl,
	webhookSecret,
} from './callScene.mts';

/** Milliseconds for an answer to an event: more than Hamsa's five seconds, for a busy machine. */
const ANSWER_WITHIN = 60_000;

/** Agents of the simulator: the first has a webhook already, the other two have none. */
const occupied = '11111111-1111-4111-8111-111111111111';
const free = 'a0000000-0000-4000-8000-000000000002';
const alsoFree = 'a0000000-0000-4000-8000-000000000003';

/** The webhook of a voice agent. */
function webhookOf({ simulator }: Scene, agentId: string) {
	const { webhookUrl, webhookAuth } = agentOf(simulator, agentId);
	return { url: webhookUrl, auth: webhookAuth };
}

/** Sets it as a person does in the dashboard. */
function setWebhook({ simulator }: Scene, agentId: string, webhookUrl: string): void {
	const webhookAuth = { authKey: 'Token', authSecret: 'of-somebody-else' };
	Object.assign(agentOf(simulator, agentId), { webhookUrl, webhookAuth });
}

function agentOf({ agents }: Simulator, agentId: string) {
	const agent = agents.find(({ id }) => id === agentId);
	assert.ok(agent);
	return agent;
}

/** Waits until the webhook of a voice agent holds an address, or none. */
async function waitForWebhook(scene: Scene, agentId: string, url: string | null): Promise<void> {
	await waitFor(`the webhook to be ${url ?? 'removed'}`, 180_000, async () =>
		webhookOf(scene, agentId).url === url ? true : undefined,
	);
}

const changes = ({ simulator }: Scene) =>
	simulator.requests.filter(({ method }) => method === 'PATCH').length;

const registering = (...agentIds: string[]) => ({
	setUp: 'register',
	voiceAgents: { values: agentIds.map((value) => ({ voiceAgentId: { __rl: true, mode: 'id', value } })) },
});

let calls = 0;
const newEvent = () =>
	payload('current', { callId: `e0000000-0000-4000-8000-${String((calls += 1)).padStart(12, '0')}` });

async function listen({ n8n }: TriggerServer, hook: Hook): Promise<void> {
	await n8n.rest.request('POST', `/workflows/${hook.id}/run`, {
		workflowData: await n8n.rest.request('GET', `/workflows/${hook.id}`),
		triggerToStartFrom: { name: triggerName },
	});
}

const stopListening = async ({ n8n }: TriggerServer, hook: Hook) =>
	await n8n.rest.request('DELETE', `/test-webhook/${hook.id}`);

async function registersAndRemoves(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await createHook(server, server.open, registering(free, alsoFree));
	await publish(server, hook);
	await waitForWebhook(scene, alsoFree, hook.publicUrl);
	const { url, auth } = webhookOf(scene, alsoFree);
	assert.ok(auth !== null && auth.authSecret.length >= 32, 'a secret was made');
	assert.deepEqual(webhookOf(scene, free), { url, auth });

	assert.equal((await post(hook.url, newEvent())).status, 401);
	assert.equal((await post(hook.url, newEvent(), `${auth.authKey} ${auth.authSecret}`)).status, 200);
	assert.equal((await executions(server, hook, 1)).length, 1);

	// Somebody takes one of the two over: that one is no longer ours.
	setWebhook(scene, alsoFree, 'https://crm.example.com/calls');
	await unpublish(server, hook);
	await waitForWebhook(scene, free, null);
	assert.equal(webhookOf(scene, alsoFree).url, 'https://crm.example.com/calls');
	assert.match(webhookOf(scene, occupied).url ?? '', /^https:\/\/hooks\.example\.com\//);
}

/** The simulator posts as Hamsa does: with the agent's own secret, written in each of the three ways, again when it is not answered, and twice. */
async function receivesFromHamsa(scene: Scene): Promise<void> {
	const { simulator } = scene;
	const server = await triggerServer(scene);
	const hook = await createHook(server, server.open, registering(free));
	await publish(server, hook);
	await waitForWebhook(scene, free, hook.publicUrl);
	const seeds = simulator.seedCalls([{}, {}, {}].map(() => ({ voiceAgentId: free })));
	const to = { origin: server.n8n.url };
	const ways = [
		{ shape: 'current', header: 'keyAndSecret' },
		{ shape: 'older', header: 'secretAlone' },
		{ shape: 'seen', header: 'schemeAndSecret' },
	] as const;
	for (const [index, way] of ways.entries()) {
		const ended = simulator.eventsOf(seeds[index]!.id).at(-1)!;
		const refused = await simulator.postEvent(ended, {
			to,
			...way,
			authorization: 'Bearer wrong',
			tries: 2,
			answerWithinMs: ANSWER_WITHIN,
		});
		assert.deepEqual(refused.posts, [{ status: 401 }, { status: 401 }]);
		const delivery = await simulator.postEvent(ended, {
			to,
			...way,
			duplicates: 2,
			answerWithinMs: ANSWER_WITHIN,
		});
		assert.deepEqual(delivery.posts, [{ status: 200 }, { status: 200 }, { status: 200 }]);
	}
	const all = await executions(server, hook, 3);
	assert.deepEqual(
		all.map((execution) => outputOf(execution, triggerName)[0]?.json.callId).sort(),
		seeds.map(({ id }) => id).sort(),
	);
	await unpublish(server, hook);
	await waitForWebhook(scene, free, null);
}

async function findsOwnRegistration(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await createHook(server, server.secured, registering(free));
	// Left there by a test that was never ended.
	setWebhook(scene, free, hook.publicTestUrl);
	await publish(server, hook);
	await waitForWebhook(scene, free, hook.publicUrl);
	assert.equal(webhookOf(scene, free).auth?.authSecret, webhookSecret);
	assert.equal((await post(hook.url, newEvent(), `Bearer ${webhookSecret}`)).status, 200);
	await unpublish(server, hook);
	await waitForWebhook(scene, free, null);
}

async function refusesOccupiedWebhook(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const before = webhookOf(scene, occupied);
	const hook = await createHook(server, server.secured, registering(free, occupied));
	const message = await failToPublish(server, hook);
	assert.match(message, /Appointment Reminder/);
	assert.match(message, /https:\/\/hooks\.example\.com\/hamsa\/1/);
	assert.ok(!message.includes(FAKE_SECRET_PREFIX) && !message.includes(webhookSecret));
	assert.deepEqual(webhookOf(scene, occupied), before);
	assert.equal(webhookOf(scene, free).url, null);
	assert.equal(changes(scene), 0);
}

async function refusesPlainHttp(scene: Scene): Promise<void> {
	// The n8n of the other themes is at http://127.0.0.1.
	const server = { n8n: scene.n8n } as TriggerServer;
	const hook = await createHook(server, scene.credential, registering(free));
	const message = await failToPublish(server, hook);
	assert.match(message, /does not start with https:\/\//);
	assert.match(message, /WEBHOOK_URL/);
	assert.equal(changes(scene), 0);
}

async function listensForTestEvent(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await createHook(server, server.open, registering(free));
	await listen(server, hook);
	const { url, auth } = webhookOf(scene, free);
	assert.equal(url, hook.publicTestUrl);
	assert.equal((await post(hook.testUrl, newEvent())).status, 401);
	assert.equal((await post(hook.testUrl, newEvent(), `bearer ${auth?.authSecret}`)).status, 200);
	await waitForWebhook(scene, free, null);
	assert.equal((await executions(server, hook, 1)).length, 1);

	await listen(server, hook);
	assert.equal(webhookOf(scene, free).url, hook.publicTestUrl);
	await stopListening(server, hook);
	await waitForWebhook(scene, free, null);
}

async function testsBesidePublishedWorkflow(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await createHook(server, server.secured, registering(free));
	await publish(server, hook);
	await waitForWebhook(scene, free, hook.publicUrl);
	const written = changes(scene);
	await assert.rejects(listen(server, hook), /production URL of this workflow[\s\S]*Copy to editor/);
	await stopListening(server, hook);
	assert.equal(webhookOf(scene, free).url, hook.publicUrl);
	assert.equal(changes(scene), written);
	assert.equal((await post(hook.url, newEvent(), `Bearer ${webhookSecret}`)).status, 200);
	assert.equal((await executions(server, hook, 1)).length, 1);
	await unpublish(server, hook);
	await waitForWebhook(scene, free, null);
}

async function publishesWhileListening(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await createHook(server, server.secured, registering(free));
	await listen(server, hook);
	assert.equal(webhookOf(scene, free).url, hook.publicTestUrl);
	await publish(server, hook);
	await waitForWebhook(scene, free, hook.publicUrl);
	await stopListening(server, hook);
	// The clean-up of the test has looked at the webhook when n8n no longer knows the test URL.
	await waitFor('the test to end', 180_000, async () => {
		const response = await fetch(hook.testUrl);
		return (await response.text()).includes('not registered for GET requests') ? undefined : true;
	});
	assert.equal(webhookOf(scene, free).url, hook.publicUrl);
	await waitForUrl(hook.url);
	assert.equal((await post(hook.url, newEvent(), `Bearer ${webhookSecret}`)).status, 200);
	await unpublish(server, hook);
	await waitForWebhook(scene, free, null);
}

export const registrationChecks: Check[] = [
	[
		'publishing sets the webhook of each voice agent, and unpublishing removes ours only',
		registersAndRemoves,
	],
	['events arrive as Hamsa posts them, each once', receivesFromHamsa],
	['a webhook that holds our own URL is taken over', findsOwnRegistration],
	['a webhook of others is not replaced, and the message says what is there', refusesOccupiedWebhook],
	['a URL without https is refused before anything is changed', refusesPlainHttp],
	['listening for a test event sets and removes the test URL', listensForTestEvent],
	['listening beside the published workflow leaves its webhook alone', testsBesidePublishedWorkflow],
	['publishing while listening keeps the production URL', publishesWhileListening],
];
