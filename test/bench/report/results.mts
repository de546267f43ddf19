/** The figures of a run of the benchmark, as test/bench/results.json keeps them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/lib/paths.mts';
import type { VariantName } from '../subjects/workflows.mts';

/** What is timed: the workflows, and two programs outside of n8n. */
export type Subject = VariantName | 'bare' | 'phoneCleaning';

/** Node times in seconds, the median and every one; or why there is none. */
export type Timing = { median: number; all: number[] } | { failure: string };

/** By number of rows. */
export type Timings = Record<string, Partial<Record<Subject, Timing>>>;

/** Peak resident size of a fresh n8n process in MiB, and the characters of the execution that n8n saves. */
export interface Memory {
	peak: { median: number; all: number[] };
	savedSize: number;
}

/** The largest campaign that n8n made with its heap held down, of the sizes tried. */
export interface SmallMachine {
	/** `--max-old-space-size` of the n8n process: the memory of the machine that it stands for, in MiB. */
	machine: number;
	/** 0 where even the smallest did not pass. */
	largest: number;
	/** Peak resident size of the n8n process in MiB, with the largest that passed. */
	resident?: number;
	/** The smallest size that did not pass, and why. */
	failedAt?: { rows: number; reason: string };
}

/** What n8n loads of the package when it starts, in fresh processes that have loaded what n8n provides. */
export interface Loading {
	/** It is measured apart from the rest: nothing but the package changes it. */
	date: string;
	package: string;
	milliseconds: { median: number; all: number[] };
	/** Heap that stays in use. */
	mebibytes: { median: number; all: number[] };
	bytes: { atStart: number; whenUsed: number };
}

export interface Results {
	date: string;
	machine: { cpu: string; cores: number; memory: string; system: string };
	versions: { package: string; n8n: string; node: string };
	rounds: number;
	timings: Timings;
	/** At 100,000 rows. */
	memory: Partial<Record<VariantName, Memory>>;
	smallMachines: SmallMachine[];
	loading: Loading;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median time of something in seconds, undefined where it was not measured or failed. */
export function timeOf(
	{ timings }: Pick<Results, 'timings'>,
	rows: number,
	subject: Subject,
): number | undefined {
	const timing = timings[rows]?.[subject];
	return timing !== undefined && 'median' in timing ? timing.median : undefined;
}

/** How time grows with rows: 1 is as the rows do. */
export function growthExponent(results: Results, from: number, to: number): number | undefined {
	const [before, after] = [timeOf(results, from, 'hamsa'), timeOf(results, to, 'hamsa')];
	if (before === undefined || after === undefined) return undefined;
	return Math.log(after / before) / Math.log(to / from);
}

/** What the figures were taken on. */
export function describeMachine(): Results['machine'] {
	const [first] = cpus();
	return {
		cpu: first?.model.trim() ?? 'unknown',
		cores: cpus().length,
		memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
		system: `${platform()} ${arch()}`,
	};
}

const resultsFile = join(projectRoot, 'test', 'bench', 'results.json');

export const readResults = (): Results => JSON.parse(readFileSync(resultsFile, 'utf8')) as Results;

export function writeResults(results: Results): void {
	writeFileSync(resultsFile, `${JSON.stringify(results, undefined, '\t')}\n`);
}
