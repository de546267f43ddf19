import type { IDataObject } from 'n8n-workflow';

/** What is remembered of one attempt to make something on Hamsa. Nothing about people but hashes. */
export interface Attempt {
	/**
	 * `open`: the request went out, or was about to, and nobody knows whether Hamsa carried it out. `created`: it did.
	 * `nothing`: it certainly did not.
	 */
	outcome: 'open' | 'created' | 'nothing';
	/** Epoch milliseconds on this machine's clock. */
	startedAt: number;
	/** What of the request it is recognised by (`CreateOnce.trace`). */
	trace: IDataObject;
	/** IDs of what looked like it before it was sent. */
	seen: string[];
	/** What Hamsa made, once that is known. */
	created?: IDataObject;
	/** Why the outcome is not known, for a person. */
	reason?: string;
}

/** One entry of n8n's node context: survives Retry On Fail and the Retry of a failed execution, not a killed process. */
export interface AttemptNote {
	read(): Attempt | undefined;
	write(attempt: Attempt): void;
}

type Attempts = Record<string, Attempt | undefined>;

const attemptsIn = (memory: IDataObject) => (memory.attempts ?? {}) as unknown as Attempts;

/**
 * The note of one attempt within an execution. `memory` is n8n's node context; `runIndex` counts how often the node has
 * run in this execution, because a loop may mean the same people again.
 */
export function attemptNote(memory: IDataObject, runIndex: number, fingerprint: string): AttemptNote {
	const key = `${runIndex} ${fingerprint}`;
	return {
		read: () => attemptsIn(memory)[key],
		write: (attempt) => {
			memory.attempts ??= {};
			attemptsIn(memory)[key] = attempt;
		},
	};
}

/** All that the node has made on Hamsa in this execution, as far as it knows. */
export const createdSoFar = (memory: IDataObject): IDataObject[] =>
	Object.values(attemptsIn(memory)).flatMap((attempt) =>
		attempt?.created === undefined ? [] : [attempt.created],
	);

/** The attempts that earlier tries of this run left behind, but for those that made nothing. */
export function attemptsOfRun(memory: IDataObject, runIndex: number): Attempt[] {
	const ofRun = Object.entries(attemptsIn(memory)).filter(([key]) => key.startsWith(`${runIndex} `));
	return ofRun.flatMap(([, attempt]) =>
		attempt === undefined || attempt.outcome === 'nothing' ? [] : [attempt],
	);
}
