import { divide, itemsOf } from '../../../../recipients/parts';
import type { CampaignGroup } from '../grouping';

/** Splits a campaign to be into parts of at most so many people, in their order; undefined for any number. */
export function splitBySize(group: CampaignGroup, peoplePerCampaign: number | undefined): CampaignGroup[] {
	const { contacts, settings } = group;
	const people = contacts.recipients.length;
	if (peoplePerCampaign === undefined || people <= peoplePerCampaign) return [group];
	const parts = Math.ceil(people / peoplePerCampaign);
	const partOf = Int32Array.from({ length: people }, (_, index) => Math.floor(index / peoplePerCampaign));
	return divide(contacts, { partOf, parts }).map((part, index) => ({
		...group,
		items: itemsOf(part),
		contacts: part,
		settings: { ...settings, suffixes: [...settings.suffixes, `${index + 1}/${parts}`] },
	}));
}
