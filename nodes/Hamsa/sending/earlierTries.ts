import type { IDataObject } from 'n8n-workflow';
import { HamsaError, SendError } from '../shared/errors';
import type { Attempt } from './attempts';

/** How an operation speaks of what it makes. */
interface MadeWords {
	/** "the campaign was created". */
	wasMade: string;
	/** What to do when nobody knows whether it was: where to look and how to go on. */
	mayExist: string;
	/** Names what was made: "the campaign "Recall" (id)". */
	name(created: IDataObject): string;
}

/** What errors of ours say when nothing was sent. Such words are untrue once an earlier try has sent something. */
const NOTHING_SENT =
	/,? so (?:nothing was sent|nobody was called)(?=\.|$)|(?:Nothing was sent|Nobody was called|No campaign was created)\.\s*/g;

const withoutDenial = (words: string) => words.replace(NOTHING_SENT, '').trim();

/**
 * An error that stopped a try before it sent anything, in words that hold when earlier tries of the run have sent
 * something (`attempts`): a SendError that it may exist while the outcome of one is open, or the same error with what they
 * have made. Other errors stay as they are.
 */
export function afterEarlierTries(error: unknown, attempts: readonly Attempt[], words: MadeWords): unknown {
	if (attempts.length === 0 || !(error instanceof Error)) return error;
	if (error instanceof SendError && error.mayExist) return error;
	const message = withoutDenial(error.message);
	const action = error instanceof HamsaError ? withoutDenial(error.action) : '';
	const open = attempts.find(({ outcome }) => outcome === 'open');
	if (open !== undefined) {
		const because = open.reason === undefined ? '' : ` (${open.reason})`;
		return SendError.unknown(
			`An earlier try of this run did not learn whether ${words.wasMade}${because}, and this try stopped before it could look: ${message}`,
			`${words.mayExist} ${action}`.trim(),
		);
	}
	if (!(error instanceof HamsaError)) return error;
	const made = attempts.flatMap(({ created }) => (created === undefined ? [] : words.name(created)));
	return error.reworded(message, `${action} An earlier try of this run made ${made.join(', ')}.`.trim());
}
