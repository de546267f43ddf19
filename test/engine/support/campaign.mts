/** A simulator and a filled-in Campaign: Create node, shared by the engine tests. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server.mts';
import { Hamsa } from '../../../nodes/Hamsa/Hamsa.node.ts';
import { runNode, type EngineResult, type EngineRun } from './harness.mts';

export const KEY = 'sk_test_marked_key_4711';
export const FROM_NUMBER = '+966112000001';
export const VOICE_AGENT = '11111111-1111-4111-8111-111111111111';

/** The requests that list campaigns and create one. */
export const LIST = { method: 'GET', path: '/v1/voice-agents/campaigns' };
export const CREATE = { ...LIST, method: 'POST' };

/** The fields of the main job, set to call people, and a time zone so that no test depends on the machine's. */
export const FILLED_IN = {
	resource: 'campaign',
	operation: 'create',
	runMode: 'call',
	name: 'Spring recall',
	phoneNumber: { __rl: true, mode: 'list', value: FROM_NUMBER },
	voiceAgentId: { __rl: true, mode: 'list', value: VOICE_AGENT },
	recipientPhoneNumber: '={{ $json.phone }}',
	callingHours: 'custom',
	callingDays: 'mondayToFriday',
	scheduledTimezone: { __rl: true, mode: 'name', value: 'Asia/Riyadh' },
};

/** The collections of Campaign: Create, each with the names of its fields. */
const COLLECTIONS = new Hamsa().description.properties
	.filter(
		({ type, displayOptions }) =>
			type === 'collection' && displayOptions?.show?.operation?.includes('create') === true,
	)
	.map(({ name, options = [] }) => ({ name, fields: new Set(options.map((option) => option.name)) }));

/** Fields of collections as parameters: each in the collection in which the panel shows it. */
export function inPanel(fields: Record<string, unknown>): Record<string, Record<string, unknown>> {
	const parameters: Record<string, Record<string, unknown>> = {};
	for (const [field, value] of Object.entries(fields)) {
		const collection = COLLECTIONS.find((each) => each.fields.has(field));
		if (collection === undefined) throw new Error(`Campaign: Create has no field ${field}`);
		(parameters[collection.name] ??= {})[field] = value;
	}
	return parameters;
}

/**
 * Lets 1,000 calls through at any time of day: those of a campaign that is made shortly before its hours end go on to a sixth
 * calling day.
 */
export const SIX_DAYS = { maximumCallingDays: 6 };

/** The calling window of a node that is filled in so, as Hamsa shows it. */
export const WINDOW = {
	days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
	startCallingTime: '09:00',
	endCallingTime: '17:00',
};

/**
 * A lost answer is looked for with pauses no longer than the node's Timeout (ms). Each with a name of its own, because the
 * same campaign is not sent again while the outcome of an earlier one is unknown.
 */
export const quick = (name: string) => ({ name, requestOptions: { timeout: 1_000 } });

type Rows = Array<INodeExecutionData['json']>;
type Extra = Partial<Omit<EngineRun, 'items' | 'parameters'>> & { onError?: INode['onError'] };

export interface Bench {
	simulator: () => Simulator;
	/** Runs the node over rows with some parameters changed. */
	create: (
		rows: EngineRun['items'],
		parameters?: Record<string, unknown>,
		extra?: Extra,
	) => Promise<EngineResult>;
	/** Bodies of the POSTs that reached the simulator. */
	posts: () => CampaignBody[];
}

export interface CampaignBody {
	name: string;
	phoneNumber: string;
	voiceAgentId: string;
	sendType: string;
	timeRange: { days: string[]; startCallingTime: string; endCallingTime: string };
	reservedConcurrency: number;
	scheduledDate?: string;
	scheduledTimezone: string;
	recipients: Array<{
		phoneNumber: string;
		name?: string;
		ignoreE164Validation?: boolean;
		dynamicVariables?: object;
	}>;
}

/** Starts a simulator for the tests of a file and empties it before each. */
export function useSimulator(): Bench {
	let simulator: Simulator;
	beforeAll(async () => {
		simulator = await startSimulator({ apiKey: KEY });
	});
	beforeEach(() => simulator.reset());
	afterAll(async () => await simulator.close());
	return {
		simulator: () => simulator,
		create: async (items, parameters = {}, { onError, settings, ...extra } = {}) =>
			await runNode({
				items,
				parameters: {
					...FILLED_IN,
					...parameters,
					// Most tests call the whole world in the hours of one clock; those of local hours set the limits.
					limits: { earliestLocalTime: '', latestLocalTime: '', ...(parameters.limits as object) },
				},
				credential: { apiKey: KEY, baseUrl: simulator.url },
				settings: { ...settings, ...(onError === undefined ? {} : { onError }) },
				...extra,
			}),
		posts: () =>
			simulator.requests
				.filter(({ method, path }) => method === 'POST' && path === '/v1/voice-agents/campaigns')
				.map(({ body }) => body as CampaignBody),
	};
}

/** Rows of good Saudi mobile numbers: +966501000000, +966501000001 and so on. */
export const goodRows = (amount: number): Rows =>
	Array.from({ length: amount }, (_, n) => ({
		phone: `+9665${(1_000_000 + n).toString().padStart(8, '0')}`,
		name: `Person ${n}`,
	}));
