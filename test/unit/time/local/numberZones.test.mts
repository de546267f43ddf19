import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { IANAZone } from 'luxon';
import { clockOf } from '../../../../nodes/Hamsa/time/local/clocks.ts';
import { placeAt, placeOf, placesOf } from '../../../../nodes/Hamsa/time/local/numberZones.ts';
import { zonesOfCountry } from '../../../../nodes/Hamsa/time/zones.ts';
import { nationalNumber, plans, validNumbers } from '../../support/numberingPlans.mts';

const zonesOf = (number: string) => placeAt(placeOf(number)).zones;

/** Long enough for daylight saving anywhere. */
const YEAR = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2028, 0, 1) };
const clocksOf = (zones: readonly string[]) => new Set(zones.map((zone) => clockOf(zone, YEAR)));

/** Calling codes whose mobile numbers begin with an area code. */
const GEOGRAPHIC_MOBILE_CODES = ['52', '54', '55', '62', '86'];

/** The country of a number that tells no place within it; undefined for others. */
function countryOnly(number: string) {
	const parsed = parsePhoneNumberFromString(number, { extract: false });
	const type = parsed?.getType();
	if (parsed?.number !== number || type === undefined) return undefined;
	const tellsPlace =
		type.startsWith('FIXED_LINE') ||
		(type === 'MOBILE' && GEOGRAPHIC_MOBILE_CODES.includes(parsed.countryCallingCode));
	return tellsPlace ? undefined : parsed.country;
}

/** China has one time, and numbers of Crimea begin with +7. */
const ONE_CLOCK = ['CN', 'UA'];

/** Canada's numbers of seven digits begin like Los Angeles' and are not called from abroad. */
const SHORT_CANADIAN = /^\+1310\d{4}$/;

describe('the zones of a number', () => {
	it.each([
		['no number, before any other', '0501234567', []],
		['a Saudi mobile', '+966501234567', ['Asia/Riyadh']],
		['an Emirati mobile', '+971501234567', ['Asia/Dubai']],
		['a Kuwaiti mobile', '+96550123456', ['Asia/Kuwait']],
		['an Egyptian mobile', '+201001234567', ['Africa/Cairo']],
		['an Indian mobile', '+919812345678', ['Asia/Kolkata']],
		['an Iranian mobile', '+989121234567', ['Asia/Tehran']],
		['China has one time', '+8613812345678', ['Asia/Shanghai']],
		['New York', '+12125550123', ['America/New_York']],
		['Houston', '+17135550123', ['America/Chicago']],
		['Los Angeles, whose code is Canadian too in short numbers', '+13105550123', ['America/Los_Angeles']],
		['Phoenix', '+16025550123', ['America/Phoenix']],
		['Honolulu', '+18085550123', ['Pacific/Honolulu']],
		['Toronto', '+14165550123', ['America/Toronto']],
		['Jamaica', '+18765550123', ['America/Jamaica']],
		['Whitehorse, which stays on summer time', '+18676670123', ['America/Whitehorse']],
		['Mexico City', '+525512345678', ['America/Mexico_City']],
		['Tijuana, with its second code', '+526631234567', ['America/Tijuana']],
		['São Paulo, a mobile', '+5511912345678', ['America/Sao_Paulo']],
		['Manaus, a mobile', '+5592912345678', ['America/Manaus']],
		['Sydney', '+61291234567', ['Australia/Sydney']],
		['Perth', '+61862123456', ['Australia/Adelaide', 'Australia/Darwin', 'Australia/Perth']],
		['Brisbane', '+61730001234', ['Australia/Brisbane', 'Australia/Sydney']],
		['Moscow', '+74951234567', ['Europe/Moscow']],
		['Kaliningrad, without daylight saving', '+74012123456', ['Europe/Kaliningrad']],
		['Saratov', '+78452123456', ['Europe/Saratov']],
		['Madrid', '+34911234567', ['Europe/Madrid']],
		['Las Palmas', '+34928123456', ['Atlantic/Canary']],
		['Ponta Delgada', '+351296123456', ['Atlantic/Azores']],
		['Punta Arenas', '+56612123456', ['America/Punta_Arenas']],
		['no country', '+80012345678', []],
	])('%s: %s', (_, number, expected) => {
		expect(zonesOf(number)).toEqual(expected);
	});

	it.each([
		['a Russian mobile, not only Moscow', '+79161234567', 'RU'],
		['an Australian mobile, not only Sydney', '+61412345678', 'AU'],
		['a Spanish mobile', '+34612345678', 'ES'],
		['a Portuguese mobile', '+351912345678', 'PT'],
		['a Chilean free number', '+56800123456', 'CL'],
		['a New Zealand mobile', '+64211234567', 'NZ'],
		['a Russian free number', '+78001234567', 'RU'],
		['a Brazilian free number', '+558001234567', 'BR'],
		['an American free number', '+18005550123', 'US'],
		['a Mexican free number', '+528001234567', 'MX'],
	])('%s is anywhere in its country', (_, number, country) => {
		expect(zonesOf(number)).toEqual(zonesOfCountry(country));
	});

	it('gives every valid number of a country zones that this Node has a clock for', () => {
		for (const { number } of validNumbers(20)) {
			const zones = zonesOf(number);

			expect([number, zones.length > 0]).toEqual([number, true]);
			expect(zones.filter((zone) => !IANAZone.isValidZone(zone))).toEqual([]);
		}
	});

	it('leaves no clock of the country out where a number tells no place', () => {
		const number = fc
			.constantFrom(...plans)
			.chain((plan) => nationalNumber(plan).map((national) => `+${plan.callingCode}${national}`));

		fc.assert(
			fc.property(number, (e164) => {
				const country = countryOnly(e164);
				if (country === undefined || ONE_CLOCK.includes(country) || SHORT_CANADIAN.test(e164)) return;
				const possible = clocksOf(zonesOf(e164));

				for (const clock of clocksOf(zonesOfCountry(country))) expect(possible).toContain(clock);
			}),
			{ numRuns: 4000 },
		);
	});

	it('gives neighbours the same place and the country of their calling code', () => {
		const numbers = ['+966501234567', '+966551234567', '+15145550123'].map((phoneNumber) => ({
			phoneNumber,
		}));
		const [first, second, third] = placesOf(numbers);

		expect(first).toBe(second);
		expect(placeAt(first!).countries).toEqual(['SA']);
		expect(placeAt(third!).countries[0]).toBe('US');
	});
});
