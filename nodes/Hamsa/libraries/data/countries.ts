import codes from 'i18n-iso-countries/codes.json';
import english from 'i18n-iso-countries/langs/en.json';

const NAMES: Readonly<Record<string, string | string[]>> = english.countries;

/** The English names of each ISO country, the one to show first. */
export const countryNames: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	Object.entries(NAMES).map(([iso, names]) => [iso, [names].flat()]),
);

/** The two letters of each ISO country by its three. */
export const alpha2ByAlpha3: Readonly<Record<string, string>> = Object.fromEntries(
	codes.map(([alpha2, alpha3]) => [alpha3, alpha2]),
);
