import type { IDataObject } from 'n8n-workflow';

const TRUE_WORDS = new Set(['true', 'yes', 'y', '1', 'نعم']);
const FALSE_WORDS = new Set(['false', 'no', 'n', '0', 'لا', '']);

/** Reads a yes/no value as people and spreadsheets write it (empty is no). Undefined when it is neither. */
export function readYesNo(value: unknown): boolean | undefined {
	if (value === undefined || value === null) return false;
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const word = String(value).trim().toLowerCase();
	if (TRUE_WORDS.has(word)) return true;
	return FALSE_WORDS.has(word) ? false : undefined;
}

/** Reads short text: trimmed, numbers and booleans as text, nothing as ''. Undefined when it is none of these. */
export function readText(value: unknown): string | undefined {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Whether a value is an object with fields of its own, rather than a list or nothing. */
export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Epoch milliseconds of the first of these that is a date, undefined when none is. */
export function instantOf(...dates: unknown[]): number | undefined {
	return dates
		.filter((date) => date !== undefined && date !== null)
		.map((date) => Date.parse(String(date)))
		.find((instant) => !Number.isNaN(instant));
}
