/** Makes the node's table of number zones out of Google's. */
import { getAllTimezones, getCountry } from 'countries-and-timezones';
import metadata from 'libphonenumber-js/metadata.max.json';
import { IANAZone } from 'luxon';
import { DEFAULTS, ONE_ZONE, REPLACED, WIDENED } from './corrections.mts';
import { beginningsWithoutPlace } from './geography.mts';

/** Zones by the beginning of a number; a single country code stands for all zones of that country. */
type Entries = Map<string, readonly string[]>;

const COUNTRIES_OF_CODES = metadata.country_calling_codes as Record<string, string[]>;
const ALL_ZONES = getAllTimezones({ deprecated: true }) as Record<
	string,
	{ aliasOf?: string | null; countries: string[] }
>;

/** Clocks are compared over these years. */
const FROM = Date.UTC(2026, 0, 1);
const TO = Date.UTC(2029, 0, 1);
const WEEK = 7 * 24 * 3600 * 1000;

const clocks = new Map<string, string>();

/** The same for zones that keep the same clock. */
function clockOf(zone: string): string {
	let clock = clocks.get(zone);
	if (clock === undefined) {
		const offsets: number[] = [];
		for (let at = FROM; at < TO; at += WEEK) offsets.push(IANAZone.create(zone).offset(at));
		clocks.set(zone, (clock = offsets.join()));
	}
	return clock;
}

const zonesOfCountry = (iso: string): string[] =>
	ONE_ZONE[iso] === undefined ? (getCountry(iso, { deprecated: true })?.timezones ?? []) : [ONE_ZONE[iso]];

/** The name that the tz database has for a zone now, unless it names it for another country. */
function currentName(zone: string): string {
	const known = ALL_ZONES[zone];
	const target = known?.aliasOf;
	if (!target) return zone;
	const sameCountry = ALL_ZONES[target]!.countries[0] === known.countries[0];
	return sameCountry ? target : zone;
}

const isBelow = (prefix: string, other: string) => prefix !== other && prefix.startsWith(other);

function correct(entries: Entries): void {
	for (const [prefix, zone, zones] of WIDENED) {
		for (const [each, before] of entries) {
			if (!each.startsWith(prefix) || !before.includes(zone)) continue;
			entries.set(each, [...new Set(before.flatMap((name) => (name === zone ? zones : [name])))].sort());
		}
	}
	for (const [prefix, zones] of REPLACED) replace(entries, prefix, zones);
	for (const [prefix, zones] of DEFAULTS) entries.set(prefix, zones);
}

/** Everything that begins so has these zones. */
function replace(entries: Entries, prefix: string, zones: readonly string[]): void {
	for (const each of [...entries.keys()]) if (isBelow(each, prefix)) entries.delete(each);
	entries.set(prefix, zones);
}

/** The longest entry that a number or a beginning of one has. */
function longestOf(entries: Entries, prefix: string): string | undefined {
	for (let length = prefix.length; length > 0; length--) {
		if (entries.has(prefix.slice(0, length))) return prefix.slice(0, length);
	}
	return undefined;
}

const hasSeveralClocks = (code: string) =>
	new Set(COUNTRIES_OF_CODES[code]!.flatMap(zonesOfCountry).map(clockOf)).size > 1;

/** The entries of a calling code within which clocks differ. */
function entriesOf(code: string, source: Readonly<Record<string, string>>): Entries {
	const entries: Entries = new Map();
	for (const [prefix, zones] of Object.entries(source)) {
		if (isBelow(prefix, code)) entries.set(prefix, [...new Set(zones.split('&').map(currentName))]);
	}
	if (entries.size === 0) return entries;
	correct(entries);
	for (const prefix of [...entries.keys()]) if (!prefix.startsWith(code)) entries.delete(prefix);
	const hasOneClock = (country: string) => new Set(zonesOfCountry(country).map(clockOf)).size === 1;
	for (const [prefix, country] of beginningsWithoutPlace(code, hasOneClock)) {
		replace(entries, prefix, [country]);
	}
	// What a shorter entry says already.
	for (const prefix of [...entries.keys()].sort((a, b) => b.length - a.length)) {
		const shorter = longestOf(entries, prefix.slice(0, -1));
		if (shorter !== undefined && entries.get(shorter)!.join() === entries.get(prefix)!.join())
			entries.delete(prefix);
	}
	return entries;
}

/** A number in letters: 0 is a, 26 is ba. */
function inLetters(index: number): string {
	const letter = String.fromCharCode(97 + (index % 26));
	return index < 26 ? letter : inLetters(Math.floor(index / 26)) + letter;
}

/** How many digits two beginnings share. */
function sharedDigits(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length] === b[length]) length++;
	return length;
}

/** What nodes/Hamsa/libraries/data/numberZones.json holds; time/local/numberZones.ts says how to read it. */
export function makeTable(source: Readonly<Record<string, string>>): {
	zones: string[];
	places: string[];
	prefixes: string[];
} {
	const codes = Object.keys(COUNTRIES_OF_CODES).sort();
	const tables = codes.filter(hasSeveralClocks).map((code) => entriesOf(code, source));
	for (const [iso, zone] of Object.entries(ONE_ZONE)) {
		const code = codes.find((each) => COUNTRIES_OF_CODES[each]!.includes(iso))!;
		tables.push(new Map([[code, [zone]]]));
	}
	const all = tables.flatMap((entries) => [...entries.values()]);
	const zones = [...new Set(all.flat())].filter((name) => name.length > 2).sort();
	const nameOf = (each: readonly string[]) =>
		each.map((name) => (name.length > 2 ? zones.indexOf(name) : name)).join(' ');
	const uses = new Map<string, number>();
	for (const each of all) uses.set(nameOf(each), (uses.get(nameOf(each)) ?? 0) + 1);
	// What is named most often has the shortest name.
	const places = [...uses.keys()].sort((a, b) => uses.get(b)! - uses.get(a)! || (a < b ? -1 : 1));
	const prefixes = tables.map((entries) => {
		let previous = '';
		return [...entries]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([prefix, each]) => {
				const shared = sharedDigits(previous, prefix);
				previous = prefix;
				return `${shared}${prefix.slice(shared)}${inLetters(places.indexOf(nameOf(each)))}`;
			})
			.join('');
	});
	return { zones, places, prefixes: prefixes.filter((text) => text !== '') };
}
