import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { formatOffset } from '../time/wallClock';
import { cityOf, listZones, searchKey, zonesOfCountry, type ZoneEntry } from '../time/zones';

/**
 * The list of the field Time Zone, each zone with its offset of today. Found by area, city, country ("saudi", "UAE") or
 * offset ("+3", "UTC+03:00"). n8n does not tell a list which workflow is open, so the workflow's own zone cannot be
 * marked; and n8n's default zone at the top would recommend New York to everybody who never set one.
 */
export async function getTimeZones(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return { results: findTimeZones(filter, Date.now()) };
}

/** The zones that match, the likeliest first, else by the alphabet; with their offset at `now` (epoch ms). */
export function findTimeZones(filter: string, now: number): INodeListSearchItems[] {
	const wanted = searchKey(filter);
	const offset = wantedOffset(filter);
	return listZones()
		.map((entry) => ({ ...entry, offset: formatOffset(entry.zone, now), rank: rankOf(entry, wanted) }))
		.filter((entry) => (offset === undefined ? entry.rank >= 0 : entry.offset.startsWith(offset)))
		.sort((a, b) => a.rank - b.rank)
		.map((entry) => ({ name: `${entry.zone} (${entry.offset})`, value: entry.zone }));
}

/** "UTC+03" of "+3", "UTC+03" and "gmt +3"; "UTC+05:30" of "+5:30". Undefined unless the text is an offset. */
function wantedOffset(filter: string): string | undefined {
	const [, sign, hours, minutes] = /^(?:UTC|GMT)?\s*([+-])(\d{1,2})(:\d{0,2})?$/i.exec(filter.trim()) ?? [];
	return sign && hours ? `UTC${sign}${hours.padStart(2, '0')}${minutes ?? ''}` : undefined;
}

/**
 * How near a zone is to the search text, 0 being nearest, -1 not at all: the main zone of the country of that name, its
 * other zones, what starts with the text, what contains it. So "uk" finds London, then Kyiv, then Timbuktu.
 */
function rankOf({ zone, country, countryNames }: ZoneEntry, wanted: string): number {
	const names = countryNames.map(searchKey);
	const isItsCountry = names.includes(wanted);
	return [
		isItsCountry && zonesOfCountry(country)[0] === zone,
		isItsCountry,
		[searchKey(cityOf(zone)), ...names].some((name) => name.startsWith(wanted)),
		[searchKey(zone), ...names].some((name) => name.includes(wanted)),
	].indexOf(true);
}
