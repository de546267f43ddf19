import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';
import { lasting } from '../../support/clock.mts';

const { simulator, create, posts } = useSimulator();

const MIXED = [
	{ phone: '+966501234567', name: 'Sara' },
	{ phone: '0501234568', name: 'No country' },
	{ phone: '+966 50 123 4567', name: 'Sara again' },
	{ phone: '', name: 'Empty' },
	{ phone: '+966551234567', name: 'Omar' },
];

describe('bad rows', () => {
	it('stop the node by default: nothing is sent, and every bad row is named with value and reason', async () => {
		const { status, error } = await create(MIXED);

		expect(status).toBe('error');
		expect(posts()).toEqual([]);
		expect(error?.message).toBe('2 recipients of 5 cannot be called, so nothing was sent');
		expect(error?.description).toMatch(/Row 2: Phone Number "0501234568" .*Country of Local Numbers/);
		expect(error?.description).toMatch(/Row 4: Phone Number is empty/);
		expect(error?.description).toContain('If a Row Cannot Be Called');
	});

	it('with the same fault are one sentence, with the first of them and how many more there are', async () => {
		const { error } = await create(Array.from({ length: 25 }, (_, n) => ({ phone: `12${n}` })));

		expect(error?.description).toMatch(
			/^• 25 rows have no country code; add \+ and the country code, or set Country of Local Numbers: row 1 \("120"\), row 2 \("121"\), row 3 \("122"\) and 22 more\n/,
		);
	});

	it('of a typed list are named by item and place, none of them left out', async () => {
		const recipients = (amount: number) => ({
			recipientsSource: 'json',
			recipients: JSON.stringify(Array.from({ length: amount }, (_, n) => `12${n}`)),
		});
		const words = 'have no country code; add + and the country code, or set Country of Local Numbers';
		const first = 'recipient 1 ("120"), recipient 2 ("121"), recipient 3 ("122")';

		const three = await create([{}], recipients(3));
		const four = await create([{}], recipients(4));
		const five = await create([{}], recipients(5));

		expect(three.error?.description).toMatch(
			/^• Item 1, recipient 1: .*\n• Item 1, recipient 2: .*\n• Item 1, recipient 3: /,
		);
		expect(four.error?.description).toContain(`Item 1: 4 recipients ${words}: ${first} and recipient 4\n`);
		expect(five.error?.description).toContain(
			`Item 1: 5 recipients ${words}: ${first} and recipients 4, 5\n`,
		);
	});

	it('of more than ten kinds are counted after the tenth', async () => {
		// Numbers that are too long, each for another country.
		const codes = [20, 27, 30, 31, 32, 33, 34, 36, 40, 41, 44, 46];

		const { error } = await create(codes.map((code) => ({ phone: `+${code}1234567890123` })));

		expect(error?.message).toBe('12 recipients of 12 cannot be called, so nothing was sent');
		expect(error?.description).toContain('Row 10: ');
		expect(error?.description).not.toContain('Row 11: ');
		expect(error?.description).toContain('… and 2 more rows');
	});

	it('go to the error output with their own fields and the reason, while the good ones are called', async () => {
		const { status, outputs, hints } = await create(MIXED, {}, { onError: 'continueErrorOutput' });

		expect(status).toBe('success');
		expect(hints).toEqual([
			expect.stringMatching(/^2 calls will take about 4 min.* 1 duplicate left out, 2 rows rejected\.$/),
		]);
		expect(posts()[0]?.recipients.map(({ phoneNumber }) => phoneNumber)).toEqual([
			'+966501234567',
			'+966551234567',
		]);
		const [success, failed] = outputs;
		expect(success).toHaveLength(1);
		expect(success?.[0]?.json).toMatchObject({ recipientsCount: 2, duplicatesRemoved: 1, rejectedCount: 2 });
		expect(failed?.map(({ json, pairedItem }) => [json.name, json.phone, pairedItem])).toEqual([
			['No country', '0501234568', { item: 1 }],
			['Empty', '', { item: 3 }],
		]);
		expect(failed?.[0]?.json.error).toMatch(/^Row 2: Phone Number "0501234568" /);
	});

	it('follow the campaign on the one output when On Error is Continue', async () => {
		const { outputs } = await create(MIXED, {}, { onError: 'continueRegularOutput' });

		expect(outputs).toHaveLength(1);
		const [campaign, ...failed] = outputs[0] ?? [];
		expect(campaign?.json).toMatchObject({ created: true, recipientsCount: 2 });
		expect(failed.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				name: 'No country',
				phone: '0501234568',
				error: expect.stringMatching(/^Row 2: /),
			}),
			expect.objectContaining({ name: 'Empty', error: expect.stringMatching(/^Row 4: /) }),
		]);
	});

	it('are only counted with If a Row Cannot Be Called', async () => {
		const { status, outputs } = await create(MIXED, { options: { ifRowCannotBeCalled: 'leaveOut' } });

		expect(status).toBe('success');
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[0]?.[0]?.json).toMatchObject({ recipientsCount: 2, rejectedCount: 2 });
	});

	it.each([
		['an unreadable default country', { phone: '0501234567', country: 'Atlantis' }, /"Atlantis"/],
		[
			'a word where true or false belongs',
			{ phone: '+966501234567', local: 'maybe' },
			/Use Numbers As Typed "maybe"/,
		],
		['an object as a number', { phone: { owner: 'Sara' } }, /Phone Number \(an object\)/],
	])('say what is wrong with %s', async (_, row, reason) => {
		const { outputs } = await create(
			[row, ...goodRows(1)],
			{
				countryOfLocalNumbers: '={{ $json.country }}',
				recipientName: '={{ $json.name }}',
				phoneNumberRules: { ignoreE164Validation: '={{ $json.local }}' },
			},
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs[1]?.[0]?.json.error).toMatch(reason);
		expect(posts()[0]?.recipients).toHaveLength(1);
	});

	it('include a row whose expression fails, and spare the others', async () => {
		const { outputs } = await create(
			[{ phone: '+966501234567' }, { phone: '' }],
			{ recipientPhoneNumber: "={{ $json.phone || $('A Node That Is Gone').item.json.phone }}" },
			{ onError: 'continueErrorOutput' },
		);

		expect(posts()[0]?.recipients).toEqual([{ phoneNumber: '+966501234567' }]);
		expect(outputs[1]).toHaveLength(1);
		expect(outputs[1]?.[0]?.json.error).toMatch(/^Row 2: Phone Number cannot be evaluated: Referenced node/);
	});

	it('that are all empty point to the column instead of listing every row', async () => {
		const { error } = await create(goodRows(3), { recipientPhoneNumber: '={{ $json.phoneNumber }}' });

		expect(error?.message).toBe('Phone Number is empty in every row, so nothing was sent');
		expect(error?.description).toContain('The rows have the columns phone, name.');
	});

	it('that leave nobody to call send nothing', async () => {
		const bad = [{ phone: 'x' }, { phone: '' }];

		const stopped = await create(bad);
		const skipped = await create(bad, { options: { ifRowCannotBeCalled: 'leaveOut' } });
		const routed = await create(bad, {}, { onError: 'continueErrorOutput' });

		expect(posts()).toEqual([]);
		expect(stopped.status).toBe('error');
		expect(skipped.json).toEqual([
			expect.objectContaining({ created: false, recipientsCount: 0, rejectedCount: 2 }),
		]);
		expect(routed.outputs.map((output) => output.length)).toEqual([0, 2]);
	});
});

describe('duplicates', () => {
	it('are called once by default and counted', async () => {
		const { json } = await create([...goodRows(2), { phone: '00966501000000' }]);

		expect(posts()[0]?.recipients).toHaveLength(2);
		expect(json[0]).toMatchObject({ recipientsCount: 2, duplicatesRemoved: 1 });
	});

	it('are kept on request', async () => {
		const { json } = await create([...goodRows(1), ...goodRows(1)], { limits: { keepDuplicates: true } });

		expect(posts()[0]?.recipients).toHaveLength(2);
		expect(json[0]).toMatchObject({ recipientsCount: 2, duplicatesRemoved: 0 });
	});
});

describe('output', () => {
	it('is the campaign as Hamsa returned it, with counts, and leads back to every row', async () => {
		const { outputs } = await create(goodRows(3));

		const [item, ...others] = outputs[0] ?? [];
		expect(others).toEqual([]);
		expect(item?.json).toMatchObject({
			id: simulator().campaigns[0]?.id,
			name: 'Spring recall',
			status: 'SCHEDULED',
			created: true,
			recipientsCount: 3,
			duplicatesRemoved: 0,
			rejectedCount: 0,
			callingWindow: expect.stringMatching(/^Mon-Fri 09:00-17:00 Asia\/Riyadh, /),
			expectedDuration: lasting('about 6 min'),
		});
		expect(item?.pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	it('can be one item per row, to be written back to a CRM', async () => {
		const { outputs } = await create(MIXED, { options: { output: 'rows', ifRowCannotBeCalled: 'leaveOut' } });

		const campaignId = simulator().campaigns[0]?.id;
		expect(campaignId).toBeDefined();
		expect(
			outputs[0]?.map(({ json }) => [json.name, json.callVerdict, json.callPhoneNumber, json.callCampaignId]),
		).toEqual([
			['Sara', 'sent', '+966501234567', campaignId],
			['No country', 'rejected', null, null],
			['Sara again', 'duplicate', '+966501234567', campaignId],
			['Empty', 'rejected', null, null],
			['Omar', 'sent', '+966551234567', campaignId],
		]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(MIXED.map((_, item) => ({ item })));
		expect(outputs[0]?.[2]?.json.callReason).toBe('Same number as row 1');
	});

	it('keeps rejected rows on the error output when there is one', async () => {
		const { outputs } = await create(
			MIXED,
			{ options: { output: 'rows' } },
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs[0]?.map(({ json }) => json.callVerdict)).toEqual(['sent', 'duplicate', 'sent']);
		expect(outputs[1]?.map(({ json }) => json.name)).toEqual(['No country', 'Empty']);
	});
});

describe('the Summary of a preview', () => {
	it('shows what would be sent, with a verdict per row that would not, and sends nothing', async () => {
		const { status, json, hints } = await create(MIXED, {
			runMode: 'preview',
			options: { output: 'summary', simplify: false },
		});

		expect(status).toBe('success');
		expect(posts()).toEqual([]);
		expect(hints[0]).toMatch(/^Preview, nobody was called\./);
		expect(json[0]).toMatchObject({
			created: false,
			preview: true,
			recipientsCount: 2,
			duplicatesRemoved: 1,
			rejectedCount: 2,
			request: {
				name: 'Spring recall',
				recipients: [{ phoneNumber: '+966501234567' }, { phoneNumber: '+966551234567' }],
			},
			notSent: [
				{ row: 2, verdict: 'rejected', reason: expect.stringContaining('0501234568') },
				{ row: 3, verdict: 'duplicate', reason: 'Same number as row 1' },
				{ row: 4, verdict: 'rejected', reason: expect.stringContaining('empty') },
			],
		});
	});
});

describe('no rows', () => {
	it.each([[[]], [[{}]]])('make no campaign and no failure: %j', async (rows) => {
		const { status, outputs } = await create(rows);

		expect(status).toBe('success');
		expect(outputs.flat()).toEqual([]);
		expect(simulator().requests).toEqual([]);
	});
});
