/** Working Hours: everyone is called from 09:00 to 17:00 on the working days of his country, on his own clock. */
import { describe, expect, it } from '@jest/globals';
import { FILLED_IN, goodRows, SIX_DAYS, useSimulator } from '../../support/campaign.mts';
import { at, JANUARY } from '../../support/clock.mts';
import {
	AUSTRALIAN_MOBILE,
	EMIRATI,
	LONDON,
	NEW_YORK,
	OWN_CLOCK,
	rowsWith,
	RUSSIAN_MOBILE,
	SAUDI,
	SYDNEY,
	told,
	WORKING,
} from './support/lists.mts';

const { create, posts } = useSimulator();

const NO_ZONE = 'its time zone cannot be told from the number';

describe('Working Hours', () => {
	it.each(['Asia/Riyadh', 'America/New_York', 'Pacific/Kiritimati'])(
		'make one campaign of a list of one country, in a workflow of the zone %s',
		async (timezone) => {
			const { json, hints } = await create(goodRows(2), WORKING, { timezone });

			expect(told(posts())).toEqual([
				['Spring recall: Mo Tu We Th Su 09:00-17:00 Asia/Riyadh', '+966501000000', '+966501000001'],
			]);
			expect(json).toMatchObject([
				{ name: 'Spring recall', callingWindow: expect.stringMatching(/^Sun-Thu 09:00-17:00 Asia\/Riyadh/) },
			]);
			expect(hints).toEqual([expect.stringMatching(/^2 calls will take .+Sun-Thu 09:00-17:00 Asia\/Riyadh/)]);
		},
	);

	it('are what a node has in which nobody has chosen hours', async () => {
		const { callingHours: _, callingDays: __, scheduledTimezone: ___, ...untouched } = FILLED_IN;

		await create(goodRows(1), { ...untouched, callingHours: undefined, callingDays: undefined });

		expect(told(posts())[0]?.[0]).toBe('Spring recall: Mo Tu We Th Su 09:00-17:00 Asia/Riyadh');
	});

	it('are not changed by what Custom was filled in with before', async () => {
		const before = {
			callingDays: 'custom',
			days: ['FRIDAY'],
			startCallingTime: '22:00',
			endCallingTime: '23:00',
		};

		await create(goodRows(1), { ...WORKING, ...before });

		expect(told(posts())[0]?.[0]).toBe('Spring recall: Mo Tu We Th Su 09:00-17:00 Asia/Riyadh');
	});

	it('call one American among 999 Saudis by day in New York', async () => {
		const rows = [...goodRows(500), { phone: NEW_YORK }, ...goodRows(999).slice(500)];

		const { json, hints } = await create(
			rows,
			{ ...WORKING, limits: SIX_DAYS },
			{ timezone: 'America/New_York' },
		);

		const sent = told(posts());
		expect(sent.map(([campaign, ...numbers]) => [campaign, numbers.length])).toEqual([
			['Spring recall (Asia/Riyadh): Mo Tu We Th Su 09:00-17:00 Asia/Riyadh', 999],
			['Spring recall (America/New_York): Mo Tu We Th Fr 09:00-17:00 America/New_York', 1],
		]);
		expect(sent[1]?.[1]).toBe(NEW_YORK);
		expect(json.map(({ recipientsCount }) => recipientsCount)).toEqual([999, 1]);
		expect(hints).toEqual([
			expect.stringMatching(
				/^2 campaigns were created\. "Spring recall \(Asia\/Riyadh\)": 999 people, Sun-Thu 09:00-17:00 Asia\/Riyadh, .+; "Spring recall \(America\/New_York\)": 1 person, Mon-Fri 09:00-17:00 America\/New_York, about 2 min(?:, over 2 calling days)?\. Together they make 2 calls at the same time\.$/,
			),
		]);
	}, 30_000);

	it('are those of the working days of each country', async () => {
		await create(rowsWith(SAUDI, EMIRATI, LONDON), WORKING);

		expect(told(posts())).toEqual([
			['Spring recall (Asia/Riyadh): Mo Tu We Th Su 09:00-17:00 Asia/Riyadh', SAUDI],
			['Spring recall (Asia/Dubai): Mo Tu We Th Fr 09:00-17:00 Asia/Dubai', EMIRATI],
			['Spring recall (Europe/London): Mo Tu We Th Fr 09:00-17:00 Europe/London', LONDON],
		]);
	});

	it('put countries with the same clock and weekend into one campaign', async () => {
		await create(rowsWith(SAUDI, '+96550123456', '+97433123456'), WORKING);

		expect(told(posts())).toEqual([
			['Spring recall: Mo Tu We Th Su 09:00-17:00 Asia/Riyadh', SAUDI, '+96550123456', '+97433123456'],
		]);
	});

	it('have half-hour zones', async () => {
		await create(rowsWith('+919900000130', '+97715550123'), WORKING);

		expect(told(posts()).map(([campaign]) => campaign)).toEqual([
			'Spring recall (Asia/Kolkata): Mo Tu We Th Fr Sa 09:00-17:00 Asia/Kolkata',
			'Spring recall (Asia/Kathmandu): Mo Tu We Th Fr 09:00-17:00 Asia/Kathmandu',
		]);
	});
});

describe('a number that does not tell its time zone', () => {
	it.each([
		['January', JANUARY, '12:00-17:00'],
		// Lord Howe is half an hour ahead of Sydney then.
		['July', '2035-07-10T07:00:00Z', '11:00-16:30'],
	])(
		'is called in the hours that are working time wherever it may be, in a campaign of another name (%s)',
		async (_, instant, hours) => {
			const { status } = await at(
				instant,
				async () => await create(rowsWith(AUSTRALIAN_MOBILE, SYDNEY), WORKING),
			);

			expect(status).toBe('success');
			const [uncertain, certain] = told(posts());
			expect(certain).toEqual([
				'Spring recall (Mon-Fri 09:00-17:00 Australia/Sydney): Mo Tu We Th Fr 09:00-17:00 Australia/Sydney',
				SYDNEY,
			]);
			expect(uncertain).toEqual([
				`Spring recall (Mon-Fri ${hours} Australia/Sydney): Mo Tu We Th Fr ${hours} Australia/Sydney`,
				AUSTRALIAN_MOBILE,
			]);
		},
	);

	it('that is free of charge is called when it is day from one coast of America to the other', async () => {
		await create(rowsWith('+18002345678'), WORKING);

		const [[campaign] = []] = told(posts());
		// Puerto Rico and Hawaii are five or six hours apart.
		expect(campaign).toMatch(/^Spring recall: Mo Tu We Th Fr 1[3-5]:\d\d-17:00 America\/New_York$/);
	});

	it('and that no hour suits stops the run, as any row does that cannot be called', async () => {
		const { status, error } = await create(rowsWith(SAUDI, RUSSIAN_MOBILE, NEW_YORK), WORKING);

		expect(status).toBe('error');
		expect(error?.message).toBe('1 recipient of 3 cannot be called, so nothing was sent');
		expect(error?.description).toContain(`Row 2: Phone Number ${RUSSIAN_MOBILE}: ${NO_ZONE}`);
		expect(posts()).toEqual([]);
	});

	it('leaves through the error output, with what was wrong, when the node continues on errors', async () => {
		const { outputs } = await create(rowsWith(SAUDI, RUSSIAN_MOBILE), WORKING, {
			onError: 'continueErrorOutput',
		});

		expect(outputs[1]).toMatchObject([
			{
				json: { phone: RUSSIAN_MOBILE, error: `Row 2: Phone Number ${RUSSIAN_MOBILE}: ${NO_ZONE}` },
				pairedItem: { item: 1 },
			},
		]);
		expect(outputs[0]).toMatchObject([{ json: { created: true, recipientsCount: 1, rejectedCount: 1 } }]);
		expect(told(posts())).toEqual([['Spring recall: Mo Tu We Th Su 09:00-17:00 Asia/Riyadh', SAUDI]]);
	});

	it('is left out and counted where bad rows are', async () => {
		const { json } = await create(rowsWith(RUSSIAN_MOBILE, SAUDI, NEW_YORK), {
			...WORKING,
			options: { ifRowCannotBeCalled: 'leaveOut' },
		});

		expect(json.map(({ recipientsCount, rejectedCount }) => [recipientsCount, rejectedCount])).toEqual([
			[1, 1],
			[1, 0],
		]);
	});

	it('is a verdict of the preview, which says that sending would stop', async () => {
		const { json, hints, warnings } = await create(rowsWith(SAUDI, RUSSIAN_MOBILE), {
			...WORKING,
			runMode: 'preview',
		});

		expect(
			json.map(({ callVerdict, callReason, callWindow }) => [callVerdict, callReason, callWindow]),
		).toEqual([
			['wouldBeCalled', null, 'Sun-Thu 09:00-17:00 Asia/Riyadh'],
			['rejected', `Phone Number ${RUSSIAN_MOBILE}: ${NO_ZONE}`, null],
		]);
		expect(hints[0]).toContain('1 would be called · 1 row to fix');
		expect(warnings.join()).toContain(
			'Sending would stop: On Error is Stop Workflow and 1 row cannot be called',
		);
	});

	it('and nobody else is in the list: no campaign is made, and it is said why', async () => {
		const { json, warnings } = await create(rowsWith(RUSSIAN_MOBILE), {
			...WORKING,
			options: { ifRowCannotBeCalled: 'leaveOut' },
		});

		expect(json).toMatchObject([{ created: false, recipientsCount: 0, rejectedCount: 1 }]);
		expect(warnings.join()).toContain('1 whose time zone cannot be told from the number');
		expect(posts()).toEqual([]);
	});

	it('is told of with all others in one error, whatever Split By makes of the list', async () => {
		const rows = [
			{ phone: SAUDI, language: 'ar' },
			{ phone: RUSSIAN_MOBILE, language: 'ru' },
			{ phone: '+79161234568', language: 'ar' },
		];

		const { error } = await create(rows, {
			...WORKING,
			severalCampaigns: { splitBy: '={{ $json.language }}' },
		});

		expect(error?.message).toBe('2 recipients of 3 cannot be called, so nothing was sent');
		expect(error?.description).toMatch(/Row 2: .+\n.*Row 3: /);
	});
});

describe('Custom hours on each recipient’s own clock', () => {
	it('are the chosen hours on the working days of each country', async () => {
		await create(rowsWith(SAUDI, EMIRATI), {
			...OWN_CLOCK,
			startCallingTime: '10:30',
			endCallingTime: '12:00',
		});

		expect(told(posts())).toEqual([
			['Spring recall (Asia/Riyadh): Mo Tu We Th Su 10:30-12:00 Asia/Riyadh', SAUDI],
			['Spring recall (Asia/Dubai): Mo Tu We Th Fr 10:30-12:00 Asia/Dubai', EMIRATI],
		]);
	});

	it('are the chosen days in each country', async () => {
		await create(rowsWith(SAUDI, NEW_YORK), { ...OWN_CLOCK, callingDays: 'custom', days: ['SATURDAY'] });

		expect(told(posts()).map(([campaign]) => campaign)).toEqual([
			'Spring recall (Asia/Riyadh): Sa 09:00-17:00 Asia/Riyadh',
			'Spring recall (America/New_York): Sa 09:00-17:00 America/New_York',
		]);
	});
});
