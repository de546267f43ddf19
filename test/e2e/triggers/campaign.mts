/** Hamsa Campaign Trigger in a real n8n: polling an account whose campaigns live on, executions counted. */
import assert from 'node:assert/strict';
import { credentialType } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import { campaignTriggerEditorChecks } from './campaignEditor.mts';
import { campaignTriggerExampleChecks } from './campaignExample.mts';
import { pollingServer, watch, type Watcher } from './campaignScene.mts';
import { type Check, credentialData, type Scene } from '../support/scene.mts';

type Item = Record<string, unknown>;

/** How often each thing was told: `event: who, how`. */
function tally(items: Item[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { event, phoneNumber, status } of items) {
		const key = `${event}: ${phoneNumber === undefined ? '' : `${phoneNumber} `}${status}`;
		counts[key] = (counts[key] ?? 0) + 1;
	}
	return counts;
}

/** Runs a check with a workflow that polls, and ends the polling. */
async function whileWatching(
	scene: Scene,
	parameters: Record<string, unknown>,
	check: (watcher: Watcher) => Promise<void>,
): Promise<void> {
	const watcher = await watch(scene, await pollingServer(scene), parameters);
	try {
		await check(watcher);
	} finally {
		await watcher.deactivate();
	}
}

const people = ['+966500000101', '+966500000102', '+966500000103', '+966500000104'];

async function tellsALifeAcrossARestart(scene: Scene): Promise<void> {
	const { simulator } = scene;
	const server = await pollingServer(scene);
	const events = ['campaignFinished', 'campaignStatusChanged', 'recipientFinished'];
	await whileWatching(scene, { events, options: { callDetails: true } }, async (watcher) => {
		const { id } = simulator.seedCampaign({
			name: 'Reminders',
			recipients: people.map((phoneNumber) => ({ phoneNumber })),
			reservedConcurrency: 2,
		});
		const life = simulator.live(id, {
			// The third is never reached, the fourth at the second attempt.
			endings: (_recipient, index, attempt) =>
				index === 2 || (index === 3 && attempt === 1) ? 'NO_ANSWER' : 'COMPLETED',
		});
		const isOver = () => simulator.campaigns[0]?.status === 'COMPLETED';
		for (let tick = 0; tick < 5; tick++) {
			life.tick();
			await watcher.polls(1);
		}
		await server.stop();
		life.tick();
		await server.start();
		await watcher.polls(2);
		while (!isOver()) {
			life.tick();
			await watcher.polls(1);
		}
		await watcher.polls(3);

		const told = (await watcher.told()).flat();
		assert.deepEqual(tally(told), {
			'campaignStatusChanged: PENDING': 1,
			'campaignStatusChanged: RUNNING': 1,
			'campaignStatusChanged: COMPLETED': 1,
			'campaignFinished: COMPLETED': 1,
			[`recipientFinished: ${people[0]} COMPLETED`]: 1,
			[`recipientFinished: ${people[1]} COMPLETED`]: 1,
			[`recipientFinished: ${people[2]} NO_ANSWER`]: 1,
			[`recipientFinished: ${people[3]} COMPLETED`]: 1,
		});
		const reached = told.filter(
			({ event, status }) => event === 'recipientFinished' && status === 'COMPLETED',
		);
		for (const { transcript, outcome, campaignName } of reached) {
			assert.equal((transcript as unknown[]).length, 2);
			assert.ok(outcome);
			assert.equal(campaignName, 'Reminders');
		}
	});
}

async function tellsARetry(scene: Scene): Promise<void> {
	const { simulator } = scene;
	await whileWatching(scene, { events: ['campaignFinished', 'recipientFinished'] }, async (watcher) => {
		const { id } = simulator.seedCampaign({
			recipients: people.slice(0, 2).map((phoneNumber) => ({ phoneNumber })),
		});
		let answers = false;
		const life = simulator.live(id, {
			endings: (_recipient, index) => (index === 0 || answers ? 'COMPLETED' : 'FAILED'),
		});
		life.run();
		await watcher.polls(2);
		answers = true;
		life.retry();
		await watcher.polls(2);
		life.run();
		await watcher.polls(3);
		assert.deepEqual(tally((await watcher.told()).flat()), {
			'campaignFinished: COMPLETED': 2,
			[`recipientFinished: ${people[0]} COMPLETED`]: 1,
			[`recipientFinished: ${people[1]} FAILED`]: 1,
			[`recipientReopened: ${people[1]} PENDING`]: 1,
			[`recipientFinished: ${people[1]} COMPLETED`]: 1,
		});
	});
}

async function tellsWhatHappenedWhileN8nWasOff(scene: Scene): Promise<void> {
	const { simulator } = scene;
	const server = await pollingServer(scene);
	const before = new Date(Date.now() - 3_600_000);
	const known = simulator.seedCampaign({
		name: 'Known',
		status: 'RUNNING',
		createdAt: before,
		updatedAt: before,
	});
	simulator.seedCampaign({ name: 'Past', status: 'COMPLETED', createdAt: before, updatedAt: before });
	await whileWatching(scene, { events: ['campaignFinished'] }, async (watcher) => {
		// Nothing was emitted so far: n8n has saved only what the activation found.
		await server.stop();
		const unknown = simulator.seedCampaign({ name: 'Unknown' });
		simulator.live(unknown.id).run();
		simulator.setCampaignStatus(known.id, 'CANCELLED');
		await server.start();
		await watcher.polls(3);
		const told = await watcher.told();
		assert.equal(told.length, 1);
		assert.deepEqual(told[0]!.map(({ campaignName }) => campaignName).sort(), ['Known', 'Unknown']);
	});
}

async function tellsADeletionOnce(scene: Scene): Promise<void> {
	const { simulator } = scene;
	const server = await pollingServer(scene);
	const before = new Date(Date.now() - 3_600_000);
	const seed = (name: string) =>
		simulator.seedCampaign({ name, status: 'RUNNING', createdAt: before, updatedAt: before });
	const [first, second, stays] = ['First', 'Second', 'Stays'].map(seed);
	// As the trigger is added: both ways in which a campaign can be over are told.
	await whileWatching(scene, {}, async (watcher) => {
		simulator.deleteCampaign(first!.id);
		await watcher.polls(3);
		await server.stop();
		simulator.deleteCampaign(second!.id);
		await server.start();
		await watcher.polls(3);
		simulator.setCampaignStatus(stays!.id, 'COMPLETED');
		await watcher.polls(3);

		const told = await watcher.told();
		assert.deepEqual(
			told.map((items) => items.map(({ event, campaignName, status }) => [event, campaignName, status])),
			[
				[['campaignGone', 'First', 'RUNNING']],
				[['campaignGone', 'Second', 'RUNNING']],
				[['campaignFinished', 'Stays', 'COMPLETED']],
			],
		);
	});
}

async function startsNothingWithoutNews(scene: Scene): Promise<void> {
	const { simulator } = scene;
	const before = new Date(Date.now() - 7_200_000);
	for (let index = 0; index < 120; index++) {
		simulator.seedCampaign({
			status: index % 2 ? 'COMPLETED' : 'SCHEDULED',
			createdAt: before,
			updatedAt: before,
		});
	}
	await whileWatching(scene, { events: ['campaignFinished', 'recipientFinished'] }, async (watcher) => {
		await watcher.polls(4);
		assert.equal((await watcher.executions()).length, 0);
		assert.deepEqual(
			[...new Set(simulator.requests.map(({ method, path }) => `${method} ${path}`))],
			['GET /v1/voice-agents/campaigns'],
		);
	});
}

async function goesOnAfterAPause(scene: Scene): Promise<void> {
	const { simulator } = scene;
	const { id } = simulator.seedCampaign({ status: 'RUNNING' });
	await whileWatching(scene, { events: ['campaignFinished'] }, async (watcher) => {
		simulator.setCampaignStatus(id, 'COMPLETED');
		simulator.behave({ path: '*/campaigns', times: 2, then: { status: 429 } });
		await watcher.polls(4);
		assert.deepEqual(tally((await watcher.told()).flat()), { 'campaignFinished: COMPLETED': 1 });
	});
}

async function showsAWrongKey(scene: Scene): Promise<void> {
	const { simulator } = scene;
	const server = await pollingServer(scene);
	const wrongKey = 'sk_wrong_key_of_a_test';
	const { id } = simulator.seedCampaign({ status: 'RUNNING' });
	await whileWatching(scene, { events: ['campaignFinished'] }, async (watcher) => {
		const setKey = async (apiKey: string) =>
			await server.n8n.rest.updateCredential(server.credential, credentialType, {
				...credentialData(scene),
				apiKey,
			});
		await setKey(wrongKey);
		simulator.setCampaignStatus(id, 'COMPLETED');
		try {
			const failed = await waitFor('a failed execution', 180_000, async () =>
				(await watcher.executions()).find(({ status }) => status === 'error'),
			);
			assert.match(failed.error?.message ?? '', /401/);
			assert.match(failed.error?.description ?? '', /API Key/);
			assert.ok(!JSON.stringify(failed).includes(wrongKey));
		} finally {
			await setKey(simulator.apiKey);
		}
		await watcher.polls(3);
		const good = (await watcher.executions()).filter(({ status }) => status === 'success');
		assert.equal(good.length, 1);
	});
}

export const campaignTriggerChecks: Check[] = [
	[
		'a campaign that is lived through, n8n restarted in between, is told once in all its parts',
		tellsALifeAcrossARestart,
	],
	['recipients whom a person retries are told as reopened, and finish once more', tellsARetry],
	[
		'what happened while n8n was off is told, though nothing had been emitted before',
		tellsWhatHappenedWhileN8nWasOff,
	],
	['a campaign that is deleted is told once, also when n8n was off', tellsADeletionOnce],
	['a poll without news starts no execution and asks for the list only', startsNothingWithoutNews],
	['after 429 the next poll goes on', goesOnAfterAPause],
	['a wrong key is a failed execution that a person sees', showsAWrongKey],
	...campaignTriggerEditorChecks,
	...campaignTriggerExampleChecks,
];
