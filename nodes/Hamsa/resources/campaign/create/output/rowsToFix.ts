import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { columnsOfRows } from '../../../../recipients/columns';
import type { JudgedRow } from '../../../../recipients/types';

/** Makes a file of n8n's of a text. */
export type FileMaker = (text: string, fileName: string) => Promise<IBinaryData>;

const FILE_NAME = 'rows-to-fix.csv';

function cell(value: unknown): string {
	if (value === undefined || value === null) return '';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows that cannot be called as CSV: the row's number, why, and its own columns. */
function csvOf(items: readonly INodeExecutionData[], rows: readonly JudgedRow[]): string {
	const own = rows.map(({ item }) => items[item]!);
	const columns = columnsOfRows(own);
	const lines = [
		['row', 'reason', ...columns],
		...rows.map(({ row, reason }, index) => [row, reason, ...columns.map((name) => own[index]!.json[name])]),
	];
	// The byte-order mark makes Excel read the text as UTF-8.
	return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Puts the rows that cannot be called, as a file, on the first output item. Without such rows there is no file. */
export async function withRowsToFix(
	output: INodeExecutionData[],
	items: readonly INodeExecutionData[],
	rows: readonly JudgedRow[],
	makeFile: FileMaker,
): Promise<INodeExecutionData[]> {
	const rejected = rows.filter(({ verdict }) => verdict === 'rejected');
	const [first, ...others] = output;
	if (first === undefined || rejected.length === 0) return output;
	const rowsToFix = await makeFile(csvOf(items, rejected), FILE_NAME);
	return [{ ...first, binary: { ...first.binary, rowsToFix } }, ...others];
}
