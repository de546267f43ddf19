import type { IncomingHttpHeaders } from 'node:http';

/** What the simulator remembers of a request: everything but the value of Authorization. */
export interface RequestRecord {
	/** When it arrived, ISO 8601. */
	time: string;
	method: string;
	path: string;
	/** A parameter that was sent more than once is a list. */
	query: Record<string, string | string[]>;
	/** Names of all headers, sorted. */
	headerNames: string[];
	/** Values of headers that carry no secret. */
	headers: Record<string, string>;
	authorization: {
		/** Whether it was exactly `Token <the simulator's key>`. */
		authorized: boolean;
		/** The scheme's word as sent, where it is a known one; `other` for anything else, null without the header. */
		scheme: string | null;
	};
	bodyBytes: number;
	/** The body as parsed, or its text where it is no JSON; left out above the size that records keep. */
	body?: unknown;
	/** How often a secret stood where none belongs (path, query, body, header names, safe headers). */
	secretsRemoved: number;
	/** The status answered; null while none was, or when the client went away first. */
	status: number | null;
	/** From arrival to the answer's end, milliseconds. */
	durationMs: number | null;
	/** What the answer was about, for people. */
	note: string;
}

const SAFE_HEADERS = [
	'accept',
	'accept-encoding',
	'connection',
	'content-length',
	'content-type',
	'host',
	'transfer-encoding',
	'user-agent',
];
/** A key that was sent without a scheme must not be taken for one. */
const SCHEMES = new Set(['token', 'bearer', 'basic', 'digest', 'apikey', 'key']);
/** A shorter one would take innocent text out of the records. */
const SHORTEST_SECRET = 4;
/** The webhook's secret of a voice agent belongs in a body, so it is not counted, but no record shows it. */
const SECRET_FIELD = 'authSecret';
const REMOVED = '[secret removed]';

/** Takes secrets out of what is recorded, and counts them. */
export interface Redactor {
	text(value: string): string;
	/** Changes parsed JSON in place, values and property names, and returns it. */
	parsed(value: unknown): unknown;
	removed(): number;
}

/** `secrets`: the simulator's key, and the credential of the request where it is another one. */
export function createRedactor(secrets: string[]): Redactor {
	const forms = new Set(
		secrets
			.filter((secret) => secret.length >= SHORTEST_SECRET)
			.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]),
	);
	let removed = 0;
	const text = (value: string): string => {
		let clean = value;
		for (const form of forms) {
			const parts = clean.split(form);
			removed += parts.length - 1;
			clean = parts.join(REMOVED);
		}
		return clean;
	};
	const parsed = (value: unknown): unknown => {
		if (typeof value === 'string') return text(value);
		// A list of what is left to do, not recursion: bodies may nest deeper than the stack.
		const pending = [value];
		while (pending.length > 0) {
			const node = pending.pop();
			if (typeof node === 'object' && node !== null)
				cleanMembers(node as Record<string, unknown>, text, pending);
		}
		return value;
	};
	return { text, parsed, removed: () => removed };
}

/** Cleans the names and texts of one object or list; its members that hold further ones go to `pending`. */
function cleanMembers(
	node: Record<string, unknown>,
	text: (value: string) => string,
	pending: unknown[],
): void {
	for (const [name, member] of Object.entries(node)) {
		const cleanName = text(name);
		if (cleanName !== name) delete node[name];
		if (cleanName === SECRET_FIELD && member !== null) node[cleanName] = REMOVED;
		else if (typeof member === 'string') node[cleanName] = text(member);
		else if (cleanName !== name) node[cleanName] = member;
		if (typeof member === 'object') pending.push(member);
	}
}

/** What of an Authorization header may be recorded, and its credential, which may not. */
export function readAuthorization(
	header: string | undefined,
	apiKey: string,
): { authorization: RequestRecord['authorization']; credential: string } {
	if (header === undefined) return { authorization: { authorized: false, scheme: null }, credential: '' };
	const [, word = '', credential = ''] = /^(\S+)\s+(.*)$/.exec(header) ?? [];
	const isKnown = SCHEMES.has(word.toLowerCase());
	return {
		authorization: { authorized: header === `Token ${apiKey}`, scheme: isKnown ? word : 'other' },
		credential: isKnown ? credential : header,
	};
}

/** The headers that a record may show. */
export function readHeaders(
	headers: IncomingHttpHeaders,
	redactor: Redactor,
): Pick<RequestRecord, 'headerNames' | 'headers'> {
	const shown: Record<string, string> = {};
	for (const name of SAFE_HEADERS) {
		const value = headers[name];
		if (typeof value === 'string') shown[name] = redactor.text(value);
	}
	const headerNames = Object.keys(headers).map((name) => redactor.text(name));
	return { headerNames: headerNames.sort(), headers: shown };
}

/** `/a%2Fb` becomes `/a/b`, so that a secret cannot hide behind percent signs; what is badly encoded stays. */
export function readablePath(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
