import type { INodeProperties } from 'n8n-workflow';
import { doNotCallProperties } from '../../../recipients/leaveOut/doNotCall';
import {
	callPremiumNumbers,
	digitsWithoutPlusAreInternational,
	extensions,
	localNumbers,
	sendDoubtfulNumbers,
} from '../../../fields/descriptions';

const [anEmptyListIsFine, doNotCallColumn, doNotCallList, doNotCallListOfTool] = doNotCallProperties;

/** Options of Call: Start. Each may differ from item to item, but Maximum Calls and those of the Do Not Call List. */
export const startOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		anEmptyListIsFine!,
		callPremiumNumbers,
		doNotCallColumn!,
		{
			...localNumbers,
			description:
				'Country of a number that has no country code: its two letters, its calling code or its name. Without it, such a number is rejected.',
		},
		digitsWithoutPlusAreInternational,
		doNotCallList!,
		doNotCallListOfTool!,
		{
			displayName: 'Duplicate Protection (Minutes)',
			name: 'duplicateProtectionMinutes',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 1 },
			default: 10,
			description:
				'The same call (person, From Number, Voice Agent and parameters) that was placed in the last minutes is returned instead of placed again, so that a repeated run calls nobody twice. 0 switches it off.',
		},
		extensions,
		{
			displayName: 'Maximum Calls',
			name: 'maximumCalls',
			type: 'number',
			noDataExpression: true,
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 5,
			description:
				'If the input items would place more calls than this, nobody is called. Guards against a list that is larger than you meant.',
		},
		sendDoubtfulNumbers,
	],
};
