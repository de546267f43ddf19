import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';

/** What a run does to people: nothing, calls to the tester's own phones, or calls to everybody. */
export type RunMode = 'preview' | 'test' | 'call';

interface ModeOption {
	name: string;
	value: RunMode;
	description: string;
}

const PREVIEW: ModeOption = {
	name: 'Preview',
	value: 'preview',
	description: 'Nobody is called: check everything and show what would happen',
};
const TEST: ModeOption = {
	name: 'Test on My Phones',
	value: 'test',
	description: 'Only your own phones are called, each as the next person of the list',
};
const CALL: ModeOption = {
	name: 'Call People',
	value: 'call',
	description: 'Everybody is really called',
};

/** The modes of an operation that calls one person a row. */
export const CALL_MODES = [PREVIEW, CALL] as const;

/** The modes of an operation that calls a list. */
export const LIST_MODES = [PREVIEW, TEST, CALL] as const;

const CALL_NOTICE = 'Real people are called when this runs. It costs money, and no API can stop it.';

/**
 * Run Mode, with a notice while people are called. No expression, so that neither a row nor an AI model decides it: as a
 * tool, the mode is that of the person who builds the workflow. Without a choice nobody is called.
 */
export function runModeField(
	modes: readonly ModeOption[],
	show: NonNullable<IDisplayOptions['show']> = {},
): INodeProperties[] {
	return [
		{
			displayName: 'Run Mode',
			name: 'runMode',
			type: 'options',
			noDataExpression: true,
			options: [...modes],
			default: 'preview',
			description: 'Whether people are called when the node runs',
			displayOptions: { show },
		},
		{
			displayName: CALL_NOTICE,
			name: 'callNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { ...show, runMode: ['call' satisfies RunMode] } },
		},
	];
}

/**
 * Reads Run Mode from the parameter as it was typed; where it is not set, nobody is called. Throws InputError for what is
 * none of the operation's modes, expressions too: n8n's editor offers none, but a workflow file can hold one that a model
 * fills in.
 */
export function readRunMode(raw: unknown, modes: readonly ModeOption[]): RunMode {
	const mode = modes.find(({ value }) => value === (raw ?? 'preview'));
	if (mode !== undefined) return mode.value;
	const names = modes.map(({ name }) => name);
	throw new InputError(
		`Run Mode ${quoteValue(raw)} is not one of its choices`,
		`Choose ${names.slice(0, -1).join(', ')} or ${names.at(-1)} from the list. An expression cannot stand here: whether people are called is decided by whoever builds the workflow.`,
	);
}
