import type { INodeExecutionData } from 'n8n-workflow';
import {
	addEarlier,
	asLines,
	describeOrigin,
	existedFields,
	failedItem,
	listRows,
} from '../../../execution/outcome';
import type { ItemsRun } from '../../../execution/run';
import { HamsaError, InputError } from '../../../shared/errors';
import { count, nameText } from '../../../shared/text';
import type { PlannedCall } from './request';
import type { SentCall } from './send';

/** An input item that cannot be called, and why. */
export interface BadRow {
	item: number;
	error: HamsaError;
}

/** Names the row of an item where there are several. */
export const nameRow = ({ items }: Pick<ItemsRun, 'items'>, item: number, words: string) =>
	items.length === 1 ? words : `Row ${item + 1}: ${words}`;

/** The bad rows as one error, for a node that stops on errors. */
export function badRowsError(run: ItemsRun, bad: readonly BadRow[]): InputError {
	const [first] = bad;
	const same = bad.every(({ error }) => error.message === first!.error.message);
	if (bad.length === run.items.length && same) {
		const { message, action } = first!.error;
		return new InputError(message, `${action} Nobody was called.`);
	}
	return new InputError(
		`${count(bad.length, 'row')} of ${run.items.length.toLocaleString('en-US')} cannot be called, so nobody was called`,
		asLines([
			...listRows(bad.map(({ item, error }) => `Row ${item + 1}: ${error.message}.`)),
			// What to do is the same for many rows.
			...new Set(bad.map(({ error }) => error.action)),
			'Correct the rows, or call the others: under Settings, set On Error to Continue (using error output).',
		]),
	);
}

/** Who is on the Do Not Call List and so was not called. */
export function describeLeftOut(run: ItemsRun, leftOut: readonly PlannedCall[]): string {
	const people = count(leftOut.length, 'person is', 'people are');
	const rows = listRows(leftOut.map(({ item, request }) => nameRow(run, item, request.toNumber)));
	return `${people} on the Do Not Call List and ${leftOut.length === 1 ? 'was' : 'were'} not called: ${rows.join('; ')}.`;
}

/** A row that was not called, or of which nobody knows, as a failed item. */
export const failedRow = (run: ItemsRun, item: number, error: unknown): INodeExecutionData =>
	failedItem(run, item, error, 'Nobody was called.', (message) => nameRow(run, item, message));

/** What a person should know when a call was not simply placed by this try; '' when it was. */
export const describeCallOrigin = (sent: SentCall, toNumber: string): string =>
	describeOrigin(sent, {
		lostAnswer: () =>
			`Hamsa's answer was lost, but the call to ${toNumber} is in its list. It was not placed again.`,
		earlierTry: (age) =>
			`This run has placed the call to ${toNumber} already, ${age} ago. It was not placed again.`,
		otherRun: (age) =>
			`The voice agent called ${toNumber} from the same number ${age} ago${sent.created.status === undefined ? '' : ` (${nameText(sent.created.status)})`}, so no other call was placed.${sent.compared ? '' : ' Hamsa does not show the parameters of that call, so they were not compared.'} If you mean to call again, set Duplicate Protection to 0 under Options.`,
	});

/** The item of a call: what people look for first. `placed` says whether this run placed it. */
export function callItem({ request, item }: PlannedCall, sent: SentCall): INodeExecutionData {
	const { toNumber, phoneNumber, voiceAgentId } = request;
	const { created, origin } = sent;
	return {
		json: {
			id: created.jobId,
			placed: origin !== 'otherRun',
			...existedFields(sent),
			...(created.status === undefined ? {} : { status: created.status }),
			toNumber,
			phoneNumber,
			voiceAgentId,
			jobId: created.jobId,
		},
		pairedItem: { item },
	};
}

/** Says in an error about a row which calls were placed already when it stops the run. */
export function withEarlierCalls(
	run: ItemsRun,
	item: number,
	error: unknown,
	placed: readonly INodeExecutionData[],
): unknown {
	if (!(error instanceof HamsaError)) return error;
	return addEarlier(
		error.reworded(nameRow(run, item, error.message), error.action),
		placed.map(({ json }) => `${nameText(json.toNumber)} (${nameText(json.id)})`),
		{ one: 'call', verb: 'placed' },
	);
}
