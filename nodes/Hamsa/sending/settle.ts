import { SendError } from '../shared/errors';
import type { Reader } from '../hamsa/http/reading';
import type { Attempt, AttemptNote } from './attempts';
import { findUnsettled, forgetUnsettled } from './unsettled';
import { waitUnlessCancelled } from './waiting';
import type { CreateOnce, Found, Sender, Sent } from './types';

/** Time beyond the request's time-out in which a lost request may still be carried out, in milliseconds. */
const SETTLING = 5 * 60_000;

/** Milliseconds from an attempt on after which a request that is not there will not be carried out any more. */
export const settlingTime = ({ timeoutMs }: Pick<Sender, 'timeoutMs'>) => timeoutMs + SETTLING;

/** Pauses before each look for what a lost answer told of; none is longer than the request's time-out. */
const LOOKS_AFTER = [0, 1_000, 3_000, 6_000, 10_000];

/** Longest wait for the answer to each of these looks, in milliseconds. */
const LONGEST_LOOK = 60_000;

/**
 * How far apart, in milliseconds, the clocks may be that write a `Date` header (a proxy's), a `createdAt` (Hamsa's
 * database) and the time of an attempt (this machine's). What a lost request made may look so much older than the request.
 * What is older for certain is told from it by having been seen before, or by being known as made by another request.
 */
export const CLOCK_MARGIN = 2 * 60_000;

/** What came of looking: something, nothing although Hamsa answered in the end, or no answer. */
type LookedFor = Found | 'notThere' | 'noAnswer';

const quick = (sender: Sender): Reader => ({
	connection: sender.connection,
	call: async (request) => await sender.call({ ...request, timeoutMs: LONGEST_LOOK }),
});

/** Looks for what an attempt made several times, because a list may lag behind. */
export async function lookForLost(
	sender: Sender,
	order: CreateOnce,
	{ startedAt, trace, seen }: Attempt,
): Promise<LookedFor> {
	let last: LookedFor = 'noAnswer';
	for (const pause of LOOKS_AFTER) {
		if (!(await waitUnlessCancelled(Math.min(pause, sender.timeoutMs), sender.signal))) break;
		try {
			const withinMs = Date.now() - startedAt + CLOCK_MARGIN;
			const found = await order.findLost(quick(sender), { withinMs, trace, seen });
			if (found !== undefined) return found;
			last = 'notThere';
		} catch {
			// A look that fails has found nothing; the next one may.
			last = 'noAnswer';
		}
	}
	return last;
}

/**
 * Looks for what an open attempt made. Undefined when it certainly made nothing, which needs a complete look after the
 * settling time; throws SendError when nobody knows.
 */
async function settle(
	sender: Sender,
	order: CreateOnce,
	attempt: Attempt,
	{ whose, isOver }: { whose: string; isOver: boolean },
): Promise<Found | undefined> {
	const looked = await lookForLost(sender, order, attempt);
	if (typeof looked === 'object') return looked;
	if (isOver && looked === 'notThere') return undefined;
	const because = attempt.reason === undefined ? '' : ` (${attempt.reason})`;
	const seen = looked === 'notThere' ? 'Hamsa does not list it yet' : 'Hamsa could not be asked';
	throw SendError.unknown(
		`${whose} did not learn what became of it${because}, and ${seen}, ${order.notSentAgain}`,
		order.mayExist,
	);
}

/**
 * What an earlier try of this execution has made of the same order; undefined when it made nothing. Writes down what it
 * learns. Throws SendError when nobody knows: only a person's Retry, after the settling time, takes a campaign or call
 * that is not there for one that was not made.
 */
export async function settleEarlier(
	sender: Sender,
	order: CreateOnce,
	note: AttemptNote,
): Promise<Sent | undefined> {
	const earlier = note.read();
	if (earlier === undefined || earlier.outcome === 'nothing') return undefined;
	const { created, startedAt } = earlier;
	const ageMs = Date.now() - startedAt;
	if (created !== undefined) return { created, origin: 'earlierTry', ageMs };
	const isOver = sender.isRetry && ageMs > settlingTime(sender);
	const found = await settle(sender, order, earlier, { whose: 'An earlier try', isOver });
	forgetUnsettled(order.fingerprint);
	if (found === undefined) {
		note.write({ ...earlier, outcome: 'nothing' });
		return undefined;
	}
	note.write({ ...earlier, outcome: 'created', created: found.created });
	return { ...found, origin: 'earlierTry' };
}

/**
 * The same for an attempt of another run of this process whose outcome is not known: something, undefined when there is no
 * such attempt; throws SendError when nobody knows.
 */
export async function settleOther(
	sender: Sender,
	order: CreateOnce,
	anyLabel: boolean,
): Promise<Sent | undefined> {
	const other = findUnsettled(order.fingerprint);
	if (other === undefined || order.protectionMs === 0) return undefined;
	if (other.label !== order.label && !anyLabel) return undefined;
	const found = await settle(sender, order, other.attempt, { whose: 'Another run', isOver: false });
	forgetUnsettled(order.fingerprint);
	return found === undefined ? undefined : { ...found, origin: 'otherRun' };
}
