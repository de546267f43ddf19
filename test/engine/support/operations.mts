/** Runs any operation of the node against a simulator, shared by the tests of operations. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server.mts';
import { KEY } from './campaign.mts';
import { runNode, type EngineResult, type EngineRun } from './harness.mts';

/** Both ways in which n8n runs an operation that has a custom one; the second is that of the MCP Server Trigger. */
export const PATHS = [
	['as a custom operation', {}],
	['through its routing', { viaRouting: true }],
] as const;

/** How an AI model, or another program over MCP, reaches an operation; none of these has a second input. */
export const MODEL_WAYS = [
	['through its routing', { viaRouting: true }],
	['as a tool', { asTool: true }],
	['as a tool, through its routing', { asTool: true, viaRouting: true }],
] as const;

type Extra = Partial<Omit<EngineRun, 'items' | 'parameters'>> & {
	items?: EngineRun['items'];
	onError?: INode['onError'];
};

export interface OperationBench {
	simulator: () => Simulator;
	/** Runs an operation with these parameters, for one item unless others are given. */
	operate: (parameters: Record<string, unknown>, extra?: Extra) => Promise<EngineResult>;
	/** The query of each request that reached the simulator, in order. */
	queries: () => Array<Record<string, unknown>>;
}

/** Starts a simulator for the tests of a file and empties it before each. */
export function useOperations(): OperationBench {
	let simulator: Simulator;
	beforeAll(async () => {
		simulator = await startSimulator({ apiKey: KEY });
	});
	beforeEach(() => simulator.reset());
	afterAll(async () => await simulator.close());
	return {
		simulator: () => simulator,
		operate: async (parameters, { items = [{}], onError, settings, ...extra } = {}) =>
			await runNode({
				items,
				parameters,
				credential: { apiKey: KEY, baseUrl: simulator.url },
				settings: { ...settings, ...(onError === undefined ? {} : { onError }) },
				...extra,
			}),
		queries: () => simulator.requests.map(({ query }) => query),
	};
}

/** A resource locator as the editor stores it. */
export const locator = (value: string, mode = 'id') => ({ __rl: true, mode, value });

/** The ID of a voice agent that the simulator does not have. */
export const UNKNOWN_AGENT = 'b1111111-1111-4111-8111-111111111111';

/** Picks that Hamsa does not know: the field, the parameter, and how the node says so. */
export const UNKNOWN_PICKS = [
	[
		'Voice Agent',
		{ voiceAgentId: locator(UNKNOWN_AGENT) },
		`Voice Agent "${UNKNOWN_AGENT}" does not exist in the project of the API key`,
	],
	[
		'From Number',
		{ phoneNumber: locator('+966112999999') },
		'From Number "+966112999999" is none of the numbers in the project of the API key',
	],
] as const;

/** The input items that the output items are linked to. */
export const links = (items: readonly INodeExecutionData[]) => items.map(({ pairedItem }) => pairedItem);
