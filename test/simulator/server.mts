import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { codedError, detailedError } from './answers.mts';
import type { Answer } from './answers.mts';
import { createApi } from './api.mts';
import { answerOf, createBehaviours } from './behaviour.mts';
import type { Behaviour, BehaviourRule } from './behaviour.mts';
import { parseBody, readBody } from './body.mts';
import { answerControl, CONTROL_PREFIX } from './control.mts';
import { createRedactor, readablePath, readAuthorization, readHeaders } from './records.mts';
import type { RequestRecord } from './records.mts';
import { createState } from './state.mts';
import type { Campaign } from './state.mts';

/** The simulator's own key: not a secret. */
export const DEFAULT_API_KEY = 'sk_sim_local_key';

const MEGABYTE = 1024 * 1024;

export interface SimulatorOptions {
	/** 0 (default) takes a free port. */
	port?: number;
	/** Loopback by default. */
	host?: string;
	apiKey?: string;
	/** Larger request bodies get 413; default 64 MB. */
	bodyLimitBytes?: number;
	/** Larger bodies are carried out but not kept in the records; default 256 kB. */
	recordedBodyBytes?: number;
	/** Status of a successful create: the documentation does not say whether 200 or 201 (default). */
	createdStatus?: 200 | 201;
	/** Hold the simulator's own answers against the OpenAPI document too; one that breaks it becomes a 500. */
	checkAnswers?: boolean;
	/** Called once per request, after its answer. */
	onAnswered?: (record: RequestRecord) => void;
}

/** A running simulator. */
export interface Simulator {
	/** Without a trailing slash: the base URL for the credential. */
	url: string;
	port: number;
	apiKey: string;
	/** API requests since the start or the last reset, in order of arrival. */
	readonly requests: readonly RequestRecord[];
	/** Campaigns with their recipients as sent, oldest first. */
	readonly campaigns: readonly Campaign[];
	/** Makes matching requests behave differently; the returned function withdraws the rule. */
	behave(rule: BehaviourRule): () => void;
	/** Forgets campaigns, requests and rules. */
	reset(): void;
	/** Ends at once: open connections and waiting answers are dropped. */
	close(): Promise<void>;
}

/** Starts a server that speaks the documented Hamsa API. Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const apiKey = options.apiKey ?? DEFAULT_API_KEY;
	const bodyLimit = options.bodyLimitBytes ?? 64 * MEGABYTE;
	const recordedBytes = options.recordedBodyBytes ?? MEGABYTE / 4;
	const state = createState();
	const behaviours = createBehaviours();
	const closing = new AbortController();
	let requests: RequestRecord[] = [];
	const api = await createApi(state, {
		apiKey,
		createdStatus: options.createdStatus ?? 201,
		checkAnswers: options.checkAnswers ?? false,
	});

	const pause = async (ms: number | undefined): Promise<void> => {
		if (ms !== undefined && ms > 0) await wait(ms, undefined, { signal: closing.signal });
	};

	async function carryOut(behaviour: Behaviour | undefined, call: () => Promise<Answer>): Promise<Answer> {
		const instead = behaviour && answerOf(behaviour);
		await pause(behaviour?.delayMs);
		const answer = instead === undefined || behaviour?.commit === true ? await call() : undefined;
		await pause(behaviour?.answerDelayMs);
		return (instead ?? answer) as Answer;
	}

	async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
		const started = performance.now();
		const { authorization, credential } = readAuthorization(request.headers.authorization, apiKey);
		const redactor = createRedactor([apiKey, credential]);
		const method = request.method ?? '';
		const query = queryOf(url);
		const record: RequestRecord = {
			number: requests.length + 1,
			time: new Date().toISOString(),
			method,
			path: redactor.text(readablePath(url.pathname)),
			query: redactor.json(query) as RequestRecord['query'],
			...readHeaders(request.headers, redactor),
			authorization,
			bodyBytes: 0,
			secretsRemoved: redactor.removed(),
			status: null,
			durationMs: null,
			note: '',
		};
		requests.push(record);

		const { bytes, text } = await readBody(request, bodyLimit);
		record.bodyBytes = bytes;
		const body = text === undefined ? undefined : parseBody(text);
		if (bytes > 0 && bytes <= recordedBytes) record.body = redactor.json(body);
		record.secretsRemoved = redactor.removed();

		const call = async (): Promise<Answer> =>
			refusal(request, bytes, bodyLimit) ??
			(await api({
				method,
				path: url.pathname,
				query,
				headers: request.headers as Record<string, string>,
				body,
			}));
		const answer = await carryOut(behaviours.take(method, url.pathname), call);
		await send(response, answer);
		record.status = answer.status;
		record.durationMs = performance.now() - started;
		record.note = redactor.text(answer.note ?? '');
		options.onAnswered?.(record);
	}

	function reset(): void {
		Object.assign(state, createState());
		requests = [];
		behaviours.clear();
	}

	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://simulator');
		const answering = url.pathname.startsWith(CONTROL_PREFIX)
			? answerControl(request, url.pathname, { state, requests, behaviours, apiKey, reset }).then((answer) =>
					send(response, answer),
				)
			: answerApi(request, response, url);
		answering.catch((error: unknown) => fail(response, error));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => resolve());
	});
	const { port } = server.address() as AddressInfo;

	return {
		url: `http://${options.host ?? '127.0.0.1'}:${port}`,
		port,
		apiKey,
		get requests() {
			return requests;
		},
		get campaigns() {
			return state.campaigns;
		},
		behave: (rule) => behaviours.add(rule),
		reset,
		async close() {
			closing.abort();
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		},
	};
}

/** What is refused before the API looks at the request. */
function refusal(request: IncomingMessage, bytes: number, limit: number): Answer | undefined {
	if (bytes > limit)
		return codedError(413, 'PAYLOAD_TOO_LARGE', `The request body is larger than ${limit} bytes`);
	const type = request.headers['content-type'] ?? '';
	if (bytes > 0 && !/^application\/json\s*(?:;|$)/i.test(type)) {
		return codedError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The request body must be application/json');
	}
	return undefined;
}

/** A parameter that is sent more than once becomes a list. */
function queryOf(url: URL): Record<string, string | string[]> {
	const names = new Set(url.searchParams.keys());
	return Object.fromEntries(
		[...names].map((name) => {
			const values = url.searchParams.getAll(name);
			return [name, values.length === 1 ? (values[0] ?? '') : values];
		}),
	);
}

/** Resolves when everything was handed to the connection, or the client has gone. */
async function send(response: ServerResponse, { status, headers, body, text }: Answer): Promise<void> {
	const payload = text ?? JSON.stringify(body ?? {});
	const type = text === undefined ? { 'content-type': 'application/json; charset=utf-8' } : {};
	response.writeHead(status, { ...type, ...headers, 'content-length': Buffer.byteLength(payload) });
	await new Promise<void>((resolve) => {
		response.once('close', resolve);
		response.end(payload, resolve);
	});
}

/** A failure of the simulator itself is said aloud; a client that went away, or a closing server, has nobody to tell. */
function fail(response: ServerResponse, error: unknown): void {
	if (response.headersSent || response.destroyed || response.socket?.destroyed) return;
	const words = error instanceof Error ? error.message : String(error);
	void send(response, detailedError(500, 'SIMULATOR_FAILED', 'The simulator failed', [words]));
}
