import type { INodeExecutionData } from 'n8n-workflow';
import { errorItem } from '../../../../execution/onError';
import { asLines } from '../../../../execution/outcome';
import type { ItemsRun } from '../../../../execution/run';
import { inNumber, problemsOf, type Problem } from '../../../../recipients/problems';
import type { JudgedGroup, JudgedRow } from '../../../../recipients/types';
import { InputError } from '../../../../shared/errors';
import { count, quoteValue } from '../../../../shared/text';

/** Where a row stands: in its list, and by the input item where a list is typed into the node. */
const nameRow = ({ row, item }: JudgedRow, typedList: boolean): string =>
	typedList ? `Item ${item + 1}, recipient ${row}` : `Row ${row}`;

/** The rejected rows as failed items, one for each. */
export const rejectedItems = (
	{ items, onError }: Pick<ItemsRun, 'items' | 'onError'>,
	rows: readonly JudgedRow[],
	typedList: boolean,
): INodeExecutionData[] =>
	rows
		.filter(({ verdict }) => verdict === 'rejected')
		.map((row) =>
			errorItem(
				items[row.item]?.json,
				row.item,
				`${nameRow(row, typedList)}: ${row.reason}`,
				'Not called. Correct it and run the node again with this row only.',
				onError,
			),
		);

/** Rows with the same problem that an error tells one by one; of more it tells so many as examples. */
const MOST_TOLD_ROWS = 3;

/** Further rows that are named by their numbers; more are only counted. */
const MOST_NAMED_ROWS = 10;

/** Problems that an error tells at most. */
const MOST_PROBLEMS = 10;

/** One problem: each of its rows, or what they have in common, the first of them and which others there are. */
function describe({ words, advice, rows }: Problem, typedList: boolean): string[] {
	if (rows.length <= MOST_TOLD_ROWS) {
		return rows.map((row) => `${nameRow(row, typedList)}: ${row.reason}`);
	}
	const one = typedList ? 'recipient' : 'row';
	const where = typedList ? `Item ${rows[0]!.item + 1}: ` : '';
	const numberOf = ({ row }: JudgedRow) => row.toLocaleString('en-US');
	const examples = rows
		.slice(0, MOST_TOLD_ROWS)
		.map((row) => `${one} ${numberOf(row)} (${quoteValue(row.cell)})`);
	const others = rows.slice(MOST_TOLD_ROWS);
	const named = `${others.length === 1 ? one : `${one}s`} ${others.map(numberOf).join(', ')}`;
	const more = others.length > MOST_NAMED_ROWS ? `${others.length.toLocaleString('en-US')} more` : named;
	return [
		`${where}${count(rows.length, one)} ${inNumber(words, rows.length)}${advice.replace(/\.$/, '')}: ${examples.join(', ')} and ${more}`,
	];
}

/** The rejected rows as one error, for a node that stops on errors: what is wrong, how often, and the first rows of each. */
export function rejectedError({ contacts }: JudgedGroup, typedList: boolean): InputError {
	const { rejectedCount, rowCount, leftOut } = contacts;
	const problems = problemsOf(leftOut);
	const told = problems.slice(0, MOST_PROBLEMS).flatMap((problem) => describe(problem, typedList));
	const more = problems.slice(MOST_PROBLEMS).reduce((sum, { rows }) => sum + rows.length, 0);
	const isAggregated = leftOut.some(({ cell }) => Array.isArray(cell) && cell.length > 1);
	return new InputError(
		`${count(rejectedCount, 'recipient')} of ${rowCount.toLocaleString('en-US')} cannot be called, so nothing was sent`,
		asLines([
			...told,
			...(more === 0 ? [] : [`… and ${count(more, 'more row')}`]),
			...(isAggregated
				? [
						'If an Aggregate node has made one row of many, take it out: each row is one recipient, and all rows become one campaign.',
					]
				: []),
			'Correct the rows (Run Mode Preview shows all of them), or send the others: under Settings, set On Error to Continue (using error output), or set If a Row Cannot Be Called to Leave It Out under Options.',
		]),
	);
}
