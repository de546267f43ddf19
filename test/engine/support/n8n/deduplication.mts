/**
 * n8n's de-duplication store in memory, with what n8n's own does on its database: one row for each node of a workflow, whose
 * first insert is atomic and every other change is not.
 */
import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

const rows = new Map<string, DeduplicationItemTypes[]>();

/** Steers the store, and shows it. */
export const deduplication = {
	/** The rows: values by workflow and node. */
	rows,
	/** What every step fails with, by workflow. */
	failures: new Map<string, Error>(),
	/** What recording fails with, by workflow. */
	recordFailures: new Map<string, Error>(),
};

/** A step at the database: others may come between two of them. */
async function step({ workflow }: ICheckProcessedContextData): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, 1));
	const failure = deduplication.failures.get(workflow.id);
	if (failure !== undefined) throw failure;
}

const keyOf = ({ workflow, node }: ICheckProcessedContextData) => `${workflow.id} ${node?.id}`;

const store: IDataDeduplicator = {
	async checkProcessedAndRecord(items, _scope, context): Promise<IDeduplicationOutput> {
		await step(context);
		const key = keyOf(context);
		const known = rows.get(key);
		const failure = deduplication.recordFailures.get(context.workflow.id);
		if (failure !== undefined) throw failure;
		await step(context);
		if (known === undefined) {
			if (rows.has(key)) throw new Error('SQLITE_CONSTRAINT: UNIQUE constraint failed: processed_data');
			rows.set(key, [...items]);
			return { new: items, processed: [] };
		}
		const fresh = items.filter((item) => !known.includes(item));
		if (rows.has(key)) rows.set(key, [...known, ...fresh]);
		return { new: fresh, processed: items.filter((item) => known.includes(item)) };
	},
	async removeProcessed() {
		await Promise.reject(new Error('Not used by the node'));
	},
	async clearAllProcessedItems(_scope, context) {
		await step(context);
		rows.delete(keyOf(context));
	},
	async getProcessedDataCount(_scope, context: ICheckProcessedContextData, _options: ICheckProcessedOptions) {
		await step(context);
		return rows.get(keyOf(context))?.length ?? 0;
	},
};

// n8n allows one for each process, and test files of one process share n8n's engine: each brings its own.
Reflect.deleteProperty(DataDeduplicationService, 'instance');
void DataDeduplicationService.init(store);
