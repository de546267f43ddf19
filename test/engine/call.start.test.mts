import { DateTime } from 'luxon';
import { describe, expect, it } from '@jest/globals';
import { FROM_NUMBER, KEY, VOICE_AGENT } from './campaign.mts';
import { newPeople, PLACE, useCalls } from './calls.mts';

const { simulator, start, posts } = useCalls();

describe('Call: Start on the wire', () => {
	it('sends one POST with every documented field and returns the call', async () => {
		const { status, json, outputs, hints } = await start([{ phone: '+966 50 111 4567' }]);

		expect(status).toBe('success');
		expect(posts()).toEqual([
			{ toNumber: '+966501114567', phoneNumber: FROM_NUMBER, voiceAgentId: VOICE_AGENT, params: {} },
		]);
		const id = simulator().calls[0]?.id;
		expect(json).toEqual([
			{
				id,
				placed: true,
				toNumber: '+966501114567',
				phoneNumber: FROM_NUMBER,
				voiceAgentId: VOICE_AGENT,
				jobId: id,
			},
		]);
		expect(outputs[0]?.[0]?.pairedItem).toEqual({ item: 0 });
		expect(hints).toEqual([]);
	});

	it('cleans numbers like recipients, with a default country that differs from row to row', async () => {
		await start(
			[
				{ phone: '050 111 4568', country: 'SA' },
				{ phone: '(212) 555-0123', country: 'United States' },
				{ phone: 966501114569, country: '' },
				{ phone: '00966501114570' },
			],
			{
				options: { defaultCountry: '={{ $json.country }}', digitsWithoutPlusAreInternational: true },
			},
		);

		expect(posts().map(({ toNumber }) => toNumber)).toEqual([
			'+966501114568',
			'+12125550123',
			'+966501114569',
			'+966501114570',
		]);
	});

	it('sends parameters entered one by one, each with the type that its expression gives', async () => {
		await start([{ ...newPeople(1)[0]!, visits: 3, tags: ['new', 'vip'] }], {
			params: {
				param: [
					{ name: 'customerName', value: '={{ $json.name }}' },
					{ name: 'visits', value: '={{ $json.visits }}' },
					{ name: 'tags', value: '={{ $json.tags }}' },
				],
			},
		});

		expect(posts()[0]?.params).toEqual({
			customerName: expect.stringMatching(/^Person \d+$/),
			visits: 3,
			tags: ['new', 'vip'],
		});
	});

	it.each([
		['typed', '{ "name": "Sara", "visits": 3, "address": { "city": "Riyadh" } }'],
		['from an expression', '={{ { name: "Sara", visits: 3, address: { city: $json.city } } }}'],
	])('sends JSON parameters %s as an object, not as text', async (_, paramsJson) => {
		await start([{ ...newPeople(1)[0]!, city: 'Riyadh' }], { specifyParams: 'json', paramsJson });

		expect(posts()[0]?.params).toEqual({ name: 'Sara', visits: 3, address: { city: 'Riyadh' } });
	});

	it('places the calls of several items one after the other, never at the same time', async () => {
		const rows = newPeople(3);
		simulator().behave({ ...PLACE, times: 'forever', then: { delayMs: 100 } });

		const { json, outputs } = await start(rows);

		// Each call is looked for in the list first; side by side, the looks would all come before the first answer.
		expect(
			simulator()
				.requests.map(({ method }) => method)
				.join(' '),
		).toBe('GET POST GET POST GET POST');
		expect(json.map(({ toNumber }) => toNumber)).toEqual(rows.map(({ phone }) => phone));
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	it('tolerates nothing coming in', async () => {
		const { status } = await start([]);

		expect(status).toBe('success');
		expect(simulator().requests).toEqual([]);
	});
});

describe('values that cannot be used', () => {
	it.each([
		[{ phone: '' }, {}, /To Number is empty/, /\+966501234567/],
		[{ phone: '0501234567' }, {}, /To Number "0501234567"/, /Default Country/],
		[
			{ phone: '+966501234567' },
			{ phoneNumber: { __rl: true, mode: 'number', value: '={{ "" }}' } },
			/From Number is empty/,
			/your Hamsa numbers/,
		],
		[
			{ phone: '+966501234567' },
			{ voiceAgentId: { __rl: true, mode: 'id', value: '={{ "Reminder" }}' } },
			/Voice Agent "Reminder" is not the ID/,
			/from the list/,
		],
		[
			{ phone: '+966501234567' },
			{ specifyParams: 'json', paramsJson: '{ "name": ' },
			/Parameters \(JSON\) is not valid JSON/,
			/in braces/,
		],
		[
			{ phone: '+966501234567' },
			{ specifyParams: 'json', paramsJson: '[1, 2]' },
			/Parameters \(JSON\) is not an object: \(a list\)/,
			/in braces/,
		],
		[{ phone: '+966501234567' }, { specifyParams: 'yaml' }, /Specify Parameters "yaml"/, /fields, json/],
		[
			{ phone: '+966501234567' },
			{ params: { param: [{ name: ' ', value: 'x' }] } },
			/A parameter has no name/,
			/remove it/,
		],
		[
			{ phone: '+966501234567' },
			{
				params: {
					param: [
						{ name: 'a', value: 'x' },
						{ name: 'a', value: 'y' },
					],
				},
			},
			/"a" is there twice/,
			/Remove one/,
		],
		[{ phone: '+966501234567' }, { options: { defaultCountry: 'Narnia' } }, /Narnia/, /Nobody was called/],
		[{ phone: '+966501234567' }, { options: { maximumCalls: 0 } }, /Maximum Calls "0"/, /at least 1/],
		[
			{ phone: '+966501234567' },
			{ options: { duplicateProtectionMinutes: -1 } },
			/Duplicate Protection "-1"/,
			/at least 0/,
		],
	])('%j with %j: nobody is called', async (row, parameters, message, action) => {
		const { status, error } = await start([row], parameters);

		expect(status).toBe('error');
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(action);
		expect(simulator().requests).toEqual([]);
	});
});

describe('bad rows follow On Error', () => {
	const rows = () => {
		const [first, second] = newPeople(2);
		return [first!, { phone: '12', name: 'Short' }, second!, { phone: '', name: 'Nobody' }];
	};

	it('Stop: nobody is called, and the error lists every bad row', async () => {
		const { error } = await start(rows());

		expect(error?.message).toBe('2 rows of 4 cannot be called, so nobody was called');
		expect(error?.description).toMatch(/Row 2: To Number "12".*<br>Row 4: To Number is empty/);
		expect(simulator().requests).toEqual([]);
	});

	it('error output: the good rows are called, the bad ones come with their fields and the reason', async () => {
		const input = rows();

		const { outputs } = await start(input, {}, { onError: 'continueErrorOutput' });

		expect(posts().map(({ toNumber }) => toNumber)).toEqual([input[0]!.phone, input[2]!.phone]);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.toNumber, pairedItem])).toEqual([
			[input[0]!.phone, { item: 0 }],
			[input[2]!.phone, { item: 2 }],
		]);
		expect(outputs[1]?.map(({ json, pairedItem }) => [json.name, json.error, pairedItem])).toEqual([
			['Short', expect.stringMatching(/^Row 2: To Number "12"/), { item: 1 }],
			['Nobody', expect.stringMatching(/^Row 4: To Number is empty/), { item: 3 }],
		]);
	});

	it('Continue: the bad rows follow the calls on the one output', async () => {
		const { outputs } = await start(rows(), {}, { onError: 'continueRegularOutput' });

		expect(outputs[0]?.map(({ json }) => [json.placed, json.name, json.error])).toEqual([
			[true, undefined, undefined],
			[true, undefined, undefined],
			[undefined, 'Short', expect.stringMatching(/^Row 2/)],
			[undefined, 'Nobody', expect.stringMatching(/^Row 4/)],
		]);
		expect(posts()).toHaveLength(2);
	});

	it('a row whose expression fails is bad, not the end of the run', async () => {
		const [row] = newPeople(1);

		const { outputs } = await start(
			[{ phone: 5 }, row!],
			{ toNumber: '={{ $json.phone.split(";")[0] }}' },
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs[0]).toHaveLength(1);
		expect(outputs[1]?.[0]?.json.error).toMatch(/^Row 1: /);
	});
});

describe('a call that fails after others', () => {
	it('Stop: the error names the row and the calls that were placed', async () => {
		const rows = newPeople(3);
		simulator().behave({ ...PLACE, then: {} });
		simulator().behave({ ...PLACE, then: { status: 402, json: { message: 'No credit' } } });

		const { error } = await start(rows);

		expect(error?.message).toBe('Row 2: Hamsa answered with HTTP 402: No credit');
		expect(error?.description).toContain(
			`Nobody was called. Before it, 1 call of this run was placed: ${rows[0]!.phone} (${simulator().calls[0]!.id}).`,
		);
		expect(posts()).toHaveLength(2);
	});

	it('error output: the row goes there and the others are called', async () => {
		simulator().behave({ ...PLACE, then: { status: 402, json: { message: 'No credit' } } });

		const { outputs } = await start(newPeople(3), {}, { onError: 'continueErrorOutput' });

		expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 1 }, { item: 2 }],
			[{ item: 0 }],
		]);
	});
});

describe('Maximum Calls', () => {
	it('calls nobody above 5 items and points to Campaign: Create', async () => {
		const { error } = await start(newPeople(6));

		expect(error?.message).toBe('6 items came in, and more than 5 calls would be placed (Maximum Calls)');
		expect(error?.description).toMatch(/Nobody was called.*Campaign: Create/);
		expect(simulator().requests).toEqual([]);
	});

	it('counts only rows that can be called, and can be raised', async () => {
		const { outputs } = await start(
			[...newPeople(5), { phone: 'bad' }],
			{},
			{ onError: 'continueErrorOutput' },
		);
		await start(newPeople(6), { options: { maximumCalls: 6 } });

		expect(outputs.map(({ length }) => length)).toEqual([5, 1]);
		expect(posts()).toHaveLength(11);
	});

	it('gives every row back on the error output', async () => {
		const { outputs } = await start(newPeople(6), {}, { onError: 'continueErrorOutput' });

		expect(outputs.map(({ length }) => length)).toEqual([0, 6]);
		expect(posts()).toEqual([]);
	});
});

describe('Only Within Calling Window', () => {
	/** A zone in which it is between 06:00 and 18:00 now, and today's day there. */
	const daylight = () => {
		const zone = ['Asia/Riyadh', 'America/Los_Angeles', 'Pacific/Auckland', 'America/New_York'].find(
			(name) => {
				const { hour } = DateTime.now().setZone(name);
				return hour >= 6 && hour < 18;
			},
		)!;
		return { zone, today: DateTime.now().setZone(zone).setLocale('en').toFormat('EEEE').toUpperCase() };
	};
	const windowOf = (zone: string, days: string[]) => ({
		onlyWithinWindow: true,
		callingDays: 'custom',
		days,
		startCallingTime: '05:00',
		endCallingTime: '19:00',
		timezone: { __rl: true, mode: 'name', value: zone },
	});
	const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

	it('calls while it is open', async () => {
		const { zone, today } = daylight();

		const { status } = await start(newPeople(1), windowOf(zone, [today]));

		expect(status).toBe('success');
		expect(posts()).toHaveLength(1);
	});

	it('calls nobody while it is closed, and says when it opens', async () => {
		const { zone, today } = daylight();
		const tomorrow = DAYS[(DAYS.indexOf(today) + 1) % 7]!;

		const { error } = await start(newPeople(2), windowOf(zone, [tomorrow]));

		expect(error?.message).toMatch(/^The calling window is closed: \w{3} 05:00-19:00 .*, opens in /);
		expect(error?.description).toMatch(
			/^It opens \w{3} \d+ \w{3}.* 05:00 \(.*Campaign: Create.*Nobody was called/,
		);
		expect(simulator().requests).toEqual([]);
	});

	it('judges each row by its own clock', async () => {
		const { zone, today } = daylight();
		const tomorrow = DAYS[(DAYS.indexOf(today) + 1) % 7]!;
		const [one, two] = newPeople(2);

		const { outputs } = await start(
			[
				{ ...one!, days: today },
				{ ...two!, days: tomorrow },
			],
			{ ...windowOf(zone, []), days: '={{ [$json.days] }}' },
			{ onError: 'continueErrorOutput' },
		);

		expect(posts().map(({ toNumber }) => toNumber)).toEqual([one!.phone]);
		expect(outputs[1]?.[0]?.json.error).toMatch(/^Row 2: The calling window is closed/);
	});

	it('refuses a time zone that nobody chose and that the person does not live in', async () => {
		const { zone: _zone, ...parameters } = { zone: '', ...windowOf('', DAYS) };

		const { error } = await start(newPeople(1), parameters, { timezone: 'America/New_York' });

		expect(error?.message).toMatch(/America\/New_York comes from the workflow's settings/);
		expect(posts()).toEqual([]);
	});
});

describe('Call: Start through its routing, as the MCP Server Trigger and older AI Agents run it', () => {
	const viaRouting = { viaRouting: true };

	it('places one call with the same checks and output', async () => {
		const [row] = newPeople(1);

		const { status, outputs } = await start(
			[{}],
			{ toNumber: row!.phone, specifyParams: 'json', paramsJson: '{ "name": "Sara" }' },
			viaRouting,
		);

		expect(status).toBe('success');
		expect(posts()).toEqual([
			{ toNumber: row!.phone, phoneNumber: FROM_NUMBER, voiceAgentId: VOICE_AGENT, params: { name: 'Sara' } },
		]);
		expect(outputs[0]).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({ id: simulator().calls[0]?.id, placed: true }),
				pairedItem: { item: 0 },
			}),
		]);
	});

	it('places the same call once and says so in the output', async () => {
		const [row] = newPeople(1);
		await start([{}], { toNumber: row!.phone }, viaRouting);

		const { json } = await start([{}], { toNumber: row!.phone }, viaRouting);

		expect(posts()).toHaveLength(1);
		expect(json[0]).toMatchObject({
			alreadyExisted: true,
			hints: [expect.stringContaining('no other call')],
		});
	});

	it('refuses several items, which routing would call at the same time', async () => {
		const { error } = await start(newPeople(2), {}, viaRouting);

		expect(error?.message).toBe('2 items came in where only one can be used');
		expect(simulator().requests).toEqual([]);
	});

	it('keeps the API’s words in its errors', async () => {
		simulator().behave({ ...PLACE, then: { status: 402, json: { message: 'No credit' } } });

		const { error } = await start(newPeople(1), {}, viaRouting);

		expect(error?.message).toBe('Hamsa answered with HTTP 402: No credit');
	});
});

describe('the API key', () => {
	it('is in no output, error or record, even when Hamsa repeats it', async () => {
		simulator().behave({ ...PLACE, then: { status: 400, json: { message: `Key ${KEY} is not allowed` } } });

		const failed = await start(newPeople(1));
		const placed = await start(newPeople(1));

		expect(failed.error?.message).toMatch(/Key \*\*\* is not allowed/);
		for (const text of [
			JSON.stringify(failed.run),
			JSON.stringify(placed.run),
			String(failed.error?.description),
			JSON.stringify(simulator().requests),
		]) {
			expect(text).not.toContain(KEY);
		}
	});
});
