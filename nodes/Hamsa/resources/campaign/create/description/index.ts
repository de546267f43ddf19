import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { numberSelect, voiceAgentSelect } from '../../../../fields/descriptions';
import { LIST_MODES, runModeField } from '../../../../fields/runMode';
import { limits, options, phoneNumberRules, severalCampaigns } from './collections';
import { recipientProperties } from './recipients';
import { hoursProperties, startProperties } from './schedule';
import { SERIES_NAME, waveFields, waveRules } from './waves';

const OPERATIONS = ['create', 'releaseWave'] as const;

/** Fields of one operation, or of both. */
const fieldsOf = (operations: ReadonlyArray<(typeof OPERATIONS)[number]>, properties: INodeProperties[]) =>
	updateDisplayOptions({ show: { resource: ['campaign'], operation: [...operations] } }, properties);

const callers: INodeProperties[] = [
	{
		...voiceAgentSelect,
		required: true,
		description: 'The voice agent that talks to the people',
	},
	{
		...numberSelect,
		displayName: 'From Number',
		name: 'phoneNumber',
		required: true,
		description: 'Your own Hamsa number that people see when they are called',
	},
];

const modes: INodeProperties[] = [
	...runModeField(LIST_MODES),
	{
		displayName: 'My Phones',
		name: 'myPhones',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. +966501234567, +966507654321',
		description:
			'One to five phones of your own, separated by commas. Each is called at once as the next person of the list, with that name and those variables.',
		displayOptions: { show: { runMode: ['test'] } },
	},
];

const campaignName: INodeProperties = {
	displayName: 'Campaign Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Appointment reminders',
	description: 'Name of the campaign in Hamsa, 1 to 100 characters',
};

const concurrency: INodeProperties = {
	displayName: 'Calls at the Same Time',
	name: 'reservedConcurrency',
	type: 'number',
	required: true,
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 1,
	description:
		'How many calls of this campaign are made at the same time. They are kept for this campaign (what Retell calls reserved concurrency is something else: calls kept for everything but campaigns).',
};

/**
 * Fields of Campaign: Create and Campaign: Release Wave. Parameters carry the API's own names ("create campaign" in Hamsa's
 * API reference).
 */
export const createDescription: INodeProperties[] = [
	...fieldsOf(OPERATIONS, modes),
	...fieldsOf(['create'], [campaignName]),
	...fieldsOf(['releaseWave'], [{ ...campaignName, description: SERIES_NAME }]),
	...fieldsOf(OPERATIONS, callers),
	...fieldsOf(OPERATIONS, recipientProperties),
	...fieldsOf(['create'], startProperties),
	...fieldsOf(['releaseWave'], waveFields),
	...fieldsOf(OPERATIONS, [...hoursProperties, concurrency]),
	...fieldsOf(['releaseWave'], [waveRules]),
	...fieldsOf(OPERATIONS, [phoneNumberRules, limits, severalCampaigns, options]),
];
