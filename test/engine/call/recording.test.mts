/** Call: Get with the recording, from Hamsa or from another host. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';
import { RECORDING } from '../../simulator/life/recording.mts';
import { links, locator, useOperations } from '../support/operations.mts';

const { simulator, operate } = useOperations();

/** Another server than Hamsa's: what it was asked with, and how it answers. */
async function startHost(answer: (url: string) => { status: number; headers?: object; bytes?: Buffer }) {
	const asked: Array<string | undefined> = [];
	const server = createServer((request, response) => {
		asked.push(request.headers.authorization);
		const { status, headers, bytes } = answer(request.url ?? '');
		response.writeHead(status, { ...headers }).end(bytes);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { url, asked, close: async () => await new Promise((resolve) => server.close(resolve)) };
}

const bytesOf = (item?: INodeExecutionData, name = 'data') =>
	Buffer.from(item?.binary?.[name]?.data ?? '', 'base64');

describe('Call: Get with the recording', () => {
	const download = { resource: 'call', operation: 'get', downloadRecording: true };

	it('puts it into a binary field', async () => {
		const [call] = simulator().seedCalls(1);

		const { outputs } = await operate({
			...download,
			callId: locator(call!.id),
			binaryPropertyName: 'audio',
		});

		const [item] = outputs[0]!;
		expect(bytesOf(item, 'audio').equals(RECORDING)).toBe(true);
		expect(item?.binary?.audio).toMatchObject({ fileName: `${call!.id}.wav`, mimeType: 'audio/wav' });
		expect(item?.json.status).toBe('COMPLETED');
		expect(item?.pairedItem).toEqual({ item: 0 });
	});

	it('is an error when there is none', async () => {
		const [call] = simulator().seedCalls([{ status: 'NO_ANSWER' }]);

		const { error } = await operate({ ...download, callId: locator(call!.id) });

		expect(error?.message).toBe('The call has no recording (its status is NO_ANSWER)');
		expect(error?.description).toMatch(/Switch Download Recording off/);
	});

	it('gives the row back on the error output when there is none', async () => {
		const [call, other] = simulator().seedCalls([{ status: 'FAILED' }, {}]);

		const { outputs } = await operate(
			{ ...download, callId: locator('={{ $json.call }}') },
			{ items: [{ call: call!.id }, { call: other!.id }], onError: 'continueErrorOutput' },
		);

		expect(outputs.map((items) => links(items))).toEqual([[{ item: 1 }], [{ item: 0 }]]);
		expect(outputs[1]?.[0]?.json).toMatchObject({
			call: call!.id,
			error: expect.stringMatching(/no recording/),
		});
	});

	it('does not give the API key to another host', async () => {
		const host = await startHost(() => ({
			status: 200,
			headers: { 'content-type': 'audio/mpeg' },
			bytes: Buffer.from('sound'),
		}));
		const [call] = simulator().seedCalls([{ mediaUrl: `${host.url}/recordings/7.mp3?signature=abc` }]);

		const { outputs } = await operate({ ...download, callId: locator(call!.id) });
		await host.close();

		expect(host.asked).toEqual([undefined]);
		expect(bytesOf(outputs[0]?.[0]).toString()).toBe('sound');
		expect(outputs[0]?.[0]?.binary?.data).toMatchObject({ fileName: '7.mp3', mimeType: 'audio/mpeg' });
	});

	it('does not carry the API key along a redirect from Hamsa to another host', async () => {
		const host = await startHost(() => ({ status: 200, bytes: Buffer.from('sound') }));
		const [call] = simulator().seedCalls(1);
		simulator().behave({ path: '/_media/*', then: { redirectTo: `${host.url}/moved.wav` } });

		const { outputs } = await operate({ ...download, callId: locator(call!.id) });
		await host.close();

		expect(simulator().requests.map(({ authorization }) => authorization.authorized)).toEqual([true, true]);
		expect(host.asked).toEqual([undefined]);
		expect(bytesOf(outputs[0]?.[0]).toString()).toBe('sound');
	});

	it.each([
		['says so before it is read', { 'content-length': '3000000' }],
		['is noticed while it is read', { 'transfer-encoding': 'chunked' }],
	])('one that is too large %s', async (_, headers) => {
		const host = await startHost(() => ({ status: 200, headers, bytes: Buffer.alloc(3_000_000) }));
		const [call] = simulator().seedCalls([{ mediaUrl: `${host.url}/long.wav` }]);

		const { error } = await operate({ ...download, callId: locator(call!.id), maximumMegabytes: 2 });
		await host.close();

		expect(error?.message).toBe('The recording is larger than Maximum Size (2 megabytes)');
	});

	it.each([
		[
			'the host refuses',
			(url: string) => `${url}/expired.wav?signature=abc`,
			/127\.0\.0\.1:\d+ answered with HTTP 403$/,
		],
		[
			'nothing listens there',
			() => 'http://127.0.0.1:9/x.wav',
			/Nothing answers at this address: 127\.0\.0\.1:9$/,
		],
		['the address is none', () => 'recordings/7.wav', /not a web address/],
	])('says what happened when %s', async (_, address, message) => {
		const host = await startHost(() => ({ status: 403 }));
		const [call] = simulator().seedCalls([{ mediaUrl: address(host.url) }]);

		const { error } = await operate({ ...download, callId: locator(call!.id) });
		await host.close();

		expect(error?.message).toMatch(message);
		expect(JSON.stringify([error?.message, error?.description])).not.toContain('signature');
	});
});
