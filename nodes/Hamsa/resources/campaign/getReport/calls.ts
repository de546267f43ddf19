import type { IDataObject } from 'n8n-workflow';
import { callList, numbersOf, CALL_PAGING } from '../../../hamsa/calls';
import { readInHalves, type Span } from '../../../hamsa/http/halves';
import { readPages, type Reader } from '../../../hamsa/http/reading';
import { idKey } from '../../../hamsa/ids';
import { numberDigits } from '../../../phoneNumbers/digits';
import { InputError } from '../../../shared/errors';
import { instantOf } from '../../../shared/values';

/** A campaign whose calls are looked for: the list of calls knows no campaigns. Instants are epoch milliseconds. */
export interface CallingCampaign {
	voiceAgentId: string;
	/** The digits of its people. */
	numbers: ReadonlySet<string>;
	/** When it can have called. */
	from: number;
	to: number;
}

/** Calls, and how long those took that have a length. */
export interface CallCount {
	calls: number;
	held: number;
	seconds: number;
}

/** Calls that are looked through at most for each voice agent. */
const MOST_CALLS = 200_000;

function check(seen: number): void {
	if (seen <= MOST_CALLS) return;
	throw new InputError(
		`Hamsa lists more than ${MOST_CALLS.toLocaleString('en-US')} calls since the first of these campaigns was created, too many to look through`,
		'Report on fewer or newer campaigns, or switch Include Calls off.',
	);
}

/** Reads the calls of one voice agent from an instant on, each once. */
async function readCalls(
	reader: Reader,
	voiceAgentId: string,
	from: number,
	now: number,
	each: (call: IDataObject) => void,
): Promise<void> {
	const ids = new Set<unknown>();
	const read = async ({ from: startTime, to: endTime }: Span) => {
		let seen = 0;
		for await (const { rows } of readPages(
			reader,
			callList({ voiceAgentId, startTime, endTime }),
			CALL_PAGING,
		)) {
			seen += rows.length;
			check(seen);
			for (const call of rows) {
				if (ids.has(call.id)) continue;
				ids.add(call.id);
				each(call);
			}
		}
		return seen;
	};
	await readInHalves({ from }, now, read, check);
}

/**
 * Counts the calls of campaigns: those of their voice agent, to their people, while they could call. Of several campaigns
 * that could have made a call it was the one that began last. Throws ApiError and InputError.
 */
export async function countCalls(
	reader: Reader,
	campaigns: readonly CallingCampaign[],
	now: number,
): Promise<CallCount[]> {
	const counts = campaigns.map((): CallCount => ({ calls: 0, held: 0, seconds: 0 }));
	const agents = new Set(campaigns.map(({ voiceAgentId }) => idKey(voiceAgentId)));
	for (const agent of agents) {
		const own = [...campaigns.entries()]
			.filter(([, { voiceAgentId }]) => idKey(voiceAgentId) === agent)
			.sort(([, a], [, b]) => b.from - a.from);
		const since = Math.min(...own.map(([, { from }]) => from));
		await readCalls(reader, agent, since, now, (call) => {
			const number = numberDigits(numbersOf(call).person);
			const at = instantOf(call.createdAt) ?? now;
			const [index] =
				own.find(([, { numbers, from, to }]) => from <= at && at <= to && numbers.has(number)) ?? [];
			if (index === undefined) return;
			const count = counts[index]!;
			count.calls++;
			const seconds = Number(call.duration);
			if (!(seconds > 0)) return;
			count.held++;
			count.seconds += seconds;
		});
	}
	return counts;
}
