import { numberedId } from './ids.mts';

/** Every status that a call is documented to have. */
export type CallStatus =
	'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'NO_ANSWER' | 'FAILED' | 'FORWARDED' | 'TERMINATED';

/** One thing that was said. */
export type Turn = { Agent: string } | { User: string };

/** A stored call. */
export interface Call {
	/** The job id that starting it answered. */
	id: string;
	voiceAgentId: string;
	status: CallStatus;
	/** The own number, E.164; shown as `machineNumber`. */
	fromNumber: string;
	/** Who is called; shown as `userNumber`. */
	toNumber: string;
	/** As sent at the start of the call. */
	params: Record<string, unknown>;
	/** null until the call has ended. */
	durationSeconds: number | null;
	transcription: readonly Turn[];
	outcomeResult: Record<string, unknown> | null;
	/** Address of the recording; null without one. */
	mediaUrl: string | null;
	/** ISO 8601, UTC, with milliseconds: compared as text. */
	createdAt: string;
	updatedAt: string;
}

/** A call that was just asked for. */
export const newCall = (
	call: Pick<Call, 'id' | 'voiceAgentId' | 'fromNumber' | 'toNumber' | 'params'>,
	createdAt: string,
): Call => ({
	...call,
	status: 'PENDING',
	durationSeconds: null,
	transcription: [],
	outcomeResult: null,
	mediaUrl: null,
	createdAt,
	updatedAt: createdAt,
});

/** Which calls a list shows; what is left out does not filter. */
export interface CallFilter {
	voiceAgentId?: string;
	status?: CallStatus[];
	/** Earliest and latest creation, UTC epoch milliseconds, both inclusive. */
	startTime?: number;
	endTime?: number;
}

/** The calls of an account; built for hundreds of thousands. */
export interface CallStore {
	/** Newest first. */
	readonly all: readonly Call[];
	/** The id for the next call. */
	nextId(): string;
	add(call: Call): void;
	/** The call of an id in either letter case, undefined when there is none. */
	get(id: string): Call | undefined;
	/** Changes a call in place. The list order by creation and what lists found before is settled anew. */
	change(id: string, changes: Partial<Omit<Call, 'id'>>): Call;
	/** The calls that match, newest first. Reading page after page of one list filters once. */
	find(filter: CallFilter): readonly Call[];
}

/** An account that has called nobody. */
export function createCallStore(): CallStore {
	const byId = new Map<string, Call>();
	let ordered: Call[] | undefined;
	let found: { key: string; calls: Call[] } | undefined;

	function newestFirst(): Call[] {
		// Reversed first, so that of calls made at the same instant the later one comes first.
		ordered ??= [...byId.values()].reverse().sort((a, b) => compare(b.createdAt, a.createdAt));
		return ordered;
	}

	function forget(): void {
		ordered = undefined;
		found = undefined;
	}

	return {
		get all() {
			return newestFirst();
		},
		nextId: () => numberedId('e', byId.size + 1),
		add(call) {
			byId.set(call.id, call);
			forget();
		},
		get: (id) => byId.get(id.toLowerCase()),
		change(id, changes) {
			const call = byId.get(id.toLowerCase());
			if (call === undefined) throw new Error(`The simulator has no call ${id}`);
			Object.assign(call, changes);
			forget();
			return call;
		},
		find(filter) {
			const key = JSON.stringify(filter);
			if (found?.key !== key) found = { key, calls: newestFirst().filter(matching(filter)) };
			return found.calls;
		},
	};
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function matching({ voiceAgentId, status, startTime, endTime }: CallFilter): (call: Call) => boolean {
	const agent = voiceAgentId?.toLowerCase();
	const statuses = status === undefined ? undefined : new Set(status);
	const earliest = startTime === undefined ? undefined : new Date(startTime).toISOString();
	const latest = endTime === undefined ? undefined : new Date(endTime).toISOString();
	return (call) =>
		(agent === undefined || call.voiceAgentId === agent) &&
		(statuses === undefined || statuses.has(call.status)) &&
		(earliest === undefined || call.createdAt >= earliest) &&
		(latest === undefined || call.createdAt <= latest);
}
