import type { Call, Turn } from './calls.mts';
import { recordingPath } from './recording.mts';

/** How a call can end. */
export type EndStatus = Exclude<Call['status'], 'PENDING' | 'IN_PROGRESS'>;

/** How a call ends, as a test wishes it: its status alone, or with what is not to be the usual. */
export type Ending =
	| EndStatus
	| ({ status: EndStatus; lastError?: string } & Partial<
			Pick<Call, 'durationSeconds' | 'transcription' | 'outcomeResult' | 'mediaUrl'>
	  >);

const SOMEBODY_SAID: readonly Turn[] = Object.freeze([
	{ Agent: 'Hello, this is the local clinic. Is now a good time?' },
	{ User: 'Yes, I will come at nine.' },
]);
/** Lists and objects may come as JSON text [guide]. */
const OUTCOME = Object.freeze({
	summary: 'Confirmed',
	confirmed: true,
	doNotCall: false,
	topics: '["Appointment"]',
});

/** Whether somebody answered a call that ended so. */
export const wasAnswered = (status: Call['status']): boolean =>
	status === 'COMPLETED' || status === 'FORWARDED' || status === 'TERMINATED';

/** What a call holds that is in this status: words, outcome (with the params of its start [guide]) and a recording only when answered. */
export function contentOf(
	status: Call['status'],
	call: Pick<Call, 'id' | 'params'>,
	origin: string,
): Pick<Call, 'durationSeconds' | 'transcription' | 'outcomeResult' | 'mediaUrl'> {
	if (!wasAnswered(status)) {
		const isUnderWay = status === 'PENDING' || status === 'IN_PROGRESS';
		return {
			durationSeconds: isUnderWay ? null : 0,
			transcription: [],
			outcomeResult: null,
			mediaUrl: null,
		};
	}
	return {
		durationSeconds: 42,
		transcription: SOMEBODY_SAID,
		// Shared where it can be: a test may ask for 200,000 calls.
		outcomeResult: Object.keys(call.params).length === 0 ? OUTCOME : { ...OUTCOME, ...call.params },
		mediaUrl: origin + recordingPath(call.id),
	};
}

/** The changes that end a call. */
export function endOf(ending: Ending, call: Call, origin: string): Partial<Omit<Call, 'id'>> {
	const { lastError: _lastError, ...wished } =
		typeof ending === 'string' ? { status: ending } : { ...ending };
	return { ...contentOf(wished.status, call, origin), ...wished };
}
