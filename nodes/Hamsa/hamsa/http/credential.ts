import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { InputError } from '../../shared/errors';
import { quoteValue } from '../../shared/text';

export const CREDENTIAL = 'hamsaApi';

/**
 * The API's address from the credential, without a trailing slash. Mirrors the expression in requestDefaults for the
 * code paths that are not routing. Throws InputError when it is not an http(s) address.
 */
export function readBaseUrl(credential: ICredentialDataDecryptedObject): string {
	const baseUrl = String(credential.baseUrl ?? '')
		.trim()
		.replace(/\/+$/, '');
	if (/^https?:\/\/[^\s/]+/i.test(baseUrl)) return baseUrl;
	throw new InputError(
		`Base URL ${quoteValue(credential.baseUrl)} is not a web address`,
		'Set the Base URL of the Hamsa credential to https://api.tryhamsa.com.',
	);
}

/** The API key as Hamsa made it: without spaces around it, and without the word Token that goes before it in requests. */
export const readApiKey = (credential: ICredentialDataDecryptedObject): string =>
	String(credential.apiKey ?? '')
		.trim()
		.replace(/^Token\s+/i, '');

/** Takes the API key out of a text that came from outside and is shown to a person. */
export function withoutKey(text: string, credential: ICredentialDataDecryptedObject): string {
	const key = readApiKey(credential);
	return key === '' ? text : text.split(key).join('***');
}
