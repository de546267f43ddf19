import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RunContext } from './context';

/** n8n's On Error setting of the node. */
export type OnError = 'stop' | 'continueRegularOutput' | 'continueErrorOutput';

/** What the node does about errors. */
export function onErrorOf(context: RunContext): OnError {
	if (!context.continueOnFail()) return 'stop';
	return context.getNode().onError === 'continueErrorOutput'
		? 'continueErrorOutput'
		: 'continueRegularOutput';
}

/**
 * An item that n8n recognises as failed. On the error output n8n adds the row's own fields itself, and takes the item for
 * a failed one only if nothing but `error` and `message` is set on it; on the regular output it adds nothing.
 */
export function errorItem(
	row: IDataObject | undefined,
	item: number,
	error: string,
	message: string,
	onError: OnError,
): INodeExecutionData {
	const fields = onError === 'continueRegularOutput' ? row : undefined;
	return { json: { ...fields, error, message }, pairedItem: { item } };
}
