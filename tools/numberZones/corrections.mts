/**
 * Where Google's table is behind the tz database or too coarse for it. It names one zone for a region whose places change
 * their clocks on other days, and knows nothing of zones that are younger than the table.
 */

/** Zones of a calling code that stand for others too, by the beginning of the number. */
export const WIDENED: ReadonlyArray<readonly [prefix: string, zone: string, zones: readonly string[]]> = [
	// The Northern Territory keeps Adelaide's standard time without its daylight saving.
	['61', 'Australia/Adelaide', ['Australia/Adelaide', 'Australia/Darwin']],
	// Queensland keeps Sydney's standard time without its daylight saving; some of its area code lies in New South Wales.
	['617', 'Australia/Sydney', ['Australia/Brisbane', 'Australia/Sydney']],
	// Yukon stays on its summer time since 2020.
	['1867', 'America/Vancouver', ['America/Whitehorse']],
	// Kaliningrad knows no daylight saving.
	['74', 'Europe/Bucharest', ['Europe/Kaliningrad']],
];

/** What numbers that begin so have instead of what the table says of them and of longer beginnings. */
export const REPLACED: ReadonlyArray<readonly [prefix: string, zones: readonly string[]]> = [
	// Saratov left Moscow's time in 2016.
	['7845', ['Europe/Saratov']],
	// Abkhazia keeps Moscow's time.
	['7840', ['Europe/Moscow']],
	// Magallanes left Santiago's time in 2016, Aysén in 2025.
	['5661', ['America/Punta_Arenas']],
	['5667', ['America/Coyhaique']],
	// Tijuana's second area code.
	['52663', ['America/Tijuana']],
	['52201', ['America/Mexico_City', 'America/Cancun']],
];

/** What numbers have that begin so and not like any longer entry. */
export const DEFAULTS: ReadonlyArray<readonly [prefix: string, zones: readonly string[]]> = [
	// Yukon, Northwest Territories and Nunavut share an area code.
	[
		'1867',
		['America/Whitehorse', 'America/Edmonton', 'America/Winnipeg', 'America/Toronto', 'America/Resolute'],
	],
];

/** Countries whose numbers have one zone, although the tz database gives them more. */
export const ONE_ZONE: Readonly<Record<string, string>> = {
	// China has one official time.
	CN: 'Asia/Shanghai',
	// Numbers of Crimea begin with +7.
	UA: 'Europe/Kyiv',
};
