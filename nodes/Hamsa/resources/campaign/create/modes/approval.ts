import { createHash } from 'crypto';
import { InputError } from '../../../../shared/errors';
import { quoteValue } from '../../../../shared/text';
import type { CreateCampaignRequest } from '../request';

/** Characters of a code: enough to tell lists apart, few enough to read out. */
const LENGTH = 10;

/**
 * A short code of exactly what would be sent: the people with their names and variables, voice agent, number, calling hours,
 * zone, date and calls at the same time. The campaign's name is left out, since it may hold the time.
 */
export function approvalCodeOf(requests: ReadonlyArray<Omit<CreateCampaignRequest, 'name'>>): string {
	const hash = createHash('sha256');
	for (const request of requests) {
		const { recipients, phoneNumber, voiceAgentId, sendType, timeRange } = request;
		const { scheduledDate, scheduledTimezone, reservedConcurrency } = request;
		const settings = [phoneNumber, voiceAgentId, sendType, timeRange, scheduledDate, scheduledTimezone];
		hash.update(JSON.stringify([...settings, reservedConcurrency, recipients]));
	}
	return hash.digest('hex').slice(0, LENGTH).toUpperCase();
}

/** Compares what would be sent with the code of what was approved. Throws InputError. */
export function checkApproval(
	approvalCode: string | undefined,
	requests: readonly CreateCampaignRequest[],
): void {
	if (approvalCode === undefined) return;
	// The right code is not told: it is for who has seen the preview.
	if (approvalCode.trim().toUpperCase() === approvalCodeOf(requests)) return;
	throw new InputError(
		`The list or the settings have changed since the preview: Approval Code ${quoteValue(approvalCode)} is not that of what would be sent now`,
		'Run the preview again and have it approved anew. Nothing was sent.',
	);
}
