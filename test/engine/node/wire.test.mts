/** Answers and failures of gateways and proxies that the simulator itself does not make. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { goodRows, KEY, quick, useSimulator } from '../support/campaign.mts';
import { forward, gateway, proxy, type Answer, type Running } from '../support/wire.mts';

const { simulator, create, posts } = useSimulator();

const running: Running[] = [];
const keep = (started: Running): Running => {
	running.push(started);
	return started;
};
afterEach(async () => {
	for (const each of running.splice(0)) await each.close();
});

type Respond = (
	answer: Answer,
	response: Parameters<RequestListener>[1],
	isPost: boolean,
) => void | Promise<void>;

/** A Hamsa that answers what the simulator does, in the way of `respond`. */
const standIn = async (respond: Respond, tls = false): Promise<string> => {
	const { url } = await gateway((incoming, response) => {
		void forward(incoming, simulator().url).then(
			async (answer) => await respond(answer, response, incoming.method === 'POST'),
		);
	}, tls).then(keep);
	return url;
};

const at = (baseUrl: string) => ({ credential: { apiKey: KEY, baseUrl } });

const plainly: Respond = ({ status, type, body }, response) => {
	response.writeHead(status, { 'content-type': type }).end(body);
};

describe('compressed answers', () => {
	const ENCODINGS = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync };

	it.each(['gzip', 'br', 'deflate'] as const)('are read: %s', async (encoding) => {
		const url = await standIn(({ status, type, body }, response) => {
			response.writeHead(status, { 'content-type': type, 'content-encoding': encoding });
			response.end(ENCODINGS[encoding](body));
		});

		const { status, json } = await create(goodRows(3), {}, at(url));

		expect(status).toBe('success');
		expect(json[0]).toMatchObject({ created: true, id: simulator().campaigns[0]?.id });
		expect(posts()).toHaveLength(1);
	});

	it.each(['gzip', 'br'] as const)('of refusals give Hamsa’s words: %s', async (encoding) => {
		simulator().behave({ method: 'POST', then: { status: 402, json: { message: 'Top up first' } } });
		const url = await standIn(({ status, type, body }, response) => {
			response.writeHead(status, { 'content-type': type, 'content-encoding': encoding });
			response.end(ENCODINGS[encoding](body));
		});

		const { error } = await create(goodRows(1), {}, at(url));

		expect(error?.message).toBe('Hamsa answered with HTTP 402: Top up first');
	});

	it.each([
		['cut off', (body: Buffer) => gzipSync(body).subarray(0, -12)],
		['damaged', (body: Buffer) => Buffer.concat([Buffer.from([1, 2, 3]), gzipSync(body)])],
	])('to the POST that are %s count as lost, and the campaign is looked for', async (name, spoil) => {
		const url = await standIn((answer, response, isPost) => {
			if (!isPost) return plainly(answer, response, false);
			response.writeHead(answer.status, { 'content-type': answer.type, 'content-encoding': 'gzip' });
			response.end(spoil(answer.body));
		});

		const { json, hints } = await create(goodRows(1), quick(name), at(url));

		expect(json[0]).toMatchObject({ created: true, id: simulator().campaigns[0]?.id });
		expect(hints.join()).toContain("Hamsa's answer was lost");
		expect(posts()).toHaveLength(1);
	});
});

describe('very large answers', () => {
	const withFiller = (body: Buffer): string => {
		const parsed = JSON.parse(body.toString()) as object;
		return JSON.stringify({ ...parsed, filler: 'x'.repeat(40_000_000) });
	};

	it('are read to their end, to a GET and to a POST', async () => {
		const url = await standIn(({ status, type, body }, response) => {
			response.writeHead(status, { 'content-type': type }).end(withFiller(body));
		});

		const { json } = await create(goodRows(1), {}, at(url));

		expect(json[0]).toMatchObject({ created: true, id: simulator().campaigns[0]?.id });
		expect(posts()).toHaveLength(1);
	});

	it('of a refusal make no large error', async () => {
		const url = await standIn((_, response) => {
			response.writeHead(500, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ message: 'x'.repeat(20_000_000) }));
		});

		const { error } = await create(goodRows(1), {}, at(url));

		expect(error?.message).toMatch(/^Hamsa answered with HTTP 500: x+…$/);
		expect(JSON.stringify(error).length).toBeLessThan(50_000);
	});
});

describe('answers in between', () => {
	it('are passed over: 100, 102 and 103 before the answer', async () => {
		const url = await standIn((answer, response, isPost) => {
			response.writeContinue();
			response.writeProcessing();
			response.writeEarlyHints({ link: '</style.css>; rel=preload' });
			void plainly(answer, response, isPost);
		});

		const { json } = await create(goodRows(1), {}, at(url));

		expect(json[0]).toMatchObject({ created: true, id: simulator().campaigns[0]?.id });
		expect(posts()).toHaveLength(1);
	});

	it('are no answer: after 100 alone the campaign is looked for, and not sent again', async () => {
		const url = await standIn((answer, response, isPost) => {
			if (!isPost) return plainly(answer, response, false);
			response.writeContinue();
			setTimeout(() => response.destroy(), 50);
		});

		const { json, hints } = await create(goodRows(1), quick('Continue'), at(url));

		expect(json[0]).toMatchObject({ created: true, id: simulator().campaigns[0]?.id });
		expect(hints.join()).toContain("Hamsa's answer was lost");
		expect(posts()).toHaveLength(1);
	});
});

describe('a proxy in front of https', () => {
	/** The first tunnel is that of the look for an equal campaign, the second that of the POST. */
	const POST = 2;
	const open = () => true;
	const through = async (decide: (socket: Socket, nth: number) => boolean, name: string) => {
		const { url } = await proxy(decide).then(keep);
		return {
			...quick(name),
			requestOptions: { timeout: 1_000, proxy: url, allowUnauthorizedCerts: true },
		};
	};
	const refusing = (answer: string) => (socket: Socket, nth: number) => {
		if (nth === POST) socket.end(answer);
		return nth !== POST;
	};

	it('lets everything through', async () => {
		const url = await standIn(plainly, true);

		const { json } = await create(goodRows(1), await through(open, 'Through'), at(url));

		expect(json[0]).toMatchObject({ created: true, id: simulator().campaigns[0]?.id });
	});

	it('that loses the tunnel after Hamsa made the campaign: it is found, and not sent again', async () => {
		const tunnels: Socket[] = [];
		const url = await standIn((answer, response, isPost) => {
			if (!isPost) return plainly(answer, response, false);
			for (const socket of tunnels) socket.destroy();
		}, true);
		const parameters = await through((socket) => tunnels.push(socket) > 0, 'Lost');

		const { json, hints } = await create(goodRows(1), parameters, at(url));

		expect(json[0]).toMatchObject({ created: true, id: simulator().campaigns[0]?.id });
		expect(hints.join()).toContain("Hamsa's answer was lost");
		expect(posts()).toHaveLength(1);
	});

	it.each([502, 503, 504])(
		'that answers CONNECT with %i: nobody says that nothing was created',
		async (code) => {
			const url = await standIn(plainly, true);
			const parameters = await through(
				refusing(`HTTP/1.1 ${code} Bad\r\nContent-Length: 0\r\n\r\n`),
				`Answer ${code}`,
			);

			const { error } = await create(goodRows(1), parameters, at(url));

			// The answer of a proxy looks like one of Hamsa's gateway, which can come after the work is done.
			expect(error?.description).toContain('may exist');
			expect(posts()).toEqual([]);
		},
	);

	it.each([
		['closes the tunnel before TLS', 'HTTP/1.1 200 Connection established\r\n\r\n'],
		['closes without an answer to CONNECT', ''],
	])('that %s was not passed: it is sent again', async (name, answer) => {
		const url = await standIn(plainly, true);

		const { json, hints, error } = await create(goodRows(1), await through(refusing(answer), name), at(url));

		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ created: true, id: simulator().campaigns[0]?.id });
		expect(hints.join()).not.toContain('lost');
		expect(posts()).toHaveLength(1);
	});

	it('that asks for a password: says so, and nothing was created', async () => {
		const url = await standIn(plainly, true);
		const parameters = await through(
			refusing('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'),
			'Password',
		);

		const { error } = await create(goodRows(1), parameters, at(url));

		expect(error?.message).toBe('Hamsa answered with HTTP 407');
		expect(error?.description).toMatch(/proxy.+No campaign was created/);
		expect(posts()).toEqual([]);
	});
});

describe('a proxy that would be passed by without a word is refused, without its password', () => {
	it.each([
		['localhost:3128', 'localhost:3128'],
		['joe:hunter2@localhost:3128', '***@localhost:3128'],
		['joe:hunter@2/x@localhost:3128', '***@localhost:3128'],
		['socks5://joe:hunter2@localhost:1080', 'socks5://***@localhost:1080'],
		['//joe:hunter2@localhost:3128', '***@localhost:3128'],
		['http:/joe:hunter2@localhost:3128', '***@localhost:3128'],
		['http://', 'http://'],
		['myproxy', 'myproxy'],
		['127.0.0.1:3128', '127.0.0.1:3128'],
	])('%s', async (address, shown) => {
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			const { error, json } = await create(goodRows(1), { requestOptions: { proxy: address } }, { onError });

			expect(error?.message ?? json[0]?.error).toBe(
				`Proxy "${shown}" is not an address that begins with http:// or https://`,
			);
			// n8n keeps the node's parameters with an error, as it does with the workflow.
			expect(JSON.stringify([error?.message, error?.description, json])).not.toMatch(/hunter/);
			expect(simulator().requests).toEqual([]);
		}
	});

	it.each([
		['joe:secret', 'joe:secret'],
		['joe:p%40ss', 'joe:p@ss'],
		['joe:100%', 'joe:100%'],
		['joe:a%2540', 'joe:a%40'],
		['joe', 'joe:'],
	])('but one with %s is used, with %s', async (login, sent) => {
		const seen: string[] = [];
		const { url } = await gateway(({ headers }, response) => {
			seen.push(String(headers['proxy-authorization']));
			response.writeHead(404).end();
		}).then(keep);

		await create(
			goodRows(1),
			{ requestOptions: { proxy: url.replace('//', `//${login}@`) } },
			at('http://hamsa.invalid'),
		);

		expect(Buffer.from(seen[0]!.replace('Basic ', ''), 'base64').toString()).toBe(sent);
	});
});

it('a password in the Base URL is in nothing that is shown or kept', async () => {
	const baseUrl = simulator().url.replace('//', '//joe:hunter2@');
	for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const) {
		const { error, outputs, hints, run } = await create(goodRows(1), {}, { ...at(baseUrl), onError });

		const shown =
			error?.message ??
			outputs
				.flat()
				.map(({ json }) => json.error)
				.join();
		expect(shown).toMatch(/^Base URL "http:\/\/\*\*\*@127\.0\.0\.1:\d+" holds a user name or password/);
		expect(JSON.stringify([error, outputs, hints, run])).not.toContain('hunter2');
	}
	expect(simulator().requests).toEqual([]);
});
