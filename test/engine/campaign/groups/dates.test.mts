/** Start Date for people on several clocks. */
import { describe, expect, it } from '@jest/globals';
import { useSimulator } from '../../support/campaign.mts';
import { at, JANUARY } from '../../support/clock.mts';
import { EMIRATI, NEW_YORK, rowsWith, SAUDI, WORKING } from './support/lists.mts';

const { create, posts } = useSimulator();

const onDate = (scheduledDate: string) => ({ ...WORKING, sendType: 'SCHEDULED', scheduledDate });
const dates = () => posts().map(({ scheduledDate, scheduledTimezone }) => [scheduledTimezone, scheduledDate]);

describe('a Start Date', () => {
	it.each(['Asia/Tokyo', 'America/Los_Angeles'])(
		'without an offset is meant on each one’s clock, whatever the workflow’s is (%s)',
		async (timezone) => {
			await create(rowsWith(SAUDI, NEW_YORK), onDate('2035-01-10 10:00'), { timezone });

			expect(dates()).toEqual([
				['Asia/Riyadh', '2035-01-10T07:00:00Z'],
				['America/New_York', '2035-01-10T15:00:00Z'],
			]);
		},
	);

	it('with an offset is the same instant for all', async () => {
		await create(rowsWith(SAUDI, NEW_YORK), onDate('2035-01-10T10:00:00+03:00'));

		expect(dates()).toEqual([
			['Asia/Riyadh', '2035-01-10T07:00:00Z'],
			['America/New_York', '2035-01-10T07:00:00Z'],
		]);
	});

	/** Runs at 10:00 in Riyadh, 11:00 in Dubai, 02:00 in New York and 16:00 in Tokyo. */
	const atTen = async <T,>(work: () => Promise<T>) => await at(JANUARY, work);

	it('that has passed for some sends nothing to anybody', async () => {
		const { status, error } = await atTen(
			async () => await create(rowsWith(NEW_YORK, EMIRATI), onDate('2035-01-10 10:30')),
		);

		expect(status).toBe('error');
		expect(error?.message).toMatch(
			/^Start Date .+ \(Asia\/Dubai\) is in the past: it is now .+11:00.* there$/,
		);
		expect(posts()).toEqual([]);
	});

	it('that has passed in the workflow’s zone alone is no reason to stop', async () => {
		const { status } = await atTen(
			async () => await create(rowsWith(SAUDI), onDate('2035-01-10 10:30'), { timezone: 'Asia/Tokyo' }),
		);

		expect([status, dates()]).toEqual(['success', [['Asia/Riyadh', '2035-01-10T07:30:00Z']]]);
	});
});
