/** Tries mutants of one room: which do its tests not notice? */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { changedLines, type Mutant, mutantsOf, mutate } from './mutants.mts';
import { ROOMS } from './rooms.mts';
import { shuffle } from './shuffle.mts';
import { type Outcome, runTests } from './trial.mts';

export interface RoomOptions {
	/** The copy of the tree. */
	directory: string;
	seed: number;
	/** How many mutants at most. */
	count: number;
	/** Part of the paths of the files that are mutated. */
	only: string;
	/** Whether to run only the unit tests. */
	unitOnly: boolean;
	/** Seconds that the tests of one mutant may take at least; more when they take long without any. */
	limit: number;
	workers: number;
	typeChecks: (file: string, text: string) => boolean;
	say: (text: string) => void;
}

export interface RoomResult {
	room: string;
	tried: number;
	noticed: number;
}

/** Seconds that a room's tests may take without a mistake. */
const LONGEST = 1800;

interface Candidate {
	/** Absolute. */
	file: string;
	source: string;
	mutant: Mutant;
}

function candidates(directory: string, room: string, only: string): Candidate[] {
	const files = readdirSync(join(directory, 'nodes/Hamsa', room), {
		recursive: true,
		encoding: 'utf8',
	}).sort();
	return files
		.map((name) => join(directory, 'nodes/Hamsa', room, name))
		.filter((file) => file.endsWith('.ts') && relative(directory, file).includes(only))
		.flatMap((file) => {
			const source = readFileSync(file, 'utf8');
			return mutantsOf(source).map((mutant) => ({ file, source, mutant }));
		});
}

/** As many as asked for of the room's mutants, those that the compiler refuses passed over. */
function choose(room: string, { directory, seed, count, only, typeChecks }: RoomOptions): Candidate[] {
	const chosen: Candidate[] = [];
	for (const candidate of shuffle(candidates(directory, room, only), seed)) {
		if (chosen.length === count) break;
		const { file, source, mutant } = candidate;
		if (typeChecks(file, mutate(source, mutant))) chosen.push(candidate);
	}
	return chosen;
}

const oneLine = (text: string) => {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > 200 ? `${line.slice(0, 200)} …` : line;
};

function describe({ file, source, mutant }: Candidate, directory: string): string {
	const { line, before, after } = changedLines(source, mutant);
	const place = `${relative(directory, file)}:${line}: ${mutant.kind}`;
	return `${place}\n    - ${oneLine(before)}\n    + ${oneLine(after)}`;
}

/**
 * Runs the tests of some folders for one changed file. Before the first, all that import one of `files` must pass unchanged:
 * that gives the time they may take. Throws when they do not pass.
 */
function testsIn(folders: string[], files: string[], { directory, limit, workers, say }: RoomOptions) {
	let most: number | undefined;
	return {
		folders,
		async prepare(): Promise<void> {
			if (most !== undefined) return;
			const { outcome, seconds, output } = await runTests({
				directory,
				folders,
				files,
				limit: LONGEST,
				workers,
			});
			if (outcome !== 'passed') throw new Error(`Tests fail without any mistake:\n${output}`);
			say(`  ${folders.join(', ')} pass in ${Math.round(seconds)} s without a mistake`);
			most = Math.max(limit, 3 * seconds);
		},
		run: async (file: string): Promise<Outcome> =>
			(await runTests({ directory, folders, files: [file], limit: most ?? limit, workers })).outcome,
	};
}

/** Breaks one file of a room after the other, and runs its unit tests and, when they pass, those on the engine. */
export async function tryRoom(room: string, options: RoomOptions): Promise<RoomResult> {
	const { directory, unitOnly, say } = options;
	const chosen = choose(room, options);
	const files = [...new Set(chosen.map(({ file }) => file))];
	const engine = ROOMS[room]!.map((folder) => `test/engine/${folder}`);
	const suites = (unitOnly ? [['test/unit']] : [['test/unit'], engine]).map((folders) =>
		testsIn(folders, files, options),
	);
	say(`${room}:`);
	let noticed = 0;
	for (const candidate of chosen) {
		const { file, source, mutant } = candidate;
		let by: string | undefined;
		for (const { folders, prepare, run } of suites) {
			await prepare();
			writeFileSync(file, mutate(source, mutant));
			const outcome = await run(file);
			writeFileSync(file, source);
			if (outcome === 'passed') continue;
			by = outcome === 'failed' ? folders.join(', ') : `${folders.join(', ')}, which took too long`;
			break;
		}
		if (by !== undefined) noticed++;
		say(`  ${by === undefined ? 'SURVIVED' : `noticed by ${by}`}: ${describe(candidate, directory)}`);
	}
	return { room, tried: chosen.length, noticed };
}
