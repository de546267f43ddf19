import { isObject, readYesNo } from '../shared/values';
import { withoutSecrets } from './secrets';

/** Begins like a list or an object, which Hamsa may write as JSON text (webhook integration guide). */
const LIKE_JSON = /^\s*[[{]/;

/** What a text of JSON holds, without secrets; any other value as it is. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string' || !LIKE_JSON.test(value)) return value;
	try {
		return withoutSecrets(JSON.parse(value) as unknown);
	} catch {
		return value;
	}
}

/**
 * What came of a call (`outcomeResult`), without secrets. Lists and objects that came as JSON text are lists and objects
 * again: the outcome itself, and each of its fields.
 */
export function readOutcome(outcomeResult: unknown): unknown {
	const outcome = parsed(outcomeResult);
	if (!isObject(outcome)) return withoutSecrets(outcome);
	return withoutSecrets(
		Object.fromEntries(Object.entries(outcome).map(([field, value]) => [field, parsed(value)])),
	);
}

/**
 * Whether the person asked not to be called again, by the field of the outcome that says so. Nothing where the outcome does
 * not have the field, or holds neither yes nor no there.
 */
export function optOutOf(outcome: unknown, field: string): { optedOut?: boolean } {
	if (!isObject(outcome) || !Object.hasOwn(outcome, field)) return {};
	const value = outcome[field];
	const optedOut = value === null || value === undefined || value === '' ? undefined : readYesNo(value);
	return optedOut === undefined ? {} : { optedOut };
}
