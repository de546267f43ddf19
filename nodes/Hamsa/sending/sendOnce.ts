import { sleep } from 'n8n-workflow';
import { attemptNote, type Attempt, type AttemptNote } from './attempts';
import { ApiError, SendError } from '../shared/errors';
import { madeHere, rememberMade } from './madeHere';
import { withNodeLock, type HeldLock } from './nodeLock';
import { oneAtATime } from './oneAtATime';
import { lookForLost, settleEarlier, settleOther, settlingTime } from './settle';
import { rememberUnsettled } from './unsettled';
import type { CreateOnce, Looked, Sender, Sent } from './types';
import { post } from './post';
import { waitUnlessCancelled } from './waiting';

/*
 * What is guaranteed for whatever is made on Hamsa by a POST, window by window:
 * - before the POST: nothing was sent. When Hamsa cannot be asked whether it has the same already, nothing is.
 * - POST that never reached Hamsa, or 429: sent again, a few times; after that certainly not made.
 * - POST with a clear answer: made, or certainly not made.
 * - POST with any other outcome: not sent again by this execution, however often n8n repeats the node. Hamsa is looked at
 *   several times; found is success, not found is an error that says it may exist, since it may appear later. A person's
 *   Retry sends only after the settling time and a complete look that found nothing. An equal order of another run in
 *   this process waits for the first to end, and sends nothing before the settling time of an unknown outcome is over.
 * - what a lost POST made is recognised by all that Hamsa shows of it, a campaign by its name and date too. What was there
 *   before the POST, and what this process or this execution knows to come from another POST, is not it.
 * - equal orders of one process: the second gets what the first made, whether Hamsa lists it yet or not.
 * - process killed: its note is lost, whatever was sent may have been made. On Retry, or when the same comes again,
 *   Duplicate Protection finds it on Hamsa by its content, but only once Hamsa lists it.
 * - orders of one node in two processes: one after the other, from the look before the POST to the end of the POST and of
 *   the looks for a lost answer (nodeLock.ts, which says what remains possible). The second finds what the first made, as far
 *   as Hamsa lists it by then. When n8n's database cannot be asked, nothing is sent.
 * - equal orders of two processes through different nodes, or where n8n has no place for a lock (routing, which MCP Server
 *   Trigger and AI Agent before version 3 run; a workflow that n8n has not stored): both can pass the look and both send. So
 *   can an equal order of another process after the lock is given back while the first's outcome is still unknown.
 * - without Duplicate Protection nothing is looked at before the POST. If its answer is lost, an equal one that another
 *   process made within the clock margin before it can be taken for it: one too few rather than one too many.
 * - cancelled execution: nothing more is sent. A POST under way is broken off by n8n: its outcome is unknown.
 */

/** The same made by another run, as far as Hamsa lists it. */
async function findSame(order: CreateOnce, anyLabel: boolean): Promise<Looked> {
	if (order.protectionMs === 0) return { seen: [] };
	try {
		return await order.findSame(anyLabel);
	} catch (error) {
		throw notChecked(error, order);
	}
}

/** The same made by another run of this process, for when Hamsa's list does not show it yet. */
async function findMadeHere(order: CreateOnce, anyLabel: boolean): Promise<Sent | undefined> {
	if (order.protectionMs === 0) return undefined;
	for (const { label, startedAt, created } of madeHere(order.fingerprint)) {
		const ageMs = Date.now() - startedAt;
		if (ageMs > order.protectionMs || (label !== order.label && !anyLabel)) continue;
		try {
			const found = await order.confirm(created, ageMs, anyLabel);
			if (found !== undefined) return { ...found, origin: 'otherRun' };
		} catch (error) {
			throw notChecked(error, order);
		}
	}
	return undefined;
}

/** Nothing is sent when Hamsa cannot be asked whether it has it already. */
function notChecked(error: unknown, { notMade }: CreateOnce): unknown {
	if (!(error instanceof ApiError)) return error;
	const words = `${error.action} ${notMade} Before anything is sent, Hamsa is asked whether it has the same already.`;
	return SendError.refused(error.message, words, error.status);
}

const CANCELLED = 'The execution was cancelled';

/** What is thrown when an execution was cancelled before anything was sent. */
export const cancelledBefore = (notMade: string): SendError => SendError.refused(CANCELLED, notMade);

function stopIfCancelled({ signal }: Sender, { notMade, mayExist }: CreateOnce, note: AttemptNote): void {
	if (signal?.aborted !== true) return;
	const outcome = note.read()?.outcome;
	if (outcome === 'open' || outcome === 'created') throw SendError.unknown(CANCELLED, mayExist);
	throw cancelledBefore(notMade);
}

/** A lock for those who need none. */
const UNLOCKED: HeldLock = { mayStillSend: () => true, keep: () => {} };

/**
 * Runs the work as the only one of its node: in this process first, so that one process asks the database once at a time,
 * then in all of this n8n; where n8n has no place for a lock, at once. `stopIfOver` throws when the work need not begin any
 * more. Throws SendError when the lock cannot be had.
 */
export async function asOnlyOne<T>(
	sender: Sender,
	notMade: string,
	stopIfOver: () => void,
	work: (held: HeldLock) => Promise<T>,
): Promise<T> {
	const { lock, signal } = sender;
	if (lock === undefined) return await work(UNLOCKED);
	const settings = {
		store: lock.store,
		longestHold: settlingTime(sender),
		longestRequest: sender.timeoutMs,
		notCreated: notMade,
	};
	const clock = {
		now: () => Date.now(),
		pause: async (ms: number) => await waitUnlessCancelled(ms, signal),
		sleep,
		random: Math.random,
	};
	return await oneAtATime(lock.key, async () => {
		stopIfOver();
		return await withNodeLock(settings, clock, work);
	});
}

/** A look that took so long that the lock may be somebody else's by now. */
const tookTooLong = ({ notMade }: CreateOnce) =>
	SendError.refused(
		'Hamsa took so long to say whether it has the same already that another execution may be creating it by now',
		`${notMade} Run this again when Hamsa answers faster.`,
	);

/** Sends the request that nobody has sent yet, and tells what came of it. Throws SendError. */
async function send(
	sender: Sender,
	order: CreateOnce,
	note: AttemptNote,
	seen: string[],
	held: HeldLock,
): Promise<Sent> {
	if (!held.mayStillSend()) throw tookTooLong(order);
	const attempt: Attempt = { outcome: 'open', startedAt: Date.now(), trace: order.trace, seen };
	note.write(attempt);
	const outcome = await post(sender, order, held);
	if ('created' in outcome) {
		note.write({ ...attempt, outcome: 'created', created: outcome.created });
		return { created: outcome.created, origin: 'now' };
	}
	const { failure } = outcome;
	if (!failure.mayExist) {
		note.write({ ...attempt, outcome: 'nothing' });
		throw failure;
	}
	const looked = await lookForLost(sender, order, attempt);
	if (typeof looked === 'object') {
		note.write({ ...attempt, outcome: 'created', created: looked.created });
		return { ...looked, origin: 'lostAnswer' };
	}
	const unknown: Attempt = { ...attempt, reason: failure.message };
	note.write(unknown);
	if (order.protectionMs > 0) {
		const until = attempt.startedAt + settlingTime(sender);
		rememberUnsettled(order.fingerprint, { label: order.label, until, attempt: unknown });
	}
	throw failure;
}

/**
 * Makes sure that what is ordered exists on Hamsa, with at most one POST that can have reached it. The attempt is noted
 * before the POST, so that Retry On Fail, which runs the whole node again, knows of it. Throws SendError, or the
 * InputError of `order.checkTime` when nothing exists and the time to send it has passed.
 */
export async function sendOnce(sender: Sender, order: CreateOnce): Promise<Sent> {
	const { fingerprint, label } = order;
	const note = attemptNote(sender.memory, sender.runIndex, fingerprint);
	const ensure = async (): Promise<Sent> => {
		stopIfCancelled(sender, order, note);
		const earlier = await settleEarlier(sender, order, note);
		if (earlier !== undefined) return earlier;
		// A retried execution may have named it otherwise before its process was killed; a note tells that it was not.
		const anyLabel = sender.isRetry && note.read() === undefined;
		const other = await settleOther(sender, order, anyLabel);
		if (other !== undefined) return other;
		const stopIfOver = () => stopIfCancelled(sender, order, note);
		const asOnly = async (work: (held: HeldLock) => Promise<Sent>): Promise<Sent> => {
			if (sender.held !== undefined) return await work(sender.held);
			// Without Duplicate Protection nobody waits.
			if (order.protectionMs === 0) return await work(UNLOCKED);
			return await asOnlyOne(sender, order.notMade, stopIfOver, work);
		};
		return await asOnly(async (held) => {
			const { found, seen } = await findSame(order, anyLabel);
			if (found !== undefined) return { ...found, origin: 'otherRun' };
			const unlisted = await findMadeHere(order, anyLabel);
			if (unlisted !== undefined) return unlisted;
			stopIfOver();
			order.checkTime?.();
			return await send(sender, order, note, seen, held);
		});
	};
	return await oneAtATime(fingerprint, async () => {
		const sent = await ensure();
		if (sent.origin !== 'otherRun') {
			const startedAt = Date.now() - (sent.ageMs ?? 0);
			rememberMade(fingerprint, order.keyOf(sent.created), { label, startedAt, created: sent.created });
		}
		return sent;
	});
}
