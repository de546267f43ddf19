import { describe, expect, it } from '@jest/globals';
import { IANAZone } from 'luxon';
import { getCountries } from 'libphonenumber-js/max';
import { countryUsesZone, readTimeZone, zonesOfCountry } from '../../../nodes/Hamsa/time/timeZone.ts';
import { zoneUnderstood } from '../../../nodes/Hamsa/time/zoneNames.ts';
import { InputError } from '../../../nodes/Hamsa/shared/errors.ts';

const WINTER = Date.parse('2026-11-24T06:00:00Z');
/** An instant of each month: between two of them that lie half a year apart it may be summer time all along. */
const YEAR = Array.from({ length: 12 }, (_, month) => Date.UTC(2027, month, 1, 6));

function errorOf(value: unknown, workflowZone = 'Europe/Berlin'): InputError {
	try {
		readTimeZone(value, workflowZone);
	} catch (error) {
		if (error instanceof InputError) return error;
		throw error;
	}
	throw new Error(`No error for ${String(value)}`);
}

describe('readTimeZone', () => {
	it.each([
		['Asia/Riyadh', 'Asia/Riyadh'],
		[' asia/riyadh ', 'Asia/Riyadh'],
		['AMERICA/NEW_YORK', 'America/New_York'],
		['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
		['america/port-au-prince', 'America/Port-au-Prince'],
		// Outdated spellings are names too; the clock is the same.
		['Asia/Calcutta', 'Asia/Calcutta'],
		['US/Eastern', 'US/Eastern'],
		['utc', 'UTC'],
		['Etc/UTC', 'Etc/UTC'],
	])('takes %p as %s, chosen by a person', (value, zone) => {
		expect(readTimeZone(value, 'Europe/Berlin')).toEqual({ zone, inherited: false });
	});

	it.each([
		// Windows, whose name stands for one clock in all countries.
		['Arab Standard Time', 'Asia/Riyadh'],
		['arab standard time', 'Asia/Riyadh'],
		['Turkey Standard Time', 'Europe/Istanbul'],
		['Eastern Standard Time', 'America/New_York'],
		['GMT Standard Time', 'Europe/London'],
		['India Standard Time', 'Asia/Kolkata'],
		['Egypt Standard Time', 'Africa/Cairo'],
		// HubSpot and other systems.
		['america_slash_new_york', 'America/New_York'],
		['us_slash_eastern', 'US/Eastern'],
		['america_slash_argentina_slash_cordoba', 'America/Argentina/Cordoba'],
		['america-new-york', 'America/New_York'],
		['asia-riyadh', 'Asia/Riyadh'],
		['america-port-au-prince', 'America/Port-au-Prince'],
		['America/New York', 'America/New_York'],
		['Asia.Riyadh', 'Asia/Riyadh'],
		['Asia\\Riyadh', 'Asia/Riyadh'],
		['Asia / Riyadh', 'Asia/Riyadh'],
		// As the list of the field shows it, and with an abbreviation.
		['Asia/Riyadh (UTC+03:00)', 'Asia/Riyadh'],
		['Asia/Dubai (GST)', 'Asia/Dubai'],
		// Places that say their country.
		['Riyadh, Saudi Arabia', 'Asia/Riyadh'],
		['Jeddah, KSA', 'Asia/Riyadh'],
		['Abu Dhabi, United Arab Emirates', 'Asia/Dubai'],
		['Dallas, USA', 'America/Chicago'],
	])('understands %p as %s', (value, zone) => {
		expect(readTimeZone(value, 'Europe/Berlin')).toEqual({ zone, inherited: false });
	});

	it.each(['Etc GMT+3', 'etc-gmt-3', 'GMT 3'])('does not take %s for the name of a zone', (value) => {
		expect(errorOf(value).message).toContain(value);
	});

	it.each<[unknown]>([[''], ['  '], [undefined], [null]])(
		'inherits the zone of the workflow for %p',
		(value) => {
			expect(readTimeZone(value, 'america/new_york')).toEqual({ zone: 'America/New_York', inherited: true });
		},
	);

	it.each<[string, string]>([
		['Riyadh', 'Did you mean Asia/Riyadh?'],
		['Riad', 'Did you mean Asia/Riyadh?'],
		['new york', 'Did you mean America/New_York?'],
		['Europe/Riyadh', 'Did you mean Asia/Riyadh?'],
		['Saudi Arabia', 'Did you mean Asia/Riyadh?'],
		['KSA', 'Did you mean Asia/Riyadh?'],
		['UAE', 'Did you mean Asia/Dubai?'],
		['kuwait', 'Did you mean Asia/Kuwait?'],
		['Egypt', 'Did you mean Africa/Cairo?'],
		['Turkey', 'Did you mean Europe/Istanbul?'],
		// Windows, also as Outlook and Excel show its zones.
		['Pacific Standard Time', 'Did you mean America/Los_Angeles or America/Vancouver?'],
		['Pacific Daylight Time', 'Did you mean America/Los_Angeles or America/Vancouver?'],
		['Pacific Time (US & Canada)', 'Did you mean America/Los_Angeles or America/Vancouver?'],
		['Arabian Standard Time', 'Did you mean Asia/Dubai or Asia/Riyadh?'],
		['(UTC+03:00) Kuwait, Riyadh', 'Did you mean Asia/Kuwait?'],
		['(GMT+04:00) Abu Dhabi, Muscat', 'Did you mean Asia/Dubai?'],
		[
			'(UTC-05:00) Eastern Time (US & Canada)',
			'Did you mean America/New_York or America/Nassau or America/Toronto or America/Iqaluit?',
		],
		// Unicode, as JavaScript writes it.
		['Gulf Standard Time', 'Did you mean Asia/Dubai or Asia/Muscat?'],
		['GMT+3 Riyadh', 'Did you mean Asia/Riyadh?'],
		// Places.
		['Tabarjal, Saudi Arabia', 'Did you mean Asia/Riyadh?'],
		// The city is not in the country.
		['Dubai, Saudi Arabia', 'Did you mean Asia/Dubai?'],
		['Birmingham, Alabama', 'Did you mean Europe/London?'],
		// Brackets that say another zone.
		['Asia/Riyadh (UTC+04:00)', 'Did you mean Asia/Riyadh?'],
		['Asia/Riyadh (PST)', 'Did you mean Asia/Riyadh?'],
		['Jeddah', 'Did you mean Asia/Riyadh?'],
		['Abu Dhabi', 'Did you mean Asia/Dubai?'],
		['Saudi Arabia Standard Time', 'Did you mean Asia/Riyadh?'],
		['Riyadh time', 'Did you mean Asia/Riyadh?'],
		// Misspelt.
		['Asia/Riyad', 'Did you mean Asia/Riyadh?'],
		['Ryiadh', 'Did you mean Asia/Riyadh?'],
		['Asia/Duabi', 'Did you mean Asia/Dubai?'],
		['Saudi Arabai', 'Did you mean Asia/Riyadh?'],
		['America/New_Yrok', 'Did you mean America/New_York?'],
		['EST', 'Did you mean America/New_York or America/Panama?'],
		['cet', 'Did you mean Europe/Berlin or Europe/Paris?'],
		['GMT', 'Did you mean UTC or Europe/London?'],
		['W-SU', 'Did you mean Europe/Moscow?'],
		['USA', 'Did you mean America/New_York or America/Chicago or America/Denver or America/Los_Angeles?'],
	])('refuses %p and suggests: %s', (value, action) => {
		const error = errorOf(value);
		expect(error.message).toBe(`Time Zone "${value}" is not a time zone`);
		expect(error.action).toBe(action);
	});

	it.each([
		['GMT+3', 'Asia/Riyadh'],
		['UTC+03:00', 'Asia/Riyadh'],
		['+0300', 'Asia/Riyadh'],
		['utc +3', 'Asia/Riyadh'],
		['UTC+5:45', 'Asia/Kathmandu'],
		['GMT-5', 'America/New_York'],
		// IANA counts these the other way round.
		['Etc/GMT-3', 'Asia/Riyadh'],
		['Etc/GMT+5', 'America/New_York'],
	])('refuses the fixed offset %s and suggests %s among others', (value, zone) => {
		const error = errorOf(value);
		expect(error.message).toBe(`Time Zone "${value}" is a fixed offset, not a time zone`);
		expect(error.action).toContain(zone);
	});

	it.each<[unknown, string]>([
		['Europe/Atlantis', '"Europe/Atlantis"'],
		['UTC+25', '"UTC+25"'],
		['+99:99', '"+99:99"'],
		['UTC+03:60', '"UTC+03:60"'],
		['GMT-13', '"GMT-13"'],
		['constructor', '"constructor"'],
		['Riyadh '.repeat(40), '"Riyadh Riyadh Riyadh Riyadh Riyadh Riyad…"'],
		['Factory', '"Factory"'],
		[3, '"3"'],
		[{}, '(an object)'],
	])('refuses %p and says how a zone is written', (value, shown) => {
		const error = errorOf(value);
		expect(error.message).toMatch(/ is (not a time zone|a fixed offset, not a time zone)$/);
		expect(error.message).toContain(shown);
		expect(error.action).toMatch(/^Choose /);
	});

	it.each(['UTC+14:30', '+15', 'UTC-12:30', 'GMT-13', 'UTC+03:60', '+99:99'])(
		'does not call %s an offset: no zone is so far off',
		(value) => {
			expect(errorOf(value).message).toBe(`Time Zone "${value}" is not a time zone`);
		},
	);

	it.each(['UTC+14', '-12:00'])('calls %s an offset, the last there is', (value) => {
		expect(errorOf(value).message).toBe(`Time Zone "${value}" is a fixed offset, not a time zone`);
	});

	it('says whose zone it is when the workflow has none that can be sent', () => {
		const error = errorOf('', 'GMT');
		expect(error.message).toBe(
			`Time Zone is empty, and the workflow's own time zone "GMT" is not a zone like Asia/Riyadh`,
		);
		expect(error.action).toContain('Choose a Time Zone');
	});
});

describe('zoneUnderstood', () => {
	it.each([
		['Arab Standard Time', 'Asia/Riyadh'],
		// Of zones whose clocks are not the same all year.
		['Pacific Standard Time', undefined],
		['America/New_York (UTC-05:00)', 'America/New_York'],
		['America/New_York (UTC-04:00)', 'America/New_York'],
		['America/New_York (UTC-06:00)', undefined],
		['Australia/Sydney (UTC+10:00)', 'Australia/Sydney'],
		['Australia/Sydney (UTC+11:00)', 'Australia/Sydney'],
	])('takes %s for %s, in each month', (text, zone) => {
		expect(YEAR.map((at) => zoneUnderstood(text, at))).toEqual(YEAR.map(() => zone));
	});
});

describe('countryUsesZone', () => {
	it.each<[string, string, boolean]>([
		['SA', 'Asia/Riyadh', true],
		['SA', 'America/New_York', false],
		['KW', 'Asia/Riyadh', true],
		['AE', 'Asia/Riyadh', false],
		['US', 'America/New_York', true],
		['US', 'Pacific/Honolulu', true],
		['CA', 'America/New_York', true],
		['FR', 'Europe/Berlin', true],
		['GB', 'Europe/Berlin', false],
		['NP', 'Asia/Kolkata', false],
		['IS', 'UTC', true],
		// The same time in winter or in summer only is not the same clock.
		['GB', 'UTC', false],
		['TR', 'Europe/Athens', false],
		['NG', 'Europe/Berlin', false],
		['PE', 'America/New_York', false],
		// Tokyo's zone is listed for an Australian islet too; people there do not get calls.
		['AU', 'Asia/Tokyo', false],
		['XK', 'Europe/Berlin', true],
	])('%s, %s: %p, in each month', (country, zone, expected) => {
		expect(YEAR.map((at) => countryUsesZone(country, zone, at))).toEqual(YEAR.map(() => expected));
	});

	it('is false for a country without known zones', () => {
		expect(countryUsesZone('001', 'UTC', WINTER)).toBe(false);
		expect(zonesOfCountry('001')).toEqual([]);
	});
});

describe('zonesOfCountry', () => {
	it.each([
		['SA', 'Asia/Riyadh'],
		['KW', 'Asia/Kuwait'],
		['NO', 'Europe/Oslo'],
		['IN', 'Asia/Kolkata'],
		['NP', 'Asia/Kathmandu'],
	])('%s has its own: %s', (country, zone) => {
		expect(zonesOfCountry(country)).toEqual([zone]);
	});

	it.each([
		['US', 'America/New_York'],
		['ES', 'Europe/Madrid'],
		['PT', 'Europe/Lisbon'],
		['AU', 'Australia/Sydney'],
		['CN', 'Asia/Shanghai'],
		['DE', 'Europe/Berlin'],
	])('%s begins with %s', (country, zone) => {
		const zones = zonesOfCountry(country);
		expect(zones[0]).toBe(zone);
		expect(new Set(zones).size).toBe(zones.length);
	});

	it('knows zones, and only real ones, for every country that phone numbers can have', () => {
		for (const country of getCountries()) {
			const zones = zonesOfCountry(country);
			expect([country, zones.length]).not.toEqual([country, 0]);
			expect(zones.filter((zone) => !IANAZone.isValidZone(zone))).toEqual([]);
			// Each of them can also be typed in.
			for (const zone of zones) expect(readTimeZone(zone, 'UTC').zone).toBe(zone);
		}
	});
});
