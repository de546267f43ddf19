import { windowsZones } from '../libraries/data/windowsZones';
import { nearest } from '../shared/nearest';
import { DAY, formatOffset, offsetAt } from './wallClock';
import { allZoneNames, cityOf, currentZone, listZones, searchKey, zonesOfCountry } from './zones';

/**
 * Names that stand for zones besides IANA's: abbreviations, Windows (Excel, Outlook, SQL Server; the table is Unicode CLDR's),
 * JavaScript's long names, HubSpot's `america_slash_new_york`, cities and countries. Those that can mean but one zone are
 * understood; of the others several mean more than one, and a wrong clock calls people at night, so that they are only
 * suggestions for an error.
 */

/** What people mean by these, as far as one can know. Unicode's "Arabian" time is Riyadh's, that of Windows Dubai's. */
const OTHER_NAMES = new Map(
	Object.entries({
		aest: ['Australia/Sydney', 'Australia/Brisbane'],
		'arabia standard time': ['Asia/Riyadh'],
		'arabian standard time': ['Asia/Dubai', 'Asia/Riyadh'],
		ast: ['Asia/Riyadh', 'America/Halifax'],
		bst: ['Europe/London', 'Asia/Dhaka'],
		cest: ['Europe/Berlin', 'Europe/Paris'],
		cet: ['Europe/Berlin', 'Europe/Paris'],
		cst: ['America/Chicago', 'Asia/Shanghai'],
		edt: ['America/New_York'],
		eest: ['Europe/Athens', 'Africa/Cairo', 'Asia/Beirut'],
		eet: ['Europe/Athens', 'Africa/Cairo', 'Asia/Beirut'],
		est: ['America/New_York', 'America/Panama'],
		gmt: ['UTC', 'Europe/London'],
		gst: ['Asia/Dubai'],
		hst: ['Pacific/Honolulu'],
		ist: ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'],
		jst: ['Asia/Tokyo'],
		ksa: ['Asia/Riyadh'],
		msk: ['Europe/Moscow'],
		mst: ['America/Denver', 'America/Phoenix'],
		pkt: ['Asia/Karachi'],
		pst: ['America/Los_Angeles'],
		sast: ['Africa/Johannesburg'],
		trt: ['Europe/Istanbul'],
		wet: ['Europe/Lisbon'],
		z: ['UTC'],
	}),
);

/** Large cities that no zone is named for, and other spellings of those that have one. */
const CITIES = new Map<string, string>(
	Object.entries({
		'Africa/Cairo': 'alexandria giza',
		'Africa/Casablanca': 'rabat marrakesh marrakech fez tangier',
		'Africa/Johannesburg': 'pretoria,cape town,durban',
		'Africa/Lagos': 'abuja',
		'America/Chicago': 'houston,dallas,austin,san antonio,minneapolis',
		'America/Denver': 'salt lake city',
		'America/Los_Angeles': 'san francisco,san diego,seattle,las vegas,portland',
		'America/New_York': 'washington,washington dc,boston,miami,atlanta,philadelphia,orlando',
		'America/Sao_Paulo': 'rio de janeiro,brasilia',
		'America/Toronto': 'ottawa,montreal',
		'Asia/Amman': 'irbid zarqa',
		'Asia/Baghdad': 'basra erbil mosul',
		'Asia/Bahrain': 'manama',
		'Asia/Dubai': 'abu dhabi,sharjah,ajman,al ain,fujairah,ras al khaimah',
		'Asia/Karachi': 'islamabad lahore rawalpindi faisalabad peshawar',
		'Asia/Kolkata': 'new delhi,delhi,mumbai,bangalore,bengaluru,chennai,hyderabad,pune,ahmedabad',
		'Asia/Kuwait': 'kuwait city',
		'Asia/Qatar': 'doha',
		'Asia/Riyadh':
			'riad,ryad,jeddah,jiddah,mecca,makkah,medina,madinah,dammam,khobar,al khobar,dhahran,tabuk,abha,taif,jubail',
		'Asia/Shanghai': 'beijing shenzhen guangzhou',
		'Asia/Tokyo': 'osaka kyoto yokohama',
		'Europe/Berlin': 'munich frankfurt hamburg cologne stuttgart',
		'Europe/Istanbul': 'ankara izmir antalya',
		'Europe/London': 'manchester birmingham edinburgh glasgow',
		'Europe/Madrid': 'barcelona valencia seville',
		'Europe/Paris': 'lyon marseille',
		'Europe/Rome': 'milan naples turin',
		'Europe/Zurich': 'geneva basel bern',
	}).flatMap(([zone, cities]) =>
		cities.split(cities.includes(',') ? ',' : ' ').map((city) => [city, zone] as const),
	),
);

/** The zones of a Windows name, in any case; the one that Windows itself means comes first in the table. */
function zonesOfWindows(key: string): string[] {
	const zones = Object.entries(windowsZones)
		.filter(([windowsName]) => searchKey(windowsName) === key)
		.flatMap(([, iana]) => iana.map(currentZone));
	if (zones.length === 0) return [];
	const listed = new Set(listZones().map(({ zone }) => zone));
	return [...new Set(zones)].filter((zone) => listed.has(zone));
}

/** The longest text that is looked at: the longest names have some sixty characters. */
const LONGEST_NAME = 200;

/** An instant of each quarter of the year from `at` (epoch ms) on. Summer time goes on for more than half a year in places. */
const inEachQuarter = (at: number): number[] => [0, 91, 182, 273].map((days) => at + days * DAY);

/** Whether two zones show the same time, in summer and in winter: at `at` (epoch ms) and in the quarters of a year after it. */
export const keepSameTime = (one: string, other: string, at: number): boolean =>
	inEachQuarter(at).every((instant) => offsetAt(one, instant) === offsetAt(other, instant));

/** The zones of the cities of this name, large ones that no zone is named for too. */
function zonesOfCity(name: string): string[] {
	const key = searchKey(name);
	const named = listZones().filter(({ zone }) => searchKey(cityOf(zone)) === key);
	if (named.length > 0) return named.map(({ zone }) => zone);
	const zone = CITIES.get(key);
	return zone === undefined ? [] : [zone];
}

/** The zones of the country of this name or ISO code. */
function zonesOfCountryCalled(name: string): string[] {
	const key = searchKey(name);
	const found = listZones().find(({ country, countryNames }) =>
		[country, ...countryNames].some((each) => searchKey(each) === key),
	);
	return found ? zonesOfCountry(found.country) : [];
}

/** With slashes for what systems write in their place, where they allow none. */
const withSlashes = (text: string) => text.replace(/[_\s]*slash[_\s]*/gi, '/').replaceAll('\\', '/');

/** The zone of an IANA name whose parts are separated otherwise; fixed offsets, which are no zones, are left out. */
function zoneSpelt(text: string): string | undefined {
	const key = searchKey(withSlashes(text));
	return allZoneNames().find(
		(zone) => zone.includes('/') && !zone.startsWith('Etc/') && searchKey(zone) === key,
	);
}

/** The one that Windows itself means by a name, where all countries of that name have the same clock. */
function zoneOfWindows(text: string, at: number): string | undefined {
	const key = searchKey(text);
	if (OTHER_NAMES.has(key)) return undefined;
	const [zone, ...others] = zonesOfWindows(key);
	return zone !== undefined && others.every((other) => keepSameTime(zone, other, at)) ? zone : undefined;
}

/** Whether what stands in brackets behind the name of a zone says the same: its offset, or an abbreviation of it. */
function saysSame(inBrackets: string, zone: string, at: number): boolean {
	const offsets = inEachQuarter(at).map((instant) => formatOffset(zone, instant));
	const said = inBrackets.replace(/\s/g, '').replace(/^GMT/i, 'UTC').toUpperCase();
	return offsets.includes(said) || zonesCalled(inBrackets).includes(zone);
}

/**
 * The zone of a text that can mean no other: an IANA name with other separators (`america_slash_new_york`, "Asia / Riyadh"),
 * also with its offset in brackets behind it, a Windows name ("Arab Standard Time"), or a city with its country ("Riyadh,
 * Saudi Arabia"). Undefined for all other texts; `at` is epoch milliseconds.
 */
export function zoneUnderstood(text: string, at: number): string | undefined {
	if (text.length > LONGEST_NAME) return undefined;
	const zone = zoneSpelt(text) ?? zoneOfWindows(text, at);
	if (zone !== undefined) return zone;
	const [, name, inBrackets] = /^([^()[\]]+)[([]([^()[\]]+)[)\]]$/.exec(text) ?? [];
	if (name !== undefined && inBrackets !== undefined) {
		const named = zoneSpelt(name);
		return named !== undefined && saysSame(inBrackets, named, at) ? named : undefined;
	}
	const [city, country, ...rest] = text.split(',');
	if (country === undefined || rest.length > 0) return undefined;
	const ofCountry = zonesOfCountryCalled(country);
	const [inBoth, ...others] = zonesOfCity(city!).filter((each) => ofCountry.includes(each));
	return others.length === 0 ? inBoth : undefined;
}

/** Zones whose clock JavaScript calls so ("Gulf Standard Time"): those that countries mainly live by. */
function zonesOfLongName(key: string): string[] {
	if (!key.endsWith(' time')) return [];
	return listZones()
		.filter(({ zone, country }) => zonesOfCountry(country)[0] === zone)
		.map(({ zone }) => zone)
		.filter((zone) => {
			const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'long' });
			return format
				.formatToParts()
				.some(({ type, value }) => type === 'timeZoneName' && searchKey(value) === key);
		});
}

/** The zones that carry a name, in any of the ways above; none when nothing does. */
function zonesCalled(name: string): string[] {
	const key = searchKey(name);
	const others = OTHER_NAMES.get(key) ?? zonesOfWindows(key);
	if (others.length > 0) return others;
	const byName = allZoneNames().filter((zone) => searchKey(zone) === key);
	if (byName.length > 0) return byName.map(currentZone);
	const byCity = zonesOfCity(cityOf(name));
	return byCity.length > 0 ? byCity : zonesOfCountryCalled(name);
}

/** What a text may hold beside the name: an offset in front or in brackets, more names, a word for "time". */
function partsOf(text: string): string[] {
	const slashes = withSlashes(text);
	const withoutBrackets = slashes.replace(/[([{][^)\]}]*[)\]}]?/g, ' ').trim();
	const withoutOffset = withoutBrackets
		.replace(/(?:\b(?:UTC|GMT))?\s*[+-]\s?\d{1,2}(?::?\d{2})?\b/gi, ' ')
		.trim();
	const place = withoutOffset.replace(/\s+(?:(?:standard|daylight|summer)\s+)?time(?:\s+zone)?$/i, '');
	const inBrackets = [...slashes.matchAll(/[([{]([^)\]}]+)/g)].map(([, inside]) => inside!);
	return [
		text,
		slashes,
		withoutBrackets,
		withoutOffset,
		`${place} standard time`,
		place,
		...[withoutOffset, ...inBrackets].flatMap((each) => each.split(/[,;|&]|\s[-–—/]\s/)),
		...inBrackets,
	]
		.map((part) => part.trim())
		.filter((part) => /\p{L}/u.test(part));
}

/** The zones that a misspelt name may be meant for. */
function zonesSpeltLike(text: string): string[] {
	const key = searchKey(text);
	const names = new Map<string, string[]>();
	for (const { zone, country, countryNames } of listZones()) {
		names.set(searchKey(zone), [zone]);
		names.set(searchKey(cityOf(zone)), [zone]);
		for (const name of countryNames) names.set(searchKey(name), zonesOfCountry(country));
	}
	for (const [city, zone] of CITIES) names.set(city, [zone]);
	return nearest(key, names.keys()).flatMap((name) => names.get(name)!);
}

/**
 * The zones a person may have meant by a text that is no IANA name, the likeliest first: exact names, then names within the
 * text ("Riyadh, Saudi Arabia", "(UTC+03:00) Kuwait, Riyadh"), then misspelt ones. Empty when it resembles nothing.
 */
export function zonesMeant(text: string): string[] {
	if (text.length > LONGEST_NAME) return [];
	const parts = [...new Set(partsOf(text))];
	for (const find of [zonesCalled, (part: string) => zonesOfLongName(searchKey(part)), zonesSpeltLike]) {
		for (const part of parts) {
			const zones = find(part);
			if (zones.length > 0) return [...new Set(zones)];
		}
	}
	return [];
}
