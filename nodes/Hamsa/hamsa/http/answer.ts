import { errorWords, foreignText } from '../../shared/text';
import { isObject } from '../../shared/values';
import { isUntrusted, neverReached, stepsOf } from './neverReached';

/** What went wrong at Hamsa, for a person: what happened and what to do. */
export interface ApiProblem {
	message: string;
	action: string;
}

/** Words only, so not `readText`: a body such as `{ error: true }` has none. */
const wordsIn = (value: unknown): string => {
	if (typeof value === 'string') return value.trim();
	return Array.isArray(value) ? value.map(wordsIn).filter(Boolean).join('; ') : '';
};

/**
 * Hamsa's own words in an error body, '' when it has none. Bodies are described three ways: `{ code, message }`,
 * `{ message, messageKey }` and `{ error: { code, message, details } }`; gateways answer with HTML pages.
 */
function messageOf(body: unknown): string {
	if (!isObject(body)) return '';
	const { error } = body;
	if (!isObject(error)) return wordsIn(body.message) || wordsIn(error);
	const details = wordsIn(error.details);
	const message = wordsIn(error.message);
	return details !== '' && details !== message ? `${message} (${details})` : message;
}

const ACTIONS: Readonly<Record<number, string>> = {
	400: 'Hamsa refused a value. Check the fields that its message names.',
	401: 'Check the API Key in the Hamsa credential, and its Region: is the key of the other region? Keys are made at agents.tryhamsa.com under Settings > API Keys; they can expire.',
	402: 'Check the balance and the plan of your Hamsa account.',
	403: 'The API key is not allowed to do this. Use a key of the project that owns the voice agent and the number.',
	404: 'Choose the voice agent, number or campaign again from its list: what was entered does not exist in the project of the API key. Check the Region of the credential too.',
	407: 'The proxy asks for a user name and password. Enter them in Proxy under Settings > Request Options, such as http://user:password@myproxy:3128.',
	409: 'Something of this kind exists already. Look for it in the Hamsa dashboard before you run this again.',
	413: 'This is too much for one request. Send less at once: fewer rows, or fewer and shorter variables.',
	422: 'Hamsa refused a value. Check the fields that its message names.',
	429: 'Hamsa asks for a pause. Wait a minute and run this again.',
};

/** Describes an answer of Hamsa that is not a success. `status` is the HTTP status. */
export function describeAnswer(status: number, body: unknown): ApiProblem {
	// Not shortened here: a key in it is hidden first, and half a key would not be found.
	const words = foreignText(messageOf(body), Infinity);
	if (status >= 200 && status < 300) {
		return {
			message: `Hamsa answered with HTTP ${status}, but not in a way that can be understood`,
			action: 'Check the Region and Base URL of the credential, and whether a proxy changes answers.',
		};
	}
	const message =
		words === '' ? `Hamsa answered with HTTP ${status}` : `Hamsa answered with HTTP ${status}: ${words}`;
	if (status >= 300 && status < 400) {
		return {
			message,
			action:
				'The address redirects elsewhere, which is not followed so that the API key stays safe. Check the Region and Base URL of the credential.',
		};
	}
	const action = ACTIONS[status] ?? 'Hamsa could not answer. Check its status, then try again.';
	return { message, action };
}

const CONNECTION_PROBLEMS: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'Nothing answers at this address',
	EHOSTUNREACH: 'No way leads to this address',
	ENETUNREACH: 'No way leads to this address',
	ENOTFOUND: 'This host does not exist',
	EAI_AGAIN: 'The name of this host could not be looked up',
	ECONNRESET: 'The connection was lost',
	EPIPE: 'The connection was lost',
	ECONNABORTED: 'Hamsa did not answer in time',
	ETIMEDOUT: 'Hamsa did not answer in time',
	ERR_CANCELED: 'The execution was cancelled while this address was asked',
	ERR_BAD_RESPONSE: 'The answer broke off',
	EPROTO: 'This address does not speak TLS as it should',
	CERT_HAS_EXPIRED: 'The TLS certificate of this address has expired',
	ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate belongs to another address',
};

/** The code of a failed connection, wherever n8n and axios put it; '' when there is none. */
const connectionCode = (error: unknown): string =>
	(stepsOf(error).find(({ code }) => typeof code === 'string')?.code as string | undefined) ?? '';

function wordsOf(error: unknown): string {
	const code = connectionCode(error);
	const words = CONNECTION_PROBLEMS[code];
	if (words !== undefined) return words;
	if (isUntrusted(code)) return 'The TLS certificate of this address is not trusted';
	return error instanceof Error ? errorWords(error) : 'The request failed';
}

/** Describes a request that got no answer. `neverReached` is true when Hamsa certainly did not see it. */
export function describeNoAnswer(error: unknown, baseUrl: string): ApiProblem & { neverReached: boolean } {
	return {
		// Without the code: n8n replaces any message that holds one by a text of its own.
		message: `${wordsOf(error)}: ${foreignText(baseUrl)}`,
		action:
			'Check the Region and Base URL of the Hamsa credential, your network and, if one is set, the proxy.',
		neverReached: neverReached(error),
	};
}
