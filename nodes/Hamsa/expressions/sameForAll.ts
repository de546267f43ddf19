import type { INodeExecutionData } from 'n8n-workflow';
import { type ParameterReader, dependsOnItem, rowField, readRowField } from './parameters';
import { quoteValue, count } from '../shared/text';
import { InputError } from '../shared/errors';
import { notEvaluated } from './failure';

/** Above this many rows, richer item expressions in campaign fields are compared on a sample: n8n's evaluator is slow (docs/decisions/0002). */
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
	/** What to do about a field that differs between rows, where Split By is of no use. */
	ifDiffers?: string;
	/** Receives what a person should know. */
	hint(message: string): void;
}

/**
 * Reads a field that belongs to the whole campaign; undefined when it is not set. It is evaluated on the first row; when it
 * may depend on the row, the other rows must agree, otherwise an InputError names the field (`label`) and two rows. An
 * InputError too when n8n cannot evaluate it.
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
	const read = (item: number, from: () => unknown) => {
		try {
			return from();
		} catch (error) {
			throw notEvaluated(label, raw, error, item === first ? undefined : item + 1);
		}
	};
	const value = read(first, () => parameters.value(path, first));
	if (indexes.length === 1 || !dependsOnItem(raw)) return value;

	const field = rowField(parameters, path);
	const compared = field.columns.length > 0 ? indexes : sampleOf(indexes);
	const expected = comparable(value);
	for (const index of compared) {
		const other = read(index, () => readRowField(field, items[index]!, index));
		if (Object.is(comparable(other), expected)) continue;
		throw new InputError(
			`${label} differs between rows: row ${first + 1} gives ${quoteValue(value)}, row ${index + 1} gives ${quoteValue(other)}`,
			scope.ifDiffers ??
				`The rows become one campaign, so ${label} must be the same for all of them. Use a fixed value, or set Split By under Several Campaigns to the column by which it differs. Nothing was sent.`,
		);
	}
	if (compared.length < indexes.length) {
		scope.hint(
			`${label} is an expression that was compared on ${count(compared.length, 'row')} of ${count(indexes.length, 'row')}, and was the same on each.`,
		);
	}
	return value;
}
