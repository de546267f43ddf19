/** What a preview shows: the table, and the counts by reason with their fixes. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';
import { at, lasting } from '../../support/clock.mts';

const { simulator, create, posts } = useSimulator();

const PREVIEW = { runMode: 'preview', recipientName: '={{ $json.name }}' };
/** The hint about the list, without what follows about the duration. */
const counts = (hints: readonly string[]) =>
	/^Preview, nobody was called\. (.+?)\.(?: The calls would take |$)/.exec(hints[0]!)?.[1];

describe('the table of a preview', () => {
	it('says of each row what would become of it, in front of its own columns', async () => {
		const rows = [
			{ phone: '050 123 4567', name: ' Sara ', city: 'Riyadh', callVerdict: 'of an earlier preview' },
			{ phone: 'x', name: 'Omar', city: 'Jeddah' },
			{ phone: '+966501234567', name: 'Sara again', city: 'Abha' },
		];

		const { json, outputs } = await create(rows, {
			...PREVIEW,
			countryOfLocalNumbers: 'SA',
			agentVariables: 'selected',
			variableColumns: 'city',
		});

		expect(json).toEqual([
			{
				callVerdict: 'wouldBeCalled',
				callPhoneNumber: '+966501234567',
				callName: 'Sara',
				callReason: null,
				callWindow: 'Mon-Fri 09:00-17:00 Asia/Riyadh',
				callVariables: { city: 'Riyadh' },
				callCampaignId: null,
				phone: '050 123 4567',
				name: ' Sara ',
				city: 'Riyadh',
			},
			{
				callVerdict: 'rejected',
				callPhoneNumber: null,
				callName: null,
				callReason: 'Phone Number "x" has no digits',
				callWindow: null,
				callVariables: {},
				callCampaignId: null,
				...rows[1]!,
			},
			{
				callVerdict: 'duplicate',
				callPhoneNumber: '+966501234567',
				callName: 'Sara again',
				callReason: 'Same number as row 1',
				callWindow: null,
				callVariables: { city: 'Abha' },
				callCampaignId: null,
				...rows[2]!,
			},
		]);
		expect(Object.keys(json[0]!).slice(0, 7)).toEqual([
			'callVerdict',
			'callPhoneNumber',
			'callName',
			'callReason',
			'callWindow',
			'callVariables',
			'callCampaignId',
		]);
		expect(outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual(rows.map((_, item) => ({ item })));
		expect(posts()).toEqual([]);
	});

	it('is one item where the Summary is chosen, with the first people and the code', async () => {
		const { json } = await create([...goodRows(4), { phone: 'x' }], {
			...PREVIEW,
			options: { output: 'summary', ifRowCannotBeCalled: 'leaveOut' },
		});

		expect(json).toEqual([
			{
				created: false,
				preview: true,
				name: 'Spring recall',
				recipientsCount: 4,
				duplicatesRemoved: 0,
				rejectedCount: 1,
				skippedCount: 0,
				doNotCallCount: 0,
				callingWindow: expect.stringMatching(/^Mon-Fri 09:00-17:00 Asia\/Riyadh, /),
				expectedDuration: lasting('about 8 min'),
				approvalCode: expect.stringMatching(/^[0-9A-F]{10}$/),
				problems: ['1 has no digits (row 5)'],
				firstPeople: [0, 1, 2].map((n) => ({ phoneNumber: `+96650100000${n}`, name: `Person ${n}` })),
			},
		]);
	});

	it('is the same with the request and each row that would not be sent, without Simplify', async () => {
		const options = { output: 'summary', ifRowCannotBeCalled: 'leaveOut', simplify: false };

		const { json } = await create([...goodRows(4), { phone: 'x' }], { ...PREVIEW, options });
		await create([...goodRows(4), { phone: 'x' }], { ...PREVIEW, runMode: 'call', options });

		expect(json[0]).toMatchObject({
			preview: true,
			request: posts()[0]!,
			notSent: [{ row: 5, verdict: 'rejected', reason: 'Phone Number "x" has no digits' }],
		});
	});
});

describe('the hint of a preview', () => {
	it('counts by reason, with the rows to fix or with the field that mends them', async () => {
		const rows = [
			...goodRows(54),
			{ phone: '+966 11 400 0000, +966 11 400 0001' },
			{ phone: '9.66501E+11' },
			{ phone: '+96650123' },
			...Array.from({ length: 33 }, (_, n) => ({ phone: `05012345${String(n).padStart(2, '0')}` })),
			{ phone: '+19002123456' },
			{ phone: '+966112345678 x123' },
			{ phone: null },
		];

		const { hints } = await create(rows, PREVIEW);

		expect(counts(hints)?.split(' · ')).toEqual([
			'54 would be called',
			'39 rows to fix: 33 have no country code: set Country of Local Numbers, 1 holds more than one number (row 55), 1 is in scientific notation, which loses digits (row 56), 1 is too short for +966 (Saudi Arabia) (row 57), 1 is a premium-rate number: switch on Call Premium Numbers, 1 has an extension: set Extensions to Call the Main Number, 1 has no number (row 93)',
		]);
	});

	it.each([
		['10:00', 'take about 1 h 48 min: Mon-Fri 09:00-17:00 Asia/Riyadh, open now, closes in 7 h'],
		[
			'15:20',
			'take about 1 h 48 min, over 2 calling days: Mon-Fri 09:00-17:00 Asia/Riyadh, open now, closes in 1 h 40 min',
		],
		['17:00', 'take about 1 h 48 min: Mon-Fri 09:00-17:00 Asia/Riyadh, opens in 2 days 16 h'],
	])('says at %s on a Friday how long the calls would take', async (time, words) => {
		const { hints } = await at(
			`2035-01-12T${time}:00+03:00`,
			async () => await create(goodRows(54), PREVIEW),
		);

		expect(hints[0]).toBe(`Preview, nobody was called. 54 would be called. The calls would ${words}.`);
	});

	it('counts the same fault of different numbers as one', async () => {
		const phones = [
			'006175550138',
			'+6175550136',
			'+6175550137',
			886928000907,
			918861000436,
			['0501234567'],
			['0501234568'],
		];

		const { json } = await create(
			phones.map((phone) => ({ phone })),
			{ runMode: 'preview', options: { output: 'summary' } },
		);

		expect(json[0]?.problems).toEqual([
			"3 are in no known range of Australia's numbering plan: switch on Send Doubtful Numbers",
			'2 have no +: switch on Digits Without + Are International',
			'2 hold a value that has no country code: set Country of Local Numbers',
		]);
	});

	it('says of a Country of Local Numbers that cannot be read how many rows need it', async () => {
		const { hints } = await create(
			[...goodRows(1), ...['0501234567', '0501234568', '0501234569'].map((phone) => ({ phone }))],
			{ ...PREVIEW, countryOfLocalNumbers: 'Saudia' },
		);

		expect(counts(hints)).toBe(
			'1 would be called · 3 rows to fix: 3 have no country code, and Country of Local Numbers "Saudia" is not a country (rows 2, 3, 4)',
		);
	});

	it('tells ten problems and counts the rows with others', async () => {
		// Numbers that are too long, each for another country.
		const codes = [20, 27, 30, 31, 32, 33, 34, 36, 40, 41, 44, 46];

		const { hints } = await create(
			codes.map((code) => ({ phone: `+${code}1234567890123` })),
			{ runMode: 'preview' },
		);

		expect(counts(hints)).toMatch(
			/^0 would be called · 12 rows to fix: 1 .+ \(row 1\), .+ \(row 10\) and 2 rows with other faults$/,
		);
	});

	it('names rows that cannot be read at all', async () => {
		const { hints } = await create([...goodRows(1), { phone: '+966501234567', typed: 'maybe' }], {
			...PREVIEW,
			phoneNumberRules: { ignoreE164Validation: '={{ $json.typed }}' },
		});

		expect(counts(hints)).toBe(
			'1 would be called · 1 row to fix: 1 cannot be read: Use Numbers As Typed "maybe" is neither true nor false (row 2)',
		);
	});

	it('is about nobody where nobody can be called, and names no code', async () => {
		const { status, json, hints } = await create([{ phone: 'x' }, { phone: '12' }], {
			runMode: 'preview',
		});

		expect(status).toBe('success');
		expect(json.map(({ callVerdict }) => callVerdict)).toEqual(['rejected', 'rejected']);
		expect(hints[0]).toMatch(/^Preview, nobody was called\. 0 would be called · 2 rows to fix: /);
		expect(hints.join()).not.toMatch(/calls would|Approval code/);
	});

	it('ends with how to call, and with the code', async () => {
		const { hints } = await create(goodRows(2), PREVIEW);

		expect(hints.at(-1)).toMatch(
			/^To call, set Run Mode to Call People\. Approval code of this preview: [0-9A-F]{10}\.$/,
		);
	});
});

describe('a preview for a model', () => {
	it('is the Summary, whatever Output says', async () => {
		const parameters = {
			runMode: 'preview',
			recipientsSource: 'json',
			recipients: JSON.stringify(goodRows(3).map(({ phone }) => phone)),
			options: { output: 'rows' },
		};

		const { json } = await create([{}], parameters, { asTool: true });

		expect(json).toMatchObject([{ created: false, preview: true, recipientsCount: 3 }]);
		expect(simulator().campaigns).toEqual([]);
	});
});
