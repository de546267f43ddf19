import type { INodeExecutionData } from 'n8n-workflow';
import { columnsOf, compileField, EVALUATE, readNatively, type FieldReader } from './compile';

/** How the core reads the node's parameters; the entry that n8n calls puts n8n's context behind it. */
export interface ParameterReader {
	/** The parameter as it is stored, expressions unevaluated; undefined when it is not set. */
	raw(path: string): unknown;
	/** The parameter's value for one input item, expressions evaluated by n8n. */
	value(path: string, item: number): unknown;
}

/** One parameter that is read for each row, by n8n's evaluator only where its expression is more than a plain path. */
interface RowField {
	parameters: ParameterReader;
	path: string;
	field: FieldReader;
	/** The columns it looks at, as far as that shows without evaluating it. */
	columns: readonly string[];
	/** What is the same for all rows: `{{ $now }}` must be one instant for a whole campaign. */
	known: { value: unknown } | undefined;
}

export function rowField(parameters: ParameterReader, path: string): RowField {
	const field = compileField(parameters.raw(path));
	return { parameters, path, field, columns: columnsOf(field), known: undefined };
}

/** The value of a field for one input item. Throws what n8n's evaluator throws. */
export function readRowField(rowField: RowField, { json }: INodeExecutionData, index: number): unknown {
	const { parameters, path, field } = rowField;
	switch (field.kind) {
		case 'constant':
			return field.value;
		case 'evaluate':
			if (field.usesItem) return parameters.value(path, index);
			return (rowField.known ??= { value: parameters.value(path, index) }).value;
		default: {
			const value = readNatively(field, json);
			return value === EVALUATE ? parameters.value(path, index) : value;
		}
	}
}

/**
 * Reads the values of a field for the input items from one index up to another into a column. One that fails is undefined,
 * and told of. A constant is written once.
 */
function readInto(
	column: unknown[],
	field: RowField,
	items: readonly INodeExecutionData[],
	start: number,
	end: number,
	fail: (index: number, error: unknown) => void,
): void {
	if (field.field.kind === 'constant') {
		while (column.length < end - start) column.push(field.field.value);
		return;
	}
	for (let index = start; index < end; index++) {
		try {
			column[index - start] = readRowField(field, items[index]!, index);
		} catch (error) {
			column[index - start] = undefined;
			fail(index, error);
		}
	}
}

type ColumnsReader = (
	start: number,
	end: number,
	fail: (index: number, error: unknown) => void,
) => ReadonlyArray<readonly unknown[]>;

/**
 * Makes a reader of some fields, a column for each, for the input items from one index up to another. It fills the same
 * columns again and again, of which only the beginning may count: garbage in the middle of a large run costs more than the
 * reading.
 */
export function columnsReader(
	fields: readonly RowField[],
	items: readonly INodeExecutionData[],
): ColumnsReader {
	const columns = fields.map((): unknown[] => []);
	return (start, end, fail) => {
		for (const [index, field] of fields.entries()) readInto(columns[index]!, field, items, start, end, fail);
		return columns;
	};
}

/** Whether the value of a parameter (or of anything inside it) may differ from item to item. */
export function dependsOnItem(raw: unknown): boolean {
	if (typeof raw === 'string') {
		const field = compileField(raw);
		return columnsOf(field).length > 0 || (field.kind === 'evaluate' && field.usesItem);
	}
	if (typeof raw !== 'object' || raw === null) return false;
	return Object.values(raw).some(dependsOnItem);
}
