/** Hamsa Trigger in a real n8n: published over REST, events posted as Hamsa posts them, executions counted. */
import assert from 'node:assert/strict';
import { outputOf } from '../../../tools/n8n/runData.mts';
import { expectedTranscript, outcome, payload, shapes } from '../../unit/support/payloads.mts';
import type { Check, Scene } from '../support/scene.mts';
import { triggerEditorChecks } from './callEditor.mts';
import { triggerExampleChecks } from './callExample.mts';
import { registrationChecks } from './callRegistration.mts';
import {
	createHook,
	executions,
	type Hook,
	post,
	publish,
	triggerName,
	triggerServer,
	type TriggerServer,
	webhookSecret,
} from './callScene.mts';

const bearer = `Bearer ${webhookSecret}`;

let calls = 0;

/** The ID of a call that no event was about yet. */
export function newCall(): string {
	calls += 1;
	return `d0000000-0000-4000-8000-${String(calls).padStart(12, '0')}`;
}

async function publishedHook(
	server: TriggerServer,
	parameters: Record<string, unknown> = {},
	credential = server.secured,
): Promise<Hook> {
	const hook = await createHook(server, credential, { simplify: false, ...parameters });
	await publish(server, hook);
	return hook;
}

/**
 * What the workflow was started with, by the number of the call, once an event that certainly starts it has done so: what
 * came before it has too, or never will. That event is about the call with the highest number.
 */
async function startedWith(
	server: TriggerServer,
	hook: Hook,
	count: number,
	last: () => Promise<{ status: number }>,
): Promise<Array<Record<string, unknown>>> {
	assert.equal((await last()).status, 200);
	const all = await executions(server, hook, count + 1);
	assert.equal(all.length, count + 1);
	assert.ok(all.every(({ status }) => status === 'success'));
	const items = all.map((execution) => {
		const output = outputOf(execution, triggerName);
		assert.equal(output.length, 1);
		return output[0]!.json;
	});
	return items.sort((a, b) => String(a.callId ?? '').localeCompare(String(b.callId ?? '')));
}

const goodEvent = (hook: Hook) => async () =>
	await post(hook.url, payload('current', { callId: newCall() }), bearer);

async function readsThreeShapes(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await publishedHook(server);
	const headers = [bearer, `Token ${webhookSecret}`, webhookSecret];
	for (const [index, shape] of shapes.entries()) {
		const answer = await post(hook.url, payload(shape, { callId: newCall() }), headers[index]);
		assert.deepEqual(answer, { status: 200, body: '{"received":true,"started":true}' });
	}
	const items = await startedWith(server, hook, 3, goodEvent(hook));
	for (const item of items) {
		assert.equal(item.event, 'call.ended');
		assert.equal(item.agentId, '11111111-1111-4111-8111-111111111111');
		assert.equal(item.timestamp, '2026-10-05T09:01:35.000Z');
		assert.deepEqual(item.transcript, expectedTranscript);
		assert.deepEqual(item.outcome, outcome);
		assert.equal('rawBody' in item, false);
	}
	assert.equal(new Set(items.map(({ callId }) => callId)).size, 4);
	assert.equal(new Set(items.map(({ eventId }) => eventId)).size, 4);
	const [current, older, wild] = items;
	assert.equal(current?.recordingUrl, 'https://recordings.example.com/call.wav');
	assert.equal(older?.endReason, 'completed');
	assert.deepEqual([older?.durationSeconds, wild?.durationSeconds], [95, 95]);
	assert.equal(wild?.startedAt, '2026-10-05T09:00:00.000Z');
}

async function refusesWrongSecrets(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await publishedHook(server);
	const wrong = [undefined, '', 'Bearer', 'Bearer wrong', `${bearer}x`, `Bearer ${webhookSecret.slice(1)}`];
	for (const header of wrong) {
		const { status, body } = await post(hook.url, payload('current', { callId: newCall() }), header);
		assert.equal(status, 401, `${header} is answered with ${status}`);
		assert.ok(!body.includes(webhookSecret));
	}
	assert.equal((await startedWith(server, hook, 0, goodEvent(hook))).length, 1);
}

async function startsWithoutSecret(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await publishedHook(server, {}, server.open);
	const send = async () => await post(hook.url, payload('older', { callId: newCall() }));
	assert.equal((await startedWith(server, hook, 0, send)).length, 1);
}

async function refusesBadRequests(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await publishedHook(server, { events: ['call.ended', 'unknown'] });
	assert.equal((await post(hook.url, [payload('current')], bearer)).status, 400);
	assert.equal((await post(hook.url, '"text"', bearer)).status, 400);
	assert.equal((await post(hook.url, '{"eventType":', bearer)).status, 422);
	assert.equal((await fetch(hook.url)).status, 404);
	const tooLarge = { ...payload('current'), filler: 'x'.repeat(2 * 1024 * 1024) };
	// Which status is n8n's own choice.
	assert.ok((await post(hook.url, tooLarge, bearer)).status >= 400);
	assert.equal((await startedWith(server, hook, 0, goodEvent(hook))).length, 1);
}

async function startsOnlyOnChosenEvents(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const all = [
		'call.started',
		'call.answered',
		'transcription.update',
		'tool.executed',
		'call.ended',
	] as const;
	const hook = await publishedHook(server, { events: ['call.started', 'call.ended'] });
	const callId = newCall();
	for (const shape of shapes) {
		for (const event of all) {
			const timestamp = `2026-10-05T09:0${shapes.indexOf(shape)}:00.000Z`;
			assert.equal((await post(hook.url, payload(shape, { event, callId, timestamp }), bearer)).status, 200);
		}
	}
	const unknown = await post(hook.url, { eventType: 'call.transferred', callId }, bearer);
	assert.equal(unknown.status, 200);
	assert.match(unknown.body, /call\.transferred\\" is not chosen/);
	const items = await startedWith(server, hook, 6, goodEvent(hook));
	const names = items.slice(0, 6).map(({ event }) => event);
	assert.deepEqual(names.sort(), [
		...Array<string>(3).fill('call.ended'),
		...Array<string>(3).fill('call.started'),
	]);
}

async function passesUnknownEventsOn(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await publishedHook(server, {
		events: ['call.ended', 'unknown'],
		options: { includeRawBody: true },
	});
	const callId = newCall();
	const transferred = { eventType: 'call.transferred', callId, data: { target: '+966500000101' } };
	const strange = { hello: ['world'] };
	await post(hook.url, transferred, bearer);
	await post(hook.url, strange, bearer);
	const items = await startedWith(server, hook, 2, goodEvent(hook));
	// The strange one has no call.
	const [second, first, third] = items;
	assert.deepEqual([first?.event, first?.callId, first?.rawBody], ['unknown', callId, transferred]);
	assert.deepEqual([second?.event, second?.rawBody], ['unknown', strange]);
	assert.equal((third?.rawBody as Record<string, unknown>).eventType, 'call.ended');
}

async function dropsRepeats(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const hook = await publishedHook(server);
	const event = payload('current', { callId: newCall() });
	const answers = await Promise.all(
		Array.from({ length: 20 }, async () => await post(hook.url, event, bearer)),
	);
	assert.ok(answers.every(({ status }) => status === 200));
	assert.equal(answers.filter(({ body }) => body.includes('"started":true')).length, 1);
	// The same call and event at another time is another event; the same time of another call too.
	await post(hook.url, { ...event, timestamp: '2026-10-05T10:00:00.000Z' }, bearer);
	assert.match((await post(hook.url, event, bearer)).body, /received before/);
	await executions(server, hook, 2);

	await server.restart();
	assert.match((await post(hook.url, event, bearer)).body, /received before/);
	const items = await startedWith(server, hook, 2, goodEvent(hook));
	assert.equal(new Set(items.map(({ eventId }) => eventId)).size, 3);
}

async function filtersByAgent(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const chosen = 'a0000000-0000-4000-8000-000000000003';
	const hook = await publishedHook(server, {
		filters: { voiceAgents: { values: [{ voiceAgentId: { __rl: true, mode: 'id', value: chosen } }] } },
	});
	await post(hook.url, payload('current', { callId: newCall() }), bearer);
	await post(hook.url, payload('wild', { callId: newCall(), agentId: chosen }), bearer);
	const last = async () =>
		await post(hook.url, payload('older', { callId: newCall(), agentId: chosen }), bearer);
	const items = await startedWith(server, hook, 1, last);
	assert.deepEqual(
		items.map(({ agentId }) => agentId),
		[chosen, chosen],
	);
}

async function filtersByCampaign(scene: Scene): Promise<void> {
	const server = await triggerServer(scene);
	const [early, late, other, again] = [newCall(), newCall(), newCall(), newCall()];
	const { id } = scene.simulator.seedCampaign({
		recipients: [
			{ phoneNumber: '+966500000101', status: 'IN_PROGRESS', jobId: early },
			{ phoneNumber: '+966500000102' },
		],
	});
	const hook = await publishedHook(server, {
		filters: { campaigns: { values: [{ campaignId: { __rl: true, mode: 'id', value: id } }] } },
	});
	const send = async (callId: string) => await post(hook.url, payload('current', { callId }), bearer);
	assert.match((await send(early)).body, /"started":true/);
	assert.match((await send(other)).body, /campaign of the call is not chosen/);
	// Called after the campaign was looked at.
	scene.simulator.setRecipient(id, 1, { status: 'IN_PROGRESS', jobId: late });
	assert.match((await send(late)).body, /"started":true/);

	// Hamsa cannot be asked: the event is not taken, so that it is sent again, and then it is.
	const withdraw = scene.simulator.behave({
		path: `/v1/voice-agents/campaigns/${id}`,
		times: 'forever',
		then: { status: 500 },
	});
	scene.simulator.setRecipient(id, 1, { status: 'IN_PROGRESS', jobId: again });
	assert.equal((await send(again)).status, 503);
	withdraw();
	const items = await startedWith(server, hook, 2, async () => await send(again));
	assert.deepEqual(
		items.map(({ callId }) => callId),
		[early, late, again],
	);
}

export const triggerChecks: Check[] = [
	['all three payload shapes start the workflow with one stable item', readsThreeShapes],
	['a wrong or missing secret gets 401 and starts nothing', refusesWrongSecrets],
	['without a secret the workflow starts', startsWithoutSecret],
	['lists, malformed JSON, other methods and too large bodies start nothing', refusesBadRequests],
	['an event that is not chosen starts nothing', startsOnlyOnChosenEvents],
	['unknown events and shapes are passed on when asked for', passesUnknownEventsOn],
	['repeats are dropped, at the same instant and after a restart of n8n', dropsRepeats],
	['calls of other voice agents are left out', filtersByAgent],
	['calls of other campaigns are left out, and none is lost while Hamsa cannot be asked', filtersByCampaign],
	...registrationChecks,
	...triggerExampleChecks,
	...triggerEditorChecks,
];
