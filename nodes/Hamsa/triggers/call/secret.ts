import { createHash, randomBytes, timingSafeEqual } from 'crypto';
import { SCHEME } from '../../hamsa/secrets';

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
