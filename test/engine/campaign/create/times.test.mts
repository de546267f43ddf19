/** Dates, times and zones as spreadsheets and other systems hand them over. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';

const { create, posts } = useSimulator();

const scheduled = (expression: string) => ({ sendType: 'SCHEDULED', scheduledDate: expression });
const rowsAt = (at: unknown) => goodRows(2).map((row) => ({ ...row, date: at as string }));

describe('a spreadsheet’s number of days in Start Date', () => {
	/** 1 December 2036, 09:00 and 17:00; the second as a spreadsheet rounds it. */
	const MORNING = 50010.375;
	const EVENING = 50010.708333333336;

	it.each<[unknown, string]>([
		[MORNING, '2036-12-01 09:00'],
		[String(MORNING), '2036-12-01 09:00'],
		[EVENING, '2036-12-01 17:00'],
	])(
		'is told with its date, and the conversion that the error advises gives that date: %p',
		async (at, date) => {
			const refused = await create(rowsAt(at), scheduled('={{ $json.date }}'));

			expect(refused.error?.message).toBe(
				`Start Date ${String(at)} is a date as a spreadsheet stores it: it stands for ${date}`,
			);
			expect(posts()).toEqual([]);

			const [conversion] = /\{\{.+\}\}/.exec(String(refused.error?.description)) ?? [];
			await create(rowsAt(at), scheduled(`=${conversion}`));

			expect(posts().map(({ scheduledDate }) => scheduledDate)).toEqual([
				new Date(`${date.replace(' ', 'T')}:00+03:00`).toISOString().replace('.000Z', 'Z'),
			]);
		},
	);
});

it('times of day are read where they have one meaning', async () => {
	const rows = goodRows(2).map((row) => ({ ...row, start: 0.375, end: '٥ م' }));

	await create(rows, { startCallingTime: '={{ $json.start }}', endCallingTime: '={{ $json.end }}' });

	expect(posts()[0]?.timeRange).toMatchObject({ startCallingTime: '09:00', endCallingTime: '17:00' });
});

it.each([
	['Arab Standard Time', 'Asia/Riyadh'],
	['america_slash_new_york', 'America/New_York'],
	['Jeddah, Saudi Arabia', 'Asia/Riyadh'],
])('the zone %s is understood: %s', async (value, zone) => {
	await create(goodRows(1), { scheduledTimezone: { __rl: true, mode: 'name', value } });

	expect(posts()).toMatchObject([{ scheduledTimezone: zone }]);
});

it.each([
	['Arabian Standard Time', 'Asia/Dubai or Asia/Riyadh'],
	['CST', 'America/Chicago or Asia/Shanghai'],
])('the zone %s is not guessed: %s are suggested', async (value, zones) => {
	const { error } = await create(goodRows(1), { scheduledTimezone: { __rl: true, mode: 'name', value } });

	expect(error?.description).toBe(`Did you mean ${zones}?`);
	expect(posts()).toEqual([]);
});
