/** What Hamsa stored is read back: what the node says when it differs, cannot be read, or is there twice. */
import { describe, expect, it } from '@jest/globals';
import { CREATE, LIST, goodRows } from '../../support/campaign.mts';
import { idOf, MANY, named, useReceipts } from './support/receipts.mts';

const { simulator, create, posts, after } = useReceipts();

const READ = { method: 'GET', path: `${LIST.path}/*`, times: 'forever' as const };
describe('a campaign that Hamsa stored as it was sent', () => {
	it('is verified with two requests, without a word', async () => {
		const result = await create(goodRows(3), {
			...named(),
			agentVariables: 'allOther',
			recipientPhoneNumber: '={{ $json.phone }}',
		});

		expect(result.json[0]).toMatchObject({ created: true, verified: true });
		expect(result.json[0]).not.toHaveProperty('differences');
		expect(result.warnings).toEqual([]);
		expect(after()).toEqual([`GET ${LIST.path}`, `GET ${LIST.path}/${idOf(result)}`]);
	});

	it('is verified in each row of One Item per Row, but for rows that are not in it', async () => {
		const { outputs } = await create(
			[{ phone: '+966501000000' }, { phone: 'none' }],
			named({ output: 'rows', ifRowCannotBeCalled: 'leaveOut' }),
		);

		expect(outputs[0]?.map(({ json }) => [json.callVerdict, json.callVerified])).toEqual([
			['sent', true],
			['rejected', undefined],
		]);
	});

	it('is compared by the list alone above 5,000 recipients', async () => {
		const result = await create(goodRows(5_001), named(MANY));

		expect(result.json[0]?.verified).toBe(true);
		expect(after()).toEqual([`GET ${LIST.path}`]);
	});

	it('is read without the list where Duplicate Protection is off', async () => {
		const result = await create(goodRows(1), named({ duplicateProtectionHours: 0 }));

		expect(result.json[0]?.verified).toBe(true);
		expect(after()).toEqual([`GET ${LIST.path}/${idOf(result)}`]);
	});
});

describe('a campaign that Hamsa stored otherwise', () => {
	it.each([
		[
			'variables',
			{ withoutVariables: true },
			'2 recipients are stored without dynamic variables: +966501000000, +966501000001',
		],
		['zone', { scheduledTimezone: 'UTC' }, 'Time Zone: "Asia/Riyadh" was sent, "UTC" is stored'],
		['people', { recipients: 1 }, '1 recipient is not stored: +966501000001'],
	])('%s: a warning names it and what to do, and the run goes on', async (_what, stored, words) => {
		simulator().behave({ ...CREATE, then: { stored } });
		const rows = goodRows(2).map((row) => ({ ...row, city: 'Riyadh' }));

		const fields = named();

		const result = await create(rows, {
			...fields,
			agentVariables: 'allOther',
			recipientName: '={{ $json.name }}',
		});

		expect(result.status).toBe('success');
		expect(result.json[0]).toMatchObject({ created: true, verified: false, differences: [words] });
		expect(result.warnings).toEqual([expect.stringContaining(words)]);
		expect(result.warnings[0]).toMatch(
			new RegExp(`"${fields.name}" \\(${idOf(result)}\\).*Batch Calls.*cancel it there`),
		);
	});

	it('is told in each row, beside a column verified of the row', async () => {
		simulator().behave({ ...CREATE, then: { stored: { scheduledTimezone: 'UTC' } } });

		const { json } = await create([{ phone: '+966501000000', verified: 'yes' }], named({ output: 'rows' }));

		expect(json[0]).toMatchObject({
			callVerified: false,
			callDifferences: [expect.stringMatching(/^Time Zone/)],
			verified: 'yes',
		});
	});

	it('is seen above 5,000 recipients by their number', async () => {
		simulator().behave({ ...CREATE, then: { stored: { recipients: 4_000 } } });

		const { json } = await create(goodRows(5_001), named(MANY));

		expect(json[0]).toMatchObject({
			verified: false,
			differences: ['5,001 recipients were sent, 4000 are stored'],
		});
	});
});

describe('a campaign that cannot be read back', () => {
	it.each([
		['HTTP 503', { status: 503, text: '<html/>' }, 'Hamsa answered with HTTP 503'],
		['404', { status: 404, json: {} }, 'Hamsa does not show the campaign yet'],
		['no answer', { fault: 'hang' as const }, 'Hamsa did not answer in time'],
		[
			'strange recipients',
			{ status: 200, json: { data: { recipients: { pending: [null] } } } },
			"Hamsa's answer cannot be read",
		],
		[
			'a part of the people',
			{
				status: 200,
				json: { data: { totalRecipients: 2, recipients: { pending: [{ phoneNumber: '+966501000000' }] } } },
			},
			'Hamsa shows 1 of 2 recipients of the campaign',
		],
	])('%s: it is created, and a hint says why it is not checked', async (_what, then, reason) => {
		simulator().behave({ ...READ, then });

		const result = await create(goodRows(2), { ...named(), requestOptions: { timeout: 1_000 } });

		expect(result.status).toBe('success');
		expect(result.json[0]).toMatchObject({ created: true, verified: null });
		expect(result.json[0]?.unverifiedReason).toContain(reason);
		expect(result.hints.join()).toContain(`was not checked: ${reason}`);
		expect(result.warnings).toEqual([]);
		expect(posts()).toHaveLength(1);
		expect(after()).toHaveLength(2);
	});

	it('is asked for once in a run of several campaigns', async () => {
		simulator().behave({ ...READ, then: { status: 503, text: '' } });

		const { json } = await create([{ phone: '+966501000000' }, { phone: '+966501000001' }], {
			...named(),
			recipientsSource: 'json',
			recipients: '={{ JSON.stringify([{ phoneNumber: $json.phone }]) }}',
		});

		expect(json.map(({ created, verified }) => [created, verified])).toEqual([
			[true, null],
			[true, null],
		]);
		expect(simulator().requests.filter(({ path }) => path.startsWith(`${LIST.path}/`))).toHaveLength(1);
	});
});

describe('nothing is read back', () => {
	it('when the option is off', async () => {
		const { json } = await create(goodRows(1), named({ checkStored: false }));

		expect(json[0]).not.toHaveProperty('verified');
		expect(after()).toEqual([]);
	});

	it('in Preview', async () => {
		const { json } = await create(goodRows(1), { ...named(), runMode: 'preview' });

		expect(json[0]).not.toHaveProperty('callVerified');
		expect(posts()).toEqual([]);
		expect(
			simulator()
				.requests.map(({ path }) => path)
				.filter((path) => path.startsWith(`${LIST.path}/`)),
		).toEqual([]);
	});

	it('of a campaign that was there already', async () => {
		const parameters = named();
		await create(goodRows(2), parameters);
		const before = simulator().requests.length;

		const { json } = await create(goodRows(2), parameters);

		expect(json[0]).toMatchObject({ alreadyExisted: true, created: false });
		expect(json[0]).not.toHaveProperty('verified');
		// The look before the POST, which finds it by its numbers.
		expect(
			simulator()
				.requests.slice(before)
				.map(({ path }) => path),
		).toEqual([LIST.path, `${LIST.path}/${String(json[0]?.id)}`]);
	});

	it('through routing, which MCP and older AI agents run', async () => {
		const { json } = await create(
			[{}],
			{ ...named(), recipientsSource: 'json', recipients: '[{ "phoneNumber": "+966501000000" }]' },
			{ viaRouting: true },
		);

		expect(json[0]?.created).toBe(true);
		expect(json[0]).not.toHaveProperty('verified');
		expect(after()).toEqual([]);
	});

	it('when the execution was cancelled while the campaign was created', async () => {
		simulator().behave({ ...CREATE, then: { answerDelayMs: 300 } });
		const cancelled = (async () => {
			while (simulator().campaigns.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		})();

		await create(goodRows(1), named(), { cancelled });

		expect(posts()).toHaveLength(1);
		expect(after().filter((request) => request !== `GET ${LIST.path}`)).toEqual([]);
	});
});
