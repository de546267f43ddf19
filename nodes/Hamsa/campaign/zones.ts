import { getAllTimezones, getCountry, type Timezone } from 'countries-and-timezones';
import english from 'i18n-iso-countries/langs/en.json';
import { IANAZone } from 'luxon';

/** What is known about time zones and countries. The data is bundled; the clocks themselves come from luxon. */

const ZONES: Readonly<Record<string, Timezone>> = getAllTimezones({ deprecated: true });
const COUNTRY_NAMES: Readonly<Record<string, string | string[]>> = english.countries;

/**
 * The zone most people of a country live by, where the alphabet would put another one first. The order of all other
 * zones is the alphabet's.
 */
const MAIN_ZONES: Readonly<Record<string, string>> = {
	AU: 'Australia/Sydney',
	BR: 'America/Sao_Paulo',
	CA: 'America/Toronto',
	CL: 'America/Santiago',
	CY: 'Asia/Nicosia',
	ES: 'Europe/Madrid',
	GL: 'America/Nuuk',
	KI: 'Pacific/Tarawa',
	MH: 'Pacific/Majuro',
	MN: 'Asia/Ulaanbaatar',
	MX: 'America/Mexico_City',
	NZ: 'Pacific/Auckland',
	PF: 'Pacific/Tahiti',
	PG: 'Pacific/Port_Moresby',
	PT: 'Europe/Lisbon',
	RU: 'Europe/Moscow',
	US: 'America/New_York',
	UZ: 'Asia/Tashkent',
};

/** Calling codes that libphonenumber counts as countries of their own and the zone data does not. */
const ZONES_OF_UNLISTED_COUNTRIES: Readonly<Record<string, string[]>> = {
	AC: ['Atlantic/St_Helena'],
	TA: ['Atlantic/St_Helena'],
	XK: ['Europe/Belgrade'],
};

/** A zone as people look for it. */
export interface ZoneEntry {
	zone: string;
	/** ISO code of the country the zone is named for. */
	country: string;
	/** The country's English names, with common short forms (UAE, UK, USA). */
	countryNames: string[];
}

/**
 * The zones to choose from, in alphabetical order: every area/city of today. An older spelling (Asia/Calcutta) is left
 * out; a name that only shares its clock with a bigger neighbour (Asia/Kuwait) is in, since people look for their own.
 */
export function listZones(): ZoneEntry[] {
	return Object.keys(ZONES)
		.filter(isCountrysOwn)
		.sort()
		.map((zone) => {
			const country = ZONES[zone]?.countries[0] ?? '';
			return { zone, country, countryNames: namesOfCountry(country) };
		});
}

function isCountrysOwn(zone: string): boolean {
	const country = ZONES[zone]?.countries[0];
	if (country === undefined || !zone.includes('/') || !isKnownHere(zone)) return false;
	const alias = ZONES[zone]?.aliasOf;
	return !alias || ZONES[alias]?.countries[0] !== country;
}

/** Whether this Node's own zone data has the zone; luxon reckons with nothing else, and it can be older than the list. */
function isKnownHere(zone: string): boolean {
	return IANAZone.create(zone).isValid;
}

/** The zone(s) of a country (ISO code), the one to suggest first at the front. Empty for a country that is not known. */
export function zonesOfCountry(iso: string): string[] {
	const country = getCountry(iso, { deprecated: true });
	if (!country) return ZONES_OF_UNLISTED_COUNTRIES[iso] ?? [];
	const own = country.timezones.filter((zone) => ZONES[zone]?.countries[0] === iso && isCountrysOwn(zone));
	const zones: string[] = own.length > 0 ? own : country.timezones;
	const main = MAIN_ZONES[iso];
	return main === undefined ? zones : [main, ...zones.filter((zone) => zone !== main)];
}

function namesOfCountry(iso: string): string[] {
	return [COUNTRY_NAMES[iso] ?? []].flat();
}

/** The IANA spelling of a zone name in any case; undefined when there is no such zone, or luxon does not know it. */
export function canonicalZone(name: string): string | undefined {
	const wanted = name.toLowerCase();
	const zone = Object.keys(ZONES).find((candidate) => candidate.toLowerCase() === wanted);
	return zone !== undefined && isKnownHere(zone) ? zone : undefined;
}

/** Zones a person may have meant with a city, a country (name or ISO code) or a name that is nearly right. */
export function zonesNamed(text: string): string[] {
	const wanted = searchKey(text);
	const city = searchKey(text.slice(text.lastIndexOf('/') + 1));
	const entries = listZones();
	const byCity = entries.filter(({ zone }) => searchKey(cityOf(zone)) === city).map(({ zone }) => zone);
	if (byCity.length > 0) return byCity;
	const country = entries.find(
		(entry) =>
			searchKey(entry.country) === wanted || entry.countryNames.some((name) => searchKey(name) === wanted),
	);
	if (country) return zonesOfCountry(country.country);
	const successor = ZONES[canonicalZone(text) ?? '']?.aliasOf;
	return successor && isCountrysOwn(successor) ? [successor] : [];
}

/** The main zones of the countries whose standard time is this many minutes ahead of UTC. */
export function zonesAtOffset(minutes: number): string[] {
	return listZones()
		.filter(
			({ zone, country }) =>
				ZONES[zone]?.utcOffset === minutes && !ZONES[zone]?.aliasOf && zonesOfCountry(country)[0] === zone,
		)
		.map(({ zone }) => zone);
}

/** "Buenos Aires" of America/Argentina/Buenos_Aires. */
export function cityOf(zone: string): string {
	return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** Text for comparing: lower case, without accents, spaces and punctuation. */
export function searchKey(text: string): string {
	return text
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}
