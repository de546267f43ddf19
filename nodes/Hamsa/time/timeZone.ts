import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { readText } from '../shared/values';
import { keepSameTime, zonesMeant, zoneUnderstood } from './zoneNames';
import { canonicalZone, zonesAtOffset, zonesOfCountry } from './zones';

export { zonesOfCountry } from './zones';

/** How many zones an error suggests at most: for a place or an abbreviation, and for an offset, which says less. */
const MOST_NAMED = 4;
const MOST_AT_OFFSET = 8;

/** The zone of a campaign or a call, and who chose it. */
export interface TimeZoneChoice {
	/** IANA name in its usual spelling. */
	zone: string;
	/** Whether the field was empty, so that the workflow's zone stands in. */
	inherited: boolean;
}

/**
 * Reads the field Time Zone: an IANA name of the form Area/City in any case, UTC, or another name that can mean but one
 * zone. Empty means the workflow's zone. Fixed offsets and abbreviations are refused, IANA's own Etc/GMT+3 too (it is three hours *behind* UTC): they know no
 * daylight saving and most mean several places.
 *
 * @throws InputError with suggestions where the value resembles a city, a country, an abbreviation, an offset, or a zone
 * as Windows, a CRM or a person names it.
 */
export function readTimeZone(value: unknown, workflowZone: string): TimeZoneChoice {
	const text = readText(value);
	const inherited = text === '';
	const zone = inherited ? areaAndCity(workflowZone) : (areaAndCity(text) ?? understood(text));
	if (zone !== undefined) return { zone, inherited };
	throw inherited
		? new InputError(
				`Time Zone is empty, and the workflow's own time zone ${quoteValue(workflowZone)} is not a zone like Asia/Riyadh`,
				`Choose a Time Zone. ${suggestion(workflowZone)}`,
			)
		: new InputError(
				`Time Zone ${quoteValue(value)} is ${fixedOffset(text ?? '') === undefined ? 'not a time zone' : 'a fixed offset, not a time zone'}`,
				suggestion(text ?? ''),
			);
}

function areaAndCity(text: string | undefined): string | undefined {
	const zone = canonicalZone(text ?? '');
	if (zone === 'UTC' || zone === 'Etc/UTC') return zone;
	return zone?.includes('/') && !zone.startsWith('Etc/') ? zone : undefined;
}

const understood = (text = '') =>
	fixedOffset(text) === undefined ? zoneUnderstood(text, Date.now()) : undefined;

function suggestion(text: string): string {
	const offset = fixedOffset(text);
	if (offset !== undefined) {
		const zones = zonesAtOffset(offset).slice(0, MOST_AT_OFFSET);
		const examples = zones.length > 0 ? `: ${zones.join(', ')}` : '';
		return `Choose the zone of a place, which also knows daylight saving${examples}.`;
	}
	const zones = zonesMeant(text).slice(0, MOST_NAMED);
	return zones.length > 0
		? `Did you mean ${zones.join(' or ')}?`
		: 'Choose one from the list, or write area and city, such as Asia/Riyadh or Europe/London.';
}

/** Minutes ahead of UTC for "GMT+3", "UTC-03:30", "+0300"; undefined for other text, and where no zone is so far off. */
function fixedOffset(text: string): number | undefined {
	const [, etc, sign, hours, minutes] =
		/^(Etc\/)?(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(text) ?? [];
	if (hours === undefined) return undefined;
	const ahead = (sign === '+') === (etc === undefined);
	const offset = (ahead ? 1 : -1) * (Number(hours) * 60 + Number(minutes ?? 0));
	return Number(minutes ?? 0) < 60 && offset >= -12 * 60 && offset <= 14 * 60 ? offset : undefined;
}

/**
 * Whether some zone of the country (ISO code) shows the same time as `zone`, at `at` (epoch ms) and in the quarters of a
 * year after it. False for a country whose zones are not known (`zonesOfCountry` is empty): leave those out of a judgement.
 */
export function countryUsesZone(isoCountry: string, zone: string, at: number): boolean {
	return zonesOfCountry(isoCountry).some((own) => keepSameTime(own, zone, at));
}
