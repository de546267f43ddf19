import type { IDataObject } from 'n8n-workflow';
import { BoundedMap } from '../shared/memory';

/*
 * What this process has made on Hamsa. Hamsa's lists may lag behind, so what they do not show yet must not be made again;
 * and what is known to come from one request must not be taken for what another, lost one made. Gone with the process:
 * Hamsa is the record that all processes share.
 */

/** Something that this process made, or found to have been made by its own request. */
interface MadeHere {
	/** The order's `label`. */
	label: string;
	/** Epoch milliseconds of the attempt, on this machine's clock. */
	startedAt: number;
	created: IDataObject;
}

/** Made things remembered at most, and those with one fingerprint. */
const MOST_REMEMBERED = 10_000;
const MOST_ALIKE = 20;

const byFingerprint = new BoundedMap<string, readonly MadeHere[]>(MOST_REMEMBERED);
const byKey = new BoundedMap<string, IDataObject>(MOST_REMEMBERED);

/** Remembers what was made by its order's fingerprint and by its own key (`CreateOnce.keyOf`). */
export function rememberMade(fingerprint: string, key: string, made: MadeHere): void {
	if (byKey.get(key) === undefined) {
		byFingerprint.set(fingerprint, [made, ...madeHere(fingerprint)].slice(0, MOST_ALIKE));
	}
	byKey.set(key, made.created);
}

/** What this process has made for orders with this fingerprint, the latest first. */
export const madeHere = (fingerprint: string): readonly MadeHere[] => byFingerprint.get(fingerprint) ?? [];

/** What this process has made and has this key. */
export const madeHereWithKey = (key: string): IDataObject | undefined => byKey.get(key);
