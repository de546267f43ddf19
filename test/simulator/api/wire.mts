import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answers.mts';

/** Where a request goes. */
export interface Target {
	/** As sent, without the query. */
	path: string;
	/** A parameter that is sent more than once is a list. */
	query: Record<string, string | string[]>;
}

/**
 * Splits a request target, also the absolute form that clients send when they take the server for their proxy.
 * Not by `new URL`: that takes the `v1` of `//v1/projects` for a host.
 */
export function readTarget(sent = '/'): Target {
	const target = sent.replace(/^https?:\/\/[^/?]+/i, '');
	const mark = target.indexOf('?');
	if (mark === -1) return { path: target, query: {} };
	const parameters = new URLSearchParams(target.slice(mark + 1));
	const query = [...new Set(parameters.keys())].map((name) => {
		const values = parameters.getAll(name);
		return [name, values.length === 1 ? values[0] : values] as const;
	});
	return { path: target.slice(0, mark), query: Object.fromEntries(query) as Target['query'] };
}

/**
 * Reads a body to its end; `text` is undefined when it was larger than `limit` bytes. Such a body is counted but not
 * kept: answering before its end would show the client a broken connection in place of the 413. Rejects when the
 * client goes away first.
 */
export async function readBody(
	request: IncomingMessage,
	limit: number,
): Promise<{ bytes: number; text: string | undefined }> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes <= limit) chunks.push(chunk);
		else chunks.length = 0;
	}
	return { bytes, text: bytes <= limit ? Buffer.concat(chunks).toString('utf8') : undefined };
}

/** The parsed JSON object or list, the text itself where it is no such JSON, undefined when it is empty. */
export function parseBody(text: string): unknown {
	if (text === '') return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' ? value : text;
	} catch {
		return text;
	}
}

/** Writes the head; returns the body that belongs to it. */
function writeHead(
	response: ServerResponse,
	{ status, headers, body, text, bytes }: Answer,
): string | Buffer {
	const payload = bytes ?? text ?? JSON.stringify(body ?? {});
	const type =
		bytes === undefined && text === undefined ? { 'content-type': 'application/json; charset=utf-8' } : {};
	response.writeHead(status, { ...type, ...headers, 'content-length': Buffer.byteLength(payload) });
	return payload;
}

/** Sends an answer; resolves to whether the client was still there to get it. */
export async function send(response: ServerResponse, answer: Answer): Promise<boolean> {
	if (response.destroyed) return false;
	const payload = writeHead(response, answer);
	return await new Promise((resolve) => {
		response.once('close', () => resolve(response.writableFinished));
		response.end(payload, () => resolve(true));
	});
}

/** Sends the head and the first half of the body, then ends the connection. */
export async function sendHalf(response: ServerResponse, answer: Answer): Promise<void> {
	if (response.destroyed) return;
	// The head promises twice as much.
	const payload = writeHead(response, answer);
	await new Promise<void>((resolve) => {
		response.once('close', resolve);
		response.write(payload.slice(0, payload.length / 2), () => response.destroy());
	});
}
