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

/** The input items that the output items are linked to. */
export const links = (items: readonly INodeExecutionData[]) => items.map(({ pairedItem }) => pairedItem);
