import { updateDisplayOptions, type IDataObject } from 'n8n-workflow';
import { campaignById } from '../../hamsa/campaigns';
import { recipientsOf } from '../../hamsa/recipients';
import { campaignSelect, returnAllOrLimit } from '../../fields/descriptions';
import { readChoices, readId, readLimit } from '../../fields/readers';
import { asOutput, type Operation } from '../../execution/operation';
import { outputFields, readOutput } from '../../execution/output';
import { readFrom } from '../../hamsa/http/reading';
import { RECIPIENT_STATUSES, statusInWords, statusOf } from '../../hamsa/statuses';
import { recipientOutput } from './campaignOutput';

const STATUSES = [...RECIPIENT_STATUSES].sort();

/** Fields of Campaign: Get Recipients. */
export const getRecipientsDescription = updateDisplayOptions(
	{ show: { resource: ['campaign'], operation: ['getRecipients'] } },
	[
		{ ...campaignSelect, required: true, description: 'The campaign whose recipients are read' },
		...returnAllOrLimit,
		...outputFields(recipientOutput),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Status',
					name: 'status',
					type: 'multiOptions',
					options: STATUSES.map((value) => ({ name: statusInWords(value), value })),
					default: [],
					description: 'Only recipients with one of these statuses; all of them when empty',
				},
			],
		},
	],
);

/** The recipients of a campaign, one row each, with what is needed to write them back to where they came from. */
export const getRecipients: Operation = async (input) => {
	const { field, reader } = input;
	const id = readId(field('campaignId.value'), 'Campaign');
	const limit = readLimit(field);
	const statuses = new Set<string>(readChoices(field('filters.status'), 'Status', STATUSES));
	const shape = readOutput(input, recipientOutput);
	const { data } = await readFrom<IDataObject>(reader, campaignById(id));
	const wanted = recipientsOf(data).filter(
		(recipient) => statuses.size === 0 || statuses.has(statusOf(recipient)),
	);
	return asOutput(
		wanted
			.slice(0, limit)
			.map(({ phoneNumber, status, ...recipient }) =>
				shape({ phoneNumber, status, campaignId: data.id, campaignName: data.name, ...recipient }),
			),
	);
};
