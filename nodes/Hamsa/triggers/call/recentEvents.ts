import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { BoundedMap } from '../../shared/memory';
import type { ReadEvent } from './callEvent';

/** Events that the node's static data remembers: about 8 kB. */
const MOST_SAVED = 500;
/** Events of one node that this process remembers. */
const MOST_REMEMBERED = 5_000;

/** Events that happen once in a call, so that call and event say which one it is even without a time. */
const ONCE_PER_CALL: ReadonlySet<string> = new Set(['call.started', 'call.answered', 'call.ended']);

/** Which event this is, the same for each repeat of it. */
interface Identity {
	/** 16 characters. */
	eventId: string;
	/** Whether an equal ID certainly means the same event, so that a repeat may be dropped. */
	isCertain: boolean;
}

const shortHash = (...parts: unknown[]) =>
	createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);

/** Hamsa's guides tell repeats by call, event and time. Where a payload lacks them, its whole body names the event. */
export function identify({ event: { callId, timestamp }, name }: ReadEvent, body: IDataObject): Identity {
	const isCertain =
		callId !== undefined && name !== undefined && (timestamp !== undefined || ONCE_PER_CALL.has(name));
	return { eventId: isCertain ? shortHash(callId, name, timestamp) : shortHash(body), isCertain };
}

const savedIn = (staticData: IDataObject): string[] =>
	typeof staticData.recentEvents === 'string' ? staticData.recentEvents.split(' ') : [];

/** The events that trigger nodes received, by node. */
interface RecentEvents {
	/** Whether the event is new; from now on it is not. `staticData` is the node's, as saved by any process. */
	claim(node: string, staticData: IDataObject, eventId: string): boolean;
	/** Takes a claim back: the event was not used and will come again. */
	release(node: string, eventId: string): void;
	/** Marks a claimed event as used, and writes the newest of the used ones into the node's static data, which n8n saves. */
	save(node: string, staticData: IDataObject, eventId: string): void;
}

/**
 * Remembers in the process (which also sees repeats of the same instant) and in static data (which outlives the process).
 * n8n has no memory that webhook processes share at once, so two of them can take one event at the same instant.
 */
export function createRecentEvents(): RecentEvents {
	const nodes = new Map<string, { claimed: BoundedMap<string, true>; used: string[] }>();
	const eventsOf = (node: string) => {
		const events = nodes.get(node) ?? {
			claimed: new BoundedMap<string, true>(MOST_REMEMBERED),
			used: [],
		};
		nodes.set(node, events);
		return events;
	};
	return {
		claim(node, staticData, eventId) {
			const { claimed } = eventsOf(node);
			if (claimed.has(eventId) || savedIn(staticData).includes(eventId)) return false;
			claimed.set(eventId, true);
			return true;
		},
		release: (node, eventId) => eventsOf(node).claimed.delete(eventId),
		save(node, staticData, eventId) {
			const { used } = eventsOf(node);
			used.push(eventId);
			used.splice(0, used.length - MOST_SAVED);
			// What another process has written in between stays.
			const all = new Set([...savedIn(staticData), ...used]);
			staticData.recentEvents = [...all].slice(-MOST_SAVED).join(' ');
		},
	};
}
