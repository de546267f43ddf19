import { ApiError } from '../../shared/errors';

/** A failure that lasts longer than this, in milliseconds, is shown to a person. */
const LONGEST_SILENCE = 15 * 60_000;

/**
 * Whether a failure passes by itself: no answer, a pause that Hamsa asks for, a gateway or server in trouble. A wrong key
 * or address does not.
 */
const isPassing = (error: unknown): error is ApiError =>
	error instanceof ApiError &&
	(error.status === undefined || error.status === 408 || error.status === 429 || error.status >= 500);

/**
 * Whether the next poll may simply go on, or a person must see the failure. `failingSince` and `now` are epoch milliseconds
 * on this machine's clock.
 */
export const maySkip = (error: unknown, failingSince: number, now: number) =>
	isPassing(error) && now - failingSince < LONGEST_SILENCE;
