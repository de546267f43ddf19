import { IANAZone } from 'luxon';
import type { CountryCode } from 'libphonenumber-js/core';
import { numberZones as table } from '../../libraries/data/numberZones';
import { metadata } from '../../libraries/data/phoneMetadata';
import { zonesOfCountry } from '../zones';

/**
 * Where in the world a number may ring, from its first digits alone: Google's table of the zones of phone numbers, corrected
 * and cut down to the calling codes within which clocks differ (tools/numberZones). Numbers that tell no place, such as most
 * mobiles and free numbers, are anywhere in their country.
 */
export interface NumberPlace {
	/** All zones in which the number may be, the likeliest or best known first; none for a number of no country. */
	zones: readonly string[];
	/** The countries that have its calling code, the main one first. All of them rest on the same days. */
	countries: readonly CountryCode[];
}

/** What a calling code has where the table says nothing: all zones of its countries. */
const ANYWHERE = '';

/** The index of numbers that begin like no country's. */
const NOWHERE = 0;

/** By index: what the table says of a place, and the place once it is asked for. */
const descriptions = [{ code: '', name: ANYWHERE }];
const places: Array<NumberPlace | undefined> = [];

/** The indexes of places by what the table says of them. */
const indexes = new Map<string, number>();

/** The index of a place of a calling code. */
function indexOf(code: string, name: string): number {
	const key = `${code} ${name}`;
	const known = indexes.get(key);
	if (known !== undefined) return known;
	indexes.set(key, descriptions.length);
	return descriptions.push({ code, name }) - 1;
}

const countriesOf = (code: string): readonly CountryCode[] => metadata.country_calling_codes[code] ?? [];

/** Zones that this Node has a clock for: its zone data can be older than the table. */
const knownHere = (zones: readonly string[]) => zones.filter((zone) => IANAZone.create(zone).isValid);

function resolve({ code, name }: (typeof descriptions)[number]): NumberPlace {
	const countries = countriesOf(code);
	const ofCountries = () => knownHere([...new Set(countries.flatMap(zonesOfCountry))]);
	if (name === ANYWHERE) return { zones: ofCountries(), countries };
	const named = name.split(' ');
	const zones = knownHere(named.flatMap((each) => table.zones[Number(each)] ?? zonesOfCountry(each)));
	return { zones: zones.length > 0 ? zones : ofCountries(), countries };
}

const DIGITS = 10;
const DIGIT_ZERO = 48;

/** A beginning that shares its first digits with the one before: how many, the other digits, its place in letters. */
const ENTRY = /(\d)(\d+)([a-z]+)/g;

/** The number that letters stand for: a is 0, ba is 26. */
function fromLetters(letters: string): number {
	let index = 0;
	for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 97;
	return index;
}

/** The beginnings of numbers as a tree; a calling code's own table is added when its first number comes. */
interface PrefixTree {
	/** For each node the nodes of its ten next digits; 0 for none. */
	next: Uint16Array;
	/** For each node the index of its place; 0 for none, below 0 where the table of the calling code is to be added. */
	place: Int16Array;
	/** The nodes that are there. */
	size: number;
}

function put(tree: PrefixTree, prefix: string, index: number): void {
	const { next, place } = tree;
	let node = 0;
	for (let at = 0; at < prefix.length; at++) {
		const edge = node * DIGITS + prefix.charCodeAt(at) - DIGIT_ZERO;
		if (next[edge] === 0) next[edge] = tree.size++;
		node = next[edge]!;
	}
	place[node] = index;
}

/** The calling code with which digits begin. No code begins another one. */
const codeOf = (digits: string): string =>
	[1, 2, 3].map((length) => digits.slice(0, length)).find((code) => countriesOf(code).length > 0)!;

function growTree(): PrefixTree {
	const codes = Object.keys(metadata.country_calling_codes);
	// No digit makes more than one node.
	const mostNodes = 1 + table.prefixes.join('').length + codes.join('').length;
	const grown = { next: new Uint16Array(mostNodes * DIGITS), place: new Int16Array(mostNodes), size: 1 };
	for (const code of codes) put(grown, code, indexOf(code, ANYWHERE));
	table.prefixes.forEach((entries, index) => put(grown, codeOf(entries.slice(1)), -1 - index));
	return grown;
}

/** Adds the table of a calling code. */
function addTable(grown: PrefixTree, entries: string): void {
	const code = codeOf(entries.slice(1));
	put(grown, code, indexOf(code, ANYWHERE));
	let prefix = '';
	for (const [, shared, rest, letters] of entries.matchAll(ENTRY)) {
		prefix = prefix.slice(0, Number(shared)) + rest;
		put(grown, prefix, indexOf(code, table.places[fromLetters(letters!)]!));
	}
}

let tree: PrefixTree | undefined;

/**
 * The index of the place of a number in E.164, by the longest beginning that is known: see `placeAt`. Numbers of one list
 * share few of them.
 */
export function placeOf(e164: string): number {
	if (!e164.startsWith('+')) return NOWHERE;
	tree ??= growTree();
	const { next, place } = tree;
	let found = NOWHERE;
	let node = 0;
	for (let at = 1; at < e164.length; at++) {
		const digit = e164.charCodeAt(at) - DIGIT_ZERO;
		node = digit >= 0 && digit < DIGITS ? next[node * DIGITS + digit]! : 0;
		if (node === 0) break;
		const known = place[node]!;
		if (known < 0) addTable(tree, table.prefixes[-1 - known]!);
		if (known !== 0) found = place[node]!;
	}
	return found;
}

/** The place with an index that `placeOf` gave. */
export function placeAt(index: number): NumberPlace {
	return (places[index] ??= resolve(descriptions[index]!));
}

/** The places of numbers as a column of indexes. */
export function placesOf(recipients: ReadonlyArray<{ phoneNumber: string }>): Int16Array {
	const column = new Int16Array(recipients.length);
	for (let position = 0; position < column.length; position++) {
		column[position] = placeOf(recipients[position]!.phoneNumber);
	}
	return column;
}
