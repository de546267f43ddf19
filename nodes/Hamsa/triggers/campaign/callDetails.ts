import type { IDataObject } from 'n8n-workflow';
import { callById, resultOf } from '../../hamsa/calls';
import { asApiError } from '../../shared/errors';
import { readFrom, type Reader } from '../../hamsa/http/reading';

/** HTTP statuses that say nothing about the call itself: the next poll asks again. */
const SAYS_NOTHING = new Set([401, 403, 408, 429, 502, 503, 504]);

/**
 * The details of one call, named as in the items of Hamsa Trigger. The address of its recording stays as it is, to be
 * opened.
 */
export function detailsOf(call: IDataObject): IDataObject {
	const { transcript, outcome } = resultOf(call);
	return {
		callStatus: call.status ?? null,
		durationSeconds: call.callDuration ?? null,
		recordingUrl: call.mediaUrl ?? null,
		transcript,
		outcome,
	} as IDataObject;
}

/**
 * Reads the details of a recipient's call (API reference, "get conversation"). A call that Hamsa cannot show has a
 * `callError` instead, so that it holds up nobody. Throws ApiError when Hamsa cannot be asked now.
 */
export async function readCallDetails(reader: Reader, jobId: unknown): Promise<IDataObject> {
	if (typeof jobId !== 'string' || jobId === '') return {};
	try {
		const { data } = await readFrom<IDataObject>(reader, callById(jobId));
		return detailsOf(data);
	} catch (error) {
		const failure = asApiError(error);
		if (failure.status !== undefined && !SAYS_NOTHING.has(failure.status))
			return { callError: failure.message };
		throw failure;
	}
}
