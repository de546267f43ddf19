import type { IDataObject } from 'n8n-workflow';

/** What is remembered of one attempt to make something on Hamsa. Nothing about people: the key is a hash. */
export interface Attempt {
	/** `started`: the request went out, or was about to, and its outcome is not known. */
	outcome: 'started' | 'made';
	/** Epoch milliseconds on this machine's clock. */
	startedAt: number;
	/** What Hamsa made, once that is known. */
	made?: IDataObject;
	/** Why the outcome is not known, for a person. */
	reason?: string;
}

/** One entry of n8n's node context: survives Retry On Fail and the Retry of a failed execution, not a killed process. */
export interface AttemptNote {
	read(): Attempt | undefined;
	write(attempt: Attempt): void;
	forget(): void;
}

type Attempts = Record<string, Attempt | undefined>;

const attemptsIn = (memory: IDataObject) => (memory.attempts ??= {}) as unknown as Attempts;

/**
 * The note of one attempt within an execution. `memory` is n8n's node context; `runIndex` counts how often the node has
 * run in this execution, because a loop may mean the same people again; `print` is the hash of what is made.
 */
export function attemptNote(memory: IDataObject, runIndex: number, print: string): AttemptNote {
	const attempts = attemptsIn(memory);
	const key = `${runIndex} ${print}`;
	return {
		read: () => attempts[key],
		write: (attempt) => {
			attempts[key] = attempt;
		},
		forget: () => {
			delete attempts[key];
		},
	};
}

/** All that the node has made on Hamsa in this execution, as far as it knows. */
export function madeSoFar(memory: IDataObject): IDataObject[] {
	return Object.values(attemptsIn(memory)).flatMap((attempt) =>
		attempt?.made === undefined ? [] : [attempt.made],
	);
}
