/** Preview: all that sending does but the POST, told as sending would find it. */
import { describe, expect, it } from '@jest/globals';
import { FAKE_SECRET_PREFIX } from '../../../simulator/life/seed.mts';
import { goodRows, KEY, LIST, useSimulator } from '../../support/campaign.mts';
import { locator, UNKNOWN_AGENT, UNKNOWN_PICKS, useOperations } from '../../support/operations.mts';

const { simulator, create, posts } = useSimulator();
const other = useOperations();

const NAMED = { recipientName: '={{ $json.name }}' };
const PREVIEW = { ...NAMED, runMode: 'preview' };
const verdicts = (json: Array<Record<string, unknown>>) => json.map(({ callVerdict }) => callVerdict);

describe('a preview fails as sending would', () => {
	it.each(UNKNOWN_PICKS)('when Hamsa does not know the %s', async (name, wrong, message) => {
		const { error, json, hints } = await create(goodRows(2), { ...PREVIEW, ...wrong });

		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(new RegExp(`^Choose .+ again from the list of ${name}\\.`));
		expect(json).toEqual([]);
		expect(hints.join()).not.toContain('would be called');
		expect(posts()).toEqual([]);
	});

	it('when Hamsa does not know the key', async () => {
		const credential = { apiKey: 'sk_wrong', baseUrl: simulator().url };

		const { error, json, hints } = await create(goodRows(2), PREVIEW, { credential });

		expect(error?.message).toContain('HTTP 401');
		expect(json).toEqual([]);
		expect(hints.join()).not.toContain('would be called');
	});

	it('on the error output, with a warning, when the node continues on errors', async () => {
		const { outputs, hints, warnings } = await create(
			goodRows(2),
			{ ...PREVIEW, voiceAgentId: locator(UNKNOWN_AGENT) },
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs.map((output) => output.length)).toEqual([0, 2]);
		expect(warnings).toEqual([expect.stringMatching(/^Every row failed\. Voice Agent .+ does not exist/)]);
		expect(hints).toEqual(warnings);
	});

	it('when the list cannot be read in which an equal campaign would be', async () => {
		simulator().behave({ ...LIST, times: 'forever', then: { status: 503, text: '' } });

		const { error } = await create(goodRows(2), PREVIEW);

		expect(error?.message).toContain('HTTP 503');
	});
});

it('a preview shows nothing secret of what it reads', async () => {
	const { run, json } = await create(goodRows(2), {
		...PREVIEW,
		options: { output: 'summary', simplify: false },
	});

	expect(json).toMatchObject([{ preview: true, request: { name: 'Spring recall' } }]);
	// The agent that was read holds secrets.
	expect(JSON.stringify(simulator().agents[0])).toContain(FAKE_SECRET_PREFIX);
	expect(JSON.stringify(run)).not.toContain(FAKE_SECRET_PREFIX);
	expect(JSON.stringify(run)).not.toContain(KEY);
});

describe('a preview finds what Duplicate Protection would', () => {
	it('says in which campaign these people are, and that nothing would be created', async () => {
		const sent = await create(goodRows(2), NAMED);
		const id = String(sent.json[0]?.id);

		const { json, hints, warnings } = await create([...goodRows(2), ...goodRows(1)], PREVIEW);
		const summary = await create(goodRows(2), { ...PREVIEW, options: { output: 'summary' } });

		expect(json.map((row) => [row.callVerdict, row.callReason, row.callCampaignId, row.callWindow])).toEqual([
			[
				'inCampaign',
				expect.stringMatching(/^Is in the campaign "Spring recall" already, created .+ ago$/),
				id,
				null,
			],
			[
				'inCampaign',
				expect.stringMatching(/^Is in the campaign "Spring recall" already, created .+ ago$/),
				id,
				null,
			],
			['duplicate', 'Same number as row 1', id, null],
		]);
		expect(hints[0]).toContain('0 would be called · 1 duplicate left out.');
		expect(warnings).toEqual([
			expect.stringMatching(
				new RegExp(
					`^These people are in the campaign "Spring recall" \\(${id}\\) already, created .+ ago: nothing would be created \\(Duplicate Protection\\)\\.$`,
				),
			),
		]);
		expect(summary.json).toMatchObject([{ created: false, alreadyIn: { id, name: 'Spring recall' } }]);
		expect(posts()).toHaveLength(1);
	});

	it.each([
		['another name', { name: 'Autumn recall' }],
		['Duplicate Protection off', { limits: { duplicateProtectionHours: 0 } }],
	])('but not with %s', async (_, changed) => {
		await create(goodRows(2), NAMED);

		const { json, warnings } = await create(goodRows(2), { ...PREVIEW, ...changed });

		expect(verdicts(json)).toEqual(['wouldBeCalled', 'wouldBeCalled']);
		expect(warnings.join()).not.toContain('already');
	});
});

describe('a preview says when sending would stop, and sending does', () => {
	it('because rows cannot be called and On Error is Stop Workflow', async () => {
		const rows = [...goodRows(3), { phone: '0501234567' }, { phone: '' }];

		const preview = await create(rows, PREVIEW);
		const sending = await create(rows, NAMED);

		expect(preview.status).toBe('success');
		expect(preview.warnings).toEqual([
			'Sending would stop: On Error is Stop Workflow and 2 rows cannot be called. Correct them, or set If a Row Cannot Be Called to Leave It Out under Options.',
		]);
		expect(preview.hints.join()).not.toContain('Approval code');
		expect(sending.error?.message).toBe('2 recipients of 5 cannot be called, so nothing was sent');
		expect(posts()).toEqual([]);
	});

	it.each([
		['left out', { options: { ifRowCannotBeCalled: 'leaveOut' } }, {}],
		['failed items', {}, { onError: 'continueErrorOutput' as const }],
	])('but goes on where they are %s', async (_, parameters, extra) => {
		const rows = [...goodRows(2), { phone: '' }];

		const preview = await create(rows, { ...PREVIEW, ...parameters }, extra);
		await create(rows, { ...NAMED, ...parameters }, extra);

		expect(preview.warnings).toEqual([]);
		// All rows stay together: finding those to fix is what a preview is for.
		expect(verdicts(preview.json)).toEqual(['wouldBeCalled', 'wouldBeCalled', 'rejected']);
		expect(posts()[0]?.recipients).toHaveLength(2);
	});

	it.each([
		[
			'Maximum People',
			{ limits: { maximumRecipients: 2 } },
			'3 people would be called, more than Maximum People (2)',
		],
		[
			'Maximum Calling Days',
			{ limits: { maximumCallingDays: 2 }, options: { averageCallMinutes: 400 } },
			/^3 calls with 1 call at the same time would take .+, more than Maximum Calling Days \(2\)$/,
		],
	])('because of %s, before anything is sent', async (_, parameters, message) => {
		const preview = await create(goodRows(3), { ...PREVIEW, ...parameters });
		const before = simulator().requests.length;
		const sending = await create(goodRows(3), { ...NAMED, ...parameters });

		const words = String(sending.error?.message);
		expect(words).toMatch(message);
		expect(preview.status).toBe('success');
		expect(preview.warnings).toEqual([`Sending would stop: ${words}.`]);
		expect(sending.error?.description).toContain('under Limits. Nothing was sent.');
		expect(simulator().requests).toHaveLength(before);
	});

	it('in the Summary as well', async () => {
		const { json } = await create(goodRows(3), {
			...PREVIEW,
			limits: { maximumRecipients: 2 },
			options: { output: 'summary' },
		});

		expect(json).toMatchObject([{ wouldStop: '3 people would be called, more than Maximum People (2)' }]);
	});
});

describe('a preview of several campaigns', () => {
	it('shows each, and nothing is sent', async () => {
		const rows = [{ people: ['+966501000000'] }, { people: ['+966501000001', '12'] }];

		const { json, hints, outputs } = await other.operate(
			{
				...PREVIEW,
				resource: 'campaign',
				operation: 'create',
				name: 'Recall',
				voiceAgentId: locator(other.simulator().agents[0]!.id),
				phoneNumber: locator('+966112000001'),
				scheduledTimezone: locator('Asia/Riyadh', 'name'),
				recipientsSource: 'json',
				recipients: '={{ $json.people }}',
			},
			{ items: rows },
		);

		expect(verdicts(json)).toEqual(['wouldBeCalled', 'wouldBeCalled', 'rejected']);
		expect(outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 1 }]);
		expect(hints[0]).toMatch(
			/^Preview, nobody was called\. 2 would be called .* 2 campaigns would be made\. /,
		);
		expect(other.simulator().campaigns).toEqual([]);
	});
});
