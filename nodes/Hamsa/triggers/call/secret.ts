import { createHash, randomBytes, timingSafeEqual } from 'crypto';

/** Hamsa puts the word it was given before the secret, and a second one where the secret was entered with it. */
const SCHEME = /^(?:bearer|token|basic)\s+/i;

/** A secret as a person entered it: without spaces around it and without the word, which Hamsa's guides ask to type. */
export function readSecret(value: unknown): string {
	let secret = typeof value === 'string' ? value.trim() : '';
	while (SCHEME.test(secret)) secret = secret.replace(SCHEME, '').trim();
	return secret;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Whether an Authorization header carries the secret: bare, after `Bearer`, `Token` or `Basic`, or after two of them (the
 * header is described in three ways). Compares digests, so that the time taken tells nothing about the secret.
 */
export function carriesSecret(header: unknown, secret: string): boolean {
	const expected = digest(secret);
	let rest = typeof header === 'string' ? header.trim() : '';
	let found = false;
	for (let words = 0; words <= 2; words++) {
		if (timingSafeEqual(digest(rest), expected)) found = true;
		rest = rest.replace(SCHEME, '').trim();
	}
	return found && secret !== '';
}

/** A new secret: 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
