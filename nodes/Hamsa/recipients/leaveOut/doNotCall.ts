import type { INodeProperties } from 'n8n-workflow';
import type { OptionReader } from '../../fields/options';
import { readDoNotCallList, type DoNotCallSettings } from './doNotCallList';
import type { LeaveOutRule } from './types';

/** Why somebody on the list is not called. */
export const ON_THE_LIST = 'Is on the Do Not Call List';

const showOnlyWithList = { show: { '@tool': [false], doNotCallList: [true] } };

/** The fields of the rule, for a collection. A tool has one input only. */
export const doNotCallProperties: INodeProperties[] = [
	{
		displayName: 'An Empty List Is Fine',
		name: 'anEmptyListIsFine',
		type: 'boolean',
		default: false,
		description:
			'Whether to call everybody when no row comes into the Do Not Call List. By default nobody is called then, since the list may have failed to load.',
		displayOptions: showOnlyWithList,
	},
	{
		displayName: 'Column With the Numbers',
		name: 'doNotCallColumn',
		type: 'string',
		default: '',
		placeholder: 'e.g. phone',
		description:
			'Name of the column of the Do Not Call List that holds the phone numbers. Empty means the only one that does.',
		displayOptions: showOnlyWithList,
	},
	{
		displayName: 'Do Not Call List',
		name: 'doNotCallList',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description:
			'Whether to open a second input for the people who must not be called, one a row. Their numbers are read like those of the recipients. If the list is not connected or cannot be read, nobody is called.',
		displayOptions: { show: { '@tool': [false] } },
	},
	// In a tool n8n would drop a switch that is not displayed, and the list would be ignored without a word.
	{
		displayName: 'Do Not Call List',
		name: 'doNotCallList',
		type: 'hidden',
		default: false,
		displayOptions: { show: { '@tool': [true] } },
	},
];

/** Reads the fields; undefined when the rule is off. Throws InputError. */
export function readDoNotCall(options: OptionReader): DoNotCallSettings | undefined {
	if (!options.isOn('doNotCallList', 'Do Not Call List')) return undefined;
	return {
		column: options.text('doNotCallColumn', 'Column With the Numbers'),
		anEmptyListIsFine: options.isOn('anEmptyListIsFine', 'An Empty List Is Fine'),
	};
}

/** Leaves out who is on the list that comes into the second input. Throws InputError when that cannot be told. */
export const doNotCall: LeaveOutRule = {
	properties: doNotCallProperties,
	read: (options) => {
		const settings = readDoNotCall(options);
		return (
			settings && {
				verdict: 'doNotCall',
				asksHamsa: false,
				reasons: (_drafts, world) => {
					const isOnList = readDoNotCallList(settings, world.doNotCall);
					return async () => (recipient) => (isOnList(recipient) ? ON_THE_LIST : undefined);
				},
			}
		);
	},
};
