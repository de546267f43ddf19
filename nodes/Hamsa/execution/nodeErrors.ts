import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { ApiError, HamsaError } from '../shared/errors';

/** A failure as n8n shows it: what happened as the message, what to do as the description. A defect stays as it is. */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): unknown {
	if (error instanceof ApiError) {
		const { message, action, status } = error;
		return new NodeApiError(
			node,
			{ message },
			{ message, description: action, httpCode: status?.toString(), itemIndex },
		);
	}
	if (error instanceof HamsaError) {
		return new NodeOperationError(node, error.message, { description: error.action, itemIndex });
	}
	return error;
}
