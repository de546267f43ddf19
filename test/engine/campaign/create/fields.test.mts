import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { goodRows, SIX_DAYS, useSimulator } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

/** Rows with one more column, the same on all but possibly the last. */
const rowsWith = (column: string, values: unknown[]) =>
	goodRows(values.length).map((row, n) => ({ ...row, [column]: values[n] as string }));

describe('campaign fields', () => {
	it('may be expressions that give the same for every row', async () => {
		const { status, json } = await create(rowsWith('list', ['VIP', 'VIP', 'VIP']), {
			name: '={{ $json.list }}',
			reservedConcurrency: '={{ $json.list.length }}',
		});

		expect(status).toBe('success');
		expect(posts()[0]).toMatchObject({ name: 'VIP', reservedConcurrency: 3 });
		expect(json).toHaveLength(1);
	});

	it.each([
		['a plain path', '={{ $json.list }}'],
		['a richer expression', '={{ $json.list.toUpperCase() }}'],
	])(
		'that differ between rows (%s) send nothing; the error names the field and two rows',
		async (_, name) => {
			const { error } = await create(rowsWith('list', ['VIP', 'VIP', 'Others']), { name });

			expect(error?.message).toMatch(
				/^Campaign Name differs between rows: row 1 gives "VIP", row 3 gives "O/i,
			);
			expect(posts()).toEqual([]);
		},
	);

	it('are not evaluated again when they hold no item data, though each evaluation differs', async () => {
		const { status } = await create(goodRows(50), {
			name: '={{ "Run " + $now.toMillis() + Math.random() }}',
		});

		expect(status).toBe('success');
	});

	it('are compared on a sample above 1,000 rows when they are rich, and say so', async () => {
		const { hints } = await create(
			rowsWith(
				'list',
				Array.from({ length: 1200 }, () => 'VIP'),
			),
			{
				name: '={{ $json.list.trim() }}',
				limits: { maximumRecipients: 2000, ...SIX_DAYS },
			},
		);

		expect(hints.join()).toContain(
			'Campaign Name is an expression that was compared on 1,000 rows of 1,200 rows',
		);
		expect(posts()).toHaveLength(1);
	});

	it.each([
		// As expressions: n8n itself refuses to start when a typed value is empty or breaks a locator's pattern.
		['name', '={{ "" }}', /Campaign Name/],
		['name', 'x'.repeat(101), /101 characters/],
		['phoneNumber', { __rl: true, mode: 'number', value: '={{ "12345" }}' }, /From Number "12345"/],
		['phoneNumber', { __rl: true, mode: 'number', value: '={{ $json.none }}' }, /From Number is empty/],
		['voiceAgentId', { __rl: true, mode: 'id', value: '={{ "reminder" }}' }, /Voice Agent "reminder"/],
		['voiceAgentId', { __rl: true, mode: 'id', value: '={{ $json.none }}' }, /Voice Agent is empty/],
		['sendType', 'LATER', /Start "LATER"/],
		['reservedConcurrency', 0, /Calls at the Same Time "0"/],
		['reservedConcurrency', 1.5, /Calls at the Same Time "1.5"/],
		['startCallingTime', 'late', /Calling Hours From "late"/],
		['endCallingTime', '08:00', /Calling Hours To/],
		['scheduledTimezone', { __rl: true, mode: 'name', value: 'Mars/Olympus' }, /Time Zone "Mars\/Olympus"/],
		['limits', { maximumRecipients: -1 }, /Maximum People "-1"/],
		['options', { averageCallMinutes: 'long' }, /Average Call Minutes "long"/],
	])('refuse a bad %s (%j) before anything is sent', async (field, value, message) => {
		const { error } = await create(goodRows(1), { [field]: value });

		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
		expect(posts()).toEqual([]);
	});

	it('refuse a date in the past and an empty list of days', async () => {
		const past = await create(goodRows(1), { sendType: 'SCHEDULED', scheduledDate: '2020-01-01T09:00:00' });
		const noDays = await create(goodRows(1), { callingDays: 'custom', days: [] });

		expect(past.error?.message).toMatch(/Start Date .*past/i);
		expect(noDays.error?.message).toMatch(/Days/);
		expect(posts()).toEqual([]);
	});

	it('take a date that an expression gives as a Luxon value for the instant it is', async () => {
		await create(goodRows(1), {
			sendType: 'SCHEDULED',
			scheduledDate: "={{ DateTime.fromISO('2036-12-01T09:00:00', { zone: 'America/New_York' }) }}",
		});

		expect(posts()[0]?.scheduledDate).toBe('2036-12-01T14:00:00Z');
	});

	it('give every row back with the reason when the node continues on errors', async () => {
		const { outputs } = await create(
			goodRows(2),
			{ reservedConcurrency: 0 },
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(({ json }) => json)).toEqual([
			expect.objectContaining({ name: 'Person 0', error: expect.stringContaining('Calls at the Same Time') }),
			expect.objectContaining({ name: 'Person 1', error: expect.stringContaining('Calls at the Same Time') }),
		]);
	});

	it('give every row back when an expression of the campaign fails and the node continues', async () => {
		const { outputs } = await create(
			goodRows(2),
			{ name: '={{ $json.missing.deep.path() }}' },
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs[0]).toEqual([]);
		expect(outputs[1]).toHaveLength(2);
		expect(posts()).toEqual([]);
	});
});

describe('Time Zone', () => {
	const zone = (value: string) => ({ scheduledTimezone: { __rl: true, mode: 'list', value } });
	/** What the node has where nothing is set. */
	const limits = { earliestLocalTime: undefined, latestLocalTime: undefined };

	it.each(['', 'recipient'])(
		"that is %j is each recipient's own, whatever the workflow's is",
		async (value) => {
			await create(goodRows(1), { ...zone(value), limits }, { timezone: 'America/New_York' });

			expect(posts()[0]?.scheduledTimezone).toBe('Asia/Riyadh');
		},
	);

	it('in whose hours nobody can be called sends nothing and names both', async () => {
		const { error } = await create(goodRows(2), { ...zone('America/New_York'), limits });

		expect(error?.message).toMatch(
			/09:00-17:00 America\/New_York are outside 08:00-21:00 on .*\(Asia\/Riyadh\)/,
		);
		expect(error?.description).toContain("Each Recipient's Own");
		expect(posts()).toEqual([]);
	});

	it('is taken wherever people are, where the limits of local time are emptied', async () => {
		await create(goodRows(1), zone('America/New_York'));

		expect(posts()[0]?.scheduledTimezone).toBe('America/New_York');
	});
});

describe('how many', () => {
	it('stops above Maximum People and names the option', async () => {
		const { error } = await create(goodRows(1001));

		expect(error?.message).toBe('1,001 people would be called, more than Maximum People (1,000)');
		expect(error?.description).toContain('raise Maximum People');
		expect(posts()).toEqual([]);
	});

	it('counts recipients, not rows: duplicates do not count', async () => {
		await create([...goodRows(1000), ...goodRows(1)], { limits: SIX_DAYS });

		expect(posts()[0]?.recipients).toHaveLength(1000);
	});

	it('stops before anything is sent when the calls would take more than five calling days', async () => {
		const { error } = await create(goodRows(1000), { options: { averageCallMinutes: 5 } });

		expect(error?.message).toMatch(
			/^1,000 calls with 1 call at the same time would take .*calling days.*, more than Maximum Calling Days \(5\)$/,
		);
		expect(error?.description).toMatch(/^Hamsa's API cannot stop a campaign\. Raise Calls at the Same Time/);
		expect(simulator().requests).toEqual([]);
	});

	it('sends it when Maximum Calling Days allows as many', async () => {
		const { json } = await create(goodRows(1000), {
			options: { averageCallMinutes: 5 },
			limits: { maximumCallingDays: 30 },
		});

		expect(json[0]).toMatchObject({
			recipientsCount: 1000,
			expectedDuration: expect.stringMatching(/calling days/),
		});
		expect(posts()).toHaveLength(1);
	});
});

describe('traps', () => {
	it('warns when Execute Once leaves all but the first row out', async () => {
		const { hints } = await create(goodRows(3), {}, { settings: { executeOnce: true } });

		expect(posts()[0]?.recipients).toHaveLength(1);
		expect(hints.join()).toContain('Execute Once is on, so only the first of 3 rows was used');
	});

	it('warns when the phone number field is the same for every row', async () => {
		const { hints } = await create(goodRows(3), { recipientPhoneNumber: '+966501234567' });

		expect(hints.join()).toContain('Phone Number is the same for every row');
	});
});

// Guards the tests above: their dates must lie ahead.
it('has test dates in the future', () => {
	expect(DateTime.fromISO('2036-12-01').toMillis()).toBeGreaterThan(Date.now());
});
