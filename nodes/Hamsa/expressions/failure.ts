import { InputError } from '../shared/errors';
import { errorWords, foreignText } from '../shared/text';

/** Longest part of an expression that a message shows. */
const LONGEST_SHOWN = 120;

/** The text of a raw expression as the editor shows it, shortened. Empty for what is no expression. */
export function showExpression(raw: unknown): string {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return '';
	return foreignText(raw.slice(1), LONGEST_SHOWN).trim();
}

/** The InputError for a field (`label`) whose raw expression n8n cannot evaluate, in a row (counted from 1) or in all. */
export function notEvaluated(label: string, raw: unknown, error: unknown, row?: number): InputError {
	const expression = showExpression(raw);
	const shown =
		expression === '' ? 'The field holds an expression that fails.' : `The expression is: ${expression}`;
	return new InputError(
		`${label} cannot be evaluated${row === undefined ? '' : ` for row ${row}`}: ${errorWords(error)}`,
		`${shown} Open the field in the editor, which shows what is wrong with it. Nothing was sent.`,
	);
}
