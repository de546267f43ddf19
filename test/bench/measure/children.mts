/** The programs beside n8n, each in a process of its own that is asked and answers. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Arrived } from './sink.mts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Starts a program; its process ends with this one. */
function start(file: string, args: string[] = []): ChildProcess {
	return fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
	return await new Promise((resolve, reject) => {
		const onExit = () => reject(new Error(`${child.spawnargs[1]} ended`));
		child.once('exit', onExit);
		child.once('message', (message) => {
			child.off('exit', onExit);
			resolve(message as T);
		});
	});
}

async function ask<T>(child: ChildProcess, question: number | object): Promise<T> {
	const answer = answerOf<T>(child);
	child.send(question);
	return await answer;
}

export interface Sink {
	url: string;
	/** What arrived since the last time this was asked. */
	takeStock(): Promise<Arrived>;
}

export async function startSink(): Promise<Sink> {
	const child = start(here('sink.mts'));
	const { port } = await answerOf<{ port: number }>(child);
	return {
		url: `http://127.0.0.1:${port}`,
		takeStock: async () => (await ask<{ arrived: Arrived }>(child, {})).arrived,
	};
}

/** A program that takes a number of rows and gives the seconds it took. */
export type Stopwatch = (rows: number) => Promise<number>;

function stopwatch(child: ChildProcess): Stopwatch {
	return async (rows) => (await ask<number>(child, rows)) / 1000;
}

/** The script that only stringifies and posts. */
export const startBareScript = (sink: Sink): Stopwatch =>
	stopwatch(start(here('../subjects/bare.mts'), [sink.url]));

/** The cleaning of phone numbers; `bundle` is phones.mts with all that it imports. */
export const startPhoneCleaner = (bundle: string): Stopwatch => stopwatch(start(bundle));
