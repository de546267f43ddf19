/** Elements of a list that become text at once, so that no text of the whole is made (docs/decisions/0005). */
const PORTION = 500;

/** Bytes that a request's body is written to. */
interface Bytes {
	buffer: Buffer;
	length: number;
}

const FIRST_BYTES = 65_536;

/** Most bytes that a character of JavaScript's text has in UTF-8. */
const MOST_BYTES_PER_CHARACTER = 3;

function write(bytes: Bytes, text: string): void {
	const needed = bytes.length + text.length * MOST_BYTES_PER_CHARACTER;
	if (needed > bytes.buffer.length) {
		const larger = Buffer.allocUnsafe(Math.max(needed, bytes.buffer.length * 2));
		bytes.buffer.copy(larger, 0, 0, bytes.length);
		bytes.buffer = larger;
	}
	bytes.length += bytes.buffer.write(text, bytes.length);
}

const COMMA = ','.charCodeAt(0);

function writeList(bytes: Bytes, list: readonly unknown[]): void {
	write(bytes, JSON.stringify(list.slice(0, PORTION)));
	for (let start = PORTION; start < list.length; start += PORTION) {
		// The bracket that ended the portion before and the one that begins this become one comma.
		bytes.length--;
		const comma = bytes.length;
		write(bytes, JSON.stringify(list.slice(start, start + PORTION)));
		bytes.buffer[comma] = COMMA;
	}
}

/**
 * The bytes that JSON.stringify gives of a request's body: an object of JSON values, undefined ones left out. No text of
 * the whole is made, which takes less time for long lists (docs/decisions/0005).
 */
export function jsonBytes(body: object): Buffer {
	const bytes: Bytes = { buffer: Buffer.allocUnsafe(FIRST_BYTES), length: 0 };
	let before = '{';
	for (const [key, value] of Object.entries(body)) {
		if (value === undefined) continue;
		write(bytes, `${before}${JSON.stringify(key)}:`);
		if (Array.isArray(value)) writeList(bytes, value);
		else write(bytes, JSON.stringify(value));
		before = ',';
	}
	write(bytes, before === '{' ? '{}' : '}');
	return bytes.buffer.subarray(0, bytes.length);
}
