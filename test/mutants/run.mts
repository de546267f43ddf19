/**
 * `npm run test:mutants`: makes mistakes in the code, one at a time, and tells which of them no test notices. Works in a
 * copy of the tree. Unit and engine tests are run, not those of the faults, of the queue and of the whole n8n.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { copyOfProject } from './copy.mts';
import { type RoomOptions, type RoomResult, tryRoom } from './room.mts';
import { ROOMS } from './rooms.mts';
import { endTests } from './trial.mts';
import { typeChecker } from './types.mts';

const usage = `npm run test:mutants [-- options]

  --room <name>     ${Object.keys(ROOMS).join(', ')}; may be given several times (all)
  --count <n>       mutants in each room (10)
  --seed <n>        which of them: the same number chooses the same (any)
  --only <text>     only in files with this in their path
  --least <share>   fail when less than this percentage is noticed
  --unit            run the unit tests only, which takes seconds for each mutant
  --limit <s>       seconds that the tests of one mutant may take, more when they need long without one (60)
  --workers <n>     test files at the same time (1)
  --help`;

const { values: options } = parseArgs({
	options: {
		room: { type: 'string', multiple: true, default: Object.keys(ROOMS) },
		count: { type: 'string', default: '10' },
		seed: { type: 'string', default: String(randomInt(1_000_000)) },
		only: { type: 'string', default: '' },
		least: { type: 'string', default: '0' },
		unit: { type: 'boolean', default: false },
		limit: { type: 'string', default: '60' },
		workers: { type: 'string', default: '1' },
		help: { type: 'boolean', default: false },
	},
});

const say = (text: string) => console.log(text);

function readNumber(name: 'count' | 'seed' | 'least' | 'limit' | 'workers'): number {
	const number = Number(options[name]);
	if (Number.isInteger(number) && number >= 0) return number;
	throw new Error(`--${name} ${options[name]} is not a whole number\n\n${usage}`);
}

function readRooms(): string[] {
	const unknown = options.room.find((room) => !(room in ROOMS));
	if (unknown === undefined) return options.room;
	throw new Error(`${unknown} is none of the rooms\n\n${usage}`);
}

const inWords = ({ tried, noticed }: Omit<RoomResult, 'room'>) =>
	tried === 0 ? 'no mutants' : `${noticed} of ${tried} noticed (${Math.round((100 * noticed) / tried)} %)`;

/** Tries all rooms. Returns the exit code. */
async function tryRooms(rooms: string[], roomOptions: RoomOptions, least: number): Promise<number> {
	const results: RoomResult[] = [];
	for (const room of rooms) results.push(await tryRoom(room, roomOptions));
	const tried = results.reduce((sum, result) => sum + result.tried, 0);
	const noticed = results.reduce((sum, result) => sum + result.noticed, 0);
	say('');
	for (const result of results) say(`${result.room}: ${inWords(result)}`);
	say(`All: ${inWords({ tried, noticed })}, seed ${roomOptions.seed}`);
	return 100 * noticed < least * tried ? 1 : 0;
}

async function main(): Promise<number> {
	const rooms = readRooms();
	const [seed, count, least] = [readNumber('seed'), readNumber('count'), readNumber('least')];
	const [limit, workers] = [readNumber('limit'), readNumber('workers')];
	say(`Seed ${seed}`);
	const { directory, remove } = copyOfProject();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
	process.on('exit', () => {
		endTests();
		remove();
	});
	const typeChecks = typeChecker(directory);
	return await tryRooms(
		rooms,
		{ directory, seed, count, only: options.only, unitOnly: options.unit, limit, workers, typeChecks, say },
		least,
	);
}

try {
	if (options.help) say(usage);
	else process.exitCode = await main();
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 1;
}
