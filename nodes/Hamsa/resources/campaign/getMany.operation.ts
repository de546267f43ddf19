import { updateDisplayOptions } from 'n8n-workflow';
import { campaignList, containsText, CAMPAIGN_PAGING } from '../../hamsa/campaigns';
import { returnAllOrLimit, search, voiceAgentFilter } from '../../fields/descriptions';
import { readLimit, readOptionalId, readSearch } from '../../fields/readers';
import { asOutput, type Operation } from '../../execution/operation';
import { outputFields, readOutput } from '../../execution/output';
import { readRows } from '../../hamsa/http/reading';
import { listedCampaignOutput } from './campaignOutput';

/** Fields of Campaign: Get Many. */
export const getManyDescription = updateDisplayOptions(
	{ show: { resource: ['campaign'], operation: ['getMany'] } },
	[
		...returnAllOrLimit,
		...outputFields(listedCampaignOutput),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{ ...search, description: 'Text that the name or the ID of the campaign contains' },
				voiceAgentFilter,
			],
		},
	],
);

/** The campaigns of the project, without their recipients. */
export const getManyCampaigns: Operation = async (input) => {
	const { field, reader } = input;
	const limit = readLimit(field);
	const shape = readOutput(input, listedCampaignOutput);
	const voiceAgentId = readOptionalId(field('filters.voiceAgentId.value'), 'Voice Agent');
	const text = readSearch(field('filters.search'));
	const campaigns = await readRows(reader, campaignList({ voiceAgentId, search: text }), CAMPAIGN_PAGING, {
		limit,
		accept: text === undefined ? undefined : (campaign) => containsText(campaign, text),
	});
	return asOutput(campaigns.map(shape));
};
