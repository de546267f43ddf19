import { isRecord } from '../expressions/compile';
import { withoutNoValue } from './noValue';

/** A name as it is sent, '' for none. `isLess` when the cell holds something that is not sent. */
interface ReadName {
	name: string;
	isLess: boolean;
}

const NO_NAME: ReadName = { name: '', isLess: false };

/** Where systems put a name in an object, the best first: Google, Salesforce, Notion, HubSpot, Airtable. */
const NAME_KEYS = [
	'displayName',
	'fullName',
	'full_name',
	'name',
	'plain_text',
	'value',
	'text',
	'title',
	'label',
];

/** How deep an object is looked into. */
const MOST_LEVELS = 4;

/** The one name in a list or object; undefined when there are several that differ, or none. */
function nameInside(value: unknown, levels = MOST_LEVELS): string | undefined {
	if (typeof value === 'string') return withoutNoValue(value.trim()) || undefined;
	if (levels === 0 || !(Array.isArray(value) || isRecord(value))) return undefined;
	if (!Array.isArray(value)) {
		for (const key of NAME_KEYS) {
			const name = Object.hasOwn(value, key)
				? nameInside((value as Record<string, unknown>)[key], levels - 1)
				: undefined;
			if (name !== undefined) return name;
		}
	}
	const names = new Set(Object.values(value).flatMap((each) => nameInside(each, levels - 1) ?? []));
	return names.size === 1 ? [...names][0] : undefined;
}

/** The same for an object whose getters may throw. */
function nameOf(value: object): string | undefined {
	try {
		return nameInside(value);
	} catch {
		return undefined;
	}
}

/**
 * Reads a Name cell. A name never costs a person the call: of a list or object one value is taken, or none; `false` (Odoo's
 * empty cell) is no name, nor is what software writes for no value. Never throws.
 */
export function readName(cell: unknown): ReadName {
	switch (typeof cell) {
		case 'undefined':
			return NO_NAME;
		case 'string': {
			const text = cell.trim();
			const name = withoutNoValue(text);
			return { name, isLess: name !== text };
		}
		case 'number':
			return Number.isFinite(cell) ? { name: String(cell), isLess: false } : { name: '', isLess: true };
		case 'object': {
			if (cell === null || (Array.isArray(cell) && cell.length === 0)) return NO_NAME;
			const name = nameOf(cell);
			return { name: name ?? '', isLess: name === undefined };
		}
		default:
			return { name: '', isLess: cell !== false };
	}
}
