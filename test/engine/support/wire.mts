/** Servers between the node and the simulator: a gateway that answers in its own way, and a proxy. */
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** Made for these tests alone; nothing trusts it. Valid for a hundred years. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYJ9lsFWIQbmdWzBt
PEZmGhU2DijzwsgN3ctgKnLQO8ahRANCAAQFHFZvzrzjRTSibasgRkEpEQIBbW/y
GMpcy9mj8pjLMvz+5WGKrAeDCFcSPjsocWbs1xO2zDhKDoRSHf4+ax0k
-----END PRIVATE KEY-----`;

const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUQXiTrAk0RwDI1Yx2nV87a1IeChAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzAyMzIzMloYDzIxMjYxMTAz
MDIzMjMyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQFHFZvzrzjRTSibasgRkEpEQIBbW/yGMpcy9mj8pjLMvz+5WGKrAeD
CFcSPjsocWbs1xO2zDhKDoRSHf4+ax0ko1MwUTAdBgNVHQ4EFgQU/3WDiyUDCdEt
ECTAIAdjfKk2tP8wHwYDVR0jBBgwFoAU/3WDiyUDCdEtECTAIAdjfKk2tP8wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiA4+Ah9Uxix/1sARq2J0Z0k
HtRkPP0riBCD7t4ZkHAY2QIhAM3DtH/SSLcw16X9vqNAXNZoGv/15UTQdDNI5Bk2
Ykl6
-----END CERTIFICATE-----`;

/** What the simulator answered. */
export interface Answer {
	status: number;
	type: string;
	body: Buffer;
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of stream) pieces.push(piece);
	return Buffer.concat(pieces);
}

/** Passes a request on to the simulator and gives its answer. */
export async function forward(incoming: IncomingMessage, to: string): Promise<Answer> {
	const body = await bytesOf(incoming);
	const { method, url, headers } = incoming;
	const answer = await new Promise<IncomingMessage>((resolve, reject) => {
		request(`${to}${url}`, { method, headers: { ...headers, 'accept-encoding': 'identity' } }, resolve)
			.on('error', reject)
			.end(body);
	});
	return {
		status: answer.statusCode!,
		type: answer.headers['content-type'] ?? '',
		body: await bytesOf(answer),
	};
}

export interface Running {
	url: string;
	close(): Promise<void>;
}

async function listen(server: Server, protocol: string): Promise<Running> {
	const sockets = new Set<Socket>();
	for (const event of ['connection', 'connect']) {
		server.on(event, (first: Socket, second: Socket) => sockets.add(event === 'connect' ? second : first));
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** A server that answers with the listener, with or without TLS. */
export const gateway = async (listener: RequestListener, tls = false): Promise<Running> =>
	tls
		? await listen(createTlsServer({ key: KEY, cert: CERTIFICATE }, listener), 'https')
		: await listen(createServer(listener), 'http');

/** A proxy for https: `decide` sees each CONNECT, counted from 1, and says whether to open the tunnel. */
export async function proxy(decide: (socket: Socket, nth: number) => boolean): Promise<Running> {
	const server = createServer((_, response) => response.writeHead(405).end());
	let nth = 0;
	server.on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
		socket.on('error', () => undefined);
		if (!decide(socket, ++nth)) return;
		const [host, port] = url.split(':');
		const onward = connect(Number(port), host);
		onward.on('error', () => socket.destroy());
		onward.on('connect', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			onward.pipe(socket).pipe(onward);
		});
		onward.on('close', () => socket.destroy());
	});
	return await listen(server, 'http');
}
