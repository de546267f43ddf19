/**
 * An external hook of n8n: writes down what n8n's own run data says about a production execution, one line of JSON each,
 * into the file that `BENCH_RECORDS` names. By then n8n has saved the execution, so the peak memory holds that too.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { IRun } from 'n8n-workflow';
import type { Order } from '../floor-node/Rows.node.mts';

/** One finished execution. */
export interface ExecutionRecord {
	/** As the order says. */
	run: number;
	executionId: string;
	status: string;
	/** Milliseconds of each node that ran, as n8n recorded them. */
	nodeTimes: Record<string, number>;
	/** n8n's words for what went wrong. */
	error?: string;
	/** The process's largest resident size so far, in MiB; undefined where the system does not tell. */
	peakMemory?: number;
	/** The same of the process in which n8n runs the code of Code nodes. */
	codePeakMemory?: number;
}

/** Largest resident size of a process in MiB, as Linux counts it. */
function peakMemoryOf(pid: number): number | undefined {
	const file = `/proc/${pid}/status`;
	if (!existsSync(file)) return undefined;
	const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8'))?.[1];
	return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}

/** The child process of n8n's task runner, the only Node.js child that n8n starts. */
function codeProcess(): number | undefined {
	const file = `/proc/${process.pid}/task/${process.pid}/children`;
	if (!existsSync(file)) return undefined;
	const children = readFileSync(file, 'utf8').trim().split(' ').map(Number);
	return children.find(
		(pid) => pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('task-runner'),
	);
}

function toRecord({ data, status }: IRun, executionId: string): ExecutionRecord {
	const { runData, error } = data.resultData;
	const nodeTimes = Object.fromEntries(
		Object.entries(runData).map(([node, runs]) => [
			node,
			runs.reduce((sum, { executionTime }) => sum + executionTime, 0),
		]),
	);
	const runner = codeProcess();
	const order = runData.Webhook?.[0]?.data?.main?.[0]?.[0]?.json.body as unknown as Order;
	return {
		run: order.run,
		executionId,
		status,
		nodeTimes,
		error: error?.message,
		peakMemory: peakMemoryOf(process.pid),
		codePeakMemory: runner === undefined ? undefined : peakMemoryOf(runner),
	};
}

/** How n8n finds hooks. */
export const workflow = {
	postExecute: [
		async (run: IRun | undefined, _workflow: unknown, executionId: string) => {
			const file = process.env.BENCH_RECORDS;
			if (run === undefined || file === undefined) return;
			appendFileSync(file, `${JSON.stringify(toRecord(run, executionId))}\n`);
		},
	],
};
