import { NodeApiError, NodeOperationError, type IDataObject, type ILoadOptionsFunctions } from 'n8n-workflow';
import { describeAnswer, describeNoAnswer } from '../shared/apiAnswer';
import { withoutKey } from '../shared/credential';
import { asInputError } from '../shared/errors';
import { callHamsa, openConnection, type Connection, type HamsaAnswer } from '../shared/transport';

/** Entries a list loads at a time. */
export const PAGE_SIZE = 100;

/** Loads one page for a searchable list and returns the answer's `data`. Throws what the list shows to a person. */
export async function fetchForList<T>(
	context: ILoadOptionsFunctions,
	path: string,
	query: IDataObject,
): Promise<T> {
	const node = context.getNode();
	let connection: Connection;
	try {
		connection = await openConnection(context);
	} catch (error) {
		const { message, action } = asInputError(error);
		throw new NodeOperationError(node, message, { description: action });
	}
	const fail = ({ message, action }: { message: string; action: string }): never => {
		const shown = withoutKey(message, connection.credential);
		throw new NodeApiError(node, { message: shown }, { message: shown, description: action });
	};
	let answer: HamsaAnswer;
	try {
		answer = await callHamsa(context, connection, { method: 'GET', path, query });
	} catch (error) {
		return fail(describeNoAnswer(error, connection.baseUrl));
	}
	if (answer.status !== 200) return fail(describeAnswer(answer.status, answer.body));
	const data = (answer.body as { data?: T } | null)?.data;
	if (data === undefined || data === null) {
		return fail({
			message: `${connection.baseUrl} answers, but not as Hamsa does`,
			action: 'Check the Base URL of the Hamsa credential.',
		});
	}
	return data;
}
