import type { ICheckProcessedOptions } from 'n8n-workflow';
import type { LockStore } from '../sending/lockRow';
import type { RunContext } from './context';

const ENTRIES: ICheckProcessedOptions = { mode: 'entries' };

/**
 * What n8n remembers of the node in its workflow (its de-duplication store), for the lock between processes. Undefined
 * where n8n has none: in routing, which MCP Server Trigger and AI Agent before version 3 run, and for a workflow that has no
 * ID yet. There equal orders wait for each other within the process only; those of two processes can both be sent, until
 * Hamsa lists the first.
 */
export function lockStoreOf(context: RunContext): LockStore | undefined {
	const { helpers } = context;
	if (!('checkProcessedAndRecord' in helpers) || !context.getWorkflow().id) return undefined;
	return {
		record: async (values) => (await helpers.checkProcessedAndRecord(values, 'node', ENTRIES)).new.length,
		count: async () => await helpers.getProcessedDataCount('node', ENTRIES),
		clear: async () => await helpers.clearAllProcessedItems('node', ENTRIES),
	};
}
