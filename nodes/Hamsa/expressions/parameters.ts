import type { INodeExecutionData } from 'n8n-workflow';
import {
	columnsOf,
	compileField,
	EVALUATE,
	readNatively,
	type ColumnChoice,
	type CompiledField,
} from './compile';

/** How the core reads the node's parameters; the entry that n8n calls puts n8n's context behind it. */
export interface ParameterReader {
	/** The parameter as it is stored, expressions unevaluated; undefined when it is not set. */
	raw(path: string): unknown;
	/** The parameter's value for one input item (its index), expressions evaluated by n8n. Throws what n8n throws. */
	value(path: string, item: number): unknown;
}

/** One parameter that is read for each row, by n8n's evaluator only where its expression is more than a plain path. */
interface RowField {
	parameters: ParameterReader;
	path: string;
	field: CompiledField;
	/** The columns it looks at, as far as that shows without evaluating it. */
	columns: readonly string[];
	/** What is the same for all rows: `{{ $now }}` must be one instant for a whole campaign. */
	known: { value: unknown } | undefined;
}

/**
 * The parameter at a path as a field that is read for each row. With `columnFor`, paths of `$json` are read from the column
 * that it chooses for their first name. The field belongs to one run: it remembers what is the same for all its rows.
 */
export function rowField(parameters: ParameterReader, path: string, columnFor?: ColumnChoice): RowField {
	const field = compileField(parameters.raw(path), columnFor);
	return { parameters, path, field, columns: columnsOf(field), known: undefined };
}

/** The value of a field for one input item; `index` is the item's, for n8n. Throws what n8n's evaluator throws. */
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
	fail: (index: number, error: unknown, path: string) => void,
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
			fail(index, error, field.path);
		}
	}
}

type ColumnsReader = (
	start: number,
	end: number,
	fail: (index: number, error: unknown, path: string) => void,
) => ReadonlyArray<readonly unknown[]>;

/**
 * Makes a reader of some fields for the input items from one index up to another, which returns a column for each field.
 * The columns are the same arrays each time, so that a large run leaves no garbage: they are valid until the next read, and
 * only their first `end - start` entries count. A value that cannot be read is undefined and told to `fail`, with the index
 * of its item, what n8n threw and the path of the parameter; the reader itself never throws.
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

/** Whether the value of a raw parameter (or of anything inside it) may differ from item to item. Says yes when in doubt. */
export function dependsOnItem(raw: unknown): boolean {
	if (typeof raw === 'string') {
		const field = compileField(raw);
		return columnsOf(field).length > 0 || (field.kind === 'evaluate' && field.usesItem);
	}
	if (typeof raw !== 'object' || raw === null) return false;
	return Object.values(raw).some(dependsOnItem);
}
