import type { IDataObject } from 'n8n-workflow';
import { readChoice, readId, readPlainText, type FieldReader } from '../../../fields/readers';
import { CAMPAIGN_PAGING, READ_AT_ONCE, campaignById, campaignList } from '../../../hamsa/campaigns';
import { readFrom, readIfThere, readRows, type Reader } from '../../../hamsa/http/reading';
import { idKey } from '../../../hamsa/ids';
import { waveName, waveNumberIn } from '../../../hamsa/waveNames';
import { InputError } from '../../../shared/errors';
import { inLanes } from '../../../shared/lanes';
import { quoteName } from '../../../shared/text';
import { readText } from '../../../shared/values';

/** What a report is on. */
type Chosen = { ids: readonly string[] } | { series: string };

/** What the choices of Report On are called in the workflow. */
const REPORT_ON = ['campaign', 'series', 'campaigns'] as const;

/** Reads the IDs of several campaigns: a list, or a text with commas, spaces or lines between them. Throws InputError. */
function readIds(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : (readText(value)?.split(/[\s,;،]+/) ?? [value]);
	const ids = new Map<string, string>();
	for (const entry of entries) {
		if (entry === '') continue;
		const id = readId(entry, 'Campaign');
		ids.set(idKey(id), id);
	}
	if (ids.size > 0) return [...ids.values()];
	throw new InputError(
		'Campaign IDs is empty',
		'Enter the IDs of campaigns with commas between them, or an expression that gives a list of them.',
	);
}

/** Reads which campaigns are reported on. Throws InputError. */
export function readChosen(field: FieldReader): Chosen {
	const choice = readChoice(field('reportOn') ?? 'campaign', 'Report On', REPORT_ON);
	if (choice === 'campaign') return { ids: [readId(field('campaignId.value'), 'Campaign')] };
	if (choice === 'campaigns') return { ids: readIds(field('campaignIds')) };
	const series = readPlainText(field('series'), 'Series Name');
	if (series !== '') return { series };
	throw new InputError(
		'Series Name is empty',
		'Enter the name that stands in front of " · wave 1" in the names of its campaigns.',
	);
}

/** A campaign to be read: its ID, and which wave of the series it is. */
interface Listed {
	id: string;
	wave?: number;
}

/** The waves of a series in their order. All campaigns are looked through: what Hamsa searches by is not documented. */
async function wavesOf(reader: Reader, series: string): Promise<Listed[]> {
	const waveOf = ({ name }: IDataObject) => waveNumberIn(String(name), series);
	const campaigns = await readRows(reader, campaignList({}), CAMPAIGN_PAGING, {
		accept: (campaign) => waveOf(campaign) !== undefined,
	});
	if (campaigns.length === 0) {
		throw new InputError(
			`The series ${quoteName(series)} has no waves: no campaign is called ${quoteName(waveName(series, 1))}`,
			'Write Series Name letter for letter as it stands in front of " · wave" in the names of its campaigns.',
		);
	}
	return campaigns
		.sort((a, b) => waveOf(a)! - waveOf(b)! || String(a.name).localeCompare(String(b.name)))
		.map((campaign) => ({ id: String(campaign.id), wave: waveOf(campaign) }));
}

/** A campaign that was read, and Hamsa's clock at that moment (epoch ms). */
export interface ReadCampaign {
	data: IDataObject;
	serverNow: number;
	wave?: number;
}

/**
 * Reads the chosen campaigns, a few at a time, and makes something of each, so that the recipients of only a few are in
 * memory. A wave that is deleted meanwhile is left out. Throws ApiError and InputError.
 */
export async function readChosenCampaigns<Result>(
	reader: Reader,
	chosen: Chosen,
	make: (campaign: ReadCampaign) => Result,
): Promise<Result[]> {
	if ('ids' in chosen) {
		return await inLanes(chosen.ids, READ_AT_ONCE, async (id) =>
			make(await readFrom<IDataObject>(reader, campaignById(id))),
		);
	}
	const waves = await wavesOf(reader, chosen.series);
	const read = await inLanes(waves, READ_AT_ONCE, async ({ id, wave }) => {
		const answer = await readIfThere<IDataObject>(reader, campaignById(id));
		return answer && make({ ...answer, wave });
	});
	return read.filter((result) => result !== undefined);
}
