/** A list of 5,000 that goes out in waves, and all that a person does to it meanwhile: everyone is called by exactly one wave. */
import assert from 'node:assert/strict';
import type { Simulator } from '../../simulator/server.mts';
import type { Ending } from '../../simulator/life/endings.mts';
import type { Check, Scene } from '../support/scene.mts';
import { numberOf, people, publishSeries } from './series.mts';
import { openSheet, type Sheet } from './sheet.mts';

const PEOPLE = 5_000;
const PER_WAVE = 200;

/** Of ten people one answers the second call, and one none: both are redialed. */
function endingOf(_: unknown, index: number, attempt: number): Ending {
	const isNeverThere = index % 10 === 7;
	return isNeverThere || (index % 10 === 3 && attempt === 1) ? 'NO_ANSWER' : 'COMPLETED';
}

const lastWave = ({ campaigns }: Simulator) => campaigns.at(-1)!;
const liveOf = (simulator: Simulator) =>
	simulator.live(lastWave(simulator).id, { endings: endingOf, concurrency: PER_WAVE });

/** The numbers of each campaign that was made, whatever became of it later. */
const sent = ({ requests }: Simulator): string[][] =>
	requests
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => (body as { recipients: Array<{ phoneNumber: string }> }).recipients)
		.map((recipients) => recipients.map(({ phoneNumber }) => phoneNumber));

/** Takes every fiftieth row out of the sheet, adds people at its top, and turns it around. */
function edit(sheet: Sheet): void {
	const kept = sheet.contacts.filter((_, index) => index % 50 !== 0);
	sheet.contacts = [...people(PEOPLE, PEOPLE + 60), ...kept].reverse();
}

async function callsEverybodyOnce(scene: Scene): Promise<void> {
	const { simulator } = scene;
	const sheet = await openSheet(scene, people(0, PEOPLE));
	const waveRules = { ignoreMissingWaves: "={{ $('Read settings').first().json.ignoreMissing }}" };
	const series = await publishSeries(scene, sheet, { peoplePerWave: PER_WAVE, waveRules });
	/** The next wave goes out, and all of it are called. */
	async function release(): Promise<void> {
		const before = sent(simulator).length;
		assert.equal(await series.run(), `A wave went out to ${PER_WAVE}`);
		assert.equal(sent(simulator).length, before + 1);
		liveOf(simulator).run();
	}
	/** Runs that send nothing, and say so. */
	async function waits(state: RegExp, times = 1): Promise<void> {
		const before = sent(simulator).length;
		for (let time = 0; time < times; time++) assert.match(await series.run(), state);
		assert.equal(sent(simulator).length, before);
	}

	// The first wave, with redials: the second waits for them.
	assert.equal(await series.run(), `A wave went out to ${PER_WAVE}`);
	const life = liveOf(simulator);
	await waits(/^Waits: 200 unfinished$/);
	for (let tick = 0; tick < 5; tick++) life.tick();
	await waits(/^Waits: 40 unfinished$/);
	life.run();
	for (let wave = 2; wave <= 4; wave++) await release();

	// A person ticks the cell, edits the list, and goes on.
	sheet.settings.hold = true;
	await waits(/^Waits: held$/, 2);
	const waiting = PEOPLE - 4 * PER_WAVE;
	assert.deepEqual(sheet.messages, [
		`Hamsa: waves from a sheet, with a stop cell: Waits: held. ${waiting} wait.`,
	]);
	edit(sheet);
	sheet.settings.hold = false;
	for (let wave = 5; wave <= 7; wave++) await release();

	// Two schedules at once.
	for (let wave = 8; wave <= 10; wave++) {
		const before = sent(simulator).length;
		const states = await Promise.all([series.run(), series.run()]);
		assert.deepEqual(states.sort(), [`A wave went out to ${PER_WAVE}`, `Waits: ${PER_WAVE} unfinished`]);
		assert.equal(sent(simulator).length, before + 1);
		liveOf(simulator).run();
	}

	// A person deletes a wave in the dashboard.
	const { id } = simulator.campaigns[4]!;
	simulator.deleteCampaign(id);
	await waits(new RegExp(`^Stopped: Wave 5 of "${series.name}" is missing on Hamsa: `), 2);
	assert.match(sheet.messages.at(-1)!, /Wave 5 of /);
	assert.equal(sheet.messages.length, 2, sheet.messages.join('\n'));
	sheet.settings.ignoreMissing = true;

	let state = '';
	for (let run = 0; run < 40 && !state.startsWith('Done'); run++) {
		state = await series.run();
		liveOf(simulator).run();
	}
	assert.equal(state, 'Done: nobody is left to call');
	assert.match(sheet.messages.at(-1)!, /: Done: nobody is left to call\. 0 wait\.$/);

	const called = sent(simulator).flat();
	assert.equal(new Set(called).size, called.length, 'nobody is called twice');
	const onTheList = sheet.contacts.map(numberOf);
	const calledSet = new Set(called);
	assert.deepEqual(
		onTheList.filter((number) => !calledSet.has(number)),
		[],
		'nobody is forgotten',
	);
	const removed = called.length - onTheList.length;
	assert.equal(removed, (4 * PER_WAVE) / 50, 'who was taken out of the list is called no more');
	const verdicts = new Set(sheet.contacts.map(({ verdict, status }) => `${verdict} ${status}`));
	assert.deepEqual([...verdicts].sort(), ['inEarlierWave COMPLETED', 'inEarlierWave NO_ANSWER']);
}

export const listChecks: Check[] = [
	[
		`${PEOPLE.toLocaleString('en-US')} people in waves of ${PER_WAVE}, held, edited, twice at once, a wave deleted: everyone is called by exactly one`,
		callsEverybodyOnce,
	],
];
