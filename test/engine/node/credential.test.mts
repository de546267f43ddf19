import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSimulator, type Simulator } from '../../simulator/server.mts';
import { testCredential } from '../support/harness.mts';

let simulator: Simulator;
let otherSite: Server;
let otherUrl: string;

beforeAll(async () => {
	simulator = await startSimulator();
	otherSite = createServer((_, response) => response.end('<html>Welcome</html>'));
	await new Promise<void>((resolve) => otherSite.listen(0, '127.0.0.1', resolve));
	otherUrl = `http://127.0.0.1:${(otherSite.address() as { port: number }).port}`;
});
afterAll(async () => {
	await simulator.close();
	await new Promise((resolve) => otherSite.close(resolve));
});

describe('the credential test', () => {
	it.each([
		['the key as it is', (key: string) => key],
		['a key with spaces and the word Token', (key: string) => `  Token ${key} `],
	])('accepts %s and names the project', async (_, paste) => {
		const result = await testCredential({ apiKey: paste(simulator.apiKey), baseUrl: `${simulator.url}/` });

		expect(result).toEqual({
			status: 'OK',
			message: expect.stringMatching(/^Connected to the Hamsa project \S+/),
		});
	});

	it.each([
		['an unknown key', () => ({ apiKey: 'sk_wrong', baseUrl: simulator.url }), /does not know this API Key/],
		['no key', () => ({ apiKey: ' ', baseUrl: simulator.url }), /API Key is empty/],
		[
			'an address where nothing listens',
			() => ({ apiKey: 'sk_some_key', baseUrl: 'http://127.0.0.1:9' }),
			/Nothing answers at this address: http:\/\/127\.0\.0\.1:9/,
		],
		[
			'a host that does not exist',
			() => ({ apiKey: 'sk_some_key', baseUrl: 'http://no-such-host.invalid' }),
			/host.*no-such-host\.invalid/,
		],
		[
			'some other site',
			() => ({ apiKey: 'sk_some_key', baseUrl: otherUrl }),
			/answers, but not as Hamsa does/,
		],
		[
			'text that is no address',
			() => ({ apiKey: 'sk_some_key', baseUrl: 'hamsa' }),
			/"hamsa" is not a web address/,
		],
		[
			'a key of one character',
			() => ({ apiKey: 'x', baseUrl: simulator.url }),
			/^API Key is too short to be one: it has fewer than 8 characters\. Copy the whole key/,
		],
		['the word Token alone', () => ({ apiKey: 'Token ', baseUrl: simulator.url }), /^API Key is too short/],
		[
			'a password in the address',
			() => ({ apiKey: 'sk_some_key', baseUrl: simulator.url.replace('//', '//joe:hunter@2@') }),
			/^Base URL "http:\/\/\*\*\*@127\.0\.0\.1:\d+" holds a user name or password, which would be sent in place of the API key\. Remove what stands before the @/,
		],
		[
			'parameters in the address',
			() => ({ apiKey: 'sk_some_key', baseUrl: `${simulator.url}/?token=hunter2` }),
			/^Base URL "http:\/\/127\.0\.0\.1:\d+\/\?\*\*\*" holds parameters/,
		],
	])('says what is wrong with %s', async (_, data, message) => {
		const result = await testCredential(data());

		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
		expect(result.message).not.toContain('hunter');
	});

	it('asks whether an unknown key is of another region', async () => {
		const { message } = await testCredential({ apiKey: 'sk_some_key', baseUrl: simulator.url });

		expect(message).toMatch(/Is it a key of Europe or UAE\? Then choose that Region\./);
	});

	it('needs a region that there is', async () => {
		const before = simulator.requests.length;

		const result = await testCredential({
			apiKey: 'sk_some_key',
			region: 'mars',
			baseUrl: simulator.url,
		});

		expect(result).toEqual({
			status: 'Error',
			message: 'Region "mars" is not one of its choices. Choose Europe, UAE, Other in the Hamsa credential.',
		});
		expect(simulator.requests).toHaveLength(before);
	});

	it('takes the shortest text that could be a key for one', async () => {
		const result = await testCredential({ apiKey: '12345678', baseUrl: simulator.url });

		expect(result.message).toMatch(/does not know this API Key/);
	});

	it.each([
		'user:hunter2@127.0.0.1:9',
		'http:/user:hunter2@127.0.0.1:9',
		'http://user:hunter2@127.0.0.1:9',
		'https://hunter2@127.0.0.1:9',
		'ftp://user:hunter2@127.0.0.1',
		'http://user:hunter2/@#?@127.0.0.1:9',
	])('does not show the password in %s', async (baseUrl) => {
		const result = await testCredential({ apiKey: 'sk_some_key', baseUrl });

		expect(result).toEqual({ status: 'Error', message: expect.stringMatching(/^Base URL "/) });
		expect(result.message).not.toContain('hunter2');
	});

	it('never shows the key', async () => {
		const result = await testCredential({ apiKey: 'sk_marked_4711', baseUrl: simulator.url });

		expect(JSON.stringify(result)).not.toContain('sk_marked_4711');
	});
});
