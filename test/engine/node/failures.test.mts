import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { KEY } from '../support/campaign.mts';
import { links, locator, useOperations } from '../support/operations.mts';

const { simulator, operate } = useOperations();
const UNKNOWN = 'c0000000-0000-4000-8000-00000000dead';

/** An operation that is routed only, and one that has a custom operation besides its routing. */
const OPERATIONS = [
	['Campaign: Get', { resource: 'campaign', operation: 'get' }, {}],
	['Campaign: Get Recipients', { resource: 'campaign', operation: 'getRecipients' }, {}],
	[
		'Campaign: Get Recipients, routed',
		{ resource: 'campaign', operation: 'getRecipients' },
		{ viaRouting: true },
	],
] as const;

describe.each(OPERATIONS)('a failed item of %s', (_, operation, path) => {
	const parameters = { ...operation, campaignId: locator('={{ $json.campaign }}') };
	/** Three rows, the second of a campaign that Hamsa does not know and the third of none. */
	const rows = () => [
		{ campaign: simulator().seedCampaign({ recipients: 1 }).id, row: 1 },
		{ campaign: UNKNOWN, row: 2 },
		{ campaign: 'a?b=c/../d', row: 3 },
	];
	const FAILED = [
		{
			row: 2,
			campaign: UNKNOWN,
			error: `Hamsa answered with HTTP 404: Campaign ${UNKNOWN} was not found`,
			message: expect.stringContaining('Choose the campaign again'),
		},
		{
			row: 3,
			campaign: 'a?b=c/../d',
			error: 'Campaign "a?b=c/../d" is not the ID of a campaign',
			message: expect.stringContaining('Choose a campaign from the list'),
		},
	];

	it('goes to the error output with its row’s fields and its link', async () => {
		const { outputs, status } = await operate(parameters, {
			...path,
			items: rows(),
			onError: 'continueErrorOutput',
		});

		expect(status).toBe('success');
		expect(links(outputs[0]!)).toEqual([{ item: 0 }]);
		expect(outputs[1]?.map(({ json }) => json)).toEqual(FAILED);
		expect(links(outputs[1]!)).toEqual([{ item: 1 }, { item: 2 }]);
	});

	it('stays in its place on the one output with Continue', async () => {
		const { outputs, status } = await operate(parameters, {
			...path,
			items: rows(),
			onError: 'continueRegularOutput',
		});

		expect(status).toBe('success');
		expect(outputs[0]?.slice(1).map(({ json }) => json)).toEqual(FAILED);
		expect(links(outputs[0]!)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(simulator().requests).toHaveLength(2);
	});

	it('stops the workflow otherwise, and n8n knows which item it was', async () => {
		const { error, status } = await operate(parameters, { ...path, items: rows() });

		expect(status).toBe('error');
		expect(error).toMatchObject({ message: FAILED[0]?.error, httpCode: '404', context: { itemIndex: 1 } });
	});
});

const READS = [
	['Voice Agent: Get Many', { resource: 'voiceAgent', operation: 'getMany' }, {}],
	['Campaign: Get Many', { resource: 'campaign', operation: 'getMany' }, {}],
	['Campaign: Get Many, routed', { resource: 'campaign', operation: 'getMany' }, { viaRouting: true }],
	['Project: Get', { resource: 'project', operation: 'get' }, {}],
] as const;

describe.each(READS)('%s', (_, parameters, path) => {
	it('sends a refused key once and says what to do', async () => {
		const credential = { apiKey: 'sk_wrong', baseUrl: simulator().url };

		const { error } = await operate(parameters, { ...path, credential });

		expect(error?.message).toMatch(/^Hamsa answered with HTTP 401: /);
		expect(error?.description).toContain('is the key of the other region?');
		expect(error?.description).toContain('Check the API Key in the Hamsa credential, and its Region');
		expect(simulator().requests).toHaveLength(1);
	});

	it.each([
		[
			'a message list',
			{ status: 400, json: { message: ['take is wrong', 'skip is wrong'], messageKey: 'X' } },
			'HTTP 400: take is wrong; skip is wrong',
		],
		[
			'details',
			{ status: 500, json: { error: { code: 'E', message: 'No', details: ['later'] } } },
			'HTTP 500: No (later)',
		],
		['a page of a gateway', { status: 502, text: '<html>Bad Gateway</html>' }, 'HTTP 502'],
		[
			'success of something else',
			{ status: 200, json: { hello: 'world' } },
			'answers, but not as Hamsa does',
		],
		['half an answer', { fault: 'invalidJson' }, 'answers, but not as Hamsa does'],
	] as const)('gives the words of %s', async (__, then, words) => {
		simulator().behave({ then });

		const { error } = await operate(parameters, path);

		expect(error?.message).toContain(words);
	});

	it('does not follow a redirect, which would carry the key to another host', async () => {
		const seen: unknown[] = [];
		const other = createServer(({ headers }, response) => {
			seen.push(headers);
			response.end('{}');
		});
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		simulator().behave({
			then: { redirectTo: `http://127.0.0.1:${(other.address() as AddressInfo).port}/` },
		});

		const { error } = await operate(parameters, path);
		await new Promise((resolve) => other.close(resolve));

		expect(seen).toEqual([]);
		expect(error?.description).toContain('redirects elsewhere');
	});

	it('says that nothing answers', async () => {
		const credential = { apiKey: KEY, baseUrl: 'http://127.0.0.1:9' };

		const { error } = await operate(parameters, { ...path, credential });

		expect(error?.message).toContain('Nothing answers at this address: http://127.0.0.1:9');
		expect(JSON.stringify(error)).not.toContain(KEY);
	});

	it('takes the key out of what Hamsa says', async () => {
		simulator().behave({
			then: { status: 403, json: { code: 'X', message: `Key ${KEY} is of another project` } },
		});

		const { error } = await operate(parameters, path);

		expect(error?.message).toContain('Key *** is of another project');
		expect(JSON.stringify(error)).not.toContain(KEY);
	});

	it('gives up after the time of the node’s settings', async () => {
		simulator().behave({ then: { delayMs: 60_000 } });

		const { error } = await operate({ ...parameters, requestOptions: { timeout: 200 } }, path);

		expect(error?.message).toContain('Hamsa did not answer in time');
	});
});

describe('many items of an operation that is routed', () => {
	it('are read ten at a time, and come out in their order', async () => {
		const ids = Array.from(
			{ length: 35 },
			(_, n) => `c0000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
		);
		let open = 0;
		const openAtOnce: number[] = [];
		const server = createServer(({ url = '' }, response) => {
			openAtOnce.push(++open);
			// All requests that n8n has started arrive while this one waits.
			setTimeout(() => {
				open--;
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify({ success: true, data: { id: url.split('/').at(-1) } }));
			}, 50);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

		const { json, outputs } = await operate(
			{ resource: 'campaign', operation: 'get', campaignId: locator('={{ $json.id }}') },
			{ items: ids.map((id) => ({ id })), credential: { apiKey: KEY, baseUrl } },
		);
		await new Promise((resolve) => server.close(resolve));

		expect(json.map(({ id }) => id)).toEqual(ids);
		expect(links(outputs[0]!)).toEqual(ids.map((_, item) => ({ item })));
		expect(Math.max(...openAtOnce)).toBeLessThanOrEqual(10);
		expect(openAtOnce).toHaveLength(35);
	});
});

describe('an execution that is cancelled', () => {
	it('asks for no further page', async () => {
		const asked: string[] = [];
		let answered = () => {};
		const firstAnswer = new Promise<void>((resolve) => (answered = resolve));
		let cancel = () => {};
		const cancelled = new Promise<void>((resolve) => (cancel = resolve));
		const server = createServer(({ url = '' }, response) => {
			asked.push(url);
			response.on('close', answered);
			cancel();
			// By the time of the answer the execution is cancelled.
			setTimeout(() => {
				const campaigns = Array.from({ length: 100 }, (_, n) => ({ id: `${asked.length}-${n}` }));
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify({ success: true, data: { campaigns, totalCount: 1000 } }));
			}, 100);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

		await operate(
			{ resource: 'campaign', operation: 'getMany', returnAll: true },
			{ credential: { apiKey: KEY, baseUrl }, cancelled },
		);
		await firstAnswer;
		// Time in which a node that went on would ask for the second page.
		await new Promise((resolve) => setTimeout(resolve, 500));
		await new Promise((resolve) => server.close(resolve));

		expect(asked).toHaveLength(1);
	});
});
