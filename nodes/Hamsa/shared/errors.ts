/**
 * A value a person gave cannot be used. Carries what n8n's error panel shows: what happened (`message`, names the field
 * and the value) and what to do about it (`action`). Plain, so that the core stays free of n8n's context; the entry that
 * n8n calls turns it into a NodeOperationError.
 */
export class InputError extends Error {
	constructor(
		message: string,
		readonly action: string,
	) {
		super(message);
		this.name = 'InputError';
	}
}

/** Creating failed. `mayExist` is true when Hamsa may have made the campaign all the same; `status` is the HTTP status. */
export class SendError extends Error {
	constructor(
		message: string,
		readonly action: string,
		readonly mayExist: boolean,
		readonly status?: number,
	) {
		super(message);
		this.name = 'SendError';
	}
}

/** The InputError that was caught; anything else is a defect and goes on its way. */
export function asInputError(error: unknown): InputError {
	if (error instanceof InputError) return error;
	throw error;
}
