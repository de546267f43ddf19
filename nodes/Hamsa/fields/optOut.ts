import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { readText } from '../shared/values';

const DEFAULT = 'doNotCall';

/** The field of a call's outcome in which the voice agent writes whether the person wants no more calls. */
export const optOutField: INodeProperties = {
	displayName: 'Opt-Out Field',
	name: 'optOutField',
	type: 'string',
	default: DEFAULT,
	placeholder: 'e.g. doNotCall',
	description:
		"Field of the outcome that says whether the person wants no more calls. You define it in the voice agent's settings. When the outcome has it, the item has optedOut: true or false.",
};

/** Reads Opt-Out Field; '' when nothing is to be read. Throws InputError. */
export function readOptOutField(value: unknown): string {
	const field = readText(value ?? DEFAULT);
	if (field !== undefined) return field;
	throw new InputError(
		`Opt-Out Field ${quoteValue(value)} is not a name`,
		"Enter the name of a field of the voice agent's outcome, such as doNotCall.",
	);
}
