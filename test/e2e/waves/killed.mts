/**
 * n8n dies while Hamsa holds the request of a wave. What it knew is lost but for n8n's static data; its lock is waited for,
 * and nobody is called twice or forgotten. These checks have an n8n and a simulator of their own, since the wait takes
 * Timeout and five minutes: other checks run meanwhile.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { credentialType } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import { installPackage, type RunningN8n, startN8n } from '../../../tools/n8n.mts';
import type { Credential } from '../../../tools/n8n/rest.mts';
import { packageName } from '../../../tools/package.mts';
import { startSimulator, type Simulator } from '../../simulator/server.mts';
import { type Check, credentialData, type Scene } from '../support/scene.mts';
import { numberOf, people, publishSeries, seriesAt, type Series } from './series.mts';
import { openSheet, type Sheet } from './sheet.mts';

const PEOPLE = 30;
const PER_WAVE = 10;
/** So long Hamsa holds a request that it carries out (ms): until n8n is dead for certain. */
const HELD = 15_000;

/** A list of which nobody else has anybody. */
interface List {
	sheet: Sheet;
	series: Series;
}

interface Mortal {
	n8n: RunningN8n;
	simulator: Simulator;
	credential: Credential;
}

let listsMade = 0;

async function newList(scene: Scene, mortal: Mortal): Promise<List> {
	const from = 100_000 + listsMade++ * PEOPLE;
	const sheet = await openSheet(scene, people(from, from + PEOPLE));
	return { sheet, series: await publishSeries(mortal, sheet, { peoplePerWave: PER_WAVE }) };
}

const campaignsOf = ({ simulator }: Mortal, { series }: List) =>
	simulator.campaigns.filter(({ name }) => name.startsWith(series.name));
const posts = ({ simulator }: Mortal) => simulator.requests.filter(({ method }) => method === 'POST');
const CREATE = { method: 'POST', path: '/v1/voice-agents/campaigns' };

async function start(scene: Scene): Promise<Mortal & { restart: () => Promise<void> }> {
	const { host, tarball, owner, temporary } = scene;
	const userFolder = join(temporary, 'mortal-server');
	await installPackage(userFolder, packageName, tarball);
	const simulator = await startSimulator({ checkAnswers: true });
	scene.atEnd(simulator.close);
	const n8n = await startN8n({ host, userFolder });
	await n8n.rest.setUpOwner(owner);
	const { id, name } = await n8n.rest.createCredential(
		'Hamsa',
		credentialType,
		credentialData({ simulator }),
	);
	const mortal = {
		n8n,
		simulator,
		credential: { id, name },
		async restart() {
			const port = Number(new URL(mortal.n8n.url).port);
			mortal.n8n = await startN8n({ host, userFolder, port });
			await mortal.n8n.rest.signIn(owner);
		},
	};
	scene.atEnd(async () => await mortal.n8n.stop());
	return mortal;
}

/** Whose POST is made although its n8n is dead, and whose never came to Hamsa. */
interface Waiting {
	mortal: Mortal;
	lists: List[];
	states: Promise<string[]>;
}

const waiting = new WeakMap<Scene, Waiting>();

/** Starts the next waves of lists, and waits until Hamsa holds their requests. */
async function holdWaves(mortal: Mortal, lists: readonly List[]): Promise<void> {
	const wanted = posts(mortal).length + lists.length;
	// n8n will not answer.
	for (const { series } of lists) void series.run().catch(() => undefined);
	await waitFor('the requests of waves', 180_000, async () => posts(mortal).length >= wanted || undefined);
}

async function keepsWhatHamsaCannotTell(scene: Scene): Promise<void> {
	const mortal = await start(scene);
	const { simulator } = mortal;
	const [deleted, unknown, ...killed] = [
		await newList(scene, mortal),
		await newList(scene, mortal),
		await newList(scene, mortal),
		await newList(scene, mortal),
	];

	for (const wave of [1, 2]) {
		assert.equal(await deleted.series.run(), `A wave went out to ${PER_WAVE}`, `wave ${wave}`);
		simulator.live(simulator.campaigns.at(-1)!.id).run();
	}
	simulator.deleteCampaign(simulator.campaigns.at(-1)!.id);

	simulator.behave({ ...CREATE, then: { status: 500, commit: false } });
	assert.match(await unknown.series.run(), /^Stopped: .*500/);
	const before = posts(mortal).length;

	simulator.behave({ ...CREATE, then: { delayMs: HELD } });
	simulator.behave({ ...CREATE, then: { fault: 'hang' } });
	await holdWaves(mortal, killed);
	await mortal.n8n.kill();
	await mortal.restart();

	const again = async ({ sheet, series }: List): Promise<List> => ({
		sheet,
		series: await seriesAt(mortal.n8n.url, series),
	});
	const { run: runDeleted } = (await again(deleted)).series;
	assert.match(await runDeleted(), /^Stopped: Wave 2 of ".+" is missing on Hamsa/);
	assert.match(deleted.sheet.messages.at(-1)!, /Wave 2 of/);
	const { run: runUnknown } = (await again(unknown)).series;
	assert.equal(await runUnknown(), 'Waits: it is not known yet whether wave 1 was made');
	assert.match(unknown.sheet.messages.at(-1)!, /not known yet/);
	assert.equal(posts(mortal).length, before + 2, 'nothing is sent');

	const lists = await Promise.all(killed.map(again));
	const states = Promise.all(lists.map(async ({ series }) => await series.run()));
	// It may fail long before anybody waits for it.
	states.catch(() => undefined);
	waiting.set(scene, { mortal, lists, states });
}

async function goesOnAfterADeath(scene: Scene): Promise<void> {
	const { mortal, lists, states } = waiting.get(scene)!;
	const { simulator } = mortal;
	// Which of the two requests was carried out is a matter of chance.
	assert.deepEqual((await states).sort(), [
		`A wave went out to ${PER_WAVE}`,
		`Waits: ${PER_WAVE} unfinished`,
	]);
	for (const list of lists) {
		assert.equal(campaignsOf(mortal, list).length, 1);
		let state = '';
		for (let run = 0; run < 5 && !state.startsWith('Done'); run++) {
			for (const { id } of campaignsOf(mortal, list)) simulator.live(id).run();
			state = await list.series.run();
		}
		const called = campaignsOf(mortal, list).flatMap(({ recipients }) =>
			recipients.map(({ phoneNumber }) => phoneNumber),
		);
		assert.deepEqual(called.sort(), list.sheet.contacts.map(numberOf).sort(), 'everyone once');
	}
}

export const killedChecks: Check[] = [
	[
		'n8n keeps that a last wave is gone and that one is not known to be made, also when it is killed',
		keepsWhatHamsaCannotTell,
	],
	[
		'n8n killed during the POST of a wave, which Hamsa makes or never gets: everyone is called by exactly one',
		goesOnAfterADeath,
	],
];
