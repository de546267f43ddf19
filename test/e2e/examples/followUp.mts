/**
 * The shipped workflow that follows up who was not reached: polling as it does once published, with n8n's own data table. Only
 * its two days are a second, and its people were called two days ago.
 */
import assert from 'node:assert/strict';
import { exampleWorkflow } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import { type Execution, outputOf } from '../../../tools/n8n/runData.mts';
import type { RecipientSeed } from '../../simulator/control/steering.mts';
import type { Campaign } from '../../simulator/life/state.mts';
import { makeDoNotCallTable } from '../support/dataTable.mts';
import type { Check, Scene } from '../support/scene.mts';
import { everyThreeSeconds, furtherPolls, pollingServer } from '../triggers/campaignScene.mts';
import { shipped } from './pictures.mts';

const EXAMPLE = 'follow-up-not-reached';
const NAME = 'Appointment reminders';
const TRIGGER = 'Campaign finished';
const CREATE = 'Create campaign';
const DAY = 86_400_000;

interface SentCampaign {
	name: string;
	timeRange: { startCallingTime: string; endCallingTime: string };
	recipients: unknown[];
}

const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
const missed = (last: number, name: string, more: Partial<RecipientSeed> = {}): RecipientSeed => ({
	phoneNumber: `+966500000${last}`,
	name,
	status: 'NO_ANSWER',
	attempts: 3,
	latestActionTimestamp: daysAgo(2).toISOString(),
	...more,
});
const sara = missed(101, 'Sara', { dynamicVariables: { city: 'Riyadh' } });
const ali = missed(102, 'Ali', { dynamicVariables: { city: 'Jeddah' }, status: 'FAILED' });
const reached = missed(103, 'Huda', { status: 'COMPLETED' });
const reachedSince = missed(104, 'Omar');
const optedOut = missed(105, 'Noura');
const waitsElsewhere = missed(106, 'Layla');
const everybody = [sara, reached, reachedSince, optedOut, waitsElsewhere, ali];

/** What a create sends of those who are called again. */
const asSent = [sara, ali].map(({ phoneNumber, name, dynamicVariables }) => ({
	phoneNumber,
	name,
	dynamicVariables,
}));

/** What has happened since: Omar was reached by somebody else, and Layla waits in another campaign. */
function liveOn({ simulator }: Scene): void {
	simulator.seedCalls([{ toNumber: reachedSince.phoneNumber, createdAt: daysAgo(1) }]);
	simulator.seedCampaign({
		name: 'Survey',
		status: 'RUNNING',
		recipients: [{ phoneNumber: waitsElsewhere.phoneNumber }],
	});
}

/** A campaign that ran two days ago. */
const ranBefore = (
	{ simulator }: Scene,
	name: string,
	recipients: RecipientSeed[],
	status: Campaign['status'],
) => simulator.seedCampaign({ name, status, recipients, createdAt: daysAgo(2), updatedAt: daysAgo(2) });

const sent = ({ simulator }: Scene): SentCampaign[] =>
	simulator.requests.filter(({ method }) => method === 'POST').map(({ body }) => body as SentCampaign);

function succeeded(execution: Execution): Execution {
	assert.equal(execution.status, 'success', JSON.stringify(execution.error));
	return execution;
}

/** The example with its wait of a second, and looking every three seconds. */
function hurried(workflow: Workflow): Workflow {
	const changes: Record<string, Record<string, unknown>> = {
		'Two days later': { amount: 1, unit: 'seconds' },
		[TRIGGER]: { pollTimes: everyThreeSeconds },
	};
	for (const name of Object.keys(changes))
		assert.ok(
			workflow.nodes.some((node) => node.name === name),
			`${EXAMPLE} has a node ${name}`,
		);
	const nodes = workflow.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...changes[node.name] },
	}));
	return { ...workflow, nodes };
}

async function previewsTheFollowUp(scene: Scene): Promise<void> {
	const { n8n } = scene;
	const table = await makeDoNotCallTable(n8n.rest);
	try {
		await table.add([{ phone: optedOut.phoneNumber }]);
		ranBefore(scene, `${NAME} (Asia/Riyadh)`, everybody, 'COMPLETED');
		liveOn(scene);
		const { id } = await n8n.rest.createWorkflow(hurried(shipped(scene, EXAMPLE)));
		const execution = succeeded(await n8n.rest.runWorkflow(id, TRIGGER));

		assert.deepEqual(
			outputOf(execution, CREATE)
				.map(({ json }) => [json.name, json.callVerdict])
				.sort(),
			[
				['Ali', 'wouldBeCalled'],
				['Layla', 'skipped'],
				['Noura', 'doNotCall'],
				['Omar', 'skipped'],
				['Sara', 'wouldBeCalled'],
			],
		);
		assert.deepEqual(sent(scene), []);
	} finally {
		await table.remove();
	}
}

async function followsUpTwice(scene: Scene): Promise<void> {
	const { simulator } = scene;
	const { n8n, credential } = await pollingServer(scene);
	const table = await makeDoNotCallTable(n8n.rest);
	const { id: _, ...workflow } = exampleWorkflow(credential, {
		file: `examples/${EXAMPLE}.json`,
		runMode: 'call',
	});
	const saved = await n8n.rest.createWorkflow(hurried(workflow));

	/** The first so many executions, once they have ended. */
	const executions = async (count: number) =>
		await waitFor(`${count} executions of the example`, 180_000, async () => {
			const all = await n8n.rest.executions(saved.id);
			return all.length >= count && all.every((each) => each !== undefined)
				? all.map((each) => succeeded(each))
				: undefined;
		});
	const end = ({ id }: Pick<Campaign, 'id'>, status: Campaign['status'] = 'COMPLETED') => {
		for (const [index, { phoneNumber }] of simulator.campaigns
			.find((each) => each.id === id)!
			.recipients.entries()) {
			const {
				status: outcome,
				attempts,
				latestActionTimestamp,
			} = everybody.find((person) => person.phoneNumber === phoneNumber)!;
			simulator.setRecipient(id, index, { status: outcome, attempts, latestActionTimestamp });
		}
		simulator.setCampaignStatus(id, status);
	};
	try {
		await table.add([{ phone: optedOut.phoneNumber }]);
		liveOn(scene);
		const first = ranBefore(scene, `${NAME} (Asia/Riyadh)`, everybody, 'RUNNING');
		await n8n.rest.activate(saved);
		const other = ranBefore(scene, 'Another list', everybody, 'RUNNING');
		// The activation polls by itself: what has ended by then is past.
		await furtherPolls(scene, 2);
		end(other);

		for (const round of [1, 2]) {
			end(round === 1 ? first : simulator.campaigns.at(-1)!);
			await executions(round);
			const campaign = sent(scene).at(-1);
			assert.equal(sent(scene).length, round);
			assert.equal(campaign?.name, `${NAME} (Asia/Riyadh) (follow-up ${round})`);
			assert.deepEqual(campaign.recipients, asSent);
			assert.deepEqual(
				[campaign.timeRange.startCallingTime, campaign.timeRange.endCallingTime],
				['17:00', '20:00'],
			);
		}
		end(simulator.campaigns.at(-1)!);
		await executions(3);
		const [riyadh, dubai, stopped] = ['A', 'B', 'C'].map((list, index) =>
			ranBefore(scene, `${NAME} ${list}`, [[sara, ali, sara][index]!], 'RUNNING'),
		);
		await furtherPolls(scene, 2);
		end(stopped!, 'CANCELLED');
		const all = await executions(4);
		assert.deepEqual(
			all.map((each) => outputOf(each, 'Rounds left?').length),
			[1, 1, 0, 0],
		);
		assert.equal(sent(scene).length, 2);

		// Both have ended before the next poll: one execution, and a follow-up of each.
		for (const campaign of [riyadh!, dubai!]) end(campaign);
		await executions(5);
		assert.deepEqual(
			sent(scene)
				.slice(2)
				.map(({ name, recipients }) => [name, recipients])
				.sort(),
			[
				[`${NAME} A (follow-up 1) (${riyadh!.id.slice(-8)})`, [asSent[0]]],
				[`${NAME} B (follow-up 1) (${dubai!.id.slice(-8)})`, [asSent[1]]],
			],
		);
	} finally {
		await n8n.rest.request('POST', `/workflows/${saved.id}/deactivate`);
		await table.remove();
	}
}

export const followUpChecks: Check[] = [
	['a preview shows whom a follow-up would call', previewsTheFollowUp],
	[
		'who was not reached is called once more, twice at most, without who must not or need not be',
		followsUpTwice,
	],
];
