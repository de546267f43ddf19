/** A simulator and a filled-in Call: Start node, shared by the engine tests. */
import type { INode } from 'n8n-workflow';
import type { Simulator } from '../../simulator/server.mts';
import { FROM_NUMBER, KEY, useSimulator, VOICE_AGENT } from './campaign.mts';
import { runNode, type EngineResult, type EngineRun } from './harness.mts';

export const CALL_PATH = '/v1/voice-agents/phone-number/call';
export const CALL_LIST = '/v1/voice-agents/conversations/minimal-list';

/** The POST that places a call. */
export const PLACE = { method: 'POST', path: CALL_PATH };

/** The fields of one call; who is called comes from the item. */
export const FILLED_IN = {
	resource: 'call',
	operation: 'start',
	runMode: 'call',
	toNumber: '={{ $json.phone }}',
	phoneNumber: { __rl: true, mode: 'list', value: FROM_NUMBER },
	voiceAgentId: { __rl: true, mode: 'list', value: VOICE_AGENT },
};

export interface CallBody {
	toNumber: string;
	phoneNumber: string;
	voiceAgentId: string;
	params: Record<string, unknown>;
}

type Extra = Partial<Omit<EngineRun, 'items' | 'parameters'>> & { onError?: INode['onError'] };

export interface CallBench {
	simulator: () => Simulator;
	/** Runs Call: Start over rows with some parameters changed. */
	start: (
		rows: EngineRun['items'],
		parameters?: Record<string, unknown>,
		extra?: Extra,
	) => Promise<EngineResult>;
	/** Bodies of the POSTs that reached the simulator. */
	posts: () => CallBody[];
}

/** Starts a simulator for the tests of a file and empties it before each. */
export function useCalls(): CallBench {
	const { simulator } = useSimulator();
	return {
		simulator,
		start: async (items, parameters = {}, { onError, settings, ...extra } = {}) =>
			await runNode({
				items,
				parameters: { ...FILLED_IN, ...parameters },
				credential: { apiKey: KEY, baseUrl: simulator().url },
				settings: { ...settings, ...(onError === undefined ? {} : { onError }) },
				...extra,
			}),
		posts: () =>
			simulator()
				.requests.filter(({ method, path }) => method === 'POST' && path === CALL_PATH)
				.map(({ body }) => body as CallBody),
	};
}

let people = 0;

/** Rows of good Saudi mobile numbers that no other test has called: the node remembers what this process has placed. */
export const newPeople = (amount: number): Array<{ phone: string; name: string }> =>
	Array.from({ length: amount }, () => {
		people++;
		return { phone: `+9665${(2_000_000 + people).toString().padStart(8, '0')}`, name: `Person ${people}` };
	});
