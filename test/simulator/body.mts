import type { IncomingMessage } from 'node:http';

/** A request body as received: `text` is undefined when it was larger than allowed. */
export interface ReceivedBody {
	bytes: number;
	text: string | undefined;
}

/**
 * Reads a body to its end. One above `limit` bytes is counted but not kept: answering before the end would show the
 * client a broken connection in place of the 413. Rejects when the client goes away first.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<ReceivedBody> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes <= limit) chunks.push(chunk);
		else chunks.length = 0;
	}
	return { bytes, text: bytes <= limit ? Buffer.concat(chunks).toString('utf8') : undefined };
}

/** Parsed JSON where the text is a JSON object or list, else the text itself, undefined when empty. */
export function parseBody(text: string): unknown {
	if (text === '') return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' ? value : text;
	} catch {
		return text;
	}
}
