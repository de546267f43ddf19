/** Call: Start over rows: values that cannot be used, bad rows, and a call that fails after others. */
import { describe, expect, it } from '@jest/globals';
import { newPeople, PLACE, useCalls } from '../support/calls.mts';

const { simulator, start, posts } = useCalls();

describe('values that cannot be used', () => {
	it.each([
		[{ phone: '' }, {}, /To Number is empty/, /\+966501234567/],
		[{ phone: '0501234567' }, {}, /To Number "0501234567"/, /Country of Local Numbers/],
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
		[
			{ phone: '0501234567' },
			{ options: { countryOfLocalNumbers: 'Narnia' } },
			/Narnia/,
			/Nobody was called/,
		],
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

	it('a number somewhere inside its value is told with the expression that reads it', async () => {
		const { error } = await start([{ body: { phone: [{ ref: '0501234567' }] } }], {
			toNumber: '={{ $json.body }}',
			options: { countryOfLocalNumbers: 'SA' },
		});

		expect(error?.message).toBe(
			'To Number (an object) is an object; to take its "0501234567", enter {{ $json.body.phone[0].ref }}',
		);
		expect(posts()).toEqual([]);
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
