import { asApiError, SendError, type ApiError } from '../../shared/errors';

/** A part of a time, in epoch milliseconds. The latest part is open at its end. */
export interface Span {
	from: number;
	to?: number;
}

/** How often a part that Hamsa cannot answer is halved: what five halvings leave of a week is some five hours. */
const MOST_HALVINGS = 5;

/**
 * Whether Hamsa may have been asked for too much at once: it answers 500 or 504, or not in time, when an agent has many calls.
 * A look that was cancelled is none of this.
 */
const mayBeTooMuch = (failure: ApiError): boolean =>
	!(failure instanceof SendError) &&
	(failure.status === undefined || failure.status === 408 || failure.status >= 500);

/**
 * Reads what a list has of a time, part by part: what Hamsa cannot answer as a whole is read in halves, the rows between both
 * twice at most. `read` returns how many rows a part had, `check` may stop it by their sum. Throws ApiError when the
 * smallest part cannot be read.
 */
export async function readInHalves(
	part: Span,
	now: number,
	read: (part: Span) => Promise<number>,
	check: (seen: number) => void,
	halvings = MOST_HALVINGS,
): Promise<number> {
	try {
		return await read(part);
	} catch (error) {
		const failure = asApiError(error);
		if (halvings === 0 || !mayBeTooMuch(failure)) throw failure;
		const { from, to } = part;
		const middle = Math.floor((from + (to ?? now)) / 2);
		const early = await readInHalves({ from, to: middle }, now, read, check, halvings - 1);
		const seen = early + (await readInHalves({ from: middle, to }, now, read, check, halvings - 1));
		check(seen);
		return seen;
	}
}
