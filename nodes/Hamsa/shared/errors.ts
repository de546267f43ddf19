/**
 * Something that a person can mend. Carries what n8n's error panel shows: what happened (`message`) and what to do about
 * it (`action`). Plain, so that the core stays free of n8n's context; `toNodeError` makes n8n's errors of it.
 */
export class HamsaError extends Error {
	constructor(
		message: string,
		readonly action: string,
	) {
		super(message);
		this.name = new.target.name;
	}
}

/** A value a person gave cannot be used; the message names the field and the value. Nothing was sent. */
export class InputError extends HamsaError {}

/** Hamsa, or the way to it, did not do what was asked. `status` is the HTTP status, undefined when no answer came. */
export class ApiError extends HamsaError {
	constructor(
		message: string,
		action: string,
		readonly status?: number,
	) {
		super(message, action);
	}
}

/** Creating failed. `mayExist` is true when Hamsa may have made the campaign (or placed the call) all the same. */
export class SendError extends ApiError {
	constructor(
		message: string,
		action: string,
		readonly mayExist: boolean,
		status?: number,
	) {
		super(message, action, status);
	}
}

/** The ApiError that was caught; anything else is a defect and goes on its way. */
export function asApiError(error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	throw error;
}

/** The InputError that was caught; anything else is a defect and goes on its way. */
export function asInputError(error: unknown): InputError {
	if (error instanceof InputError) return error;
	throw error;
}

/** The HamsaError that was caught; anything else is a defect and goes on its way. */
export function asHamsaError(error: unknown): HamsaError {
	if (error instanceof HamsaError) return error;
	throw error;
}
