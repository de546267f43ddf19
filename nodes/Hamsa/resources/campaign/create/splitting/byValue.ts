import type { INodeExecutionData } from 'n8n-workflow';
import { notEvaluated } from '../../../../expressions/failure';
import { readRowField, rowField, type ParameterReader } from '../../../../expressions/parameters';
import { findColumn } from '../../../../recipients/columns';
import { checkColumns } from '../../../../recipients/nameField';
import { divide, itemsOf } from '../../../../recipients/parts';
import type { JudgedGroup } from '../../../../recipients/types';
import { InputError } from '../../../../shared/errors';
import { quoteValue } from '../../../../shared/text';
import { readText } from '../../../../shared/values';

const PATH = 'severalCampaigns.splitBy';
const LABEL = 'Split By';

/** What stands in a campaign's name for rows in which the field is empty. */
const NO_VALUE = 'none';

/** The rows with the same value of Split By; without a value when the field is not used. */
export interface ValueGroup extends JudgedGroup {
	value?: string;
	/** The items of those who are called, from which the campaign's fields are read: other rows may have another value. */
	called?: number[];
}

/** Reads the value of a row; the item by its index. Throws InputError. */
function valueReader(parameters: ParameterReader, items: readonly INodeExecutionData[]) {
	const raw = parameters.raw(PATH);
	if (typeof raw === 'string' && !raw.startsWith('=')) {
		throw new InputError(
			`${LABEL} ${quoteValue(raw)} is the same for every row, so it splits nothing`,
			'Drag the column by which the list is to be split into the field, or remove the field. Nothing was sent.',
		);
	}
	checkColumns(LABEL, raw, items);
	const field = rowField(parameters, PATH, (name) => findColumn(items, name) ?? name);
	return (item: number): string => {
		let value: unknown;
		try {
			value = readRowField(field, items[item]!, item);
		} catch (error) {
			throw notEvaluated(LABEL, raw, error, item + 1);
		}
		const text = readText(value);
		if (text !== undefined) return text === '' ? NO_VALUE : text;
		throw new InputError(
			`${LABEL} ${quoteValue(value)} in row ${item + 1} is no text`,
			'Choose a column with a word in each row, such as a language or a city. Nothing was sent.',
		);
	};
}

/** Makes a campaign to be of each value of Split By, in the order in which they come. Throws InputError. */
export function splitByValue(
	group: JudgedGroup,
	parameters: ParameterReader,
	items: readonly INodeExecutionData[],
): ValueGroup[] {
	const raw = parameters.raw(PATH);
	if (raw === undefined || raw === '') return [group];
	const { contacts } = group;
	const { recipients, leftOut, rowCount, itemOf } = contacts;
	if (recipients.length === 0) return [group];
	const valueOf = valueReader(parameters, items);
	const parts = new Map<string, number>();
	const partOf = new Int32Array(recipients.length);
	const called: number[][] = [];
	const isLeftOut = new Set(leftOut.map(({ item }) => item));
	let recipient = 0;
	for (let position = 0; position < rowCount; position++) {
		const item = itemOf(position);
		if (isLeftOut.has(item)) continue;
		const value = valueOf(item);
		const part = parts.get(value) ?? parts.size;
		parts.set(value, part);
		partOf[recipient++] = part;
		(called[part] ??= []).push(item);
	}
	const values = [...parts.keys()];
	return divide(contacts, { partOf, parts: parts.size }).map((part, index) => ({
		...group,
		items: itemsOf(part),
		contacts: part,
		value: values[index],
		called: called[index],
	}));
}
