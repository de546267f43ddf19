import type { INodeExecutionData } from 'n8n-workflow';
import type { ParameterReader } from '../expressions/parameters';
import type { Attempt } from '../sending/attempts';
import type { RunClock } from '../time/clock';
import type { OnError } from './onError';

/** What an operation over all input items needs of n8n. */
export interface ItemsRun {
	items: readonly INodeExecutionData[];
	parameters: ParameterReader;
	clock: RunClock;
	onError: OnError;
	/** What earlier tries of this run created, but for what certainly came to nothing. */
	earlierAttempts(): Attempt[];
	/** Whether n8n runs the node again when it fails (Retry On Fail). */
	retriesOnFail?: boolean;
	/** Receives what a person should know beside the output; `warning` when they should do something. */
	hint(message: string, kind?: 'warning'): void;
}
