import type { IExecuteFunctions } from 'n8n-workflow';
import { actionText } from '../shared/text';

/** Shows a hint above the node's output. n8n renders it as HTML, of which it has none. */
export function showHint(context: IExecuteFunctions, message: string, type?: 'warning'): void {
	context.addExecutionHints({
		message: actionText(message),
		location: 'outputPane',
		...(type === undefined ? {} : { type }),
	});
}
