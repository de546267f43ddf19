import type { IDataObject } from 'n8n-workflow';
import type { Reader } from '../hamsa/http/reading';
import type { HamsaRequest } from '../hamsa/http/transport';
import type { LockStore } from './lockRow';
import type { HeldLock } from './nodeLock';

/** How something came to be known: made now, made by an earlier try of this run, or by another run. */
type Origin = 'now' | 'lostAnswer' | 'earlierTry' | 'otherRun';

/** Something that Hamsa has already, and how long ago it was made (milliseconds, on Hamsa's clock). */
export interface Found {
	created: IDataObject;
	ageMs: number;
}

/** What a look for the same of another run brought. */
export interface Looked {
	found?: Found;
	/** IDs of what looks like it and was there at this time: a request sent later did not make these. */
	seen: string[];
}

/** What exists on Hamsa after sending. `ageMs` is set when it was not made by this try. */
export interface Sent {
	created: IDataObject;
	origin: Origin;
	ageMs?: number;
}

/** Where and for which run something is sent. */
export interface Sender extends Reader {
	/** n8n's memory of this node in this execution. */
	memory: IDataObject;
	/** How many times the node has run in this execution, from 0 (loops). */
	runIndex: number;
	/** Whether a person retries a failed execution (`getMode()` is `retry`). */
	isRetry: boolean;
	/** Milliseconds after which a request without an answer is given up. */
	timeoutMs: number;
	/** Aborted when the execution is cancelled. */
	signal?: AbortSignal;
	/** The node's lock between the processes of this n8n; undefined where n8n has no place for one. */
	lock?: {
		/** The node in its workflow. */
		key: string;
		store: LockStore;
	};
	/** The lock, where the run has taken it already. */
	held?: HeldLock;
}

/** A request whose answer was lost, as it is looked for on Hamsa. */
export interface LostRequest {
	/** How long ago it may have been carried out at most, in milliseconds on Hamsa's clock. */
	withinMs: number;
	/** The `trace` of the request that was sent. */
	trace: IDataObject;
	/** IDs of what was there before it was sent. */
	seen: readonly string[];
}

/** An order to make something on Hamsa, once: the request, and how what it makes is recognised. */
export interface CreateOnce {
	request: HamsaRequest;
	/** Hash that is the same whenever the same is ordered again, in this execution or another. */
	fingerprint: string;
	/** Tells orders of other runs with this fingerprint apart (a campaign's name). On a person's Retry any label is the same. */
	label: string;
	/** Milliseconds in which the same made by another run counts as this one; 0: other runs do not count. */
	protectionMs: number;
	/** What an attempt keeps of the request to find what it made. Nothing about people but hashes. */
	trace: IDataObject;
	/** What was made, from a success body's `data`; undefined when that does not say so. */
	createdFrom(data: IDataObject): IDataObject | undefined;
	/** Tells one made thing from all others of this Hamsa, as far as they could be mistaken for it. */
	keyOf(created: IDataObject): string;
	/** Looks on Hamsa for what a request made whose answer was lost. Throws ApiError. */
	findLost(reader: Reader, lost: LostRequest): Promise<Found | undefined>;
	/** Looks on Hamsa for the same made by another run within `protectionMs`. Throws ApiError. */
	findSame(anyLabel: boolean): Promise<Looked>;
	/**
	 * Whether something that this process made so long ago (milliseconds), and that Hamsa's list did not show, is the same
	 * and still there; undefined when it is not. Throws ApiError.
	 */
	confirm(created: IDataObject, ageMs: number, anyLabel: boolean): Promise<Found | undefined>;
	/** Called right before the request is sent. Throws InputError when it must not be sent at this time. */
	checkTime?(): void;
	/** What to do about an HTTP status of a refusal, where there is more to say than of any request. */
	whenRefused?: Readonly<Record<number, string>>;
	/** "No campaign was created.": closes what to do when certainly nothing was made. */
	notMade: string;
	/** What to do when nobody knows: where to look and how to go on. */
	mayExist: string;
	/** Ends the message that an earlier outcome is not known: "so the campaign was not sent again". */
	notSentAgain: string;
}
