/** What must be true after the shipped example has run, however it was run. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { exampleFiles, exampleNode, readOutcome, sumOf } from '../../../tools/example.mts';
import { projectRoot } from '../../../tools/lib/paths.mts';
import { type Execution, outputOf } from '../../../tools/n8n/runData.mts';
import type { Scene } from '../support/scene.mts';

interface SentCampaign {
	name: string;
	phoneNumber: string;
	voiceAgentId: string;
	sendType: string;
	scheduledTimezone: string;
	reservedConcurrency: number;
	timeRange: { days: string[]; startCallingTime: string; endCallingTime: string };
	recipients: Array<{ phoneNumber: string; name: string }>;
}

/** Rows of contacts.csv as a person wrote them, and the number that must be called for each. */
const cleanedByHand: Record<string, string> = {
	'Noura Al-Qahtani': '+966500000102',
	'نورة الشمري': '+966500000104',
	'Sultan Al-Mutairi': '+966540000107',
	'Huda Al-Zahrani': '+966590000108',
	'Omar Haddad': '+971500000111',
	'Karim Nabil': '+201200000117',
	'Vikram Singh': '+919900000130',
	'Emre Yılmaz': '+905320000134',
	'Olivia Bennett': '+441134960137',
	'Emily Carter': '+12025550139',
	'Lucas Bernard': '+33465710144',
};

/** The rows nobody could call, by their number in the list, and a word of the reason. */
const rejectedByHand: Array<[row: number, reason: RegExp]> = [
	[14, /more than one number/],
	[33, /scientific notation/],
	[52, /not a valid number for Saudi Arabia/],
];

function contacts(): Array<Record<string, string>> {
	return parse(readFileSync(join(projectRoot, exampleFiles.contacts)), { columns: true });
}

/** One campaign for each clock went over the wire, with every callable person once. */
function checkWire({ simulator }: Scene): void {
	const posts = simulator.requests.filter(({ method }) => method === 'POST');
	for (const post of posts) {
		assert.equal(post.path, '/v1/voice-agents/campaigns');
		assert.equal(post.status, 201);
		assert.equal(post.authorization.authorized, true);
		assert.equal(post.secretsRemoved, 0, 'the key stands in the Authorization header only');
	}
	const campaigns = posts.map(({ body }) => body as SentCampaign);
	const riyadh = campaigns.find(({ scheduledTimezone }) => scheduledTimezone === 'Asia/Riyadh')!;
	const { recipients: _, ...campaign } = riyadh;
	assert.deepEqual(
		{ ...campaign, timeRange: { ...campaign.timeRange, days: [...campaign.timeRange.days].sort() } },
		{
			name: 'Appointment reminders (Asia/Riyadh)',
			phoneNumber: '+966112000001',
			voiceAgentId: '11111111-1111-4111-8111-111111111111',
			sendType: 'NOW',
			scheduledTimezone: 'Asia/Riyadh',
			reservedConcurrency: 1,
			timeRange: {
				days: ['MONDAY', 'SUNDAY', 'THURSDAY', 'TUESDAY', 'WEDNESDAY'],
				startCallingTime: '09:00',
				endCallingTime: '17:00',
			},
		},
	);
	const names = campaigns.map(({ name }) => name);
	assert.equal(new Set(names).size, names.length, 'no two campaigns have one name');
	for (const { timeRange, scheduledTimezone } of campaigns) {
		// A number that may be on several clocks is called in the hours that all of them allow.
		assert.ok(timeRange.startCallingTime >= '09:00' && timeRange.endCallingTime <= '17:00');
		assert.match(scheduledTimezone, /\//);
	}
	const recipients = campaigns.flatMap((each) => each.recipients);
	assert.equal(recipients.length, 54);
	assert.equal(new Set(recipients.map(({ phoneNumber }) => phoneNumber)).size, 54, 'nobody is called twice');
	for (const { phoneNumber } of recipients) assert.match(phoneNumber, /^\+[1-9]\d{6,14}$/);
	for (const [name, phoneNumber] of Object.entries(cleanedByHand)) {
		assert.deepEqual(
			recipients.find((recipient) => recipient.name === name),
			{ name, phoneNumber },
		);
	}
}

/** The campaigns are on the first output, the bad rows on the error output with their own fields and the reason. */
function checkOutputs({ simulator }: Scene, execution: Execution): void {
	assert.equal(execution.status, 'success');
	const { campaigns, rejected } = readOutcome(execution);
	assert.deepEqual(
		campaigns.map(({ id }) => id),
		simulator.campaigns.map(({ id }) => id),
	);
	const counts = ['recipientsCount', 'duplicatesRemoved', 'rejectedCount'];
	assert.deepEqual(
		counts.map((name) => sumOf(campaigns, name)),
		[54, 3, 3],
	);
	assert.match(String(campaigns[0]?.callingWindow), /^Sun-Thu 09:00-17:00 Asia\/Riyadh/);

	const rows = contacts();
	assert.equal(rejected.length, rejectedByHand.length);
	for (const [index, [row, reason]] of rejectedByHand.entries()) {
		const { error, message, ...fields } = rejected[index]?.fields ?? {};
		assert.deepEqual(fields, rows[row - 1], 'a rejected row keeps its own fields');
		assert.equal(rejected[index]?.row, row, 'and leads back to its input item');
		assert.match(String(error), new RegExp(`Row ${row}\\b`));
		assert.match(String(error), reason);
		assert.ok(String(message).length > 0, 'and says what to do');
	}
	assert.ok(!JSON.stringify(execution).includes(simulator.apiKey), 'the key is not in the run data');
}

/** Checks that the example as shipped previewed every row and called nobody. */
export function checkPreview({ simulator }: Scene, execution: Execution): void {
	assert.equal(execution.status, 'success');
	assert.deepEqual(
		simulator.requests.filter(({ method }) => method === 'POST'),
		[],
		'nobody is called',
	);
	const rows = outputOf(execution, exampleNode, 0).map(({ json }) => json);
	const own = contacts();
	assert.equal(rows.length, own.length, 'one item per row');
	const verdicts = rows.map(({ callVerdict }) => callVerdict);
	const amount = (verdict: string) => verdicts.filter((each) => each === verdict).length;
	assert.deepEqual([amount('wouldBeCalled'), amount('duplicate'), amount('rejected')], [54, 3, 3]);
	for (const [row, reason] of rejectedByHand) assert.match(String(rows[row - 1]?.callReason), reason);
	for (const [index, row] of rows.entries()) {
		const columns = Object.entries(row).filter(([column]) => !column.startsWith('call'));
		assert.deepEqual(Object.fromEntries(columns), own[index], 'the own columns of a row are untouched');
	}
	assert.deepEqual(outputOf(execution, exampleNode, 1), [], 'no row has failed');
}

/** Checks the simulator and the execution after one run of the example. */
export function checkExample(scene: Scene, execution: Execution): void {
	checkWire(scene);
	checkOutputs(scene, execution);
}
