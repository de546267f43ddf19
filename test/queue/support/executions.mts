/** Executions as n8n's database knows them, and what a person does with those that failed. */
import { waitFor } from '../../../tools/lib/processes.mts';
import { type Delivery, deliverAll, inParallel, isServed } from './sender.mts';
import type { Scene } from './scene.mts';
import type { Hook } from './workflow.mts';

export interface ExecutionRow {
	id: string;
	status: string;
	/** The execution that this one repeats. */
	retryOf: string | null;
}

const isOpen = ({ status }: ExecutionRow) => ['new', 'running', 'waiting', 'unknown'].includes(status);
const hasFailed = ({ status }: ExecutionRow) => ['error', 'crashed', 'canceled'].includes(status);

/** All executions of a workflow, in the order in which they were started. */
export async function executionsOf({ servers }: Scene, { workflowId }: Hook): Promise<ExecutionRow[]> {
	return await servers.query<ExecutionRow>(
		`SELECT id::text, status, "retryOf" FROM execution_entity
		 WHERE "workflowId" = $1 AND "deletedAt" IS NULL ORDER BY execution_entity.id`,
		[workflowId],
	);
}

/** Waits until no execution of the workflow runs or waits; returns those that do so all the same in the end. */
export async function waitForEnd(scene: Scene, hook: Hook, timeout: number): Promise<ExecutionRow[]> {
	let open: ExecutionRow[] = [];
	const wait = waitFor('executions to end', timeout, async () => {
		open = (await executionsOf(scene, hook)).filter(isOpen);
		return open.length === 0 || undefined;
	});
	return await wait.then(
		() => [],
		() => open,
	);
}

/**
 * Presses Retry on an execution, which starts another one with its input. Returns how that one ended, or `refused`. An
 * execution that waits for the lock of a dead process takes longer than n8n is waited for here.
 */
export async function retry(scene: Scene, hook: Hook, id: string): Promise<string> {
	try {
		const { status } = await scene.rest.request<{ status: string }>('POST', `/executions/${id}/retry`, {
			loadWorkflow: false,
		});
		return status;
	} catch {
		const started = (await executionsOf(scene, hook)).filter(({ retryOf }) => retryOf === id);
		if (started.length === 0) return 'refused';
		await waitForEnd(scene, hook, 600_000);
		return (await executionsOf(scene, hook)).findLast(({ retryOf }) => retryOf === id)?.status ?? 'refused';
	}
}

/** What was done about what had failed. */
export interface Repair {
	/** How the retries of failed executions ended. */
	retried: string[];
	/** What the senders heard who had to post their batch again. */
	postedAgain: Delivery[];
}

/**
 * What people do when all works again: Retry on every failed execution, and senders who were told of no campaign post
 * their batch again.
 */
export async function repair(scene: Scene, hook: Hook, deliveries: Delivery[]): Promise<Repair> {
	const failed = (await executionsOf(scene, hook)).filter(hasFailed);
	const retried = await inParallel(failed, 5, async ({ id }) => await retry(scene, hook, id));
	const unheard = deliveries.filter((delivery) => !isServed(delivery)).map(({ batch }) => batch);
	return { retried, postedAgain: await deliverAll(hook, unheard, 5) };
}
