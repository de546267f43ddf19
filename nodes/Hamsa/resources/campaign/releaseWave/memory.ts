import type { IDataObject } from 'n8n-workflow';
import { BoundedMap } from '../../../shared/memory';

/** What is remembered of a series beside Hamsa, which is its memory: only what Hamsa cannot tell. */
export interface SeriesNote {
	/** The highest wave ever released, so that a deleted last wave is noticed. */
	highest: number;
	/** Epoch milliseconds of the first wave. */
	since: number;
	/** How many campaigns each wave of several has, so that a deleted one is noticed. */
	parts: Readonly<Record<string, number>>;
	/** The campaigns of the last wave and when they were made (epoch ms): Hamsa's list may show them late. */
	last?: { wave: number; at: number; ids: readonly string[] };
	/** A wave of which nobody knows whether Hamsa has made it, and until when it may still (epoch ms). */
	open?: { wave: number; until: number };
}

/** Where the note of a series is kept: n8n's static data of the node, which n8n saves after production runs only. */
export interface NoteStore {
	read(): SeriesNote | undefined;
	write(note: SeriesNote): void;
	/** Does what sends a wave. */
	whileSending<T>(work: () => Promise<T>): Promise<T>;
	/** Whether this process sends a wave at this moment, so that its note says of an open one what will soon be known. */
	isSending(): boolean;
}

/** Series of a node that are remembered; the one that was written longest ago goes first. */
const MOST_SERIES = 50;

/** What this process knows of waves that were just sent, for runs whose static data n8n does not save. */
const justSent = new BoundedMap<string, Pick<SeriesNote, 'last' | 'open'>>(1_000);

/** Series of which this process sends a wave at this moment. */
const sending = new Set<string>();

const NOTHING: SeriesNote = { highest: 0, since: Infinity, parts: {} };

/** A note without the proxies that n8n's static data is made of. */
const asPlain = (note: SeriesNote) => JSON.parse(JSON.stringify(note)) as IDataObject;

/** The later of what two places know. */
const later = <T>(one: T | undefined, other: T | undefined, timeOf: (value: T) => number): T | undefined =>
	one === undefined || (other !== undefined && timeOf(other) > timeOf(one)) ? other : one;

/** The note of the series at one Hamsa: in n8n's static data of the node, and in this process for a while. */
export function noteStore(staticData: IDataObject, baseUrl: string, series: string): NoteStore {
	const key = `${baseUrl} ${series}`;
	const notes = () => (staticData.waves ?? {}) as Record<string, unknown>;
	return {
		read: () => {
			const kept = notes()[key] as SeriesNote | undefined;
			const here = justSent.get(key);
			if (kept === undefined && here === undefined) return undefined;
			return {
				...NOTHING,
				...kept,
				last: later(kept?.last, here?.last, ({ at }) => at),
				open: later(kept?.open, here?.open, ({ until }) => until),
			};
		},
		write: (note) => {
			justSent.set(key, { last: note.last, open: note.open });
			const others = Object.entries(notes()).filter(([other]) => other !== key);
			const kept = others.slice(-(MOST_SERIES - 1));
			// As a whole: n8n sees that something has changed when a field of the static data is set.
			staticData.waves = {
				...Object.fromEntries(kept),
				[key]: asPlain(note),
			};
		},
		whileSending: async (work) => {
			sending.add(key);
			try {
				return await work();
			} finally {
				sending.delete(key);
			}
		},
		isSending: () => sending.has(key),
	};
}

/** The note of a series of which nothing is known yet. */
export const noteOfNothing = (now: number): SeriesNote => ({ ...NOTHING, since: now });
