import type { GenericValue, INodeExecutionData } from 'n8n-workflow';
import type { ItemsRun } from '../../../execution/run';
import { count } from '../../../shared/text';
import type { BadRow } from './items';
import type { PlannedCall } from './request';

/**
 * What would become of each row if people were called: one item a row, in the order of the rows, with the row's own fields
 * behind. A row that cannot be called is no failure here, since finding it is what a preview is for.
 */
export function previewItems(
	run: ItemsRun,
	planned: readonly PlannedCall[],
	bad: readonly BadRow[],
): INodeExecutionData[] {
	const { items, onError } = run;
	const verdicts = [
		...planned.map(({ item, request, note }) => ({
			item,
			callVerdict: 'wouldBeCalled',
			callPhoneNumber: request.toNumber as GenericValue,
			callReason: note === undefined ? null : `${request.toNumber} ${note}`,
			callVariables: request.params,
		})),
		...bad.map(({ item, error }) => ({
			item,
			callVerdict: 'rejected',
			callPhoneNumber: null,
			callReason: error.message,
			callVariables: {},
		})),
	].sort((a, b) => a.item - b.item);
	const wrong = bad.length === 0 ? '' : ` ${count(bad.length, 'row')} cannot be called.`;
	const stops =
		bad.length > 0 && onError === 'stop' ? ' Nobody would be called: On Error is Stop Workflow.' : '';
	run.hint(
		`Preview: ${count(planned.length, 'person', 'people')} would be called, nobody was.${wrong}${stops} To call, set Run Mode to Call People.`,
	);
	return verdicts.map(({ item, ...verdict }) => ({
		json: { ...verdict, ...withoutOwn(items[item]!.json) },
		pairedItem: { item },
	}));
}

const OWN = new Set(['callVerdict', 'callPhoneNumber', 'callReason', 'callVariables']);

/** A row's own fields, but for what an earlier preview put there. */
const withoutOwn = (json: INodeExecutionData['json']) =>
	Object.fromEntries(Object.entries(json).filter(([column]) => !OWN.has(column)));
