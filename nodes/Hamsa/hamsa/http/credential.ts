import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { InputError } from '../../shared/errors';
import { quoteValue } from '../../shared/text';
import { masked, readSecret, SHORTEST_SECRET, shownAddress } from '../secrets';
import { addressOf } from './region';

/** The type of credential that all requests use. */
export const CREDENTIAL = 'hamsaApi';

/** The word of the header in front of a key: people paste it along. */
export const TOKEN_WORD = /^Token\s+/i;

/** The API key of a credential: without spaces around it and the word Token in front; '' when there is none. */
const apiKeyOf = (credential: ICredentialDataDecryptedObject): string =>
	String(credential.apiKey ?? '')
		.trim()
		.replace(TOKEN_WORD, '');

/**
 * The API key of a credential that is tested. Throws InputError when it is empty, or so short that it cannot be a key:
 * what is that short is not hidden in messages either.
 */
export function readApiKey(credential: ICredentialDataDecryptedObject): string {
	const key = apiKeyOf(credential);
	if (key.length >= SHORTEST_SECRET) return key;
	throw new InputError(
		key === ''
			? 'API Key is empty'
			: `API Key is too short to be one: it has fewer than ${SHORTEST_SECRET} characters`,
		key === ''
			? 'Make one at agents.tryhamsa.com under Settings > API Keys.'
			: 'Copy the whole key, or make a new one at agents.tryhamsa.com under Settings > API Keys.',
	);
}

/** Takes the API key, and the webhook's secret, out of a text that came from outside and is shown to a person. */
export const withoutKey = (text: string, credential: ICredentialDataDecryptedObject): string =>
	masked(masked(text, apiKeyOf(credential)), readSecret(credential.webhookSecret));

/**
 * The API's address from the credential, without slashes at its end.
 *
 * Throws InputError, which shows no password, when it is not an http(s) address, and when it holds more than an address:
 * the request helper would send a user name and password in the header that the API key needs, and a path cannot be
 * put behind parameters.
 */
export function readBaseUrl(credential: ICredentialDataDecryptedObject): string {
	const value = addressOf(credential);
	const address = String(value ?? '').trim();
	const shown = typeof value === 'string' ? quoteValue(shownAddress(address)) : quoteValue(value);
	const advice =
		'Choose another Region in the Hamsa credential, or enter an address such as https://api.tryhamsa.com.';
	if (!/^https?:\/\/[^\s/]+/i.test(address) || !URL.canParse(address)) {
		throw new InputError(`Base URL ${shown} is not a web address`, advice);
	}
	const { username, password } = new URL(address);
	if (username !== '' || password !== '') {
		throw new InputError(
			`Base URL ${shown} holds a user name or password, which would be sent in place of the API key`,
			`Remove what stands before the @. ${advice}`,
		);
	}
	if (/[?#]/.test(address)) {
		throw new InputError(`Base URL ${shown} holds parameters`, `Remove what begins with ? or #. ${advice}`);
	}
	return address.replace(/\/+$/, '');
}
