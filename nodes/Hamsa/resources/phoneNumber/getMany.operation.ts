import { updateDisplayOptions } from 'n8n-workflow';
import { phoneNumberList, PHONE_NUMBER_PAGING } from '../../hamsa/account';
import { returnAllOrLimit, voiceAgentFilter } from '../../fields/descriptions';
import { readChoice, readLimit, readOptionalId } from '../../fields/readers';
import { asOutput, type Operation } from '../../execution/operation';
import { outputFields, readOutput } from '../../execution/output';
import { readRows } from '../../hamsa/http/reading';
import { phoneNumberOutput } from './phoneNumberOutput';

/** Fields of Phone Number: Get Many. */
export const getManyDescription = updateDisplayOptions(
	{ show: { resource: ['phoneNumber'], operation: ['getMany'] } },
	[
		...returnAllOrLimit,
		...outputFields(phoneNumberOutput),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Provider',
					name: 'provider',
					type: 'options',
					options: [
						{ name: 'Any', value: '' },
						{ name: 'SIP', value: 'SIP' },
						{ name: 'Twilio', value: 'TWILIO' },
					],
					default: '',
					description: 'Only numbers of this provider',
				},
				voiceAgentFilter,
			],
		},
	],
);

/** The account's own numbers, from which people are called. */
export const getManyPhoneNumbers: Operation = async (input) => {
	const { field, reader } = input;
	const limit = readLimit(field);
	const shape = readOutput(input, phoneNumberOutput);
	const provider = readChoice(field('filters.provider') ?? '', 'Provider', ['', 'SIP', 'TWILIO']);
	const voiceAgentId = readOptionalId(field('filters.voiceAgentId.value'), 'Voice Agent');
	const request = phoneNumberList({ provider: provider || undefined, voiceAgentId });
	return asOutput((await readRows(reader, request, PHONE_NUMBER_PAGING, { limit })).map(shape));
};
