import { updateDisplayOptions, type IDataObject } from 'n8n-workflow';
import { campaignRename } from '../../hamsa/campaigns';
import { readCampaignName, readId } from '../../fields/readers';
import { campaignSelect } from '../../fields/descriptions';
import { asOutput, type Operation } from '../../execution/operation';
import { readFrom } from '../../hamsa/http/reading';
import { withoutSecrets } from '../../hamsa/secrets';

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
	],
);

/** Gives a campaign another name; nothing else of it can be changed. */
export const renameCampaign: Operation = async ({ field, reader }) => {
	const id = readId(field('campaignId.value'), 'Campaign');
	const name = readCampaignName(field('newName'), 'New Name');
	const { data } = await readFrom<IDataObject>(reader, campaignRename(id, name));
	return asOutput([withoutSecrets(data)]);
};
