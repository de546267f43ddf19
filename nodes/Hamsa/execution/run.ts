import type { INodeExecutionData } from 'n8n-workflow';
import type { ParameterReader } from '../expressions/parameters';
import type { RunClock } from '../time/clock';
import type { OnError } from './onError';

/** What an operation over all input items needs of n8n. */
export interface ItemsRun {
	items: readonly INodeExecutionData[];
	parameters: ParameterReader;
	clock: RunClock;
	onError: OnError;
	/** Whether n8n runs the node again when it fails (Retry On Fail). */
	retriesOnFail?: boolean;
	/** Receives what a person should know beside the output. */
	hint(message: string): void;
}
