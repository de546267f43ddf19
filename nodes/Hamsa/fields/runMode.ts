import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { readChoice } from './readers';

/** What a run does to people: nothing, a call to one's own phones, or calls to everybody. */
export type RunMode = 'preview' | 'test' | 'call';

const MODES: Readonly<Record<RunMode, INodePropertyOptions>> = {
	preview: {
		name: 'Preview',
		value: 'preview',
		description: 'Nobody is called: check everything and show what would happen',
	},
	test: {
		name: 'Test on My Phones',
		value: 'test',
		description: 'Only your own phones are called, at once',
	},
	call: { name: 'Call People', value: 'call', description: 'Everybody is really called' },
};

const CALL_NOTICE = 'Real people are called when this runs. It costs money, and no API can stop it.';

/**
 * Run Mode, with a notice while people are called. No expression, so that neither a row nor an AI model decides it: as a
 * tool, the mode is that of the person who builds the workflow. Without a choice nobody is called.
 */
export function runModeField(
	show: NonNullable<IDisplayOptions['show']>,
	modes: readonly RunMode[],
): INodeProperties[] {
	return [
		{
			displayName: 'Run Mode',
			name: 'runMode',
			type: 'options',
			noDataExpression: true,
			options: modes.map((mode) => MODES[mode]),
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
 * none of the modes, expressions too: n8n's editor offers none, but a workflow file can hold one that a model fills in.
 */
export const readRunMode = <const M extends RunMode>(raw: unknown, modes: readonly M[]): M | 'preview' =>
	readChoice(raw ?? 'preview', 'Run Mode', ['preview', ...modes]);
