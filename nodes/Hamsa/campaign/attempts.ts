import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import type { CreateCampaignRequest } from './types';

/** What is remembered of one attempt to create a campaign. Nothing about people: the key is a hash. */
export interface Attempt {
	/** `started`: the request went out, or was about to, and its outcome is not known. */
	outcome: 'started' | 'created';
	/** Epoch milliseconds on this machine's clock. */
	startedAt: number;
	campaign?: IDataObject;
}

/**
 * Recognises the same create whenever it comes again: who is called, by which agent, from which number, at which Hamsa.
 * Name and date are left out, because an expression with the time gives others on the second try.
 */
export function fingerprint(
	baseUrl: string,
	{ voiceAgentId, phoneNumber, recipients }: CreateCampaignRequest,
): string {
	const hash = createHash('sha256').update(`${baseUrl} ${voiceAgentId} ${phoneNumber} `);
	hash.update(recipients.map((recipient) => recipient.phoneNumber).join(' '));
	return hash.digest('hex');
}

/** One entry of n8n's node context: survives Retry On Fail and the Retry of a failed execution, not a killed process. */
export interface AttemptNote {
	read(): Attempt | undefined;
	write(attempt: Attempt): void;
	forget(): void;
}

/**
 * The note of one create within an execution. `memory` is n8n's node context; `runIndex` counts how often the node has
 * run in this execution, because a loop may mean the same people again.
 */
export function attemptNote(memory: IDataObject, runIndex: number, print: string): AttemptNote {
	const attempts = (memory.createAttempts ??= {}) as unknown as Record<string, Attempt | undefined>;
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
