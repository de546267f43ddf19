/** What can go wrong when a campaign is created, and what is expected to come of it. */
import type { Behaviour, BehaviourRule } from '../simulator/control/behaviour.mts';
import { FAULTS_OF_SEVERAL } from './several.mts';

/** What a person learns about the campaign. */
export type Outcome =
	/** It was created, nothing special. */
	| 'created'
	/** It was created, and a warning tells that Hamsa stored it otherwise, or that somebody else made the same before. */
	| 'differs'
	| 'twin'
	/** It was created, and a hint tells that somebody else made what looks the same after it. */
	| 'laterTwin'
	/** It was created, and what Hamsa stored could not be read. */
	| 'unchecked'
	/** It was created although the answer was lost, as the node found out. */
	| 'found'
	/** It was there already and nobody new is called. */
	| 'existed'
	/** An error: certainly not created. */
	| 'notCreated'
	/** An error: it may exist. */
	| 'mayExist'
	/** An error of one of three campaigns, which names those that exist: certainly not created, or it may exist. */
	| 'partly'
	| 'partlyMayExist';

/** What is expected of one cell. Everyone is called once for each campaign; of three, each calls one person. */
export interface Expected {
	outcome: Outcome;
	campaigns: 0 | 1 | 2 | 3;
	/** The same where the node continues on errors, or only how many campaigns there are then. */
	whenContinued?: Expected | 2;
	/** People who are in no campaign of Hamsa's, though they were sent. */
	lost?: number;
}

/** The ways to run the node that are told apart. */
export const RUNS = ['retryOff', 'retryOn', 'tool'] as const;
export type Run = (typeof RUNS)[number];

export interface Fault {
	/** For people who read the docs. */
	name: string;
	/** What nobody can see from outside. The table joins faults that come to the same. */
	but?: string;
	/** What the simulator does. */
	rules: BehaviourRule[];
	/** Fields of the node that are filled in otherwise, read when the cell is run. */
	parameters?: () => Record<string, unknown>;
	/** What n8n's database says to the lock between processes. */
	lockFailure?: string;
	/** Another address in place of the simulator's. */
	baseUrl?: string;
	/** The three people become three campaigns. */
	inThree?: true;
	/** Run the node so often before the run that is looked at, or so often at the same moment. */
	before?: number;
	atOnce?: number;
	/** Hamsa or somebody else does it, whatever the node does: it can only tell. */
	byOthers?: true;
	expected: Record<Run, Expected>;
}

const CAMPAIGNS = { path: '/v1/voice-agents/campaigns' };
const onCreate = (then: Behaviour, times: BehaviourRule['times'] = 'forever'): BehaviourRule[] => [
	{ ...CAMPAIGNS, method: 'POST', times, then },
];
const onLook = (then: Behaviour, times: BehaviourRule['times'] = 1): BehaviourRule[] => [
	{ ...CAMPAIGNS, method: 'GET', times, then },
];

const onReadBack = (then: Behaviour): BehaviourRule[] => [
	{ path: `${CAMPAIGNS.path}/*`, method: 'GET', times: 'forever', then },
];

const CREATED: Expected = { outcome: 'created', campaigns: 1 };
const FOUND: Expected = { outcome: 'found', campaigns: 1 };
const EXISTED: Expected = { outcome: 'existed', campaigns: 1 };
const NOT_CREATED: Expected = { outcome: 'notCreated', campaigns: 0 };
const MAY_EXIST: Expected = { outcome: 'mayExist', campaigns: 0 };
const DIFFERS: Expected = { outcome: 'differs', campaigns: 1 };
const TWIN: Expected = { outcome: 'twin', campaigns: 2 };
const UNCHECKED: Expected = { outcome: 'unchecked', campaigns: 1 };
const MAY_EXIST_AND_DOES: Expected = { outcome: 'mayExist', campaigns: 1 };

/** The same in every run, or otherwise with Retry On Fail. */
const each = (expected: Expected, retryOn = expected): Fault['expected'] => ({
	retryOff: expected,
	retryOn,
	tool: expected,
});

/** In a workflow; routing, which MCP runs, does not read back. */
const readBack = (expected: Expected): Fault['expected'] => ({
	...each(expected),
	tool: { ...expected, outcome: 'created' },
});

const HTML = '<html><body><h1>Bad Gateway</h1></body></html>';

/** Whatever hides the answer, before Hamsa has made the campaign and after. */
function hidden(name: string, then: Behaviour): Fault[] {
	return [
		{ name, but: 'Hamsa made no campaign', rules: onCreate(then), expected: each(MAY_EXIST) },
		{
			name,
			but: 'Hamsa made the campaign',
			rules: onCreate({ ...then, commit: true }),
			expected: each(FOUND),
		},
	];
}

const EMPTY_LIST = { status: 200, json: { success: true, data: { campaigns: [], totalCount: 0 } } };

/** The looks before the POST, and the five of the first try, that do not show a campaign. */
const lateBy = (looksBefore: number) => onLook(EMPTY_LIST, looksBefore + 5);

export const FAULTS: Fault[] = [
	{ name: 'Nothing', rules: [], expected: each(CREATED) },
	{
		name: 'The same rows were sent before, within the hours of Duplicate Protection',
		rules: [],
		before: 1,
		expected: each(EXISTED),
	},
	{
		name: 'The same rows were sent just before, and Hamsa does not list their campaign yet (one n8n process)',
		rules: onLook(EMPTY_LIST, 'forever'),
		before: 1,
		expected: each(EXISTED),
	},
	{
		name: 'The same rows come three times at the same moment (one n8n process)',
		rules: [],
		atOnce: 3,
		expected: each(EXISTED),
	},
	{
		name: "n8n's database cannot be reached to ask whether another process creates the same",
		rules: [],
		lockFailure: 'connect ECONNREFUSED 127.0.0.1:5432',
		// A tool of older AI agents and of MCP Server Trigger has no lock to ask for.
		expected: { ...each(NOT_CREATED), tool: CREATED },
	},
	{
		name: 'Hamsa cannot be reached',
		rules: [],
		baseUrl: 'http://127.0.0.1:9',
		expected: each(NOT_CREATED),
	},
	{
		name: 'Hamsa cannot be reached for half a second when the campaign is sent',
		rules: onLook({ refuseAfterMs: 500 }),
		expected: each(CREATED),
	},
	{
		name: 'Hamsa cannot be reached any more when the campaign is sent',
		rules: onLook({ refuseAfterMs: 600_000 }),
		expected: each(NOT_CREATED),
	},
	{
		name: 'Hamsa closes a connection that it had kept open',
		rules: onLook({ closeAfter: true }),
		expected: each(CREATED),
	},
	{
		name: 'Hamsa cannot say whether it has the campaign already (HTTP 503, once)',
		rules: onLook({ status: 503, text: HTML }),
		expected: each(NOT_CREATED, CREATED),
	},
	{
		name: 'Hamsa never says whether it has the campaign already',
		rules: onLook({ fault: 'hang' }, 'forever'),
		expected: each(NOT_CREATED),
	},
	{
		name: 'Hamsa refuses the campaign (HTTP 400: no such number)',
		rules: onCreate({ status: 400, json: { message: 'No such number' } }),
		expected: each(NOT_CREATED),
	},
	{
		name: 'Hamsa asks for a pause of a second (HTTP 429, once)',
		rules: onCreate({ status: 429, headers: { 'retry-after': '1' }, json: {} }, 1),
		expected: each(CREATED),
	},
	{
		name: 'Hamsa asks for a pause without saying how long (HTTP 429, once)',
		rules: onCreate({ status: 429, json: { message: 'Too many requests' } }, 1),
		expected: each(CREATED),
	},
	{
		name: 'Hamsa asks for a pause again and again (HTTP 429)',
		rules: onCreate({ status: 429, headers: { 'retry-after': '0' }, json: {} }),
		expected: each(NOT_CREATED),
	},
	{
		name: 'Hamsa asks for a pause of an hour (HTTP 429)',
		rules: onCreate({ status: 429, headers: { 'retry-after': '3600' }, json: {} }),
		expected: each(NOT_CREATED),
	},
	{
		name: 'The address has moved (HTTP 307)',
		rules: onCreate({ redirectTo: 'http://127.0.0.1:9/elsewhere' }),
		expected: each(NOT_CREATED),
	},
	...hidden('no answer within the Timeout', { fault: 'hang' }),
	...hidden('a lost connection', { fault: 'disconnect' }),
	...hidden('HTTP 408', { status: 408, text: HTML }),
	...hidden('HTTP 500', { status: 500, json: { message: 'Internal error' } }),
	...hidden('HTTP 502 with a web page', { status: 502, text: HTML }),
	...hidden('HTTP 503', { status: 503, text: HTML }),
	...hidden('HTTP 504', { status: 504, text: HTML }),
	...hidden('half an answer', { fault: 'halfBody' }),
	...hidden('an answer that is not valid JSON', { fault: 'invalidJson' }),
	{
		name: 'HTTP 504',
		but: 'Hamsa made the campaign and lists it only after a while',
		rules: [...lateBy(1), ...onCreate({ status: 504, text: HTML, commit: true })],
		expected: each(MAY_EXIST_AND_DOES, FOUND),
	},
	{
		name: 'HTTP 504 shortly before the Start Date',
		but: 'Hamsa made the campaign and lists it only after that date',
		// Long enough for the first try to send, and over when it has looked five times.
		parameters: () => ({
			sendType: 'SCHEDULED',
			scheduledDate: new Date(Date.now() + 9_000).toISOString(),
		}),
		rules: [...lateBy(1), ...onCreate({ status: 504, text: HTML, commit: true })],
		expected: each(MAY_EXIST_AND_DOES, FOUND),
	},
	{
		name: 'HTTP 504 with Calling Limits',
		but: 'Hamsa made the campaign, lists it late and can then not say who was called',
		parameters: () => ({ limits: { callingLimits: { limit: [{ days: 7 }] } } }),
		// Campaigns are listed for skipping and for the rows' own campaign before the look before the POST.
		rules: [
			...lateBy(3),
			...onLook({ status: 503, text: HTML }, 'forever'),
			...onCreate({ status: 504, text: HTML, commit: true }),
		],
		expected: each(MAY_EXIST_AND_DOES),
	},
	{
		name: 'Hamsa stores another time zone than was sent',
		rules: onCreate({ stored: { scheduledTimezone: 'UTC' } }),
		byOthers: true,
		expected: readBack(DIFFERS),
	},
	{
		name: 'Hamsa stores one person fewer than were sent',
		rules: onCreate({ stored: { recipients: 2 } }),
		byOthers: true,
		expected: readBack({ ...DIFFERS, lost: 1 }),
	},
	{
		name: 'The created campaign cannot be read back (HTTP 503)',
		rules: onReadBack({ status: 503, text: HTML }),
		expected: readBack(UNCHECKED),
	},
	{
		name: 'The created campaign cannot be read back (no answer)',
		rules: onReadBack({ fault: 'hang' }),
		expected: readBack(UNCHECKED),
	},
	{
		name: 'Somebody else creates the same campaign right before it',
		rules: onCreate({ twin: 'before' }),
		byOthers: true,
		expected: readBack(TWIN),
	},
	{
		name: 'Somebody else creates the same campaign right after it',
		rules: onCreate({ twin: 'after' }),
		byOthers: true,
		expected: readBack({ ...TWIN, outcome: 'laterTwin' }),
	},
	...FAULTS_OF_SEVERAL,
];
