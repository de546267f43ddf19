/** Whatever the list and the settings: nobody is lost, called twice, or called outside the wanted hours on his own clock. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Weekday } from '../../../../nodes/Hamsa/time/callingWindow.ts';
import { placeAt, placeOf } from '../../../../nodes/Hamsa/time/local/numberZones.ts';
import { workingDaysOf } from '../../../../nodes/Hamsa/time/local/workingDays.ts';
import { openInstants, shownBy } from '../../../unit/support/campaignDays.mts';
import { validNumbers } from '../../../unit/support/numberingPlans.mts';
import { useSimulator, type CampaignBody } from '../../support/campaign.mts';
import { at } from '../../support/clock.mts';
import { locator } from '../../support/operations.mts';
import { AUSTRALIAN_MOBILE, GUARD, RUSSIAN_MOBILE } from './support/lists.mts';

const { simulator, create, posts } = useSimulator();

const DAY = 24 * 3_600_000;
/** As many days as five calling days, of which each may come once a week only. */
const CAMPAIGN = 35 * DAY;

const COUNTRIES = [
	'SA',
	'AE',
	'EG',
	'US',
	'CA',
	'GB',
	'IN',
	'NP',
	'AU',
	'NZ',
	'BR',
	'ES',
	'RU',
	'KZ',
	'CL',
	'IR',
];
const pool = validNumbers(6).filter(({ iso }) => COUNTRIES.includes(iso));
const phones = fc.oneof(
	{ weight: 12, arbitrary: fc.constantFrom(...pool.map(({ number }) => number)) },
	{ weight: 1, arbitrary: fc.constantFrom(AUSTRALIAN_MOBILE, RUSSIAN_MOBILE, '+18002345678') },
	{ weight: 1, arbitrary: fc.constantFrom('', '12', 'nobody', '+966501234567, +966501234568') },
);
const lists = fc.array(fc.record({ phone: phones, language: fc.constantFrom('ar', 'en', '') }), {
	minLength: 1,
	maxLength: 25,
});
const quarters = fc
	.uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 2, maxLength: 2 })
	.map((both) =>
		both
			.sort((one, other) => one - other)
			.map(
				(at) => `${String(Math.floor(at / 4)).padStart(2, '0')}:${String((at % 4) * 15).padStart(2, '0')}`,
			),
	);
const custom = fc
	.record({
		times: quarters,
		callingDays: fc.constantFrom('workingDays', 'everyDay', 'sundayToThursday'),
		zone: fc.constantFrom('recipient', 'Asia/Riyadh', 'America/New_York', 'Asia/Kolkata'),
	})
	.map(({ times: [startCallingTime, endCallingTime], callingDays, zone }) => ({
		callingHours: 'custom',
		callingDays,
		startCallingTime: startCallingTime!,
		endCallingTime: endCallingTime!,
		scheduledTimezone: locator(zone),
	}));
const working = fc.constant({
	callingHours: 'working',
	callingDays: 'workingDays',
	startCallingTime: '09:00',
	endCallingTime: '17:00',
	scheduledTimezone: locator('recipient'),
});
const hours = fc.oneof(working, custom);
const splits = fc.record({
	splitBy: fc.constantFrom('', '={{ $json.language }}'),
	peoplePerCampaign: fc.constantFrom('', 1, 2, 7),
	maximumCampaigns: fc.constant(1_000),
});
const moments = fc.integer({ min: 0, max: 1_000 }).map((days) => Date.UTC(2026, 0, 1) + days * DAY);

type Hours = typeof hours extends fc.Arbitrary<infer Value> ? Value : never;

const PRESETS: Record<string, readonly Weekday[]> = {
	everyDay: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
	sundayToThursday: ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY'],
};

let looked = 0;

/** Nobody of a campaign has a clock that may be his on which it calls at another time than was wanted. */
function expectWantedHours(
	{ timeRange, scheduledTimezone, recipients }: CampaignBody,
	wanted: Hours,
	from: number,
) {
	const window = { ...timeRange, days: timeRange.days as Weekday[] };
	const instants = openInstants(window, scheduledTimezone, { from, to: from + CAMPAIGN });
	const isOwn = wanted.scheduledTimezone.value === 'recipient';
	const [earliest, latest] = isOwn
		? [wanted.startCallingTime, wanted.endCallingTime]
		: [GUARD.limits.earliestLocalTime, GUARD.limits.latestLocalTime];
	for (const place of new Set(recipients.map(({ phoneNumber }) => placeOf(phoneNumber)))) {
		const { zones, countries } = placeAt(place);
		const days = PRESETS[wanted.callingDays] ?? workingDaysOf(countries[0]!);
		for (const own of zones) {
			const shown = instants.map((instant) => shownBy(own, instant));
			looked += shown.length;
			expect(shown.filter(({ time }) => time < earliest || time >= latest)).toEqual([]);
			// Days that were chosen for one clock are days on that clock.
			if (isOwn || wanted.callingDays === 'workingDays') {
				expect(shown.filter(({ day }) => !days.includes(day))).toEqual([]);
			}
		}
	}
}

it('every row has one fate, that of the preview; who is called is in one campaign, in the wanted hours', async () => {
	let campaigns = 0;
	await fc.assert(
		fc.asyncProperty(lists, hours, splits, moments, async (rows, wanted, severalCampaigns, now) => {
			simulator().reset();
			const run = async (parameters: Record<string, unknown>) =>
				await at(
					now,
					async () =>
						await create(rows, {
							...wanted,
							...GUARD,
							severalCampaigns,
							limits: { ...GUARD.limits, duplicateProtectionHours: 0 },
							...parameters,
						}),
				);
			const leaveOut = { ifRowCannotBeCalled: 'leaveOut' };
			const preview = await run({ runMode: 'preview', options: { ...leaveOut } });
			const summary = await run({
				runMode: 'preview',
				options: { ...leaveOut, output: 'summary', simplify: false },
			});
			expect(posts()).toEqual([]);
			const { error, json } = await run({ options: { ...leaveOut, output: 'rows', checkStored: false } });

			// In one zone it may be night for everybody, or no row may hold a number.
			expect(error?.message).toBe(preview.error?.message);
			if (error !== undefined) {
				expect(posts()).toEqual([]);
				return;
			}
			campaigns += posts().length;
			expect(json.map(({ phone }) => phone)).toEqual(rows.map(({ phone }) => phone));
			expect(
				json.map(({ callVerdict, callReason, callWindow }) => [callVerdict, callReason, callWindow]),
			).toEqual(
				preview.json.map(({ callVerdict, callReason, callWindow }) => [
					callVerdict === 'wouldBeCalled' ? 'sent' : callVerdict,
					callReason,
					callWindow,
				]),
			);
			expect(summary.json.flatMap(({ request }) => request ?? [])).toEqual(posts());

			const sent = posts().flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));
			const wereSent = json.filter(({ callVerdict }) => callVerdict === 'sent');
			expect([...sent].sort()).toEqual(wereSent.map(({ callPhoneNumber }) => callPhoneNumber).sort());
			expect(new Set(sent).size).toBe(sent.length);
			const campaignOf = new Map(
				simulator().campaigns.flatMap(({ id, recipients }) =>
					recipients.map(({ phoneNumber }) => [phoneNumber, id] as const),
				),
			);
			for (const row of json) {
				const isIn = row.callVerdict === 'sent' || row.callVerdict === 'duplicate';
				expect(row.callCampaignId).toBe(isIn ? (campaignOf.get(String(row.callPhoneNumber)) ?? null) : null);
			}
			for (const post of posts()) expectWantedHours(post, wanted, now);
			expect(new Set(posts().map(({ name }) => name)).size).toBe(posts().length);
		}),
		{ numRuns: 40 },
	);
	expect(campaigns).toBeGreaterThan(20);
	expect(looked).toBeGreaterThan(1_000);
}, 120_000);
