import { updateDisplayOptions, type IDataObject } from 'n8n-workflow';
import { campaignById } from '../../hamsa/campaigns';
import { recipientsOf } from '../../hamsa/recipients';
import { campaignSelect } from '../../fields/descriptions';
import { readId, readSwitch } from '../../fields/readers';
import { asOutput, type Operation } from '../../execution/operation';
import { outputFields, readOutput } from '../../execution/output';
import { readFrom } from '../../hamsa/http/reading';
import { statusOf } from '../../hamsa/statuses';
import { campaignOutput } from './campaignOutput';

/** Fields of Campaign: Get. */
export const getDescription = updateDisplayOptions({ show: { resource: ['campaign'], operation: ['get'] } }, [
	{ ...campaignSelect, required: true, description: 'The campaign to read' },
	...outputFields(campaignOutput),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Include Recipients',
				name: 'includeRecipients',
				type: 'boolean',
				default: false,
				description:
					'Whether to return the recipients too, as lists by their state. Get Recipients returns one item for each instead.',
			},
		],
	},
]);

/** How many recipients have each status. */
function countStatuses(recipients: readonly IDataObject[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const recipient of recipients) {
		const status = statusOf(recipient);
		counts[status] = (counts[status] ?? 0) + 1;
	}
	return counts;
}

/** One campaign, with its recipients counted by status. */
export const getCampaign: Operation = async (input) => {
	const { field, reader } = input;
	const id = readId(field('campaignId.value'), 'Campaign');
	const isWhole = readSwitch(field('options.includeRecipients'), 'Include Recipients');
	const shape = readOutput(input, campaignOutput);
	const { data } = await readFrom<IDataObject>(reader, campaignById(id));
	const { recipients, ...campaign } = data;
	const recipientCounts = countStatuses(recipientsOf(data));
	return asOutput([{ ...shape({ ...campaign, recipientCounts }), ...(isWhole ? { recipients } : {}) }]);
};
