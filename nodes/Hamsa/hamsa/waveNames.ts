/*
 * A series of campaigns that goes out wave by wave has no ID on Hamsa: the names of the waves are what holds it together.
 * They are made and read here alone.
 */

/** What stands between the name of the series, taken whole, and the number; what a split of the wave appends comes after. */
const BETWEEN = ' · wave ';

/** The number, from 1 and without zeros before it; then nothing, or what a split appends: "(Asia/Riyadh)", "(vip) (1/2)". */
const NUMBER = /^([1-9]\d*)(?: \(.*\))?$/s;

/** The name of a wave of a series: "Spring · wave 12". A split appends to it, in parentheses. */
export const waveName = (series: string, wave: number): string => `${series}${BETWEEN}${wave}`;

/**
 * Which wave of the series has this name; undefined when it is none of them. Letter for letter: a series that is called
 * nearly the same is another one. A number that no wave can have (above 2^53) is none.
 */
export function waveNumberIn(name: string, series: string): number | undefined {
	const prefix = `${series}${BETWEEN}`;
	if (!name.startsWith(prefix)) return undefined;
	const wave = Number(NUMBER.exec(name.slice(prefix.length))?.[1]);
	return Number.isSafeInteger(wave) ? wave : undefined;
}
