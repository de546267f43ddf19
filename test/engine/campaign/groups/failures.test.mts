/**
 * One of three campaigns of a list fails, the first, the second or the last: the error tells which exist, a Retry makes those
 * that are missing, nobody is called twice and nobody is lost.
 */
import { describe, expect, it } from '@jest/globals';
import type { Behaviour } from '../../../simulator/control/behaviour.mts';
import { CREATE, goodRows, LIST, quick, useSimulator } from '../../support/campaign.mts';
import { at, later } from '../../support/clock.mts';
import { rowsWith, SAUDI, WORKING } from './support/lists.mts';

const { simulator, create, posts } = useSimulator();

const ROWS = goodRows(6);
const EVERYONE = ROWS.map(({ phone }) => String(phone));
/** A list of a name of its own in three parts: an unknown outcome is remembered. */
const inThree = (name: string, parameters: Record<string, unknown> = {}) => ({
	...quick(name),
	severalCampaigns: { peoplePerCampaign: 2 },
	...parameters,
});
const called = () =>
	simulator().campaigns.flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));
const names = () => simulator().campaigns.map(({ name }) => name);

/** After so long (ms) an unknown outcome is settled. */
const SETTLED = 310_000;

/** The create of campaign 1, 2 or 3 goes wrong. */
function failAt(place: number, then: Behaviour): void {
	if (place > 1) simulator().behave({ ...CREATE, times: place - 1, then: {} });
	simulator().behave({ ...CREATE, then });
}

const REFUSED: Behaviour = { status: 402, json: { message: 'No credit left' } };
const LOST: Behaviour = { status: 500, json: { message: 'Internal error' } };
const LOST_BUT_MADE: Behaviour = { ...LOST, commit: true };

describe.each([1, 2, 3])('when campaign %i of three fails', (place) => {
	const before = [1, 2, 3].slice(0, place - 1);
	const named = (title: string) => before.map((part) => `${title} (${part}/3)`);

	it('as Hamsa refuses it, the error tells which exist, and a Retry makes the others', async () => {
		const title = `Refused at ${place}`;
		failAt(place, REFUSED);

		const failed = await create(ROWS, inThree(title));
		const existing = names();
		const retried = await create(ROWS, inThree(title), { retryOf: failed.run });

		expect(failed.error?.message).toContain(`Campaign "${title} (${place}/3)": `);
		expect(failed.error?.message).toContain('No credit left');
		for (const part of [1, 2, 3].slice(place)) {
			expect(failed.error?.description).toMatch(
				new RegExp(`After it, .* not sent: .*"${title} \\(${part}/3\\)"`),
			);
		}
		expect(existing).toEqual(named(title));
		for (const { id, name } of simulator().campaigns.slice(0, place - 1)) {
			expect(failed.error?.description).toContain(`"${name}" (${id})`);
		}
		expect(failed.error?.description?.includes('of this run')).toBe(place > 1);
		expect(retried.status).toBe('success');
		expect(retried.json.map(({ name }) => name)).toEqual([1, 2, 3].map((part) => `${title} (${part}/3)`));
		expect(called().sort()).toEqual(EVERYONE);
	});

	it('without a known outcome, the error tells which may exist, and a Retry makes what is missing', async () => {
		const title = `Unknown at ${place}`;
		failAt(place, LOST);

		const failed = await create(ROWS, inThree(title));
		const retried = await later(
			SETTLED,
			async () => await create(ROWS, inThree(title), { retryOf: failed.run }),
		);

		expect(failed.error?.message).toBe(
			`Campaign "${title} (${place}/3)": Hamsa answered with HTTP 500: Internal error`,
		);
		expect(failed.error?.description).toMatch(/^The campaign may exist/);
		for (const name of named(title)) expect(failed.error?.description).toContain(name);
		expect(retried.status).toBe('success');
		expect(called().sort()).toEqual(EVERYONE);
	});

	it('only in its answer, it is found and all three are made', async () => {
		const title = `Answer lost at ${place}`;
		failAt(place, LOST_BUT_MADE);

		const { status, json, hints } = await create(ROWS, inThree(title));

		expect(status).toBe('success');
		expect(json.map(({ name, created }) => [name, created])).toEqual(
			[1, 2, 3].map((part) => [`${title} (${part}/3)`, true]),
		);
		expect(hints.join()).toContain(`Hamsa's answer was lost, but the campaign "${title} (${place}/3)"`);
		expect(called().sort()).toEqual(EVERYONE);
	});

	it('and its campaign is found by the Retry only, nobody is called twice', async () => {
		const title = `Found late at ${place}`;
		failAt(place, LOST_BUT_MADE);
		const listAgain = simulator().behave({
			...LIST,
			times: 'forever',
			then: { status: 200, json: { success: true, data: { campaigns: [], totalCount: 0 } } },
		});

		const failed = await create(ROWS, inThree(title));
		listAgain();
		const retried = await create(ROWS, inThree(title), { retryOf: failed.run });

		expect(failed.status).toBe('error');
		expect(retried.status).toBe('success');
		expect(retried.json.map(({ name }) => name)).toEqual([1, 2, 3].map((part) => `${title} (${part}/3)`));
		expect(called().sort()).toEqual(EVERYONE);
	});

	it('n8n’s own second try makes what is missing', async () => {
		const title = `Second try at ${place}`;
		failAt(place, REFUSED);

		const { status, json } = await create(ROWS, inThree(title), {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect(status).toBe('success');
		expect(json.map(({ created }) => created)).toEqual([true, true, true]);
		expect(called().sort()).toEqual(EVERYONE);
	});

	it('and the node continues on errors, its rows leave as failed and the others are called', async () => {
		const title = `Continue at ${place}`;
		failAt(place, REFUSED);

		const { outputs, json, warnings } = await create(ROWS, inThree(title), {
			onError: 'continueErrorOutput',
		});

		const failed = [2 * place - 2, 2 * place - 1];
		expect(outputs[1]?.map(({ json: row, pairedItem }) => [row.phone, pairedItem])).toEqual(
			failed.map((item) => [EVERYONE[item], { item }]),
		);
		expect(json.map(({ name }) => name)).toEqual(
			[1, 2, 3].filter((part) => part !== place).map((part) => `${title} (${part}/3)`),
		);
		expect(warnings.join()).toMatch(/2 rows failed\. .*No credit left/);
		expect([...called(), ...failed.map((item) => EVERYONE[item])].sort()).toEqual(EVERYONE);

		const again = await create(
			failed.map((item) => ROWS[item]!),
			inThree(title),
		);
		expect(again.json).toMatchObject([{ created: true, recipientsCount: 2 }]);
		expect(called().sort()).toEqual(EVERYONE);
	});

	it('and the node continues on errors, each row has its own outcome', async () => {
		const title = `Rows at ${place}`;
		failAt(place, REFUSED);

		const { outputs } = await create(ROWS, inThree(title, { options: { output: 'rows' } }), {
			onError: 'continueRegularOutput',
		});

		const rows = [...outputs[0]!].sort(
			(one, other) => (one.pairedItem as { item: number }).item - (other.pairedItem as { item: number }).item,
		);
		expect(rows.map(({ json }) => json.phone)).toEqual(EVERYONE);
		expect(rows.map(({ json }) => json.error === undefined)).toEqual(
			EVERYONE.map((_, item) => Math.floor(item / 2) !== place - 1),
		);
	});

	it('with Calling Limits, a Retry makes those that are missing', async () => {
		const title = `Limits at ${place}`;
		const parameters = inThree(title, { limits: { callingLimits: { limit: [{ calls: 1, days: 7 }] } } });
		failAt(place, REFUSED);

		const failed = await create(ROWS, parameters);
		const retried = await create(ROWS, parameters, { retryOf: failed.run });

		expect(retried.status).toBe('success');
		expect(retried.json).toHaveLength(3);
		expect(called().sort()).toEqual(EVERYONE);
	});
});

it('a Retry before the outcome is known makes nothing that may exist', async () => {
	failAt(2, LOST);

	const failed = await create(ROWS, inThree('Too soon'));
	const retried = await create(ROWS, inThree('Too soon'), { retryOf: failed.run });

	expect(retried.status).toBe('error');
	expect(retried.error?.message).toContain('Hamsa does not list it yet, so the campaign was not sent again');
	expect(names()).toEqual(['Too soon (1/3)']);
});

it('a run of the same list again makes none of its campaigns anew', async () => {
	await create(ROWS, inThree('Again'));
	const { json } = await create(ROWS, inThree('Again'));

	expect(json.map(({ created, alreadyExisted }) => [created, alreadyExisted])).toEqual(
		Array(3).fill([false, true]),
	);
	expect(posts()).toHaveLength(3);
});

it('a Retry days later leaves people together whom a change of the clocks would part by then', async () => {
	const rows = rowsWith('+16025550123', '+13035550123', SAUDI);
	const on = async <T,>(day: string, work: () => Promise<T>) => await at(`${day}T12:00:00Z`, work);
	failAt(2, REFUSED);

	// Denver's clock goes forward on 11 March 2035, that of Phoenix never does; six weeks are looked ahead.
	const failed = await on('2035-01-27', async () => await create(rows, { ...WORKING, ...quick('Clocks') }));
	const retried = await on(
		'2035-01-30',
		async () => await create(rows, { ...WORKING, ...quick('Clocks') }, { retryOf: failed.run }),
	);

	expect([failed.status, retried.status]).toEqual(['error', 'success']);
	expect(posts().map(({ name, recipients }) => [name, recipients.length])).toEqual([
		['Clocks (America/Phoenix)', 2],
		['Clocks (Asia/Riyadh)', 1],
		['Clocks (Asia/Riyadh)', 1],
	]);
	expect(called()).toEqual(['+16025550123', '+13035550123', SAUDI]);
});
