/** Call: Start: what it sends and returns, Maximum Calls, its routing, and the API key. */
import { describe, expect, it } from '@jest/globals';
import { FROM_NUMBER, KEY, VOICE_AGENT } from '../support/campaign.mts';
import { newPeople, PLACE, useCalls } from '../support/calls.mts';

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
				options: { countryOfLocalNumbers: '={{ $json.country }}', digitsWithoutPlusAreInternational: true },
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
