import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { locatorValue } from '../fields/readers';
import { RECIPIENTS_OWN_ZONE } from '../fields/window';
import { WORKFLOW_TIME_ZONE } from '../fields/workflowTimeZone';
import { callingCodeOfDefault, countriesOfNumber, readDefaultCountry } from '../phoneNumbers/country';
import { formatOffset } from '../time/wallClock';
import { canonicalZone, cityOf, listZones, searchKey, zonesOfCountry, type ZoneEntry } from '../time/zones';

/** Zones of recipients, and of an own number, that stand first at most: +1 has dozens. */
const MOST_FIRST = 4;

/** What a campaign offers before all zones. */
const RECIPIENTS_OWN: INodeListSearchItems = { name: "Each Recipient's Own", value: RECIPIENTS_OWN_ZONE };

/** Zones with what is said of them, in the order in which they stand first. */
type Marks = ReadonlyMap<string, string[]>;

/**
 * The list of the field Time Zone, each zone with its offset of today. First the zones that are likely to be meant: those of
 * the people who are called, as far as fields tell their country (a list cannot read input items), that of the workflow,
 * and that of From Number. Found by area, city, country ("saudi", "UAE") or offset ("+3", "UTC+03:00").
 */
export async function getTimeZones(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const field = (path: string): unknown => this.getCurrentNodeParameter(path);
	const zones = findTimeZones(filter, Date.now(), marksOf(field));
	const isOffered =
		field('operation') === 'create' && RECIPIENTS_OWN.name.toLowerCase().includes(filter.toLowerCase());
	return { results: isOffered ? [RECIPIENTS_OWN, ...zones] : zones };
}

/** Zones of a country as people write it; none for what cannot be read. */
function zonesOfField(value: unknown): string[] {
	try {
		const country = readDefaultCountry(value);
		if (country === undefined) return [];
		return 'iso' in country
			? zonesOfCountry(country.iso)
			: zonesOfNumber(`+${callingCodeOfDefault(country)}`);
	} catch {
		// Whatever is wrong with it is said when the node runs.
		return [];
	}
}

const zonesOfNumber = (value: unknown): string[] =>
	typeof value === 'string' ? countriesOfNumber(value.trim()).flatMap(zonesOfCountry) : [];

/** What is said of zones, by the fields of the node. */
function marksOf(field: (path: string) => unknown): Marks {
	const marks = new Map<string, string[]>();
	const mark = (zones: readonly string[], words: string) => {
		for (const zone of [...new Set(zones)].slice(0, MOST_FIRST)) {
			marks.set(zone, [...(marks.get(zone) ?? []), words]);
		}
	};
	const countries = [field('countryOfLocalNumbers'), field('options.countryOfLocalNumbers')].flatMap(
		zonesOfField,
	);
	mark([...countries, ...zonesOfNumber(field('toNumber'))], 'recipients');
	const own = field(WORKFLOW_TIME_ZONE);
	const zone = typeof own === 'string' ? canonicalZone(own) : undefined;
	mark(zone === undefined ? [] : [zone], 'workflow');
	mark(zonesOfNumber(locatorValue(field('phoneNumber'))), 'From Number');
	return marks;
}

/** The zones that match, the likeliest first, else by the alphabet; with their offset at `now` (epoch ms). */
export function findTimeZones(filter: string, now: number, marks: Marks = new Map()): INodeListSearchItems[] {
	const wanted = searchKey(filter);
	const offset = wantedOffset(filter);
	const marked = [...marks.keys()];
	const place = ({ zone }: ZoneEntry) => (marks.has(zone) ? marked.indexOf(zone) : marked.length);
	return listZones()
		.map((entry) => ({ ...entry, offset: formatOffset(entry.zone, now), rank: rankOf(entry, wanted) }))
		.filter((entry) => (offset === undefined ? entry.rank >= 0 : entry.offset.startsWith(offset)))
		.sort((a, b) => a.rank - b.rank || place(a) - place(b))
		.map(({ zone, ...entry }) => ({
			name: [`${zone} (${entry.offset})`, marks.get(zone)?.join(', ')].filter(Boolean).join(' · '),
			value: zone,
		}));
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
