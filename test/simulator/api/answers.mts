/** What an operation answers; `note` is for the log line and the record, not for the wire. */
export interface Answer {
	status: number;
	headers?: Record<string, string>;
	/** Sent as JSON. */
	body?: unknown;
	/** Sent as it is, in place of `body`; `headers` names its type. */
	text?: string;
	/** Sent as they are, in place of both; `headers` names their type. */
	bytes?: Buffer;
	note?: string;
}

/** The success envelope of every documented answer: `{ success, message, messageKey?, data }`. */
export const success = (
	data: unknown,
	about: { status?: number; message?: string; messageKey?: string; note?: string } = {},
): Answer => ({
	status: about.status ?? 200,
	body: {
		success: true,
		message: about.message ?? 'success',
		...(about.messageKey === undefined ? {} : { messageKey: about.messageKey }),
		data,
	},
	note: about.note,
});

/** Error shape `{ code, message }`: here for the key, the route and the size of a request. */
export const codedError = (status: number, code: string, message: string): Answer => ({
	status,
	body: { code, message },
	note: message,
});

/** Error shape `{ message, messageKey }`: here for things that do not exist. */
export const keyedError = (status: number, messageKey: string, message: string): Answer => ({
	status,
	body: { message, messageKey },
	note: message,
});

/** Error shape `{ error: { code, message, details } }`: here for invalid values and failures of the server. */
export const detailedError = (status: number, code: string, message: string, details: string[]): Answer => ({
	status,
	body: { error: { code, message, details } },
	note: [message, ...details].join('; '),
});
