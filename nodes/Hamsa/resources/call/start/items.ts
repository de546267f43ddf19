import { HamsaError, InputError } from '../../../shared/errors';
import { count, nameText } from '../../../shared/text';
import type { StartRun } from './run';
import type { INodeExecutionData } from 'n8n-workflow';
import { errorItem } from '../../../execution/onError';
import { spanInWords } from '../../../time/wallClock';
import type { SentCall } from './send';
import type { PlannedCall } from './request';

/** Names the row of an item where there are several. */
export const named = ({ items }: StartRun, item: number, words: string) =>
	items.length === 1 ? words : `Row ${item + 1}: ${words}`;

/** An input item that cannot be called, and why. */
export interface BadRow {
	item: number;
	error: HamsaError;
}

/** Bad rows an error lists before it only counts them. */
export const MOST_LISTED_ROWS = 20;

/** The bad rows as one error, for a node that stops on errors. */
export function badRowsError(run: StartRun, bad: readonly BadRow[]): InputError {
	const [first] = bad;
	const same = bad.every(({ error }) => error.message === first!.error.message);
	if (bad.length === run.items.length && same) {
		const { message, action } = first!.error;
		return new InputError(message, `${action} Nobody was called.`);
	}
	const lines = bad
		.slice(0, MOST_LISTED_ROWS)
		.map(({ item, error }) => `Row ${item + 1}: ${error.message}. ${error.action}`);
	if (bad.length > lines.length) lines.push(`… and ${count(bad.length - lines.length, 'more row')}`);
	return new InputError(
		`${count(bad.length, 'row')} of ${run.items.length.toLocaleString('en-US')} cannot be called, so nobody was called`,
		[
			...lines,
			'Correct the rows, or call the others: under Settings, set On Error to Continue (using error output).',
		].join('<br>'),
	);
}

/** A row that was not called, or of which nobody knows, as a failed item. */
export function failedItem(run: StartRun, item: number, error: unknown): INodeExecutionData {
	const words = error instanceof Error ? error.message : String(error);
	const action = error instanceof HamsaError ? error.action : 'Nobody was called.';
	return errorItem(run.items[item]!.json, item, named(run, item, words), action, run.onError);
}

/** What a person should know when a call was not simply placed by this try. */
export function describeOrigin({ origin, ageMs = 0, compared, made }: SentCall, toNumber: string): string {
	const age = spanInWords(ageMs);
	switch (origin) {
		case 'now':
			return '';
		case 'lostAnswer':
			return `Hamsa's answer was lost, but the call to ${toNumber} is in its list. It was not placed again.`;
		case 'earlierTry':
			return `This run has placed the call to ${toNumber} already, ${age} ago. It was not placed again.`;
		case 'otherRun':
			return `The voice agent called ${toNumber} from the same number ${age} ago (${nameText(made.status)}), so no other call was placed.${compared ? '' : ' Hamsa does not show the parameters of that call, so they were not compared.'} If you mean to call again, set Duplicate Protection to 0 under Options.`;
	}
}

export function callItem(
	{ request, item }: PlannedCall,
	{ made, origin, ageMs = 0 }: SentCall,
): INodeExecutionData {
	const { toNumber, phoneNumber, voiceAgentId } = request;
	const existed = origin === 'earlierTry' || origin === 'otherRun';
	return {
		json: {
			id: made.jobId,
			placed: origin !== 'otherRun',
			...(existed ? { alreadyExisted: true, age: spanInWords(ageMs) } : {}),
			...(made.status === undefined ? {} : { status: made.status }),
			toNumber,
			phoneNumber,
			voiceAgentId,
			jobId: made.jobId,
		},
		pairedItem: { item },
	};
}
