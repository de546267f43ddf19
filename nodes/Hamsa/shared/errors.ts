import { actionText, messageText } from './text';

/**
 * Something that a person can mend. Carries what n8n's error panel shows: what happened (`message`) and what to do about
 * it (`action`), both without HTML. Plain, so that the core stays free of n8n's context; `toNodeError` makes
 * n8n's errors of it.
 */
export class HamsaError extends Error {
	readonly action: string;

	constructor(message: string, action: string) {
		super(messageText(message));
		this.action = actionText(action);
		this.name = new.target.name;
	}

	/** The same error in other words. */
	reworded(message: string, action: string): HamsaError {
		return new HamsaError(message, action);
	}
}

/** A value a person gave cannot be used; the message names the field and the value. Nothing was sent. */
export class InputError extends HamsaError {
	override reworded(message: string, action: string): InputError {
		return new InputError(message, action);
	}
}

/** Hamsa, or the way to it, did not do what was asked. `status` is the HTTP status, undefined when no answer came. */
export class ApiError extends HamsaError {
	constructor(
		message: string,
		action: string,
		readonly status?: number,
	) {
		super(message, action);
	}

	override reworded(message: string, action: string): ApiError {
		return new ApiError(message, action, this.status);
	}
}

/**
 * Creating a campaign, or placing a call, failed. `mayExist` tells whether Hamsa may have made it all the same; the two
 * ways to make such an error are named after that.
 */
export class SendError extends ApiError {
	private constructor(
		message: string,
		action: string,
		readonly mayExist: boolean,
		status?: number,
	) {
		super(message, action, status);
	}

	/** Nothing was made. */
	static refused(message: string, action: string, status?: number): SendError {
		return new SendError(message, action, false, status);
	}

	/** Nobody knows whether it was made: `action` says where to look before anything is sent again. */
	static unknown(message: string, action: string, status?: number): SendError {
		return new SendError(message, action, true, status);
	}

	override reworded(message: string, action: string): SendError {
		return new SendError(message, action, this.mayExist, this.status);
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
