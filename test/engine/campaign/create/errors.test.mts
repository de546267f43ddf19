import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { CREATE, goodRows, KEY, quick, useSimulator } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

describe('answers that are not a success', () => {
	it.each([
		[
			400,
			{ message: ['name is too odd', 'so is the agent'], messageKey: 'BAD' },
			/HTTP 400: name is too odd; so is the agent/,
			/No campaign was created/,
		],
		[401, { code: 401, message: 'Invalid API key' }, /HTTP 401: Invalid API key/, /Settings > API Keys/],
		[402, { message: 'Insufficient balance' }, /Insufficient balance/, /balance/],
		[403, { error: { code: 'FORBIDDEN', message: 'Not your project' } }, /Not your project/, /project/],
		[
			404,
			{ error: { message: 'Agent not found', details: 'id 7' } },
			/Agent not found \(id 7\)/,
			/from its list/,
		],
		[409, { message: 'Conflict' }, /HTTP 409: Conflict/, /Batch Calls/],
		[413, { message: 'Payload too large' }, /HTTP 413/, /Split the rows/],
		[422, { message: 'Unprocessable' }, /HTTP 422/, /No campaign was created/],
		[500, { message: 'Internal error' }, /HTTP 500: Internal error/, /may exist.*Batch Calls/],
		[502, '<html><body>Bad <b>Gateway</b></body></html>', /HTTP 502$/, /may exist.*Batch Calls/],
		[504, '<html>Timeout</html>', /HTTP 504$/, /may exist/],
	])('HTTP %i gives Hamsa’s own words and what to do', async (status, body, message, action) => {
		simulator().behave({
			...CREATE,
			then: { status, ...(typeof body === 'string' ? { text: body } : { json: body }) },
		});

		const result = await create(goodRows(2), quick(`HTTP ${status}`));

		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(message);
		expect(result.error?.description).toMatch(action);
		expect(result.error?.httpCode).toBe(String(status));
		expect(posts()).toHaveLength(1);
	});

	it('a wrong key is tried once, not twice', async () => {
		const { error } = await create(
			goodRows(1),
			{},
			{ credential: { apiKey: 'sk_wrong', baseUrl: simulator().url } },
		);

		expect(error?.message).toMatch(/HTTP 401/);
		expect(simulator().requests).toHaveLength(1);
	});

	it('a 429 that does not end is tried three times in all', async () => {
		simulator().behave({
			...CREATE,
			times: 'forever',
			then: { status: 429, headers: { 'retry-after': '0' }, json: { message: 'Too many requests' } },
		});

		const { error } = await create(goodRows(2));

		expect(error?.message).toMatch(/HTTP 429: Too many requests/);
		expect(error?.description).toMatch(/Wait a minute.*No campaign was created/);
		expect(posts()).toHaveLength(3);
	});

	it('half a success is no success', async () => {
		simulator().behave({ ...CREATE, then: { fault: 'invalidJson' } });

		const { status, error } = await create(goodRows(1), quick('Half a success'));

		expect(status).toBe('error');
		expect(error?.description).toMatch(/may exist/);
	});
});

describe('connections that fail', () => {
	it('nothing listens: no campaign was created', async () => {
		const { error } = await create(
			goodRows(1),
			{},
			{ credential: { apiKey: KEY, baseUrl: 'http://127.0.0.1:9' } },
		);

		expect(error?.message).toMatch(/Nothing answers at this address: http:\/\/127\.0\.0\.1:9/);
		expect(error?.description).toMatch(/Base URL.*No campaign was created/);
	});

	it('the Base URL is no address', async () => {
		const { error } = await create(
			goodRows(1),
			{},
			{ credential: { apiKey: KEY, baseUrl: 'api.tryhamsa.com' } },
		);

		expect(error?.message).toBe('Base URL "api.tryhamsa.com" is not a web address');
	});

	it('a redirect is not followed, and the key reaches no other host', async () => {
		const reached: unknown[] = [];
		const elsewhere = createServer((request, response) => {
			reached.push(request.headers);
			response.end('{}');
		});
		await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
		const { port } = elsewhere.address() as { port: number };
		simulator().behave({
			...CREATE,
			then: { redirectTo: `http://localhost:${port}/v1/voice-agents/campaigns` },
		});

		const { error } = await create(goodRows(1));

		await new Promise((resolve) => elsewhere.close(resolve));
		expect(reached).toEqual([]);
		expect(error?.message).toMatch(/HTTP 307/);
		expect(error?.description).toMatch(/redirects elsewhere/);
	});
});

describe('when the create fails, no contact is lost', () => {
	it('the error output gets every row back with its own fields and link', async () => {
		simulator().behave({ ...CREATE, then: { status: 400, json: { message: 'No such number' } } });

		const { outputs } = await create(
			[...goodRows(2), { phone: 'bad', name: 'Bad' }],
			{},
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(({ json, pairedItem }) => [json.name, json.error, pairedItem])).toEqual(
			['Person 0', 'Person 1', 'Bad'].map((name, item) => [
				name,
				'Hamsa answered with HTTP 400: No such number',
				{ item },
			]),
		);
	});

	it('Continue returns them on the one output, each with its fields and the error', async () => {
		simulator().behave({ ...CREATE, then: { status: 400, json: { message: 'No such number' } } });

		const { outputs } = await create(goodRows(2), {}, { onError: 'continueRegularOutput' });

		expect(outputs[0]?.map(({ json }) => [json.name, json.phone !== undefined, json.error])).toEqual([
			['Person 0', true, 'Hamsa answered with HTTP 400: No such number'],
			['Person 1', true, 'Hamsa answered with HTTP 400: No such number'],
		]);
	});

	it('a later campaign that fails names those that exist already', async () => {
		simulator().behave({
			...CREATE,
			then: { status: 201, json: { success: true, data: { id: 'c-1', name: 'First' } } },
		});
		simulator().behave({ ...CREATE, then: { status: 400, json: { message: 'No credit' } } });

		const { error } = await create(goodRows(2), {
			recipientsSource: 'define',
			recipientList: { recipient: [{ phoneNumber: '={{ $json.phone }}' }] },
		});

		expect(error?.message).toMatch(/No credit/);
		expect(error?.description).toMatch(/1 campaign of this run was created: "First" \(c-1\)/);
	});
});

describe('Retry On Fail', () => {
	const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };

	it('does not send again what may have been created', async () => {
		simulator().behave({ ...CREATE, then: { status: 504, text: '<html/>' } });

		const { error } = await create(goodRows(1), quick('Retried'), { settings: retry });

		expect(posts()).toHaveLength(1);
		expect(error?.message).toMatch(/earlier try did not learn/);
	});

	it('finds what was created although the answer was lost', async () => {
		simulator().behave({ ...CREATE, then: { status: 504, text: '<html/>', commit: true } });

		const { status, json, hints } = await create(goodRows(1), {}, { settings: retry });

		expect(status).toBe('success');
		expect(posts()).toHaveLength(1);
		expect(json[0]).toMatchObject({ id: simulator().campaigns[0]?.id, created: true });
		expect(hints.join()).toMatch(/answer was lost.*not sent again/);
	});

	it('does send again what Hamsa refused', async () => {
		simulator().behave({ ...CREATE, then: { status: 429, json: { message: 'Slow down' } } });

		const { status } = await create(goodRows(1), {}, { settings: retry });

		expect(status).toBe('success');
		expect(simulator().campaigns).toHaveLength(1);
	});

	it('does not repeat the first campaign when the second one failed', async () => {
		simulator().behave({ ...CREATE, then: {} });
		simulator().behave({ ...CREATE, then: { status: 400, json: { message: 'Not now' } } });

		const { json, hints } = await create(
			goodRows(2),
			{
				recipientsSource: 'define',
				recipientList: { recipient: [{ phoneNumber: '={{ $json.phone }}' }] },
				name: '={{ $json.name }}',
			},
			{ settings: retry },
		);

		expect(simulator().campaigns.map(({ name }) => name)).toEqual(['Person 0', 'Person 1']);
		expect(json.map(({ alreadyExisted }) => alreadyExisted)).toEqual([true, undefined]);
		expect(hints.join()).toContain('nobody new is called');
	});
});

describe('the API key', () => {
	it('is in no output, error or record, even when Hamsa repeats it', async () => {
		simulator().behave({ ...CREATE, then: { status: 400, json: { message: `Key ${KEY} is not allowed` } } });

		const failed = await create(goodRows(1));
		const sent = await create(goodRows(1));

		expect(failed.error?.message).toMatch(/Key \*\*\* is not allowed/);
		for (const text of [
			JSON.stringify(failed.run),
			JSON.stringify(sent.run),
			String(failed.error?.description),
			JSON.stringify(simulator().requests),
		]) {
			expect(text).not.toContain(KEY);
		}
	});
});

describe("n8n's database goes away", () => {
	it('after the credential was read: the campaign is made, once', async () => {
		const { json } = await create(goodRows(2), quick('Read once'), { credentialReads: 1 });

		expect(json[0]).toMatchObject({ created: true, recipientsCount: 2 });
		expect(posts()).toHaveLength(1);
	});

	it('before the credential was read: nothing is sent, and nothing is said to exist', async () => {
		const { status, error } = await create(goodRows(2), quick('Not read'), { credentialReads: 0 });

		expect(status).toBe('error');
		expect(`${error?.message} ${error?.description}`).not.toMatch(/may exist/);
		expect(simulator().requests).toEqual([]);
	});
});
