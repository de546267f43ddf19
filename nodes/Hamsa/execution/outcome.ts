import type { INodeExecutionData } from 'n8n-workflow';
import type { Sent } from '../sending/types';
import { HamsaError } from '../shared/errors';
import { count } from '../shared/text';
import { spanInWords } from '../time/wallClock';
import { errorItem } from './onError';
import type { ItemsRun } from './run';

/** Bad rows an error lists before it only counts them. */
const MOST_LISTED_ROWS = 20;

/** What is wrong with each bad row, one line each: the first 20, and how many more there are. */
export function listRows(lines: readonly string[]): string[] {
	const listed = lines.slice(0, MOST_LISTED_ROWS);
	const more = lines.length - listed.length;
	return more === 0 ? listed : [...listed, `… and ${count(more, 'more row')}`];
}

/**
 * Several things to say about an error, one a line: n8n's editor shows line ends as spaces, so that each line has a mark of
 * its own too (docs/decisions/0015).
 */
export const asLines = (lines: readonly string[]): string => lines.map((line) => `• ${line}`).join('\n');

/**
 * An input item as a failed one. `naming` completes the message of the error, `otherwise` says what to do about a failure
 * that does not say it itself (a defect).
 */
export function failedItem(
	{ items, onError }: Pick<ItemsRun, 'items' | 'onError'>,
	item: number,
	error: unknown,
	otherwise: string,
	naming: (message: string) => string = (message) => message,
): INodeExecutionData {
	const message = error instanceof Error ? error.message : String(error);
	const action = error instanceof HamsaError ? error.action : otherwise;
	return errorItem(items[item]?.json, item, naming(message), action, onError);
}

/**
 * Input items that came to nothing, as failed ones; the error itself where the node stops on errors. Failures of any kind,
 * because n8n passes the input on as if it had succeeded when a node that continues on errors throws.
 */
export function allFailed(
	run: Pick<ItemsRun, 'items' | 'onError'>,
	items: readonly number[],
	error: unknown,
	otherwise: string,
	naming?: (item: number, message: string) => string,
): INodeExecutionData[] {
	if (run.onError === 'stop') throw error;
	return items.map((item) =>
		failedItem(run, item, error, otherwise, naming && ((message) => naming(item, message))),
	);
}

/** Output items of a part of a run, those that n8n takes for failed ones apart. */
export interface Outcome {
	succeeded: INodeExecutionData[];
	failed: INodeExecutionData[];
}

/** Successes first: an engine that sees a failed first item runs the whole node again (Retry On Fail). */
export const successesFirst = (outcomes: readonly Outcome[]): INodeExecutionData[] =>
	[...outcomes.map(({ succeeded }) => succeeded), ...outcomes.map(({ failed }) => failed)].flat();

/** Adds to what one does about an error which things of this run exist already: "1 campaign", "2 calls". */
export function addEarlier(
	error: unknown,
	made: readonly string[],
	{ one, verb }: { one: string; verb: string },
): unknown {
	if (made.length === 0 || !(error instanceof HamsaError)) return error;
	const were = made.length === 1 ? 'was' : 'were';
	return error.reworded(
		error.message,
		`${error.action} Before it, ${count(made.length, one)} of this run ${were} ${verb}: ${made.join(', ')}.`,
	);
}

/** Fields of something that was there before this try. */
export const existedFields = ({ origin, ageMs = 0 }: Pick<Sent, 'origin' | 'ageMs'>) =>
	origin === 'earlierTry' || origin === 'otherRun' ? { alreadyExisted: true, age: spanInWords(ageMs) } : {};

/** What a person should know when something was not simply made by this try; '' when it was. Ages are in words. */
export function describeOrigin(
	{ origin, ageMs = 0 }: Pick<Sent, 'origin' | 'ageMs'>,
	words: Readonly<Record<Exclude<Sent['origin'], 'now'>, (age: string) => string>>,
): string {
	return origin === 'now' ? '' : words[origin](spanInWords(ageMs));
}
