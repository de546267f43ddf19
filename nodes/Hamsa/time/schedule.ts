import { InputError } from '../shared/errors';
import { readInstant } from './instant';
import { formatInstant } from './wallClock';

const FIELD = 'Start Date';

interface Schedule {
	/** As sent: an exact UTC instant, "2025-12-01T09:00:00Z". Hamsa does not say how it reads a date without offset. */
	scheduledDate: string;
	/** The same instant, epoch ms. */
	at: number;
}

/**
 * Reads the Start Date as `readInstant` does. Milliseconds are dropped. A date without time is refused: nobody said
 * when, and midnight would be a guess.
 *
 * @throws InputError for an empty, unreadable or past value, and for a time that the clock skips.
 */
export function readScheduledDate(value: unknown, zone: string, now: number): Schedule {
	const at = readInstant(value, {
		name: FIELD,
		zone,
		ifEmpty: ' To call at once, set Start to Now.',
		ifNoTime: (date) => `Add the time at which the campaign starts, such as ${date} 09:00.`,
	});
	checkAhead(at, zone, now);
	return { scheduledDate: new Date(at).toISOString().replace('.000Z', 'Z'), at };
}

/** Refuses a Start Date that is not ahead. Both instants are epoch ms. Throws InputError. */
export function checkAhead(at: number, zone: string, now: number): void {
	if (at > now) return;
	throw new InputError(
		`${FIELD} ${formatInstant(at, zone)} (${zone}) is in the past: it is now ${formatInstant(now, zone)} there`,
		'Choose a later date, or set Start to Now.',
	);
}
