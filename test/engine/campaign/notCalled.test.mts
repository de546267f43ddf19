/** The tables of docs/who-is-not-called.md: each case is run, and `WRITE_DOCS=yes` renews them. */
import { describe, expect, it } from '@jest/globals';
import type { GenericValue, INodeExecutionData } from 'n8n-workflow';
import { expectInDocs, tableOf } from '../../unit/support/docsTable.mts';
import { goodRows, inPanel, useSimulator } from '../support/campaign.mts';
import type { EngineResult, EngineRun } from '../support/harness.mts';

const { simulator, create, posts } = useSimulator();

const PAGE = 'who-is-not-called.md';
const START = '<!-- made by test/engine/campaign/notCalled.test.mts: rows -->';
const END = '<!-- end of the rows -->';
const START_ALL = '<!-- made by test/engine/campaign/notCalled.test.mts: lists -->';
const END_ALL = '<!-- end of the lists -->';

const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
const [GOOD, PERSON] = goodRows(2).map(({ phone }) => String(phone)) as [string, string];

const LOCAL_TIMES = { earliestLocalTime: '08:00', latestLocalTime: '21:00' };
const zone = (value: string) => ({ __rl: true, mode: 'name', value });
const CALLS = { method: 'GET', path: '/v1/voice-agents/conversations/minimal-list' };
const WORKING_HOURS = { callingHours: 'working' };
const WAVES = { operation: 'releaseWave', waveRules: { onlyInsideCallingWindow: false } };
const limited = (calls: number, days: number) =>
	inPanel({ callingLimits: { limit: [{ calls, days, counting: 'any', by: 'anyVoiceAgent' }] } });

/** A list in which somebody is not called. */
interface Case {
	/** The Phone Number cell of the row in question; a good number is in the row before. */
	cell?: GenericValue;
	/** Other fields of that row. */
	row?: INodeExecutionData['json'];
	/** Rows behind it. */
	others?: EngineRun['items'];
	parameters?: Record<string, unknown>;
	/** What comes into the second input. */
	second?: EngineRun['items'];
	/** What Hamsa has already. */
	before?: () => unknown;
}

/** A case of one row: `callVerdict`, and what one does about it. */
interface RowCase extends Case {
	verdict: string;
	todo: string;
}

const ROWS: RowCase[] = [
	{
		verdict: 'rejected',
		cell: '0501234567',
		todo: 'Set Country of Local Numbers, to a country or to the column that holds it. What else can be wrong with a number: [Phone numbers](phone-numbers.md)',
	},
	{ verdict: 'rejected', cell: '', todo: 'Fill the cell, or leave the row out' },
	{ verdict: 'rejected', cell: 'null', todo: 'The same: software wrote this for an empty cell' },
	{
		verdict: 'rejected',
		cell: '0501234567',
		row: { country: 'Atlantis' },
		parameters: { countryOfLocalNumbers: '={{ $json.country }}' },
		todo: 'Correct the country; a complete number needs none',
	},
	{
		verdict: 'rejected',
		row: { list: 'old' },
		parameters: {
			recipientPhoneNumber: '={{ $json.list ? $("Contacts").item.json.phone : $json.phone }}',
		},
		todo: 'Open the field in the editor, which shows what is wrong; a plain column, dragged into the field, cannot fail',
	},
	{
		verdict: 'rejected',
		cell: '+79161234567',
		parameters: WORKING_HOURS,
		todo: 'In Custom hours, choose a Time Zone for all; see [Hours and time zones](hours-and-zones.md)',
	},
	{
		verdict: 'rejected',
		cell: '+81312345678',
		parameters: { limits: LOCAL_TIMES },
		todo: "Set Time Zone to Each Recipient's Own, or change Earliest and Latest Local Time",
	},
	{
		verdict: 'rejected',
		cell: '+79161234567',
		parameters: { limits: LOCAL_TIMES, scheduledTimezone: zone('Europe/Moscow') },
		todo: 'Choose hours that suit all zones of the country, or change Earliest and Latest Local Time',
	},
	{
		verdict: 'duplicate',
		cell: GOOD,
		todo: 'Nothing: the number is called once. Same Number Twice calls it as often as it occurs',
	},
	{
		verdict: 'doNotCall',
		parameters: { limits: { doNotCallList: true } },
		second: [{ phone: PERSON }],
		todo: 'Nothing, unless the list is wrong',
	},
	{
		verdict: 'skipped',
		parameters: limited(1, 7),
		before: () => simulator().seedCalls([{ toNumber: PERSON, createdAt: daysAgo(2) }]),
		todo: 'Nothing, unless you mean to call again: change Calling Limits',
	},
	{
		verdict: 'skipped',
		parameters: limited(2, 7),
		before: () =>
			simulator().seedCalls([1, 3].map((days) => ({ toNumber: PERSON, createdAt: daysAgo(days) }))),
		todo: 'The same',
	},
	{
		verdict: 'skipped',
		parameters: limited(1, 7),
		before: () => simulator().seedCampaign({ name: 'Winter recall', recipients: [{ phoneNumber: PERSON }] }),
		todo: 'Wait until that campaign has ended, or cancel it under Batch Calls in the dashboard',
	},
	{
		verdict: 'inCampaign',
		before: async () => await create([{ phone: GOOD }, { phone: PERSON }]),
		todo: 'In Preview only: Call People would return that campaign (Duplicate Protection). Nothing, or another Campaign Name',
	},
	{
		verdict: 'inEarlierWave',
		parameters: WAVES,
		before: () =>
			simulator().seedCampaign({ name: 'Spring recall · wave 1', recipients: [{ phoneNumber: PERSON }] }),
		todo: 'Nothing: in Release Wave everybody is in one wave. `callCampaignId` and `callStatus` say how it went ([Waves](waves.md))',
	},
	{
		verdict: 'waiting',
		parameters: { ...WAVES, peoplePerWave: 1 },
		todo: 'Nothing: a later wave calls',
	},
];

/** A case in which nothing is sent, whatever the rows are. */
interface ListCase extends Case {
	todo: string;
	error: RegExp;
}

const LISTS: ListCase[] = [
	{
		error: /cannot be called, so nothing was sent$/,
		cell: 'call me',
		todo: 'Correct the rows, or let the others be called: On Error, or If a Row Cannot Be Called',
	},
	{
		error: /Maximum People/,
		parameters: { limits: { maximumRecipients: 1 } },
		todo: 'Maximum People: 1,000, as a tool 5',
	},
	{
		error: /Maximum Calling Days/,
		parameters: { limits: { maximumCallingDays: 1 }, options: { averageCallMinutes: 400 } },
		todo: 'Maximum Calling Days: 5; or more Calls at the Same Time',
	},
	{
		error: /Maximum Campaigns/,
		others: goodRows(22).slice(2),
		parameters: inPanel({ peoplePerCampaign: 1 }),
		todo: 'Maximum Campaigns: 20',
	},
	{
		error: /Maximum Calls at the Same Time/,
		parameters: inPanel({ maximumConcurrency: 1, peoplePerCampaign: 1 }),
		todo: 'Maximum Calls at the Same Time: off unless it is added',
	},
	{
		error: /on the clock of each of/,
		parameters: { limits: LOCAL_TIMES, scheduledTimezone: zone('America/Bogota') },
		todo: "Time Zone: Each Recipient's Own",
	},
	{
		error: /is not that of what would be sent now/,
		parameters: { options: { approvalCode: '0123456789' } },
		todo: 'Run the preview again and have it approved anew',
	},
	{
		error: /Do Not Call List/,
		parameters: { limits: { doNotCallList: true } },
		todo: 'Connect the list to the second input',
	},
	{
		error: /Do Not Call List/,
		parameters: { limits: { doNotCallList: true } },
		second: [],
		todo: 'See why it is empty; where that is right, switch on An Empty List Is Fine',
	},
	{
		error: /Do Not Call List/,
		parameters: { limits: { doNotCallList: true, doNotCallColumn: 'mobile' } },
		second: [{ phone: PERSON }],
		todo: 'Correct Column With the Numbers',
	},
	{
		error: /could not be read/,
		parameters: limited(1, 7),
		before: () => simulator().behave({ ...CALLS, then: { status: 404, json: { message: 'Not found' } } }),
		todo: 'Run it again; to send without looking, remove Calling Limits',
	},
	{
		error: /missing on Hamsa/,
		parameters: WAVES,
		before: () => simulator().seedCampaign({ name: 'Spring recall · wave 2' }),
		todo: 'Give the wave its name back, or switch on Ignore Missing Waves ([A wave is missing](waves.md#a-wave-is-missing))',
	},
];

/** Runs a case on an account without anything else. */
async function run(
	{ cell = PERSON, row = {}, others = [], parameters = {}, second, before }: Case,
	runMode: string,
): Promise<EngineResult> {
	simulator().reset();
	await before?.();
	return await create(
		[{ phone: GOOD }, { phone: cell, ...row }, ...others],
		{ ...parameters, runMode },
		{ second },
	);
}

/** What differs from run to run, as it may look. */
const steady = (text: unknown) =>
	String(text)
		.replace(/\w{3} \d+ \w{3} (?:\d{4} )?\d\d:\d\d/, 'Tue 24 Nov 10:00')
		.replace(/\d+ calling days(?=,)/, '3 calling days')
		.replace(/\([0-9a-f]{8}-[0-9a-f-]{27}\)/, '(its ID)')
		.replace(/(?<=created ).+(?= ago)/, '2 h');

/** What the node says of the row in question: verdict and reason. */
async function saidOfRow(rowCase: RowCase): Promise<string[]> {
	const { json } = await run(rowCase, 'preview');
	return [json[1]?.callVerdict, json[1]?.callReason].map(steady);
}

describe('who is not called', () => {
	it.each(ROWS)('$verdict: $todo', async (rowCase) => {
		expect((await saidOfRow(rowCase))[0]).toBe(rowCase.verdict);
	});

	it('stands in the docs, in the words of the node', async () => {
		const rows: string[][] = [];
		for (const rowCase of ROWS) {
			const [verdict, reason] = await saidOfRow(rowCase);
			rows.push([`\`${verdict}\``, reason!, rowCase.todo]);
		}

		expectInDocs(PAGE, START, END, tableOf(['`callVerdict`', '`callReason`', 'What to do'], rows));
	});
});

describe('when nobody of a list is called', () => {
	it.each(LISTS)('$todo', async (listCase) => {
		const { error } = await run(listCase, 'call');

		expect(error?.message).toMatch(listCase.error);
		expect(posts()).toEqual([]);
	});

	it('stands in the docs, in the words of the node', async () => {
		const rows: string[][] = [];
		for (const listCase of LISTS) {
			const { error } = await run(listCase, 'call');
			rows.push([steady(error?.message), listCase.todo]);
		}

		expectInDocs(
			PAGE,
			START_ALL,
			END_ALL,
			tableOf(['Nobody is called', 'What to do, or which limit it is'], rows),
		);
	});
});
