import { countriesOfNumber, countryName } from '../phoneNumbers/country';
import { InputError } from '../shared/errors';
import { count } from '../shared/text';
import { type TimeZoneChoice, countryUsesZone } from './timeZone';
import { zonesOfCountry } from './zones';

/** Countries an error names at most. */
const MOST_NAMED_COUNTRIES = 5;

/**
 * Refuses a time zone nobody chose when it fits none of the recipients: n8n's own default is America/New_York, and a
 * forgotten zone would call Riyadh at midnight. `at` is when people are called (epoch milliseconds).
 */
export function checkInheritedZone(
	{ zone, inherited }: TimeZoneChoice,
	recipients: ReadonlyArray<{ phoneNumber: string }>,
	at: number,
): void {
	if (!inherited) return;
	const checked = new Set<string>();
	for (const { phoneNumber } of recipients) {
		for (const country of countriesOfNumber(phoneNumber)) {
			if (checked.has(country)) continue;
			if (countryUsesZone(country, zone, at)) return;
			// Numbers of no country (+800) say nothing about a clock.
			if (zonesOfCountry(country).length > 0) checked.add(country);
		}
	}
	if (checked.size === 0) return;
	const [suggestion] = [...checked].flatMap(zonesOfCountry);
	const names = [...checked].slice(0, MOST_NAMED_COUNTRIES).map(countryName);
	const more =
		checked.size > names.length
			? ` and ${count(checked.size - names.length, 'other country', 'other countries')}`
			: '';
	throw new InputError(
		`The time zone ${zone} comes from the workflow's settings, but none of the recipients' countries uses it: ${names.join(', ')}${more}`,
		`Choose the Time Zone in which the calling window is meant, for example ${suggestion}. Nothing was sent.`,
	);
}
