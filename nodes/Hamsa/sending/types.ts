import type { IDataObject } from 'n8n-workflow';
import type { Reader } from '../hamsa/http/reading';
import type { HamsaRequest } from '../hamsa/http/transport';

/** How something came to be known: made now, made by an earlier try of this run, or by another run. */
type Origin = 'now' | 'lostAnswer' | 'earlierTry' | 'otherRun';

/** Something that Hamsa has already, and how long ago it was made (milliseconds, on Hamsa's clock). */
export interface Found {
	made: IDataObject;
	ageMs: number;
}

/** What exists on Hamsa after sending. `ageMs` is set when it was not made by this try. */
export interface Sent {
	made: IDataObject;
	origin: Origin;
	ageMs?: number;
}

export interface Sender extends Reader {
	/** n8n's memory of this node in this execution. */
	memory: IDataObject;
	/** How many times the node has run in this execution, from 0 (loops). */
	runIndex: number;
	/** Whether a person retries a failed execution (`getMode()` is `retry`). */
	isRetry: boolean;
	/** Milliseconds after which a request without an answer is given up. */
	timeoutMs: number;
	signal?: AbortSignal;
}

/** Something to be made on Hamsa, once. */
export interface Order {
	request: HamsaRequest;
	/** Hash that recognises the same order whenever it comes again. */
	print: string;
	/** What was made, from a success body's `data`; undefined when it is not there. */
	made(data: IDataObject): IDataObject | undefined;
	/** Looks on Hamsa for what a known attempt at this order made within the last milliseconds. Throws ApiError. */
	findLost(withinMs: number): Promise<Found | undefined>;
	/** Looks on Hamsa for the same made by another run, as far as that is wanted. Throws ApiError. */
	findSame(): Promise<Found | undefined>;
	/**
	 * Name that another run's order with this print must have too to be the same; on a person's Retry any name is. Without
	 * it other runs do not count.
	 */
	label?: string;
	/** What to do about an HTTP status of a refusal, where there is more to say than of any request. */
	whenRefused?: Readonly<Record<number, string>>;
	/** "No campaign was created.": closes what to do when surely nothing was made. */
	notMade: string;
	/** What to do when nobody knows: where to look and how to go on. */
	mayExist: string;
	/** Ends the message that an earlier outcome is not known: "so the campaign was not sent again". */
	notSentAgain: string;
}
