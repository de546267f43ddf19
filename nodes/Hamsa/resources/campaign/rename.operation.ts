import { updateDisplayOptions, type IDataObject } from 'n8n-workflow';
import { campaignRename, readCampaignName } from '../../shared/campaigns';
import { campaignSelect } from '../../shared/descriptions';
import { readId } from '../../shared/inputs';
import { asOutput, type Operation } from '../../shared/operation';
import { readFrom } from '../../shared/reading';
import { withoutSecrets } from '../../shared/secrets';

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
