import { getAllTimezones, getCountry, type Timezone } from 'countries-and-timezones';

/** What is known of each time zone by its IANA name, outdated names too. */
export const timeZones: Readonly<Record<string, Timezone>> = getAllTimezones({ deprecated: true });

/** The IANA names of a country's zones, outdated ones too; undefined for a country that is not known. */
export const zoneNamesOfCountry = (iso: string): string[] | undefined =>
	getCountry(iso, { deprecated: true })?.timezones;
