import type {
	IDataObject,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	INodePropertyRouting,
	DeclarativeRestApiSettings,
} from 'n8n-workflow';
import { HamsaError } from '../shared/errors';
import type { FieldReader } from '../fields/readers';
import { toNodeError } from './nodeErrors';
import { parametersOfItems, parametersOfOneItem, type RunContext } from './context';
import { errorItem, onErrorOf } from './onError';
import { openReader, type Reader } from '../hamsa/http/reading';
import {
	openConnection,
	type HamsaAnswer,
	type HamsaRequest,
	type RequestSettings,
} from '../hamsa/http/transport';

/** What an operation works with: the fields of one input item, and a way to ask Hamsa. */
export interface OperationInput {
	field: FieldReader;
	reader: Reader;
	/** n8n's own, for what an operation needs beyond both (binary data). */
	context: RunContext;
}

/**
 * An operation for one input item: reads and checks its fields, asks Hamsa, and returns the output without its links to
 * the input. Throws HamsaError. It runs the same through routing and as a custom operation.
 */
export type Operation = (
	input: OperationInput,
) => Promise<Array<Pick<INodeExecutionData, 'json' | 'binary'>>>;

/** Rows as an operation returns them. */
export const asOutput = (rows: readonly IDataObject[]) => rows.map((json) => ({ json }));

/**
 * Runs an operation for one item and links its output to it, which routing does not do itself. A failure becomes a failed
 * item where the node continues on errors, since routing would lose its message, row and link; otherwise n8n's error.
 */
async function runForItem(
	operation: Operation,
	item: number,
	row: IDataObject,
	openInput: () => Promise<OperationInput>,
	context: RunContext,
): Promise<INodeExecutionData[]> {
	try {
		const output: INodeExecutionData[] = await operation(await openInput());
		for (const each of output) each.pairedItem = { item };
		return output;
	} catch (error) {
		const onError = onErrorOf(context);
		if (onError === 'stop') throw toNodeError(context.getNode(), error, item);
		const message = error instanceof Error ? error.message : String(error);
		const action = error instanceof HamsaError ? error.action : 'Check the fields of the node.';
		return [errorItem(row, item, message, action, onError)];
	}
}

/** Items of a run that routing works on at the same time. */
const LANES = 10;
const lanes = new WeakMap<object, Array<Promise<unknown>>>();

/**
 * Lets an item wait for the one before it in its lane. Routing starts all items at once, which for 5,000 of them would be
 * 5,000 connections.
 */
async function inLane<T>(run: object, item: number, work: () => Promise<T>): Promise<T> {
	const ofRun = lanes.get(run) ?? [];
	lanes.set(run, ofRun);
	const before = ofRun[item % LANES] ?? Promise.resolve();
	const mine = before.then(work, work);
	ofRun[item % LANES] = mine;
	return await mine;
}

/** Keeps an answer whole, so that `readFrom` judges it like any other. */
async function keepAnswer(
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	{ statusCode, headers, body }: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	return [{ json: { status: statusCode, headers, body } }];
}

/** The routing of an operation: one run per input item, as many requests as it needs, sent by n8n. */
export const asRouting = (
	operation: Operation,
	url: string,
	method: HamsaRequest['method'] = 'GET',
): INodePropertyRouting => ({
	request: { method, url },
	send: { paginate: true },
	output: { postReceive: [keepAnswer] },
	operations: {
		async pagination(
			this: IExecutePaginationFunctions,
			requestData: DeclarativeRestApiSettings.ResultOptions,
		) {
			const { value } = parametersOfOneItem(this);
			const openInput = async (): Promise<OperationInput> => ({
				field: (path) => value(path, 0),
				reader: {
					connection: await openConnection(this),
					call: async (request) => {
						const [answer] = await this.makeRoutingRequest(withRequest(requestData, request));
						return answer!.json as unknown as HamsaAnswer;
					},
				},
				context: this,
			});
			const item = this.getItemIndex();
			const row = this.getInputData().json;
			return await inLane(
				this.getExecuteData(),
				item,
				async () => await runForItem(operation, item, row, openInput, this),
			);
		},
	},
});

/** The request in the form that routing sends, with all that n8n has put there (address, proxy, time-out). */
const withRequest = (
	requestData: DeclarativeRestApiSettings.ResultOptions,
	{ method, path, query, body }: HamsaRequest,
): DeclarativeRestApiSettings.ResultOptions => ({
	...requestData,
	options: { ...requestData.options, method, url: path, qs: query ?? {}, body },
});

/** An operation that ends with something about all items of the run, opened anew for each run. */
export interface SumOperation {
	each: Operation;
	/** What comes last, with the fields of the first item that succeeded. Not asked when none did. */
	sum(input: OperationInput): Awaited<ReturnType<Operation>>;
}

/** An operation that ends with a sum, as one for a single item, for routing. */
export const forOneItem =
	(open: () => SumOperation): Operation =>
	async (input) => {
		const { each, sum } = open();
		return [...(await each(input)), ...sum(input)];
	};

/**
 * Operations as custom ones, for what routing cannot do: more than about 125,000 rows for an input item, and a sum of all
 * items. Items take their turn one after the other.
 */
const customOperation = (open: () => Pick<SumOperation, 'each'> & Partial<SumOperation>) =>
	async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const settings = this.getNodeParameter('requestOptions', 0, {}) as RequestSettings;
		const parameters = parametersOfItems(this);
		const { each, sum } = open();
		let reader: Promise<Reader> | undefined;
		const inputOf = async (item: number): Promise<OperationInput> => ({
			field: (path) => parameters.value(path, item),
			reader: await (reader ??= openReader(this, settings)),
			context: this,
		});
		const output: INodeExecutionData[][] = [];
		const done: number[] = [];
		const doEach: Operation = async (input) => {
			const found = await each(input);
			done.push(output.length);
			return found;
		};
		for (const [item, { json }] of this.getInputData().entries()) {
			output.push(await runForItem(doEach, item, json, async () => await inputOf(item), this));
		}
		if (sum !== undefined && done.length > 0) {
			const pairedItem = done.map((item) => ({ item }));
			const last = sum(await inputOf(done[0]!));
			output.push(last.map((row) => ({ ...row, pairedItem })));
		}
		return [output.length === 1 ? output[0]! : output.flat()];
	};

/** An operation as a custom one. */
export const asCustomOperation = (each: Operation) => customOperation(() => ({ each }));

/** An operation that ends with a sum, as a custom one. */
export const asSumOperation = (open: () => SumOperation) => customOperation(open);
