/** Custom hours in one time zone for all, with the limits of the hours on each one's own clock. */
import { describe, expect, it } from '@jest/globals';
import { useSimulator } from '../../support/campaign.mts';
import { at, JANUARY } from '../../support/clock.mts';
import {
	AUSTRALIAN_MOBILE,
	EMIRATI,
	GUARD,
	LONDON,
	NEW_YORK,
	rowsWith,
	SAUDI,
	SYDNEY,
	told,
} from './support/lists.mts';
import { locator } from '../../support/operations.mts';

const { create, posts } = useSimulator();

/** 09:00 to 17:00 on Monday to Friday in Riyadh. */
const IN_RIYADH = { ...GUARD };
/** London is at most three hours behind Riyadh, New York at least seven. */
const LEAVE_OUT = { options: { ifRowCannotBeCalled: 'leaveOut' } };

describe('one time zone for all', () => {
	it('calls those for whom it is day, and stops at the others with their hours', async () => {
		const { error } = await create(rowsWith(SAUDI, NEW_YORK, EMIRATI), IN_RIYADH);

		expect(error?.message).toBe('1 recipient of 3 cannot be called, so nothing was sent');
		expect(error?.description).toMatch(
			/Row 2: Phone Number \+12125550123: would be called 0[12]:00-(09|10):00 on its clock \(America\/New_York\)/,
		);
		expect(posts()).toEqual([]);
	});

	it('makes one campaign of those who are left', async () => {
		const { outputs, json } = await create(rowsWith(NEW_YORK, SAUDI, EMIRATI), IN_RIYADH, {
			onError: 'continueErrorOutput',
		});

		expect(told(posts())).toEqual([
			['Spring recall: Mo Tu We Th Fr 09:00-17:00 Asia/Riyadh', SAUDI, EMIRATI],
		]);
		expect(json).toMatchObject([{ recipientsCount: 2, rejectedCount: 1 }]);
		expect(outputs[1]).toMatchObject([{ json: { phone: NEW_YORK }, pairedItem: { item: 0 } }]);
	});

	it('tells of a number that may be where it is night', async () => {
		const hours = { startCallingTime: '09:00', endCallingTime: '13:30' };
		const { error } = await at(
			JANUARY,
			async () => await create(rowsWith(SAUDI, AUSTRALIAN_MOBILE), { ...IN_RIYADH, ...hours }),
		);

		expect(error?.description).toMatch(
			/Row 2: .+ might be called 17:00-21:30 on its clock \(Australia\/\w+\): its number does not tell its time zone/,
		);
	});

	it('is an error that names both zones where it is night for everybody', async () => {
		const { error } = await create(rowsWith(NEW_YORK, '+13055550123'), IN_RIYADH, {
			onError: 'stopWorkflow',
		});

		expect(error?.message).toMatch(
			/^Calling Hours 09:00-17:00 Asia\/Riyadh are outside 08:00-21:00 on the clock of each of 2 people: the first would be called 0[12]:00-(09|10):00 on its clock \(America\/New_York\)$/,
		);
		expect(error?.description).toBe(
			"Set Time Zone to Each Recipient's Own, or choose the zone in which the people live. If you mean these hours, change Earliest Local Time and Latest Local Time under Limits. Nothing was sent.",
		);
		expect(posts()).toEqual([]);
	});

	it('rejects the rows of one value of Split By alone, though it is night for all of these', async () => {
		const rows = [
			{ phone: SAUDI, city: 'Riyadh' },
			{ phone: NEW_YORK, city: 'New York' },
		];
		const parameters = { ...IN_RIYADH, severalCampaigns: { splitBy: '={{ $json.city }}' } };

		const { json } = await create(rows, { ...parameters, ...LEAVE_OUT });

		expect(told(posts())).toEqual([
			['Spring recall (Riyadh): Mo Tu We Th Fr 09:00-17:00 Asia/Riyadh', SAUDI],
		]);
		expect(json).toMatchObject([
			{ created: true, recipientsCount: 1, rejectedCount: 0 },
			{ created: false, recipientsCount: 0, rejectedCount: 1 },
		]);
	});

	it.each([
		['both limits', { earliestLocalTime: '', latestLocalTime: '' }],
		['the limit that is in the way', { earliestLocalTime: '', latestLocalTime: '21:00' }],
	])('calls them all when somebody empties %s', async (_, limits) => {
		await create(rowsWith(SAUDI, NEW_YORK), { limits });

		expect(told(posts())).toEqual([
			['Spring recall: Mo Tu We Th Fr 09:00-17:00 Asia/Riyadh', SAUDI, NEW_YORK],
		]);
	});

	it('holds other limits when somebody sets them', async () => {
		const hours = { startCallingTime: '09:00', endCallingTime: '17:00' };

		const { json } = await create(rowsWith(SAUDI, LONDON), {
			...hours,
			limits: { earliestLocalTime: '05:00', latestLocalTime: '21:00' },
		});
		const { error } = await create(rowsWith(SAUDI), {
			...hours,
			limits: { earliestLocalTime: '09:01', latestLocalTime: '21:00' },
		});

		expect(json).toMatchObject([{ recipientsCount: 2 }]);
		expect(error?.message).toContain('are outside 09:01-21:00 on the clock of each of 1 person');
	});

	it('refuses a limit that is no time of the day', async () => {
		const { error } = await create(rowsWith(SAUDI), { limits: { earliestLocalTime: 'dawn' } });

		expect(error?.message).toMatch(/^Earliest Local Time "dawn" /);
		expect(posts()).toEqual([]);
	});

	it('sets one row’s hours on its own clock in the row’s item', async () => {
		const { json } = await create(rowsWith(SAUDI, EMIRATI), { ...IN_RIYADH, options: { output: 'rows' } });

		expect(json.map(({ callWindow }) => callWindow)).toEqual([
			'Mon-Fri 09:00-17:00 Asia/Riyadh',
			'Mon-Fri 10:00-18:00 Asia/Dubai',
		]);
	});
});

describe('the working days of the recipient’s country in one time zone', () => {
	it('make a campaign of each weekend, with the days in the names', async () => {
		await create(rowsWith(SAUDI, EMIRATI), { ...IN_RIYADH, callingDays: 'workingDays' });

		expect(told(posts())).toEqual([
			['Spring recall (Sun-Thu 09:00-17:00 Asia/Riyadh): Mo Tu We Th Su 09:00-17:00 Asia/Riyadh', SAUDI],
			['Spring recall (Mon-Fri 09:00-17:00 Asia/Riyadh): Mo Tu We Th Fr 09:00-17:00 Asia/Riyadh', EMIRATI],
		]);
	});

	it('are the days on which it is a working day where the recipient is', async () => {
		// 09:00-12:00 of the day after, in Sydney.
		const parameters = {
			...GUARD,
			callingDays: 'workingDays',
			startCallingTime: '17:00',
			endCallingTime: '20:00',
			scheduledTimezone: locator('America/New_York', 'name'),
		};
		await at(JANUARY, async () => await create(rowsWith(SYDNEY), parameters));

		expect(told(posts())[0]?.[0]).toBe('Spring recall: Mo Tu We Th Su 17:00-20:00 America/New_York');
	});
});

describe('a clock that is changed while people are called', () => {
	/** Clocks go forward on 25 March 2035 in London, a week after this moment. */
	const beforeSummerTime = async <T,>(work: () => Promise<T>) => await at('2035-03-18T12:00:00Z', work);

	it('must be within the limits before and after', async () => {
		const earliest = { limits: { earliestLocalTime: '09:00', latestLocalTime: '17:30' } };
		const inRiyadh = { startCallingTime: '12:00', endCallingTime: '20:00' };

		const { error } = await beforeSummerTime(
			async () => await create(rowsWith(SAUDI, LONDON), { ...inRiyadh, ...earliest, ...GUARD }),
		);
		const late = await beforeSummerTime(
			async () => await create(rowsWith(LONDON), { ...inRiyadh, ...earliest }),
		);

		expect(error).toBeUndefined();
		// 09:00-17:00 in winter.
		expect(late.error?.message).toContain('would be called 10:00-18:00 on its clock (Europe/London)');
	});

	it('leaves the hours of people on their own clocks as they are', async () => {
		await beforeSummerTime(
			async () =>
				await create(rowsWith(LONDON), { callingHours: 'working', options: { checkStored: false } }),
		);

		expect(told(posts())[0]?.[0]).toBe('Spring recall: Mo Tu We Th Fr 09:00-17:00 Europe/London');
	});

	it('parts people whose clocks are the same only until then', async () => {
		const [PHOENIX, DENVER] = ['+16025550123', '+13035550123'];
		// Denver's clock goes forward on 11 March 2035, that of Phoenix never does.
		const rows = rowsWith(PHOENIX, DENVER);

		await at(
			'2034-12-05T12:00:00Z',
			async () => await create(rows, { callingHours: 'working', name: 'Winter' }),
		);
		await beforeSummerTime(async () => await create(rows, { callingHours: 'working', name: 'Summer' }));

		expect(told(posts())).toEqual([
			['Winter: Mo Tu We Th Fr 09:00-17:00 America/Phoenix', PHOENIX, DENVER],
			['Summer (America/Phoenix): Mo Tu We Th Fr 09:00-17:00 America/Phoenix', PHOENIX],
			['Summer (America/Denver): Mo Tu We Th Fr 09:00-17:00 America/Denver', DENVER],
		]);
	});
});
