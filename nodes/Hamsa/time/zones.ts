import { IANAZone } from 'luxon';
import { countryNames } from '../libraries/data/countries';
import { timeZones, zoneNamesOfCountry } from '../libraries/timeZones';

/** What is known about zones and their countries. The data is bundled; the clocks themselves come from luxon. */

/** The zones most people of a country live by, where the alphabet would not put them first. */
const MAIN_ZONES: Readonly<Record<string, string[]>> = {
	AU: ['Australia/Sydney', 'Australia/Melbourne', 'Australia/Brisbane', 'Australia/Perth'],
	BR: ['America/Sao_Paulo', 'America/Manaus'],
	CA: ['America/Toronto', 'America/Vancouver', 'America/Edmonton', 'America/Halifax'],
	CL: ['America/Santiago'],
	CY: ['Asia/Nicosia'],
	ES: ['Europe/Madrid'],
	GL: ['America/Nuuk'],
	KI: ['Pacific/Tarawa'],
	MH: ['Pacific/Majuro'],
	MN: ['Asia/Ulaanbaatar'],
	MX: ['America/Mexico_City', 'America/Tijuana'],
	NZ: ['Pacific/Auckland'],
	PF: ['Pacific/Tahiti'],
	PG: ['Pacific/Port_Moresby'],
	PT: ['Europe/Lisbon'],
	RU: ['Europe/Moscow', 'Asia/Yekaterinburg', 'Asia/Novosibirsk', 'Asia/Vladivostok'],
	US: ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
	UZ: ['Asia/Tashkent'],
};

/** Short names in everyday use that the country data lacks. */
const OTHER_COUNTRY_NAMES: Readonly<Record<string, string>> = { SA: 'KSA' };

/** Regions that phone number data counts as countries of their own and the zone data does not have. */
const ZONES_OF_OTHER_REGIONS: Readonly<Record<string, string[]>> = {
	AC: ['Atlantic/St_Helena'],
	TA: ['Atlantic/St_Helena'],
	XK: ['Europe/Belgrade'],
};

/** A zone as people look for it. */
export interface ZoneEntry {
	/** Its IANA name. */
	zone: string;
	/** ISO code of the country the zone is named for; '' for UTC. */
	country: string;
	/** The country's English names, with common short forms (UAE, UK, USA). */
	countryNames: string[];
}

/** The zones to choose from, in alphabetical order: one name for each country and clock, and UTC. */
export function listZones(): ZoneEntry[] {
	const named = Object.keys(timeZones)
		.filter((zone) => isNamedForItsCountry(zone) && isKnownHere(zone))
		.map((zone) => ({ zone, country: countryOf(zone), countryNames: namesOfCountry(countryOf(zone)) }));
	return [...named, { zone: 'UTC', country: '', countryNames: [] }].sort((a, b) =>
		a.zone < b.zone ? -1 : 1,
	);
}

/** The zone(s) of a country (ISO code), the ones to suggest at the front. Empty for a country that is not known. */
export function zonesOfCountry(iso: string): string[] {
	const ofCountry = zoneNamesOfCountry(iso);
	if (ofCountry === undefined) return ZONES_OF_OTHER_REGIONS[iso] ?? [];
	const own = ofCountry.filter((zone) => countryOf(zone) === iso && isNamedForItsCountry(zone));
	const zones = own.length > 0 ? own : ofCountry;
	return [...new Set([...(MAIN_ZONES[iso] ?? []), ...zones])];
}

/** The IANA spelling of a zone name in any case; undefined when there is no such zone, or this Node has no clock for it. */
export function canonicalZone(name: string): string | undefined {
	const wanted = name.toLowerCase();
	const zone = Object.keys(timeZones).find((candidate) => candidate.toLowerCase() === wanted);
	return zone !== undefined && isKnownHere(zone) ? zone : undefined;
}

/** The zone to use in place of an outdated name such as Egypt; the zone itself when it is not outdated. */
export const currentZone = (zone: string): string =>
	isNamedForItsCountry(zone) ? zone : (timeZones[zone]?.aliasOf ?? zone);

/** All zone names that this Node has a clock for, outdated ones too. */
export const allZoneNames = (): string[] => Object.keys(timeZones).filter(isKnownHere);

/** The main zones of the countries whose standard time is this many minutes ahead of UTC. */
export function zonesAtOffset(minutes: number): string[] {
	return listZones()
		.filter(
			({ zone, country }) => timeZones[zone]?.utcOffset === minutes && zonesOfCountry(country)[0] === zone,
		)
		.map(({ zone }) => zone)
		.filter((zone) => !timeZones[zone]?.aliasOf);
}

/** "Buenos Aires" of America/Argentina/Buenos_Aires. */
export function cityOf(zone: string): string {
	return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** Text for comparing: lower case, without accents, words apart by one space whatever stood between them. */
export function searchKey(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/**
 * Whether the name is the one to use for this country and clock. An outdated spelling (Asia/Calcutta) is not; a name that
 * shares its clock with a bigger neighbour (Asia/Kuwait, an alias of Asia/Riyadh) is, since people look for their own.
 */
function isNamedForItsCountry(zone: string): boolean {
	const country = countryOf(zone);
	const alias = timeZones[zone]?.aliasOf;
	if (country === '' || !zone.includes('/')) return false;
	return !alias || (countryOf(alias) !== country && firstAlias(alias, country) === zone);
}

function firstAlias(target: string, country: string): string | undefined {
	return Object.keys(timeZones)
		.filter((zone) => timeZones[zone]?.aliasOf === target && countryOf(zone) === country)
		.sort()[0];
}

function countryOf(zone: string): string {
	return timeZones[zone]?.countries[0] ?? '';
}

function namesOfCountry(iso: string): string[] {
	return [countryNames[iso] ?? [], OTHER_COUNTRY_NAMES[iso] ?? []].flat();
}

/** Whether this Node's own zone data, the only one luxon reckons with, has the zone: it can be older than the list. */
function isKnownHere(zone: string): boolean {
	return IANAZone.create(zone).isValid;
}
