import { updateDisplayOptions, type IDataObject } from 'n8n-workflow';
import { campaignRename } from '../../hamsa/campaigns';
import { readCampaignName, readId } from '../../fields/readers';
import { campaignSelect } from '../../fields/descriptions';
import { asOutput, type Operation } from '../../execution/operation';
import { outputFields, readOutput } from '../../execution/output';
import { readFrom } from '../../hamsa/http/reading';
import { renamedCampaignOutput } from './campaignOutput';

/** Fields of Campaign: Rename. */
export const renameDescription = updateDisplayOptions(
	{ show: { resource: ['campaign'], operation: ['rename'] } },
	[
		{ ...campaignSelect, required: true, description: 'The campaign that gets another name' },
		{
			displayName: 'New Name',
			name: 'newName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Appointment reminders, week 12',
			description: 'The new name, 1 to 100 characters',
		},
		...outputFields(renamedCampaignOutput),
	],
);

/** Gives a campaign another name; nothing else of it can be changed. */
export const renameCampaign: Operation = async (input) => {
	const { field, reader } = input;
	const id = readId(field('campaignId.value'), 'Campaign');
	const name = readCampaignName(field('newName'), 'New Name');
	const shape = readOutput(input, renamedCampaignOutput);
	const { data } = await readFrom<IDataObject>(reader, campaignRename(id, name));
	return asOutput([shape(data)]);
};
