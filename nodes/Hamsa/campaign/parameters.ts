import type { INodeExecutionData } from 'n8n-workflow';
import { InputError } from '../shared/errors';
import { count, quoteValue } from '../shared/text';
import { compileField, EVALUATE } from './expression';

/** How the core reads the node's parameters; the entry that n8n calls puts n8n's context behind it. */
export interface ParameterReader {
	/** The parameter as it is stored, expressions unevaluated; undefined when it is not set. */
	raw(path: string): unknown;
	/** The parameter's value for one input item, expressions evaluated by n8n. */
	value(path: string, item: number): unknown;
}

/** Reads one parameter for each row, calling n8n's evaluator only where the expression is more than a plain path. */
export type RowFieldReader = (item: INodeExecutionData, index: number) => unknown;

export function rowField(
	parameters: ParameterReader,
	path: string,
): { read: RowFieldReader; columns: readonly string[] } {
	const field = compileField(parameters.raw(path));
	if (field.kind === 'constant') return { read: () => field.value, columns: [] };
	if (field.kind === 'native') {
		const { read, fields } = field;
		return {
			read: (item, index) => {
				const value = read(item.json);
				return value === EVALUATE ? parameters.value(path, index) : value;
			},
			columns: fields,
		};
	}
	if (field.usesItem) return { read: (_item, index) => parameters.value(path, index), columns: [] };
	// `{{ $now }}` must be one instant for all rows of a campaign.
	let known: { value: unknown } | undefined;
	return {
		read: (_item, index) => (known ??= { value: parameters.value(path, index) }).value,
		columns: [],
	};
}

/** Whether the value of a parameter (or of anything inside it) may differ from item to item. */
export function dependsOnItem(raw: unknown): boolean {
	if (typeof raw === 'string') {
		const field = compileField(raw);
		return field.kind === 'native' ? field.fields.length > 0 : field.kind === 'evaluate' && field.usesItem;
	}
	if (typeof raw !== 'object' || raw === null) return false;
	return Object.values(raw).some(dependsOnItem);
}

/** Above this many rows, richer item expressions in campaign fields are compared on a sample (0.7 ms each in n8n's evaluator). */
const MOST_EVALUATED_ROWS = 1000;

/** Indexes to compare: all of them, or an even sample that holds the last. */
function sampleOf(indexes: readonly number[]): readonly number[] {
	if (indexes.length <= MOST_EVALUATED_ROWS) return indexes;
	const step = (indexes.length - 1) / (MOST_EVALUATED_ROWS - 1);
	return Array.from({ length: MOST_EVALUATED_ROWS }, (_, n) => indexes[Math.round(n * step)]!);
}

const comparable = (value: unknown): unknown =>
	typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

/** What a campaign is made from: the input items that take part in it, by index. */
export interface CampaignScope {
	items: readonly INodeExecutionData[];
	indexes: readonly number[];
	/** Receives what a person should know. */
	hint(message: string): void;
}

/**
 * Reads a field that belongs to the whole campaign. It is evaluated on the first row; when it may depend on the row, the
 * other rows must agree, otherwise an InputError names the field (`label`) and two rows.
 */
export function campaignField(
	parameters: ParameterReader,
	scope: CampaignScope,
	path: string,
	label: string,
): unknown {
	const { items, indexes } = scope;
	const first = indexes[0]!;
	const raw = parameters.raw(path);
	if (raw === undefined) return undefined;
	const value = parameters.value(path, first);
	if (indexes.length === 1 || !dependsOnItem(raw)) return value;

	const { read, columns } = rowField(parameters, path);
	const compared = columns.length > 0 ? indexes : sampleOf(indexes);
	const expected = comparable(value);
	for (const index of compared) {
		const other = read(items[index]!, index);
		if (Object.is(comparable(other), expected)) continue;
		throw new InputError(
			`${label} differs between rows: row ${first + 1} gives ${quoteValue(value)}, row ${index + 1} gives ${quoteValue(other)}`,
			`All rows become one campaign, so ${label} must be the same for all of them. Use a fixed value, or split the rows into one run per campaign. Nothing was sent.`,
		);
	}
	if (compared.length < indexes.length) {
		scope.hint(
			`${label} is an expression that was compared on ${count(compared.length, 'row')} of ${count(indexes.length, 'row')}, and was the same on each.`,
		);
	}
	return value;
}
