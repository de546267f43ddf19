const SECRET_KEY =
	/(?:secret|password|passwd|passphrase|credentials?|authorization|token|(?:api|auth|access|private|encryption)[-_ ]?key)$/i;

/**
 * Shortest text that is taken for a secret and hidden, in characters. Keys and generated secrets are far longer; what is
 * shorter stands in ordinary words, and hiding it would only make messages unreadable ("does not e***ist").
 */
export const SHORTEST_SECRET = 8;

/** A text without a known secret. One of less than `SHORTEST_SECRET` characters is none, and nothing is hidden. */
export const masked = (text: string, secret: string): string =>
	secret.length < SHORTEST_SECRET ? text : text.replaceAll(secret, () => '***');

/** Hamsa puts the word it was given before a webhook's secret, and a second one where the secret was entered with it. */
export const SCHEME = /^(?:bearer|token|basic)\s+/i;

/** A webhook's secret as a person entered it: without spaces and the word, which Hamsa's guides ask to type. */
export function readSecret(value: unknown): string {
	let secret = typeof value === 'string' ? value.trim() : '';
	while (SCHEME.test(secret)) secret = secret.replace(SCHEME, '').trim();
	return secret;
}

/**
 * An address that a person entered as a message may show it, also where it is none: without a user name and password,
 * which stand before the last @, and without parameters.
 */
export const shownAddress = (address: string): string =>
	address.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, '$1***@').replace(/[?#].+$/s, '?***');

/** Addresses carry secrets before an @ and in parameters of a telling name. */
const inAddress = (text: string) =>
	/^https?:/i.test(text)
		? text
				.replace(/^(https?:\/\/)[^/?#@]+@/i, '$1***@')
				.replace(/([?&][^=&#]*(?:secret|password|token|key|signature)[^=&#]*=)[^&#]+/gi, '$1***')
		: text;

/**
 * A copy of what Hamsa answered in which secrets are `***`: values of keys such as apiKey, authSecret and token at any
 * depth, and secrets in addresses. A key without a value stays as it is, so that one sees that nothing is set.
 */
export function withoutSecrets<T>(value: T): T {
	const clean = (each: unknown): unknown => {
		if (typeof each === 'string') return inAddress(each);
		if (Array.isArray(each)) return each.map(clean);
		if (typeof each !== 'object' || each === null) return each;
		return Object.fromEntries(
			Object.entries(each).map(([key, held]) => {
				const isSet = held !== null && held !== undefined && held !== '';
				return [key, isSet && SECRET_KEY.test(key) ? '***' : clean(held)];
			}),
		);
	};
	return clean(value) as T;
}
