/** Two processes of n8n, with one database, that place a call at the same moment. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { newPeople, PLACE, useCalls } from '../support/calls.mts';
import { deduplication } from '../support/n8n/deduplication.mts';
import { otherProcess } from '../support/n8n/otherProcess.mts';

const { simulator, start, posts } = useCalls();

let workflowId: string;
let workflows = 0;
beforeEach(() => {
	workflowId = `shared-calls-${++workflows}`;
	// Hamsa takes so long to carry out a call that whoever does not wait looks before the first is in the list.
	simulator().behave({ ...PLACE, times: 'forever', then: { delayMs: 300 } });
});

/** Runs the same rows in two processes at the same moment: in one workflow, or each in one of its own. */
async function both(rows: ReturnType<typeof newPeople>, workflowId?: string, parameters = {}) {
	const process = otherProcess();
	return await Promise.all([
		start(rows, parameters, { workflowId }),
		start(rows, parameters, { workflowId, process }),
	]);
}

describe('the same call in two processes at the same moment', () => {
	it('is placed once, and both runs tell of it', async () => {
		const runs = await both(newPeople(1), workflowId);

		expect(posts()).toHaveLength(1);
		expect(runs.map(({ json }) => json[0]?.id)).toEqual(Array(2).fill(simulator().calls[0]?.id));
		expect(runs.map(({ json }) => json[0]?.placed).sort()).toEqual([false, true]);
		expect(deduplication.rows.get(`${workflowId} node-under-test`)).toBeUndefined();
	});

	it('calls each person of several rows once', async () => {
		const rows = newPeople(3);
		const runs = await both(rows, workflowId);

		expect(
			posts()
				.map(({ toNumber }) => toNumber)
				.sort(),
		).toEqual(rows.map(({ phone }) => phone).sort());
		expect(runs.map(({ json }) => json.length)).toEqual([3, 3]);
	});

	it('can be placed twice through two nodes, which have no lock in common', async () => {
		await both(newPeople(1));

		expect(posts()).toHaveLength(2);
	});

	it('is placed twice without Duplicate Protection', async () => {
		await both(newPeople(1), workflowId, { options: { duplicateProtectionMinutes: 0 } });

		expect(posts()).toHaveLength(2);
	});

	it('nobody is called when the lock cannot be reached', async () => {
		deduplication.failures.set(workflowId, new Error('connect ECONNREFUSED 127.0.0.1:5432'));

		const { error } = await start(newPeople(1), {}, { workflowId });

		expect(posts()).toEqual([]);
		expect(error?.message).toMatch(/database could not be asked whether another execution creates the same/);
		expect(error?.description).toMatch(/ECONNREFUSED.*Nobody was called/);
	});
});
