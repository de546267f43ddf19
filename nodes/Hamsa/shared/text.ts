const LONGEST_QUOTE = 40;

/**
 * A value as a message quotes it: in double quotes, cut to 40 characters, control characters as spaces. Objects and
 * arrays by their kind only, since a cell can hold a megabyte.
 */
export function quoteValue(value: unknown): string {
	if (value === undefined || value === null) return '(empty)';
	if (Array.isArray(value)) return '(a list)';
	if (typeof value === 'object' || typeof value === 'function') return '(an object)';
	const text = String(value);
	const shown = text.slice(0, LONGEST_QUOTE).replace(/\p{Cc}/gu, ' ');
	return text.length > LONGEST_QUOTE ? `"${shown}…"` : `"${shown}"`;
}

/** `1 row`, `3 rows`, `1,200 rows`. */
export function count(amount: number, one: string, many = `${one}s`): string {
	return `${amount.toLocaleString('en-US')} ${amount === 1 ? one : many}`;
}
