/** Hints are never ahead of the facts: what is said of a campaign is said once it is there. */
import { describe, expect, it } from '@jest/globals';
import { CREATE, goodRows, quick, useSimulator } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

const AHEAD = /calls? will take|will be called/;

describe('a run in which nothing was sent', () => {
	it.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
		'says with a wrong key that every row failed, and announces no calls (%s)',
		async (onError) => {
			const credential = { apiKey: 'sk_wrong', baseUrl: simulator().url };

			const { outputs, hints, warnings } = await create(goodRows(54), {}, { onError, credential });

			expect(outputs.flat().filter(({ json }) => json.error !== undefined)).toHaveLength(54);
			expect(warnings).toEqual([expect.stringMatching(/^Every row failed\. .*HTTP 401/)]);
			expect(hints).toEqual(warnings);
		},
	);

	it('says so when Hamsa refuses the campaign', async () => {
		simulator().behave({ ...CREATE, then: { status: 402, json: { message: 'No credit' } } });

		const { hints, warnings } = await create(goodRows(2), quick('Facts, refused'), {
			onError: 'continueErrorOutput',
		});

		expect(warnings).toEqual([expect.stringMatching(/^Every row failed\. .*HTTP 402: No credit/)]);
		expect(hints.join()).not.toMatch(AHEAD);
	});

	it('says why nobody could be called when all rows are left out', async () => {
		const { hints, warnings } = await create([{ phone: 'x' }, { phone: '0501234567' }], {
			options: { ifRowCannotBeCalled: 'leaveOut' },
		});

		expect(warnings).toEqual([
			'No campaign was created: none of 2 rows can be called. 2 rows to fix: 1 has no digits (row 1), 1 has no country code: set Country of Local Numbers.',
		]);
		expect(hints).toEqual(warnings);
	});

	it('says of a stopped run nothing but the error', async () => {
		const credential = { apiKey: 'sk_wrong', baseUrl: simulator().url };

		const { status, hints } = await create(goodRows(2), {}, { credential });

		expect(status).toBe('error');
		expect(hints).toEqual([]);
	});
});

describe('a run of several campaigns of which one failed', () => {
	it('says of which rows, and of the other what became of it', async () => {
		simulator().behave({ ...CREATE, then: {} });
		simulator().behave({ ...CREATE, then: { status: 402, json: { message: 'No credit' } } });
		const items = [{ people: ['+966501000000'] }, { people: ['+966501000001'] }];

		const { outputs, hints, warnings } = await create(
			items,
			{ name: 'Facts, two', recipientsSource: 'json', recipients: '={{ $json.people }}' },
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs.map((output) => output.length)).toEqual([1, 1]);
		expect(warnings).toEqual([expect.stringMatching(/^1 row failed\. .*HTTP 402: No credit/)]);
		expect(hints.filter((hint) => AHEAD.test(hint))).toEqual([]);
		expect(hints).toContainEqual(expect.stringMatching(/^1 campaign was created\. "Facts, two": 1 person, /));
	});
});

describe('a run that sends', () => {
	it('announces the calls once they are planned with Hamsa', async () => {
		const { hints } = await create(goodRows(54), { name: 'Facts' });

		expect(hints).toEqual([
			expect.stringMatching(/^54 calls will take about 1 h 48 min(?:, over 2 calling days)?: Mon-Fri /),
		]);
	});

	it('announces none when the campaign was there already', async () => {
		await create(goodRows(54), { name: 'Facts, again' });

		const { json, hints } = await create(goodRows(54), { name: 'Facts, again' });

		expect(json).toMatchObject([{ created: false, alreadyExisted: true }]);
		expect(hints).toEqual([expect.stringContaining('no other was made and nobody new is called')]);
		expect(posts()).toHaveLength(1);
	});
});
