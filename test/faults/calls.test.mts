/**
 * Every fault of the wire while a call is placed, with Retry On Fail off and on, with each choice of On Error, and through
 * the routing of one item. What must hold in each cell: nobody is called twice, and no success that is none.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INode } from 'n8n-workflow';
import type { Behaviour } from '../simulator/control/behaviour.mts';
import { startSimulator, type Simulator } from '../simulator/server.mts';
import { KEY } from '../engine/support/campaign.mts';
import { FILLED_IN, newPeople, PLACE } from '../engine/support/calls.mts';
import { runNode } from '../engine/support/harness.mts';

/** What a fault comes to: the call placed, found after its answer was lost, certainly not placed, or nobody knows. */
type Outcome = 'placed' | 'found' | 'notPlaced' | 'unknown';

interface Row {
	fault: string;
	then: Behaviour;
	times?: number | 'forever';
	outcome: Outcome;
	/** With Retry On Fail on, where that differs. */
	retried?: Outcome;
	/** POSTs that reach Hamsa, without and with Retry On Fail; 1 when left out. */
	posts?: [number, number];
}

const HTML = '<html><body>Bad <b>Gateway</b></body></html>';
const SLOW_DOWN = { status: 429, json: { message: 'Slow down' } };

/** Faults after which nobody knows: once before the call was placed, once after. */
const UNCLEAR: Array<[string, Behaviour]> = [
	['the connection is dropped', { fault: 'disconnect' }],
	['no answer comes', { fault: 'hang' }],
	['the answer breaks off', { fault: 'halfBody' }],
	['the answer is no JSON', { fault: 'invalidJson' }],
	['HTTP 408', { status: 408, text: HTML }],
	['HTTP 500', { status: 500, json: { message: 'Internal error' } }],
	['HTTP 502 with a page', { status: 502, text: HTML }],
	['HTTP 503', { status: 503, text: HTML }],
	['HTTP 504', { status: 504, text: HTML }],
	['a success without a job ID', { status: 200, json: { success: true, data: {} } }],
];

const TABLE: Row[] = [
	...UNCLEAR.map(([fault, then]): Row => ({
		fault: `${fault}, nobody was called`,
		then,
		outcome: 'unknown',
	})),
	...UNCLEAR.map(([fault, then]): Row => ({
		fault: `${fault}, the call was placed`,
		then: { ...then, commit: true },
		outcome: 'found',
	})),
	{
		fault: 'HTTP 429 with Retry-After, once',
		then: { ...SLOW_DOWN, headers: { 'retry-after': '0' } },
		outcome: 'placed',
		posts: [2, 2],
	},
	{ fault: 'HTTP 429 without Retry-After, once', then: SLOW_DOWN, outcome: 'placed', posts: [2, 2] },
	{
		fault: 'HTTP 429 that does not end',
		then: { ...SLOW_DOWN, headers: { 'retry-after': '0' } },
		times: 'forever',
		outcome: 'notPlaced',
		posts: [3, 6],
	},
	{
		fault: 'HTTP 400, once',
		then: { status: 400, json: { message: 'No such number' } },
		outcome: 'notPlaced',
		retried: 'placed',
		posts: [1, 2],
	},
	{ fault: 'the connection closes after the answer', then: { closeAfter: true }, outcome: 'placed' },
];

const ON_ERROR: Array<NonNullable<INode['onError']>> = [
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
];
/** Long enough for a loaded machine to answer, short enough to wait for what does not. Milliseconds. */
const TIMEOUT = 1_500;

/** The cells of a row: each choice of On Error, with Retry On Fail off and on, then the routing of one item. */
const CELLS: Array<{ onError?: INode['onError']; retryOnFail?: boolean; viaRouting?: boolean }> = [
	...ON_ERROR.flatMap((onError) => [false, true].map((retryOnFail) => ({ onError, retryOnFail }))),
	{ viaRouting: true },
];

/** A simulator for each cell of a row, since they run at the same time: most of it is waiting. */
const simulators: Simulator[] = [];
beforeAll(async () => {
	while (simulators.length < CELLS.length) simulators.push(await startSimulator({ apiKey: KEY }));
});
afterAll(async () => await Promise.all(simulators.map(async (simulator) => await simulator.close())));

/** Runs one cell: what exists on Hamsa afterwards, and what the user sees. */
async function runCell(row: Row, { viaRouting, ...settings }: (typeof CELLS)[number], simulator: Simulator) {
	simulator.reset();
	simulator.behave({ ...PLACE, times: row.times ?? 1, then: row.then });
	const result = await runNode({
		items: newPeople(1),
		parameters: { ...FILLED_IN, requestOptions: { timeout: TIMEOUT } },
		credential: { apiKey: KEY, baseUrl: simulator.url },
		settings: { ...settings, maxTries: 2, waitBetweenTries: 0 },
		viaRouting,
	});
	const [good = [], bad = []] = result.outputs;
	const items = [...good, ...bad].map(({ json }) => json);
	const failure = result.error ?? items.find(({ error }) => error !== undefined);
	return {
		calls: simulator.calls.length,
		posts: simulator.requests.filter(({ method }) => method === 'POST').length,
		stopped: result.status === 'error',
		successes: good.filter(({ json }) => json.error === undefined).map(({ json }) => json),
		failures: items.filter(({ error }) => error !== undefined),
		advice: String((failure as { description?: string } | undefined)?.description ?? failure?.message ?? ''),
		hints: [...result.hints, ...good.flatMap(({ json }) => (json.hints as string[] | undefined) ?? [])],
		id: simulator.calls[0]?.id,
	};
}

type Cell = Awaited<ReturnType<typeof runCell>>;

function check(cell: Cell, outcome: Outcome, onError: INode['onError'] = 'stopWorkflow'): void {
	const called = outcome === 'placed' || outcome === 'found';
	expect(cell.calls).toBe(called ? 1 : 0);
	if (called) {
		expect(cell.successes).toEqual([expect.objectContaining({ id: cell.id, placed: true })]);
		expect(cell.failures).toEqual([]);
		if (outcome === 'found') expect(cell.hints.join()).toMatch(/answer was lost.*not placed again/);
		return;
	}
	expect(cell.successes).toEqual([]);
	expect(cell.stopped).toBe(onError === 'stopWorkflow');
	expect(cell.failures).toHaveLength(onError === 'stopWorkflow' ? 0 : 1);
	expect(cell.advice).toMatch(
		outcome === 'unknown' ? /may have been placed.*Call: Get Many.*5 min after/ : /Nobody was called/,
	);
}

describe('Call: Start and the faults of the wire', () => {
	it.each(TABLE)('$fault: $outcome', async (row) => {
		const { outcome, retried = outcome, posts = [1, 1] } = row;

		const cells = await Promise.all(
			CELLS.map(async (cell, index) => await runCell(row, cell, simulators[index]!)),
		);

		cells.forEach((cell, index) => {
			const { onError, retryOnFail = false } = CELLS[index]!;
			check(cell, retryOnFail ? retried : outcome, onError);
			expect(cell.posts).toBe(posts[retryOnFail ? 1 : 0]);
		});
	});

	it('nothing listens: nobody was called', async () => {
		const { error } = await runNode({
			items: newPeople(1),
			parameters: { ...FILLED_IN, requestOptions: { timeout: TIMEOUT } },
			credential: { apiKey: KEY, baseUrl: 'http://127.0.0.1:9' },
		});

		expect(error?.message).toBe('Nothing answers at this address: http://127.0.0.1:9');
		expect(error?.description).toMatch(/Nobody was called/);
	});
});
