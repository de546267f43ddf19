import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { formatOffset } from '../campaign/wallClock';
import { cityOf, listZones, searchKey, type ZoneEntry } from '../campaign/zones';

/**
 * The list of the field Time Zone. Found by area, city, country ("saudi", "UAE") or offset ("+3", "UTC+03:00"); what starts
 * with the search text comes first. n8n does not say here which workflow is open, so the workflow's own zone cannot be
 * marked; and marking n8n's default zone would recommend New York to everybody who never set it.
 */
export async function getTimeZones(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return { results: findTimeZones(filter, Date.now()) };
}

/** The entries that match, with their offset at `now` (epoch ms). */
export function findTimeZones(filter: string, now: number): INodeListSearchItems[] {
	const wanted = searchKey(filter);
	const offset = wantedOffset(filter);
	const found = [...listZones(), UTC]
		.map((entry) => ({ ...entry, offset: formatOffset(entry.zone, now) }))
		.filter((entry) => (offset === undefined ? matches(entry, wanted) : entry.offset.startsWith(offset)));
	const first = found.filter((entry) => comesFirst(entry, wanted));
	return [...first, ...found.filter((entry) => !first.includes(entry))].map((entry) => ({
		name: `${entry.zone} (${entry.offset})`,
		value: entry.zone,
	}));
}

const UTC: ZoneEntry = { zone: 'UTC', country: '', countryNames: [] };

/** "UTC+03" of "+3", "UTC+03" and "gmt +3"; "UTC+05:30" of "+5:30". Undefined unless the text is an offset. */
function wantedOffset(filter: string): string | undefined {
	const [, sign, hours, minutes] = /^(?:UTC|GMT)?\s*([+-])(\d{1,2})(:\d{0,2})?$/i.exec(filter.trim()) ?? [];
	return sign && hours ? `UTC${sign}${hours.padStart(2, '0')}${minutes ?? ''}` : undefined;
}

function matches(entry: ZoneEntry, wanted: string): boolean {
	return [entry.zone, ...entry.countryNames].some((text) => searchKey(text).includes(wanted));
}

function comesFirst(entry: ZoneEntry, wanted: string): boolean {
	return [cityOf(entry.zone), ...entry.countryNames].some((text) => searchKey(text).startsWith(wanted));
}
