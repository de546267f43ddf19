/** The approval code: a preview's, and what is sent must be exactly what had it. */
import { describe, expect, it } from '@jest/globals';
import { useSimulator } from '../../support/campaign.mts';
import { locator } from '../../support/operations.mts';

const { simulator, create, posts } = useSimulator();

const rows = ['Riyadh', 'Jeddah', 'Abha'].map((city, n) => ({
	phone: `+96650100000${n}`,
	name: `Person ${n}`,
	city,
}));
const BASE = { recipientName: '={{ $json.name }}', agentVariables: 'selected', variableColumns: 'city' };

async function codeOf(items = rows, parameters: Record<string, unknown> = {}): Promise<string> {
	const { json, error } = await create(items, {
		...BASE,
		...parameters,
		runMode: 'preview',
		options: { output: 'summary' },
	});
	if (error !== undefined) throw new Error(error.message);
	return String(json[0]?.approvalCode);
}

const call = async (approvalCode: unknown, items = rows, parameters: Record<string, unknown> = {}) =>
	await create(items, { ...BASE, ...parameters, options: { approvalCode } });

describe('the approval code', () => {
	it('of a preview is accepted by Call People, however it is written, and again in the next preview', async () => {
		const code = await codeOf();

		const { json } = await call(` ${code.toLowerCase()} `);

		expect(code).toMatch(/^[0-9A-F]{10}$/);
		expect(json).toMatchObject([{ created: true, recipientsCount: 3 }]);
		expect(await codeOf()).toBe(code);
	});

	it('is that of the hint as well', async () => {
		const { hints } = await create(rows, { ...BASE, runMode: 'preview' });

		expect(hints.at(-1)).toContain(`Approval code of this preview: ${await codeOf()}.`);
	});

	const changed = <Column extends keyof (typeof rows)[number]>(column: Column, value: string) =>
		rows.map((row, index) => (index === 1 ? { ...row, [column]: value } : row));

	it.each<[string, typeof rows, Record<string, unknown>]>([
		['the name of a person', changed('name', 'Somebody'), {}],
		['a variable', changed('city', 'Taif'), {}],
		['a number', changed('phone', '+966509999999'), {}],
		['one person less', rows.slice(1), {}],
		['one person more', [...rows, { ...rows[0]!, phone: '+966509999999' }], {}],
		['the order', [...rows].reverse(), {}],
		['the voice agent', rows, { voiceAgentId: locator('a0000000-0000-4000-8000-000000000002') }],
		['the From Number', rows, { phoneNumber: locator('+966112000002', 'number') }],
		['the calling hours', rows, { endCallingTime: '16:00' }],
		['the calling days', rows, { callingDays: 'custom', days: ['SUNDAY'] }],
		['the zone', rows, { scheduledTimezone: locator('Asia/Dubai', 'name') }],
		['calls at the same time', rows, { reservedConcurrency: 2 }],
		['the date', rows, { sendType: 'SCHEDULED', scheduledDate: '2099-01-01T09:00:00Z' }],
		['what the agent is told', rows, { agentVariables: 'none' }],
	])('is another when %s changes, and the old one then sends nothing', async (_, items, parameters) => {
		const code = await codeOf();
		const other = await codeOf(items, parameters);

		const { error } = await call(code, items, parameters);

		expect(other).toMatch(/^[0-9A-F]{10}$/);
		expect(other).not.toBe(code);
		expect(error?.message).toBe(
			`The list or the settings have changed since the preview: Approval Code "${code}" is not that of what would be sent now`,
		);
		expect(error?.description).toBe('Run the preview again and have it approved anew. Nothing was sent.');
		expect(posts()).toEqual([]);
	});

	it("stays the same with another campaign's name, and with what changes nothing that is sent", async () => {
		const code = await codeOf();

		expect(await codeOf(rows, { name: 'Recall of 09:05' })).toBe(code);
		expect(await codeOf([...rows, rows[0]!])).toBe(code);
		expect(await codeOf(rows.map((row) => ({ ...row, note: 'another column' })))).toBe(code);
	});

	it('is of all campaigns of a run', async () => {
		const items = [{ people: ['+966501000000'] }, { people: ['+966501000001'] }];
		const typed = {
			recipientsSource: 'json',
			recipients: '={{ $json.people }}',
			agentVariables: 'none',
			recipientName: '',
		};
		const code = await codeOf(items as never, typed);

		const less = await call(code, items.slice(1) as never, typed);
		const all = await call(code, items as never, typed);

		expect(less.error?.message).toMatch(/^The list or the settings have changed/);
		expect(all.json.map(({ created }) => created)).toEqual([true, true]);
	});

	it.each([
		['empty', ''],
		['blank', '={{ "  " }}'],
		['of an expression that gives nothing', '={{ $json.approvalCode }}'],
		['null', '={{ null }}'],
	])('that is %s is no approval: nothing is sent', async (_, code) => {
		const { error } = await call(code);

		expect(error?.message).toBe('Approval Code is empty, so nobody has approved what would be sent');
		expect(simulator().requests).toEqual([]);
	});

	it('is not asked for where the option is not added', async () => {
		const { json } = await create(rows, BASE);

		expect(json).toMatchObject([{ created: true }]);
	});

	it('that is wrong fails every row where the node continues on errors', async () => {
		const { outputs, warnings } = await create(
			rows,
			{ ...BASE, options: { approvalCode: 'ABCDEF0123' } },
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs.map((output) => output.length)).toEqual([0, 3]);
		expect(warnings).toEqual([
			expect.stringMatching(/^Every row failed\. The list or the settings have changed/),
		]);
		expect(posts()).toEqual([]);
	});
});
