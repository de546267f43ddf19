import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Host } from '../host.mts';

/** One item as n8n records it. */
export interface RecordedItem {
	json: Record<string, unknown>;
	pairedItem?: unknown;
	error?: unknown;
}

/** One run of one node as n8n records it. */
export interface NodeRun {
	/** Epoch milliseconds. */
	startTime: number;
	executionTime: number;
	executionStatus?: string;
	data?: { main?: Array<RecordedItem[] | null> };
	hints?: Array<{ message: string; type?: string }>;
	error?: { message: string; description?: string | null; httpCode?: string };
}

/** A finished execution: its status and what each node did. */
export interface Execution {
	id: string;
	status: string;
	runData: Record<string, NodeRun[]>;
	error?: { message: string; description?: string | null };
}

interface ResultData {
	runData?: Record<string, NodeRun[]>;
	error?: { message: string; description?: string | null };
}

/** Brings a result as n8n prints or saves it into one shape. */
export function toExecution(id: string, status: string, data: { resultData: ResultData }): Execution {
	const { runData = {}, error } = data.resultData;
	return { id, status, runData, ...(error ? { error } : {}) };
}

/** n8n saves run data with the library "flatted"; it is read with n8n's own copy of it. */
export function parseSavedRunData(host: Host, saved: string): { resultData: ResultData } {
	const requireFromHost = createRequire(join(host.directory, 'node_modules', 'n8n', 'package.json'));
	const { parse } = requireFromHost('flatted') as { parse: (text: string) => { resultData: ResultData } };
	return parse(saved);
}

/** The items a node put on one of its outputs, 0 being the first, in its first run. */
export function outputOf(execution: Execution, node: string, output = 0): RecordedItem[] {
	return execution.runData[node]?.[0]?.data?.main?.[output] ?? [];
}
