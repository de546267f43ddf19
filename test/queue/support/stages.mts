/** The moments of an execution at which its process is killed, each brought about by a request that Hamsa holds. */
import assert from 'node:assert/strict';
import { waitFor } from '../../../tools/lib/processes.mts';
import type { BehaviourRule } from '../../simulator/control/behaviour.mts';
import { ledgerOf } from './ledger.mts';
import type { Scene } from './scene.mts';
import { type Delivery, deliver, newBatches } from './sender.mts';
import { type Contact, type Hook, projectPath } from './workflow.mts';

interface Stage {
	name: string;
	/** Holds the request at which the execution is when its process is killed. */
	rule: BehaviourRule;
	/** How many campaigns there are at that moment. */
	campaigns: number;
}

/** An execution that was brought to a stage, in a workflow of its own: those of one node would wait for each other. */
export interface Held {
	stage: Stage;
	hook: Hook;
	batch: Contact[];
	delivery: Promise<Delivery>;
}

const campaignsPath = '/v1/voice-agents/campaigns';
/** Longer than any scenario takes. */
const holdMs = 1_200_000;
/** Long enough for all processes to be dead when a campaign is made that was asked for by them, on a busy machine too. */
const afterDeathMs = 60_000;

const stages: Stage[] = [
	{
		name: 'before the POST',
		rule: { method: 'GET', path: campaignsPath, then: { delayMs: holdMs } },
		campaigns: 0,
	},
	{
		name: 'during the POST, which Hamsa never carries out',
		rule: { method: 'POST', path: campaignsPath, then: { delayMs: holdMs, status: 503 } },
		campaigns: 0,
	},
	{
		name: 'after the POST was carried out, before its answer',
		rule: { method: 'POST', path: campaignsPath, then: { answerDelayMs: holdMs } },
		campaigns: 1,
	},
	{
		name: 'after the answer, in the next node',
		rule: { method: 'GET', path: projectPath, then: { delayMs: holdMs } },
		campaigns: 1,
	},
	// The last, so that nothing is waited for between its start and the kill.
	{
		name: 'during the POST, which Hamsa carries out afterwards',
		rule: { method: 'POST', path: campaignsPath, then: { delayMs: afterDeathMs } },
		campaigns: 0,
	},
];

/** How many stages there are. */
export const stageCount = stages.length;

/** Posts one batch to a workflow for each stage and resolves when each execution is at its stage. */
export async function holdAtEachStage({ simulator }: Scene, hooks: readonly Hook[]): Promise<Held[]> {
	const held: Held[] = [];
	const earlier = simulator.requests.length;
	for (const [index, stage] of stages.entries()) {
		const hook = hooks[index]!;
		const batch = newBatches(1, 50).flat();
		simulator.behave(stage.rule);
		held.push({ stage, hook, batch, delivery: deliver(hook, batch) });
		await waitFor(`an execution ${stage.name}`, 180_000, async () => {
			const open = simulator.requests.slice(earlier).filter(({ status }) => status === null);
			const isThere = open.length === held.length;
			return (isThere && ledgerOf(simulator.campaigns, [batch]).campaigns === stage.campaigns) || undefined;
		});
	}
	return held;
}

/** Fails unless each execution died at its stage, and waits for the campaign that is made after that. */
export async function checkDeaths({ simulator }: Scene, held: Held[]): Promise<void> {
	for (const { stage, batch } of held) {
		assert.equal(ledgerOf(simulator.campaigns, [batch]).campaigns, stage.campaigns, stage.name);
	}
	const last = held.at(-1)?.batch ?? [];
	await waitFor('the campaign that was asked for by the dead', 5 * afterDeathMs, async () => {
		return ledgerOf(simulator.campaigns, [last]).campaigns === 1 || undefined;
	});
}
