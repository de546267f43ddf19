/** Deterministic id that tells its kind by the first digits, e.g. `c0000000-0000-4000-8000-000000000001`. */
export const numberedId = (prefix: string, index: number): string =>
	`${prefix.padEnd(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`;
