import type { INodeProperties } from 'n8n-workflow';
import { PEOPLE_PER_WAVE } from '../../releaseWave/options';
import { collection } from './collections';

/** What Campaign Name means there: the name that the waves of a list share. */
export const SERIES_NAME =
	'Name of the series, 1 to 80 characters. Its waves are called so with " · wave 1" behind it, and are found again by it: keep it until the list is through.';

/** What a person sets for each list that goes out in waves. */
export const waveFields: INodeProperties[] = [
	{
		displayName: 'People per Wave',
		name: 'peoplePerWave',
		type: 'number',
		required: true,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: PEOPLE_PER_WAVE,
		description:
			'How many people the next wave calls, in the order of the list. What is released cannot be stopped by API: this is the most that is out of reach.',
	},
	{
		displayName: 'Hold',
		name: 'hold',
		type: 'boolean',
		default: false,
		description:
			'Whether to release nothing for now. May be an expression, such as a cell of a sheet in which a person can stop the list.',
	},
];

/** When the next wave goes out. */
export const waveRules = collection('Waves', 'waveRules', 'Add Rule', [
	{
		displayName: 'Hold If Failed Above (%)',
		name: 'holdIfFailedAbove',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 20,
		description:
			'If more of the finished people of the last wave have failed, nothing is released until a person has looked. Counts from 20 finished people on.',
	},
	{
		displayName: 'Ignore Missing Waves',
		name: 'ignoreMissingWaves',
		type: 'boolean',
		default: false,
		description:
			'Whether to go on although a wave was deleted or renamed in the dashboard. Who was called since the series began is then left out by the list of calls.',
	},
	{
		displayName: 'Last Wave On',
		name: 'lastWaveOn',
		type: 'dateTime',
		default: '',
		description:
			'After this day nothing is released any more, on the clock of the workflow. With a time, after that moment.',
	},
	{
		displayName: 'Only Inside Calling Window',
		name: 'onlyInsideCallingWindow',
		type: 'boolean',
		default: true,
		description:
			'Whether to release only people who could be called now, so that a wave that waits for its hours can still be held',
	},
	{
		displayName: 'Unfinished at Most',
		name: 'unfinishedAtMost',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		description:
			'The next wave goes out when at most so many people of earlier waves are still to be called, those whom Hamsa will redial among them',
	},
]);
