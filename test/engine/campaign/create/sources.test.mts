import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';

const { create, posts } = useSimulator();

const numbers = () => posts().map(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));

describe('Recipients: Define Below', () => {
	const two = {
		recipient: [
			{ phoneNumber: '+966501234567', name: 'Sara' },
			{ phoneNumber: '+4532123456', name: '' },
		],
	};

	it('calls the entered people once, however many items come in, and says so', async () => {
		const { hints, outputs } = await create(goodRows(3), { recipientsSource: 'define', recipientList: two });

		expect(posts()[0]?.recipients).toEqual([
			{ phoneNumber: '+966501234567', name: 'Sara' },
			{ phoneNumber: '+4532123456' },
		]);
		expect(posts()).toHaveLength(1);
		expect(outputs[0]?.[0]?.pairedItem).toHaveLength(3);
		expect(hints.join()).toContain('3 items came in, but the recipients are the same for all of them');
	});

	it('sends the variables of each person, and no empty ones', async () => {
		const variables = {
			variable: [
				{ name: 'appointment', value: 'Monday 10:00' },
				{ name: 'city', value: '' },
				{ name: '', value: 'x' },
			],
		};
		const [sara, omar] = two.recipient;

		await create([{}], {
			recipientsSource: 'define',
			recipientList: {
				recipient: [
					{ ...sara, variables },
					{ ...omar, variables: {} },
				],
			},
		});

		expect(posts()[0]?.recipients).toEqual([
			{ phoneNumber: '+966501234567', name: 'Sara', dynamicVariables: { appointment: 'Monday 10:00' } },
			{ phoneNumber: '+4532123456' },
		]);
	});

	it('sends the digits as typed where Use Numbers As Typed is on', async () => {
		await create([{}], {
			recipientsSource: 'define',
			recipientList: { recipient: [{ phoneNumber: '1234567' }] },
			phoneNumberRules: { ignoreE164Validation: true },
		});

		expect(posts()[0]?.recipients).toEqual([{ phoneNumber: '1234567', ignoreE164Validation: true }]);
	});

	it('makes one campaign per item when an entry takes its number from the item', async () => {
		const list = { recipient: [{ phoneNumber: '={{ $json.phone }}' }] };

		const { outputs } = await create(goodRows(2), {
			recipientsSource: 'define',
			recipientList: list,
			name: '={{ $json.name }}',
		});

		expect(numbers()).toEqual([['+966501000000'], ['+966501000001']]);
		expect(posts().map(({ name }) => name)).toEqual(['Person 0', 'Person 1']);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([[{ item: 0 }], [{ item: 1 }]]);
	});

	it('names the item and the entry of a bad number', async () => {
		const list = { recipient: [{ phoneNumber: '={{ $json.phone }}' }] };

		const { error } = await create([...goodRows(1), { phone: '12' }], {
			recipientsSource: 'define',
			recipientList: list,
		});

		expect(error?.description).toContain('Item 2, recipient 1: Phone Number "12"');
		expect(posts()).toEqual([]);
	});

	it('asks for recipients when none are entered', async () => {
		const { error } = await create(goodRows(1), { recipientsSource: 'define', recipientList: {} });

		expect(error?.message).toBe('No recipients are entered');
	});

	it('runs on the one empty item that only starts it', async () => {
		await create([{}], { recipientsSource: 'define', recipientList: two });

		expect(posts()).toHaveLength(1);
	});
});

describe('Recipients: JSON', () => {
	const json = (value: unknown) => ({
		recipientsSource: 'json',
		recipients: typeof value === 'string' ? value : JSON.stringify(value),
	});

	it('takes a list with every field, plain numbers too, and completes them with the default country', async () => {
		await create(goodRows(1), {
			...json([
				{ phoneNumber: '+966501234567', name: 'Sara', dynamicVariables: { city: 'Riyadh' } },
				{ phoneNumber: '12345678', ignoreE164Validation: true },
				'0551234567',
			]),
			countryOfLocalNumbers: 'SA',
		});

		expect(posts()[0]?.recipients).toEqual([
			{ phoneNumber: '+966501234567', name: 'Sara', dynamicVariables: { city: 'Riyadh' } },
			{ phoneNumber: '12345678', ignoreE164Validation: true },
			{ phoneNumber: '+966551234567' },
		]);
	});

	it('takes a list that an expression gives', async () => {
		await create([{ people: [{ phoneNumber: '+966501234567' }] }], json('={{ $json.people }}'));

		expect(numbers()).toEqual([['+966501234567']]);
	});

	it.each([
		['text that is not JSON', '[{ phoneNumber: ', 'not valid JSON'],
		['something that is no list', '{"phoneNumber":"+966501234567"}', 'not a list'],
	])('explains %s', async (_, value, words) => {
		const { error } = await create(goodRows(1), json(value));

		expect(error?.message).toContain(words);
		expect(error?.description).toContain('"phoneNumber": "+966501234567"');
		expect(posts()).toEqual([]);
	});

	it('names a misspelt field instead of dropping it', async () => {
		const { error } = await create(goodRows(1), json([{ phone: '+966501234567' }]));

		expect(error?.description).toMatch(/unknown field "phone".*phoneNumber/);
	});

	it('refuses two campaigns with the same recipients in one run', async () => {
		const rows = [{ list: '["+966501234567","+4532123456"]' }, { list: '["+4532123456","+966501234567"]' }];

		const { error } = await create(rows, json('={{ $json.list }}'));

		expect(error?.message).toBe('Items 1 and 2 would make two campaigns with the same recipients');
		expect(posts()).toEqual([]);
	});

	it('does not turn 200 items and a constant list into 200 campaigns', async () => {
		await create(goodRows(200), json(['+966501234567']));

		expect(posts()).toHaveLength(1);
	});
});
