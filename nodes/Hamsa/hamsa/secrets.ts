const SECRET_KEY =
	/(?:secret|password|passwd|passphrase|credentials?|authorization|token|(?:api|auth|access|private|encryption)[-_ ]?key)$/i;

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
