import { attemptNote, type AttemptNote } from './attempts';
import { ApiError, SendError } from '../shared/errors';
import { oneAtATime } from './oneAtATime';
import { findUnsettled, forgetUnsettled, rememberUnsettled } from './unsettled';
import { waitUnlessCancelled } from './waiting';
import type { Found, Order, Sender, Sent } from './types';
import { post } from './post';

/*
 * What is guaranteed for whatever is made on Hamsa by a POST, window by window:
 * - before the POST: nothing was sent. When Hamsa cannot be asked whether it has the same already, nothing is.
 * - POST that never reached Hamsa, or 429: sent again, a few times; after that surely not made.
 * - POST with a clear answer: made, or surely not made.
 * - POST with any other outcome: not sent again by this execution, however often n8n repeats the node. Hamsa is looked at
 *   several times; found is success, not found is an error that says it may exist, since it may appear later. A person's
 *   Retry sends only after the settling time and a complete look that found nothing. An equal order of another run in
 *   this process waits for the first to end, and sends nothing before the settling time of an unknown outcome is over.
 * - process killed: its note is lost, whatever was sent may have been made. On Retry, or when the same comes again,
 *   Duplicate Protection finds it on Hamsa by its content, but only once Hamsa lists it.
 * - equal orders of two processes: the second finds what the first made once Hamsa lists it. Until then, from the look
 *   before the POST to the end of the POST, both can pass the look and both send: Hamsa has no idempotency key and n8n no
 *   lock between workers that a killed one gives back. The same holds for an equal order of another process
 *   while the first's outcome is unknown.
 * - cancelled execution: nothing more is sent. A POST under way is broken off by n8n: its outcome is unknown.
 */

/** Time beyond the request's time-out in which a lost request may still be carried out, in milliseconds. */
const SETTLING = 5 * 60_000;

/** Milliseconds from an attempt on after which a request that is not there will not be carried out any more. */
export const settlingTime = ({ timeoutMs }: Pick<Sender, 'timeoutMs'>) => timeoutMs + SETTLING;

/** Pauses before each look for what a lost answer told of; none is longer than the request's time-out. */
const LOOKS_AFTER = [0, 1_000, 3_000, 6_000, 10_000];

/** Clocks of two machines and the whole seconds of HTTP dates. */
export const CLOCK_MARGIN = 5_000;

/** What came of looking: something, nothing although Hamsa answered in the end, or no answer. */
type LookedFor = Found | 'notThere' | 'noAnswer';

/** Looks for what a known attempt made several times, because a list may lag behind. */
async function lookForLost(sender: Sender, order: Order, startedAt: number): Promise<LookedFor> {
	let last: LookedFor = 'noAnswer';
	for (const pause of LOOKS_AFTER) {
		if (!(await waitUnlessCancelled(Math.min(pause, sender.timeoutMs), sender.signal))) break;
		try {
			const found = await order.findLost(Date.now() - startedAt + CLOCK_MARGIN);
			if (found !== undefined) return found;
			last = 'notThere';
		} catch {
			// A look that fails has found nothing; the next one may.
			last = 'noAnswer';
		}
	}
	return last;
}

/** An attempt whose outcome is not known, with what is said about it. */
interface OpenAttempt {
	startedAt: number;
	reason?: string;
	/** "An earlier try". */
	whose: string;
	settled: boolean;
}

/** Looks for what an open attempt made. Undefined when it surely made nothing; throws when nobody knows. */
async function settle(sender: Sender, order: Order, attempt: OpenAttempt): Promise<Found | undefined> {
	const { startedAt, reason, whose, settled } = attempt;
	const looked = await lookForLost(sender, order, startedAt);
	if (typeof looked === 'object') return looked;
	if (settled && looked === 'notThere') return undefined;
	const because = reason === undefined ? '' : ` (${reason})`;
	const seen = looked === 'notThere' ? 'Hamsa does not list it yet' : 'Hamsa could not be asked';
	throw SendError.unknown(
		`${whose} did not learn what became of it${because}, and ${seen}, ${order.notSentAgain}`,
		order.mayExist,
	);
}

/** What an earlier try of this execution left behind: something made, nothing, or an error because nobody knows. */
async function settleEarlier(sender: Sender, order: Order, note: AttemptNote): Promise<Sent | undefined> {
	const earlier = note.read();
	if (earlier === undefined) return undefined;
	const { made, startedAt, reason } = earlier;
	const ageMs = Date.now() - startedAt;
	if (made !== undefined) return { made, origin: 'earlierTry', ageMs };
	const settled = sender.isRetry && ageMs > settlingTime(sender);
	const found = await settle(sender, order, { startedAt, reason, whose: 'An earlier try', settled });
	if (found === undefined) return undefined;
	note.write({ outcome: 'made', startedAt, made: found.made });
	forgetUnsettled(order.print);
	return { ...found, origin: 'earlierTry' };
}

/** The same for another run of this process whose outcome is not known. */
async function settleOther(sender: Sender, order: Order): Promise<Sent | undefined> {
	const other = findUnsettled(order.print);
	if (other === undefined || order.label === undefined) return undefined;
	if (other.label !== order.label && !sender.isRetry) return undefined;
	const found = await settle(sender, order, { ...other, whose: 'Another run', settled: false });
	forgetUnsettled(order.print);
	return found === undefined ? undefined : { ...found, origin: 'otherRun' };
}

/** The same made by another run. */
async function findSame(order: Order): Promise<Sent | undefined> {
	try {
		const found = await order.findSame();
		return found === undefined ? undefined : { ...found, origin: 'otherRun' };
	} catch (error) {
		throw notChecked(error, order);
	}
}

/** Nothing is sent when Hamsa cannot be asked whether it has it already. */
function notChecked(error: unknown, { notMade }: Order): unknown {
	if (!(error instanceof ApiError)) return error;
	const words = `${error.action} ${notMade} Before anything is sent, Hamsa is asked whether it has the same already.`;
	return SendError.refused(error.message, words, error.status);
}

function stopIfCancelled({ signal }: Sender, { notMade }: Order): void {
	if (signal?.aborted === true) throw SendError.refused('The execution was cancelled', notMade);
}

/**
 * Makes sure that what is ordered exists on Hamsa, with at most one POST that can have reached it. The attempt is noted
 * before the POST, so that Retry On Fail, which runs the whole node again, knows of it. Throws SendError.
 */
export async function sendSurely(sender: Sender, order: Order): Promise<Sent> {
	const note = attemptNote(sender.memory, sender.runIndex, order.print);
	return await oneAtATime(order.print, async () => {
		stopIfCancelled(sender, order);
		const existing =
			(await settleEarlier(sender, order, note)) ??
			(await settleOther(sender, order)) ??
			(await findSame(order));
		if (existing !== undefined) return existing;
		stopIfCancelled(sender, order);

		const startedAt = Date.now();
		note.write({ outcome: 'started', startedAt });
		const outcome = await post(sender, order);
		if ('made' in outcome) {
			note.write({ outcome: 'made', startedAt, made: outcome.made });
			return { made: outcome.made, origin: 'now' };
		}
		const { failure } = outcome;
		if (!failure.mayExist) {
			note.forget();
			throw failure;
		}
		const looked = await lookForLost(sender, order, startedAt);
		if (typeof looked === 'object') {
			note.write({ outcome: 'made', startedAt, made: looked.made });
			return { ...looked, origin: 'lostAnswer' };
		}
		const reason = failure.message;
		note.write({ outcome: 'started', startedAt, reason });
		if (order.label !== undefined) {
			const until = startedAt + settlingTime(sender);
			rememberUnsettled(order.print, { label: order.label, startedAt, until, reason });
		}
		throw failure;
	});
}
