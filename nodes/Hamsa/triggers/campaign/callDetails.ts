import type { IDataObject } from 'n8n-workflow';
import { callById, resultOf } from '../../hamsa/calls';
import { optOutOf } from '../../hamsa/outcome';
import { asApiError } from '../../shared/errors';
import { readFrom, type Reader } from '../../hamsa/http/reading';

/** HTTP statuses that say nothing about the call itself: the next poll asks again. */
const SAYS_NOTHING = new Set([401, 403, 408, 429, 502, 503, 504]);

/**
 * The details of one call, named as in the items of Hamsa Trigger. The address of its recording stays as it is, to be
 * opened. `optOutField` names the field of the outcome that says whether the person wants no more calls.
 */
export function detailsOf(call: IDataObject, optOutField: string): IDataObject {
	const { transcript, outcome } = resultOf(call);
	return {
		callStatus: call.status ?? null,
		durationSeconds: call.callDuration ?? null,
		recordingUrl: call.mediaUrl ?? null,
		transcript,
		outcome,
		...optOutOf(outcome, optOutField),
	} as IDataObject;
}

/**
 * Reads the details of a recipient's call (API reference, "get conversation"). A call that Hamsa cannot show has a
 * `callError` instead, so that it holds up nobody. Throws ApiError when Hamsa cannot be asked now.
 */
export async function readCallDetails(
	reader: Reader,
	jobId: unknown,
	optOutField: string,
): Promise<IDataObject> {
	if (typeof jobId !== 'string' || jobId === '') return {};
	try {
		const { data } = await readFrom<IDataObject>(reader, callById(jobId));
		return detailsOf(data, optOutField);
	} catch (error) {
		const failure = asApiError(error);
		if (failure.status !== undefined && !SAYS_NOTHING.has(failure.status))
			return { callError: failure.message };
		throw failure;
	}
}
