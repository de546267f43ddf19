/** Test on My Phones: who is called, as whom, when, and what does not apply. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

const MINE = ['+966550000001', '+966550000002'] as const;
const test = (myPhones: unknown, parameters: Record<string, unknown> = {}) => ({
	runMode: 'test',
	myPhones,
	...parameters,
});
const EVERY_DAY = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const withVariables = { recipientName: '={{ $json.name }}', agentVariables: 'allOther' };

describe('a test', () => {
	it('calls my phones only, each with name and variables of the next row that can be called', async () => {
		const rows = [
			{ phone: '0501234567', name: 'No country', city: 'Abha' },
			{ phone: '+966501234567', name: 'Sara', city: 'Riyadh' },
			{ phone: '', name: 'Empty', city: 'Taif' },
			{ phone: '+966501234568', name: 'Omar', city: 'Jeddah' },
			{ phone: '+966501234569', name: 'Noor', city: 'Mecca' },
		];

		const { status, json, outputs } = await create(rows, test(MINE.join(', '), withVariables));

		expect(status).toBe('success');
		expect(posts().map(({ recipients }) => recipients)).toEqual([
			[
				{ phoneNumber: MINE[0], name: 'Sara', dynamicVariables: { city: 'Riyadh' } },
				{ phoneNumber: MINE[1], name: 'Omar', dynamicVariables: { city: 'Jeddah' } },
			],
		]);
		expect(outputs).toHaveLength(1);
		expect(json).toMatchObject([
			{ name: 'Spring recall (test)', created: true, recipientsCount: 2, rejectedCount: 0 },
		]);
	});

	it('shows the phones with the rows as whom they are called, in One Item per Row', async () => {
		const rows = [{ phone: 'none', name: 'Nobody' }, ...goodRows(2)];

		const { json, outputs } = await create(
			rows,
			test(MINE.join(), { recipientName: '={{ $json.name }}', options: { output: 'rows' } }),
		);

		expect(json.map((row) => [row.callVerdict, row.callPhoneNumber, row.callName, row.phone])).toEqual([
			['sent', MINE[0], 'Person 0', '+966501000000'],
			['sent', MINE[1], 'Person 1', '+966501000001'],
		]);
		expect(outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
	});

	it('begins again with the first row when there are more phones than people', async () => {
		const phones = ['+966550000001', '+966550000002', '+966550000003'];

		await create(goodRows(2), test(phones.join('\n'), { recipientName: '={{ $json.name }}' }));

		expect(posts()[0]?.recipients).toEqual([
			{ phoneNumber: phones[0], name: 'Person 0' },
			{ phoneNumber: phones[1], name: 'Person 1' },
			{ phoneNumber: phones[2], name: 'Person 0' },
		]);
	});

	it.each([
		['a Saudi phone', '+966550000001', 'Asia/Riyadh'],
		['a British phone', '+442079460999, +966550000001', 'Europe/London'],
		['a local phone', '0550000001', 'Asia/Riyadh'],
	])('calls at once, at any hour of the clock of the first phone: %s', async (_, myPhones, zone) => {
		await create(
			goodRows(1),
			test(myPhones, {
				countryOfLocalNumbers: 'SA',
				sendType: 'SCHEDULED',
				scheduledDate: '2020-01-01T09:00:00',
				callingDays: 'custom',
				days: ['SUNDAY'],
				startCallingTime: '10:00',
				endCallingTime: '11:00',
				scheduledTimezone: { __rl: true, mode: 'name', value: 'Asia/Tokyo' },
			}),
		);

		expect(posts()).toHaveLength(1);
		expect(posts()[0]).toMatchObject({
			sendType: 'NOW',
			timeRange: { days: EVERY_DAY, startCallingTime: '00:00', endCallingTime: '23:59' },
			scheduledTimezone: zone,
		});
		expect(posts()[0]).not.toHaveProperty('scheduledDate');
	});

	it.each([
		['a short name', 'Recall', 'Recall (test)'],
		['a name of 100 characters', 'x'.repeat(100), `${'x'.repeat(93)} (test)`],
		['one of emoji', '📞'.repeat(100), `${'📞'.repeat(93)} (test)`],
	])('says so behind the name of the campaign, within 100 characters: %s', async (_, name, expected) => {
		await create(goodRows(1), test(MINE[0], { name }));

		expect(posts().map((post) => post.name)).toEqual([expected]);
		expect([...expected].length).toBeLessThanOrEqual(100);
	});

	it('is made as often as it is run: Duplicate Protection does not apply', async () => {
		for (let run = 0; run < 2; run++) {
			const { json } = await create(goodRows(1), test(MINE[0], { limits: { duplicateProtectionHours: 12 } }));
			expect(json).toMatchObject([{ created: true }]);
		}

		expect(posts()).toHaveLength(2);
	});

	it('knows no limits and no rules of who is not called', async () => {
		simulator().seedCalls([{ toNumber: '+966501000000' }, { toNumber: MINE[0] }]);

		const { json } = await create(
			[...goodRows(1), ...goodRows(1)],
			test(MINE.join(), {
				recipientName: '={{ $json.name }}',
				limits: { maximumRecipients: 1, maximumCallingDays: 1, callingLimits: { limit: [{ days: 7 }] } },
				options: { averageCallMinutes: 10_000 },
			}),
		);

		expect(json).toMatchObject([
			{ created: true, recipientsCount: 2, duplicatesRemoved: 0, skippedCount: 0 },
		]);
		expect(posts()[0]?.recipients).toEqual(MINE.map((phoneNumber) => ({ phoneNumber, name: 'Person 0' })));
	});

	it('asks for no approval: nobody of the list is called', async () => {
		await create(goodRows(1), test(MINE[0], { options: { approvalCode: 'OTHER' } }));

		expect(posts()[0]?.recipients).toEqual([{ phoneNumber: MINE[0] }]);
	});

	it('calls a phone once that is entered twice', async () => {
		await create(goodRows(2), test(`${MINE[0]}; ${MINE[0].replace('+', '00')}`));

		expect(posts()[0]?.recipients.map(({ phoneNumber }) => phoneNumber)).toEqual([MINE[0]]);
	});

	it('is of a typed list too', async () => {
		await create(
			[{}],
			test(MINE[0], {
				recipientsSource: 'json',
				recipients: JSON.stringify([{ phoneNumber: '+966501234567', name: 'Sara' }]),
			}),
		);

		expect(posts()[0]?.recipients).toEqual([{ phoneNumber: MINE[0], name: 'Sara' }]);
	});
});

describe('My Phones that cannot be used', () => {
	it.each([
		// As an expression: n8n itself refuses to start when what is typed is empty.
		['is empty', '={{ $json.mine }}', 'My Phones is empty'],
		['holds commas only', ' , ;', 'My Phones is empty'],
		['holds words', 'my phone', 'My Phones "my phone" has no digits'],
		['holds a local number', '+966550000001, 0550000002', 'My Phones "0550000002" has no country code'],
		['holds a number that is none', '+96655', 'My Phones "+96655" is too short for +966 (Saudi Arabia)'],
		[
			'holds more than five',
			Array.from({ length: 6 }, (_, n) => `+96655000000${n}`).join(', '),
			'My Phones holds 6 numbers, more than 5',
		],
	])('because it %s sends nothing and says so', async (_, myPhones, message) => {
		const { error } = await create(goodRows(2), test(myPhones));

		expect(error?.message).toContain(message);
		expect(error?.description).toContain('Nothing was sent.');
		expect(simulator().requests).toEqual([]);
	});

	it('is an error, with the reason of the first row, where no row can be called', async () => {
		const rows = [{ phone: '0501234567' }, { phone: 'x' }];

		const { error } = await create(rows, test(MINE[0]));

		expect(error?.message).toBe(
			'None of 2 rows can be called, so there is nobody as whom to call your phones',
		);
		expect(error?.description).toMatch(/^Phone Number "0501234567" has no country code/);
		expect(simulator().requests).toEqual([]);
	});

	it('is an error of the field where the wrong column was chosen', async () => {
		const { error } = await create(goodRows(2), test(MINE[0], { recipientPhoneNumber: '={{ $json.tel }}' }));

		expect(error?.message).toBe('Phone Number is empty in every row, so nothing was sent');
		expect(simulator().requests).toEqual([]);
	});
});
