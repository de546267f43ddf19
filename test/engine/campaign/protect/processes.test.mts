/** Two processes of n8n, with one database, that create at the same moment. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CREATE, goodRows, LIST, quick, useSimulator } from '../../support/campaign.mts';
import { deduplication } from '../../support/n8n/deduplication.mts';
import { otherProcess } from '../../support/n8n/otherProcess.mts';

const { simulator, create, posts } = useSimulator();

let workflowId: string;
let workflows = 0;
beforeEach(() => {
	workflowId = `shared-${++workflows}`;
	deduplication.failures.clear();
});

/** The row that is the lock. */
const lockOf = (id: string) => deduplication.rows.get(`${id} node-under-test`);

describe('the same rows in two processes at the same moment', () => {
	it('become one campaign, of which both runs tell', async () => {
		const process = otherProcess();
		const both = await Promise.all([
			create(goodRows(3), {}, { workflowId }),
			create(goodRows(3), {}, { workflowId, process }),
		]);

		expect(posts()).toHaveLength(1);
		expect(both.map(({ json }) => json[0]?.id)).toEqual(Array(2).fill(simulator().campaigns[0]?.id));
		expect(both.map(({ json }) => json[0]?.created).sort()).toEqual([false, true]);
		expect(lockOf(workflowId)).toBeUndefined();
	});

	it('can become two through two nodes, which have no lock in common', async () => {
		simulator().behave({ ...LIST, times: 2, then: { answerDelayMs: 300 } });
		const process = otherProcess();
		const both = await Promise.all([create(goodRows(3)), create(goodRows(3), {}, { process })]);

		expect(posts()).toHaveLength(2);
		// Whoever made the later one hears of it; to whoever made the first its own is verified.
		const [first, later] = simulator().campaigns.map(({ id }) =>
			both.map(({ json }) => json[0]!).find((json) => json.id === id),
		);
		expect(later).toMatchObject({ verified: null, twin: { id: first?.id } });
		expect(first).toMatchObject({ verified: true });
		expect(first?.twin ?? null).toBeNull();
	});
});

describe('the lock', () => {
	it.each([
		['a success', {}],
		['a refusal', { status: 400, json: { message: 'No such number' } }],
		['a lost answer', { fault: 'disconnect' as const }],
	])('is given back after %s', async (name, then) => {
		simulator().behave({ ...CREATE, times: 1, then });
		await create(goodRows(1), quick(`After ${name}`), { workflowId });

		expect(posts()).toHaveLength(1);
		expect(lockOf(workflowId)).toBeUndefined();
	});

	it('is left to its holder by an execution that is cancelled while it waits', async () => {
		deduplication.rows.set(`${workflowId} node-under-test`, ['1', '2']);
		const waiting = new Promise((resolve) => setTimeout(resolve, 50));
		const { json } = await create(goodRows(1), {}, { workflowId, cancelled: waiting });

		expect(json).toEqual([]);
		expect(posts()).toEqual([]);
		expect(lockOf(workflowId)).toEqual(['1', '2']);
	});

	it('cannot be reached: nothing is sent, and the error says why and what to do', async () => {
		deduplication.failures.set(workflowId, new Error('connect ECONNREFUSED 127.0.0.1:5432'));
		const { error } = await create(goodRows(1), {}, { workflowId });

		expect(posts()).toEqual([]);
		expect(error?.message).toMatch(/database could not be asked whether another execution creates the same/);
		expect(error?.description).toMatch(/ECONNREFUSED.*No campaign was created.*Run this again when/);
	});

	it.each([
		['without Duplicate Protection', { limits: { duplicateProtectionHours: 0 } }, undefined],
		['of a workflow that n8n has not stored', {}, 'SQLITE_CONSTRAINT: FOREIGN KEY constraint failed'],
	])('is not needed %s', async (_, parameters, failure) => {
		const error = new Error(failure ?? 'away');
		if (failure === undefined) deduplication.failures.set(workflowId, error);
		else deduplication.recordFailures.set(workflowId, error);
		const { json } = await create(goodRows(1), parameters, { workflowId });

		expect(json[0]).toMatchObject({ id: simulator().campaigns[0]?.id });
		expect(posts()).toHaveLength(1);
	});
});
