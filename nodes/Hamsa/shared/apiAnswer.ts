import type { IDataObject } from 'n8n-workflow';

/** What went wrong at Hamsa, for a person: what happened and what to do. */
export interface ApiProblem {
	message: string;
	action: string;
}

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const asText = (value: unknown): string => {
	if (typeof value === 'string') return value.trim();
	return Array.isArray(value) ? value.map(asText).filter(Boolean).join('; ') : '';
};

/**
 * Hamsa's own words in an error body, '' when it has none. Bodies are described three ways: `{ code, message }`,
 * `{ message, messageKey }` and `{ error: { code, message, details } }`; gateways answer with HTML pages.
 */
export function messageOf(body: unknown): string {
	if (!isObject(body)) return '';
	const { error } = body;
	if (!isObject(error)) return asText(body.message) || asText(error);
	const details = asText(error.details);
	const message = asText(error.message);
	return details !== '' && details !== message ? `${message} (${details})` : message;
}

const ACTIONS: Readonly<Record<number, string>> = {
	400: 'Hamsa refused a value. Check the fields that its message names.',
	401: 'Check the API Key in the Hamsa credential. Keys are made at agents.tryhamsa.com under Settings > API Keys; they can expire.',
	402: 'Check the balance and the plan of your Hamsa account.',
	403: 'The API key is not allowed to do this. Use a key of the project that owns the voice agent and the number.',
	404: 'Choose the voice agent, number or campaign again from its list: what was entered does not exist in the project of the API key. Check the Base URL of the credential too.',
	409: 'Something of this kind exists already. Look at Batch Calls in the Hamsa dashboard before you run this again.',
	413: 'The list is too large for one request. Split the rows into several campaigns.',
	422: 'Hamsa refused a value. Check the fields that its message names.',
	429: 'Hamsa asks for a pause. Wait a minute and run this again.',
};

/** Describes an answer of Hamsa that is not a success. `status` is the HTTP status. */
export function describeAnswer(status: number, body: unknown): ApiProblem {
	const words = messageOf(body);
	const message =
		words === '' ? `Hamsa answered with HTTP ${status}` : `Hamsa answered with HTTP ${status}: ${words}`;
	if (status >= 300 && status < 400) {
		return {
			message,
			action:
				'The address redirects elsewhere, which is not followed so that the API key stays safe. Check the Base URL of the credential.',
		};
	}
	const action = ACTIONS[status] ?? 'Hamsa could not answer. Check its status, then try again.';
	return { message, action };
}

const CONNECTION_PROBLEMS: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'Nothing answers at this address',
	ENOTFOUND: 'This host does not exist',
	EAI_AGAIN: 'The name of this host could not be looked up',
	ECONNRESET: 'The connection was lost',
	EPIPE: 'The connection was lost',
	ECONNABORTED: 'Hamsa did not answer in time',
	ETIMEDOUT: 'Hamsa did not answer in time',
	ERR_BAD_RESPONSE: 'The answer broke off',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'The TLS certificate of this address is not trusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'The TLS certificate of this address is not trusted',
	CERT_HAS_EXPIRED: 'The TLS certificate of this address has expired',
	ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate belongs to another address',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The TLS certificate of this address is not trusted',
};

/** Codes of failures that happen before a request can reach Hamsa. */
const NEVER_REACHED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'CERT_HAS_EXPIRED',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** The code of a failed connection, wherever n8n and axios put it; '' when there is none. */
export function connectionCode(error: unknown): string {
	for (let step: unknown = error, depth = 0; isObject(step) && depth < 4; step = step.cause, depth++) {
		if (typeof step.code === 'string') return step.code;
	}
	return '';
}

/** Describes a request that got no answer. `neverReached` is true when Hamsa surely did not see it. */
export function describeNoAnswer(error: unknown, baseUrl: string): ApiProblem & { neverReached: boolean } {
	const code = connectionCode(error);
	const words = CONNECTION_PROBLEMS[code] ?? (error instanceof Error ? error.message : 'The request failed');
	return {
		// Without the code: n8n replaces any message that holds one by a text of its own.
		message: `${words}: ${baseUrl}`,
		action: 'Check the Base URL of the Hamsa credential, your network and, if one is set, the proxy.',
		neverReached: NEVER_REACHED.has(code),
	};
}
