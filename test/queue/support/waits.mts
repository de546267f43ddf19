/** How long executions wait for their turn to create. */
import type { CreateCampaign } from '../../simulator/life/state.mts';
import { outputOf } from '../../../tools/n8n/runData.mts';
import { executionsOf } from './executions.mts';
import type { Scene } from './scene.mts';
import { inParallel } from './sender.mts';
import type { Hook } from './workflow.mts';

/** When the POST for a contact arrived, epoch milliseconds. */
function postTimes({ simulator }: Scene): Map<string, number> {
	const times = new Map<string, number>();
	for (const { method, body, time } of simulator.requests) {
		const [first] = method === 'POST' ? (body as CreateCampaign).recipients : [];
		if (first !== undefined) times.set(first.phoneNumber, Date.parse(time));
	}
	return times;
}

/**
 * Milliseconds from the start of the node that creates, as n8n recorded it, to the arrival of its POST at Hamsa: one figure
 * for each execution of the workflow that has created a campaign. Each creates for contacts of its own.
 */
export async function waitsOf(scene: Scene, hook: Hook): Promise<number[]> {
	const { rest, simulator } = scene;
	const posts = postTimes(scene);
	const contactOf = new Map(
		simulator.campaigns.map(({ id, recipients }) => [id, recipients[0]?.phoneNumber]),
	);
	const waits = await inParallel(await executionsOf(scene, hook), 5, async ({ id }) => {
		const execution = await rest.execution(id);
		const [run] = execution?.runData.Campaign ?? [];
		const item = execution && outputOf(execution, 'Campaign')[0]?.json;
		const postedAt = posts.get(contactOf.get(String(item?.id)) ?? '');
		return run === undefined || item?.created !== true || postedAt === undefined
			? []
			: [postedAt - run.startTime];
	});
	return waits.flat();
}
