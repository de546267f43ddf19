import { type NumberKey, numberKey } from '../../phoneNumbers/digits';
import type { LeaveOutRule } from './types';

/** Leaves out those whose number came in an earlier row, unless Same Number Twice is on. */
export const duplicates: LeaveOutRule = {
	properties: [
		{
			displayName: 'Same Number Twice',
			name: 'keepDuplicates',
			type: 'boolean',
			default: false,
			description: 'Whether to call a number as often as it occurs. By default it is called once.',
		},
	],
	read: (options) =>
		options.isOn('keepDuplicates', 'Same Number Twice')
			? undefined
			: {
					verdict: 'duplicate',
					asksHamsa: false,
					reasons:
						() =>
						async ({ contacts: { repeated } }) => {
							if (repeated.size === 0) return undefined;
							const firstRowOf = new Map<NumberKey, number>();
							return ({ phoneNumber }, row) => {
								const key = numberKey(phoneNumber);
								if (!repeated.has(key)) return undefined;
								const firstRow = firstRowOf.get(key);
								if (firstRow !== undefined) return `Same number as row ${firstRow}`;
								firstRowOf.set(key, row);
								return undefined;
							};
						},
				},
};
