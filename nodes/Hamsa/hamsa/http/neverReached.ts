import type { IDataObject } from 'n8n-workflow';

/** System calls that come before the first byte is sent: opening the connection and looking up the host's name. */
const OPENING = new Set(['connect', 'getaddrinfo']);

const NAME_LOOKUPS = new Set(['ENOTFOUND', 'EAI_AGAIN']);

/** Codes of a certificate that Node does not accept; it then sends nothing (Node's documentation of TLS). */
const CERTIFICATE_CODES = new Set([
	'CERT_CHAIN_TOO_LONG',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_REJECTED',
	'CERT_REVOKED',
	'CERT_SIGNATURE_FAILURE',
	'CERT_UNTRUSTED',
	'CRL_HAS_EXPIRED',
	'CRL_NOT_YET_VALID',
	'CRL_SIGNATURE_FAILURE',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'ERROR_IN_CERT_NOT_AFTER_FIELD',
	'ERROR_IN_CERT_NOT_BEFORE_FIELD',
	'HOSTNAME_MISMATCH',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'PATH_LENGTH_EXCEEDED',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
	'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
	'UNABLE_TO_GET_CRL',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** TLS failures carry one code for all phases (EPROTO); these reasons of OpenSSL occur in the handshake only. */
const HANDSHAKE_REASONS =
	/wrong version number|unsupported protocol|no protocols available|alert (?:handshake failure|protocol version|unrecognized name)|http request/i;

/** Node's words for a connection that ended before TLS was there, and n8n's proxy agent's for one without a tunnel. */
const BEFORE_TLS = /before secure TLS connection was established|before receiving CONNECT response/i;

/** What an error and its causes say, outermost first: n8n and axios wrap what Node reports. */
export function stepsOf(error: unknown): IDataObject[] {
	const steps: IDataObject[] = [];
	for (let step = error; typeof step === 'object' && step !== null && steps.length < 5;) {
		steps.push(step as IDataObject);
		step = (step as { cause?: unknown }).cause;
	}
	return steps;
}

function isBeforeSending({ code, syscall, message, errors }: IDataObject): boolean {
	// A host with several addresses: each was tried.
	if (Array.isArray(errors) && errors.length > 0) return (errors as IDataObject[]).every(isBeforeSending);
	const words = String(message);
	return (
		OPENING.has(String(syscall)) ||
		NAME_LOOKUPS.has(String(code)) ||
		isUntrusted(code) ||
		BEFORE_TLS.test(words) ||
		(code === 'EPROTO' && HANDSHAKE_REASONS.test(words))
	);
}

/** Whether a code says that the certificate of the address was not accepted. */
export const isUntrusted = (code: unknown): boolean => CERTIFICATE_CODES.has(String(code));

/**
 * Whether a request without an answer certainly did not reach the other side: the connection, a proxy's included, never came
 * about. A code alone does not tell (a connection can also be lost to an unreachable host after sending), so Node's
 * system call does.
 */
export const neverReached = (error: unknown): boolean => stepsOf(error).some(isBeforeSending);
