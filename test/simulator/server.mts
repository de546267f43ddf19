import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { detailedError } from './api/answers.mts';
import { createApi } from './api/api.mts';
import type { ApiRequest } from './api/api.mts';
import { createBehaviours } from './control/behaviour.mts';
import type { BehaviourRule } from './control/behaviour.mts';
import type { Call } from './life/calls.mts';
import { answerControl, CONTROL_PREFIX } from './control/control.mts';
import { exchange } from './api/exchange.mts';
import { answerRecording, isRecording } from './life/recording.mts';
import type { RequestRecord } from './control/records.mts';
import type { VoiceAgent } from './life/seed.mts';
import { createState } from './life/state.mts';
import type { Campaign } from './life/state.mts';
import { createSteering } from './control/steering.mts';
import type { Steering } from './control/steering.mts';
import { send } from './api/wire.mts';

/** The simulator's own key: not a secret. */
export const DEFAULT_API_KEY = 'sk_sim_local_key';

const MEGABYTE = 1024 * 1024;
/** Pause before a port that is taken is tried again, milliseconds. */
const TRY_AGAIN_MS = 100;

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
	/** Called once per API request, when its answer was sent or the client has gone. */
	onAnswered?: (record: RequestRecord) => void;
}

/** A running simulator. */
export interface Simulator extends Steering {
	/** Without a trailing slash: the base URL for the credential. */
	url: string;
	port: number;
	apiKey: string;
	/** API requests since the start or the last reset, in order of arrival. */
	readonly requests: readonly RequestRecord[];
	/** Campaigns with their recipients as sent, oldest first. */
	readonly campaigns: readonly Campaign[];
	/** Newest first. What a test changes on an agent (its webhook slot, say) is what the API then shows. */
	readonly agents: VoiceAgent[];
	/** Newest first. */
	readonly calls: readonly Call[];
	/** Makes matching requests behave differently; the returned function withdraws the rule. */
	behave(rule: BehaviourRule): () => void;
	/** Forgets campaigns, calls, requests, rules and what was changed on agents, and accepts connections again. */
	reset(): void;
	/** Ends at once: open connections and waiting answers are dropped. */
	close(): Promise<void>;
}

/** Starts a server that speaks the documented Hamsa API. Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const { port = 0, host = '127.0.0.1', apiKey = DEFAULT_API_KEY } = options;
	const state = createState();
	const behaviours = createBehaviours();
	const closing = new AbortController();
	let requests: RequestRecord[] = [];
	const api = await createApi(state, {
		apiKey,
		createdStatus: options.createdStatus ?? 201,
		checkAnswers: options.checkAnswers ?? false,
	});
	const setting = {
		// Recordings are not part of the API, but requests for them are recorded, and rules apply to them.
		api: async (request: ApiRequest) =>
			isRecording(request.path)
				? answerRecording(request.method, request.path, state.calls)
				: await api(request),
		apiKey,
		behaviours,
		bodyLimitBytes: options.bodyLimitBytes ?? 64 * MEGABYTE,
		recordedBodyBytes: options.recordedBodyBytes ?? MEGABYTE / 4,
		closing: closing.signal,
		refuse,
		onArrived: (record: RequestRecord) => void requests.push(record),
		onAnswered: (record: RequestRecord) => options.onAnswered?.(record),
	};

	/** Set while connections are refused. */
	let refusing: NodeJS.Timeout | undefined;

	/** Listens again, if connections are refused. */
	function accept(): void {
		if (refusing === undefined) return;
		clearTimeout(refusing);
		refusing = undefined;
		server.listen(address.port, host);
	}

	function refuse(ms: number): void {
		clearTimeout(refusing);
		refusing = setTimeout(accept, ms);
		server.close();
	}

	function reset(): void {
		accept();
		Object.assign(state, createState());
		requests = [];
		behaviours.clear();
	}

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.url?.startsWith(CONTROL_PREFIX)) {
			await send(
				response,
				await answerControl(request, { state, requests, behaviours, apiKey, tick: steering.tick, reset }),
			);
		} else {
			await exchange(request, response, setting);
		}
	}

	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => reportFailure(response, error));
	});
	// A test that seeds for seconds in this same process must not find its idle connections ended by the usual 5 s.
	server.keepAliveTimeout = 60_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	// A client may have got the port for its end of a connection while new ones were refused.
	server.on('error', () => refuse(TRY_AGAIN_MS));
	const address = server.address() as AddressInfo;
	const url = `http://${host}:${address.port}`;
	const steering = createSteering(state, url);

	return {
		...steering,
		url,
		port: address.port,
		apiKey,
		get requests() {
			return requests;
		},
		get campaigns() {
			return state.campaigns;
		},
		get agents() {
			return state.agents;
		},
		get calls() {
			return state.calls.all;
		},
		behave: (rule) => behaviours.add(rule),
		reset,
		async close() {
			closing.abort();
			clearTimeout(refusing);
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		},
	};
}

/** A failure of the simulator itself is said aloud; a client that went away has nobody to tell. */
function reportFailure(response: ServerResponse, error: unknown): void {
	if (response.headersSent) return;
	const words = error instanceof Error ? error.message : String(error);
	void send(response, detailedError(500, 'SIMULATOR_FAILED', 'The simulator failed', [words]));
}
