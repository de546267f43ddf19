import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

const perRow = { options: { output: 'rows', ifRowCannotBeCalled: 'leaveOut' } };

describe('One Item per Row', () => {
	it('keeps the number of a rejected row as it was, to be written back', async () => {
		const { json } = await create(
			[
				{ phone: 'bad', phoneNumber: '+4512345678' },
				{ phone: '12', name: 'Sara' },
				{ phone: '+966 50 123 4567' },
			],
			perRow,
		);

		const shown = json.map((row) => [row.callVerdict, row.callPhoneNumber, row.phone, row.phoneNumber]);
		expect(shown).toEqual([
			['rejected', null, 'bad', '+4512345678'],
			['rejected', null, '12', undefined],
			['sent', '+966501234567', '+966 50 123 4567', undefined],
		]);
	});

	it('replaces its own columns of an earlier run, and no other column of the rows', async () => {
		const own = {
			phone: '+966501234567',
			reason: 'Knee pain',
			created: '2024-05-01',
			verdict: 'guilty',
			campaignId: 'spring',
			phoneNumber: '1',
			verified: 'yes',
			name: 'Sara',
			callBack: 'at nine',
			Callverdict: 'mine',
		};
		const earlier = {
			callVerdict: 'rejected',
			callPhoneNumber: 'old',
			callName: 'old',
			callReason: 'old',
			callWindow: 'old',
			callVariables: 'old',
			callCampaignId: 'old',
			callCreated: 'old',
			callVerified: 'old',
			callUnverifiedReason: 'old',
			callDifferences: 'old',
			callTwin: 'old',
		};

		const { json } = await create([{ ...own, ...earlier }], perRow);

		expect(json).toEqual([
			{
				callVerdict: 'sent',
				callPhoneNumber: '+966501234567',
				callName: null,
				callReason: null,
				callWindow: 'Mon-Fri 09:00-17:00 Asia/Riyadh',
				callVariables: {},
				callCampaignId: simulator().campaigns[0]?.id,
				callCreated: true,
				callVerified: true,
				...own,
			},
		]);
		expect(Object.keys(json[0]!).slice(0, 6)).toEqual([
			'callVerdict',
			'callPhoneNumber',
			'callName',
			'callReason',
			'callWindow',
			'callVariables',
		]);
	});

	it('does not run again with Retry On Fail because the rows have a column error', async () => {
		const rows = goodRows(2).map((row) => ({ ...row, error: 'old' }));

		const { json, hints } = await create(rows, perRow, {
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});

		expect(posts()).toHaveLength(1);
		expect(hints.join()).not.toContain('earlier try');
		expect(hints.join()).toContain('The column error of the rows is not in the output');
		expect(json.map((row) => [row.callVerdict, 'error' in row])).toEqual([
			['sent', false],
			['sent', false],
		]);
	});

	it('says so of a preview with Retry On Fail, too', async () => {
		const rows = goodRows(1).map((row) => ({ ...row, error: 'old' }));

		const { json, hints } = await create(
			rows,
			{ runMode: 'preview' },
			{ settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } },
		);

		expect(json.map((row) => [row.callVerdict, 'error' in row])).toEqual([['wouldBeCalled', false]]);
		expect(hints.join()).toContain('The column error of the rows is not in the output');
	});

	it('keeps a column error without Retry On Fail', async () => {
		const { json } = await create([{ ...goodRows(1)[0], error: 'old' }], perRow);

		expect(json[0]).toMatchObject({ callVerdict: 'sent', error: 'old' });
	});
});

describe('an item without json', () => {
	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'is a failed row, never a success, with %s',
		async (onError) => {
			const { status, outputs } = await create([{ json: undefined as never }], {}, { onError });

			expect(status).toBe('success');
			expect(outputs.flat().map(({ json }) => json.error)).toEqual([
				'Phone Number is empty in every row, so nothing was sent',
			]);
			expect(simulator().requests).toEqual([]);
		},
	);

	it('among others is a rejected row', async () => {
		const { outputs } = await create(
			[...goodRows(1), { json: undefined as never }],
			{},
			{ onError: 'continueErrorOutput' },
		);

		expect(posts()[0]?.recipients).toHaveLength(1);
		expect(outputs[1]?.map(({ json }) => json.error)).toEqual(['Row 2: Phone Number is empty']);
	});
});

describe('two wires into the node', () => {
	it('run it twice, and the second run says which input made which campaign', async () => {
		const inputs = { Sheet: goodRows(1), CRM: [{ phone: '+4532123456' }] };

		const { hints } = await create([], { name: 'Spring' }, { inputs });

		const [first, second] = simulator().campaigns.map(({ id }) => String(id));
		expect(posts()).toHaveLength(2);
		expect(hints.join()).toContain('n8n runs it once for each');
		expect(hints.join()).toContain(`run 1, with the rows of "Sheet", made the campaign "Spring" (${first})`);
		expect(hints.join()).toContain(`run 2, with the rows of "CRM", made the campaign "Spring" (${second})`);
	});

	it('one wire says nothing of the kind', async () => {
		const { hints } = await create(goodRows(1));

		expect(hints.join()).not.toContain('wires');
	});
});

describe('a list made of all items', () => {
	it('is not said to leave out the numbers of the items; a list that is not, is', async () => {
		const json = (recipients: string) => ({ recipientsSource: 'json', recipients });

		const all = await create(goodRows(2), json('={{ $input.all().map((row) => row.json.phone) }}'));
		const one = await create(goodRows(3), json('={{ [$input.first().json.phone] }}'));

		expect(posts().map(({ recipients }) => recipients.length)).toEqual([2, 1]);
		expect(all.hints.join()).not.toContain('the same for all of them');
		expect(one.hints.join()).toContain('the same for all of them');
	});
});
