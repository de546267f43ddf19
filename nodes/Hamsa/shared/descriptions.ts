import type { INodeProperties } from 'n8n-workflow';

const E164 = '^\\s*\\+[\\d\\s().-]{7,24}$';
const UUID = '^\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*$';

/** An own number of the account: Hamsa's campaigns take the number itself, not its ID. */
export const numberSelect: INodeProperties = {
	displayName: 'Phone Number',
	name: 'phoneNumber',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a number…',
			typeOptions: { searchListMethod: 'getPhoneNumbers', searchable: true },
		},
		{
			displayName: 'By Number',
			name: 'number',
			type: 'string',
			placeholder: 'e.g. +966112000001',
			validation: [
				{
					type: 'regex',
					properties: { regex: E164, errorMessage: 'Enter the number with + and country code' },
				},
			],
		},
	],
};

/** A voice agent of the project. */
export const voiceAgentSelect: INodeProperties = {
	displayName: 'Voice Agent',
	name: 'voiceAgentId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a voice agent…',
			typeOptions: { searchListMethod: 'getVoiceAgents', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 11111111-1111-4111-8111-111111111111',
			validation: [
				{ type: 'regex', properties: { regex: UUID, errorMessage: 'Not the ID of a voice agent' } },
			],
		},
	],
};

/** An IANA time zone; empty stands for the workflow's. */
export const timeZoneSelect: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timezone',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: "The workflow's time zone",
			typeOptions: { searchListMethod: 'getTimeZones', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Asia/Riyadh' },
	],
};
