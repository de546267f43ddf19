import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { campaignList, containsText, CAMPAIGN_PAGING } from '../hamsa/campaigns';
import { loadList } from './loadList';

/** An entry, with what it is ordered and searched by. */
type CampaignEntry = INodeListSearchItems & { campaign: IDataObject };

function toEntry(campaign: IDataObject): CampaignEntry {
	const { id, name, status, createdAt } = campaign;
	const details = [status, String(createdAt ?? '').slice(0, 10)].filter(Boolean).join(', ');
	return { name: `${String(name ?? id)} (${details})`, value: String(id), campaign };
}

const newestFirst = (a: INodeListSearchItems, b: INodeListSearchItems) =>
	String((b as CampaignEntry).campaign.createdAt).localeCompare(
		String((a as CampaignEntry).campaign.createdAt),
	);

/** Campaigns of the key's project, the newest first, each with its status and the day it was created. */
export async function getCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const text = filter?.trim() ?? '';
	const list = {
		request: campaignList({ search: text || undefined }),
		paging: CAMPAIGN_PAGING,
		toEntry,
		matches:
			text === ''
				? undefined
				: (entry: INodeListSearchItems) => containsText((entry as CampaignEntry).campaign, text),
		order: newestFirst,
	};
	const { results, ...rest } = await loadList(this, list, paginationToken);
	return { results: results.map(({ name, value }) => ({ name, value })), ...rest };
}
