import { BoundedMap } from '../shared/memory';
import type { Attempt } from './attempts';

/** An attempt of this process of which nobody knows whether Hamsa carried it out. */
interface Unsettled {
	/** What tells orders with the same fingerprint apart: the campaign's name. */
	label: string;
	/** Epoch milliseconds until which it may still be carried out. */
	until: number;
	attempt: Attempt;
}

/** Attempts remembered at most. */
const MOST_REMEMBERED = 10_000;

const unsettled = new BoundedMap<string, Unsettled>(MOST_REMEMBERED);

/** Remembers an attempt by its order's fingerprint, until it can no longer be carried out. */
export const rememberUnsettled = (fingerprint: string, attempt: Unsettled): void =>
	unsettled.set(fingerprint, attempt);

/** The attempt with this fingerprint that is not settled, undefined when there is none or its time is over. */
export function findUnsettled(fingerprint: string): Unsettled | undefined {
	const attempt = unsettled.get(fingerprint);
	return attempt === undefined || attempt.until <= Date.now() ? undefined : attempt;
}

/** To be called when it is known what became of an attempt. */
export const forgetUnsettled = (fingerprint: string): void => unsettled.delete(fingerprint);
