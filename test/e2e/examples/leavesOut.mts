/** The shipped campaign that leaves out who is in n8n's data table of opt-outs, as shipped and set to Call People. */
import assert from 'node:assert/strict';
import { exampleNode, exampleTrigger } from '../../../tools/example.mts';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import { type Execution, outputOf } from '../../../tools/n8n/runData.mts';
import { makeDoNotCallTable } from '../support/dataTable.mts';
import type { Check, Scene } from '../support/scene.mts';
import { shipped } from './pictures.mts';

const EXAMPLE = 'campaign-without-opt-outs';

type Row = Record<string, unknown>;

interface SentCampaign {
	name: string;
	scheduledTimezone: string;
	timeRange: { days: string[]; startCallingTime: string; endCallingTime: string };
	recipients: Array<{ phoneNumber: string; name: string }>;
}

/** Two of the contacts: Noura, whom the list of contacts has twice, as people write her number, and Omar. */
const optedOut = [{ phone: '050-000 0102' }, { phone: '+971500000111' }];
const optedOutNumbers = ['+966500000102', '+971500000111'];

const rowsOf = (execution: Execution, output = 0): Row[] =>
	outputOf(execution, exampleNode, output).map(({ json }) => json);

const campaignsSent = ({ simulator }: Pick<Scene, 'simulator'>): SentCampaign[] =>
	simulator.requests.filter(({ method }) => method === 'POST').map(({ body }) => body as SentCampaign);

const numbersSent = (scene: Pick<Scene, 'simulator'>): string[] =>
	campaignsSent(scene).flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));

async function run({ n8n }: Scene, workflow: Workflow): Promise<Execution> {
	const { id } = await n8n.rest.createWorkflow(workflow);
	return await n8n.rest.runWorkflow(id, exampleTrigger);
}

/** Uses the scene while its n8n has the table, with these rows. */
async function withTable(scene: Scene, rows: Row[], use: () => Promise<void>): Promise<void> {
	const table = await makeDoNotCallTable(scene.n8n.rest);
	try {
		if (rows.length > 0) await table.add(rows);
		await use();
	} finally {
		await table.remove();
	}
}

/** The example with other limits than it ships with. */
function withLimits(workflow: Workflow, limits: Row): Workflow {
	const nodes = workflow.nodes.map((node) =>
		node.name === exampleNode
			? {
					...node,
					parameters: { ...node.parameters, limits: { ...(node.parameters.limits as Row), ...limits } },
				}
			: node,
	);
	return { ...workflow, nodes };
}

/** Checks that no row was sent, and that each comes out on the error output with these words. */
function checkRefused(scene: Scene, execution: Execution, words: RegExp): void {
	const refused = rowsOf(execution, 1);
	assert.ok(refused.length > 0, JSON.stringify(execution.error));
	for (const { error } of refused) assert.match(String(error), words);
	assert.deepEqual(rowsOf(execution), []);
	assert.deepEqual(campaignsSent(scene), []);
}

/** The numbers of the rows that a preview of the example would call. */
async function previewed(scene: Scene): Promise<{ rows: Row[]; numbers: string[] }> {
	const execution = await run(scene, shipped(scene, EXAMPLE));
	assert.equal(execution.status, 'success', JSON.stringify(execution.error));
	const rows = rowsOf(execution);
	const called = rows.filter(({ callVerdict }) => callVerdict === 'wouldBeCalled');
	return { rows, numbers: called.map(({ callPhoneNumber }) => String(callPhoneNumber)) };
}

async function previewsWhoIsLeftOut(scene: Scene): Promise<void> {
	await withTable(scene, optedOut, async () => {
		const { rows, numbers } = await previewed(scene);
		const names = (verdict: string) =>
			rows.filter(({ callVerdict }) => callVerdict === verdict).map(({ name }) => name);
		assert.deepEqual(names('doNotCall'), ['Noura Al-Qahtani', 'Omar Haddad']);
		assert.equal(numbers.length, 52);
		assert.deepEqual(names('duplicate'), ['Al-Qahtani, Noura', 'O. Bennett', 'Jack Wilson (work)']);
		assert.equal(names('rejected').length, 3);
		assert.equal(rows.length, 60);
		assert.deepEqual(campaignsSent(scene), []);
	});
}

/** Checks that there is a campaign for each clock, and when it calls: the zone behind its name is its own. */
function checkHours(scene: Scene): void {
	const hours = campaignsSent(scene).map(({ name, scheduledTimezone, timeRange }) => {
		assert.equal(name, `Appointment reminders (${scheduledTimezone})`);
		const { days, startCallingTime, endCallingTime } = timeRange;
		return [scheduledTimezone, [days.includes('FRIDAY'), days.length, startCallingTime, endCallingTime]];
	});
	const { 'Asia/Riyadh': riyadh, 'Asia/Dubai': dubai } = Object.fromEntries(hours) as Record<string, unknown>;
	assert.deepEqual(riyadh, [false, 5, '09:00', '17:00'], 'Sunday to Thursday');
	assert.deepEqual(dubai, [true, 5, '09:00', '17:00'], 'Monday to Friday');
}

async function runToCall(scene: Scene): Promise<Execution> {
	const execution = await run(scene, shipped(scene, EXAMPLE, 'call'));
	assert.equal(execution.status, 'success', JSON.stringify(execution.error));
	return execution;
}

/** Runs the example, set to Call People, in an n8n that has the table; returns whom it calls. */
export async function callsWithoutOptOuts(scene: Scene): Promise<string[]> {
	await runToCall(scene);
	return numbersSent(scene);
}

async function callsEverybodyElseOnce(scene: Scene): Promise<void> {
	await withTable(scene, optedOut, async () => {
		const { numbers } = await previewed(scene);
		const execution = await runToCall(scene);

		assert.deepEqual(numbersSent(scene).sort(), numbers.sort());
		assert.equal(new Set(numbers).size, 52);
		for (const number of optedOutNumbers) assert.ok(!numbers.includes(number), number);

		checkHours(scene);
		assert.deepEqual(
			rowsOf(execution).map(({ id }) => id),
			scene.simulator.campaigns.map(({ id }) => id),
			'one item for each campaign',
		);
		assert.equal(rowsOf(execution, 1).length, 3);
	});
}

async function callsNobodyWithoutTheList(scene: Scene): Promise<void> {
	await withTable(scene, optedOut, async () => {
		for (const runMode of [undefined, 'call'] as const) {
			const workflow = shipped(scene, EXAMPLE, runMode);
			const { 'Do not call': _, ...connections } = workflow.connections;
			checkRefused(
				scene,
				await run(scene, { ...workflow, connections }),
				/nothing is connected to its input/,
			);
		}
	});
}

async function callsNobodyWithAnEmptyTable(scene: Scene): Promise<void> {
	await withTable(scene, [], async () => {
		for (const runMode of [undefined, 'call'] as const) {
			const refused = await run(scene, shipped(scene, EXAMPLE, runMode));
			checkRefused(scene, refused, /No row came into the Do Not Call List, so nobody is called/);
		}
		const fine = withLimits(shipped(scene, EXAMPLE, 'call'), { anEmptyListIsFine: true });
		assert.equal((await run(scene, fine)).status, 'success');
		assert.equal(new Set(numbersSent(scene)).size, 54);
	});
}

async function callsNobodyWithoutATable(scene: Scene): Promise<void> {
	const { status, error } = await run(scene, shipped(scene, EXAMPLE, 'call'));
	assert.equal(status, 'error');
	assert.match(String(error?.message), /doNotCall.* not found/);
	assert.deepEqual(campaignsSent(scene), []);
}

export const leavesOutChecks: Check[] = [
	['a preview shows who is in the data table of opt-outs', previewsWhoIsLeftOut],
	['who is in the data table of opt-outs is not called, and everybody else once', callsEverybodyElseOnce],
	['a list of opt-outs that is not connected calls nobody', callsNobodyWithoutTheList],
	['an empty data table of opt-outs calls nobody, unless that is fine', callsNobodyWithAnEmptyTable],
	['without the data table of opt-outs nobody is called', callsNobodyWithoutATable],
];
