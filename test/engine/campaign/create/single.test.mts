import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();
const viaRouting = { viaRouting: true };
const people = (...recipients: unknown[]) => ({
	recipientsSource: 'json',
	recipients: JSON.stringify(recipients),
});

describe('Campaign: Create through its routing, as the MCP Server Trigger and older AI Agents run it', () => {
	it('creates one campaign from one item, with the same checks and output', async () => {
		const { status, json } = await create(
			[{}],
			people({ phoneNumber: '+966 50 123 4567', name: 'Sara' }, '00966551234567', '+966501234567'),
			viaRouting,
		);

		expect(status).toBe('success');
		expect(posts().map(({ recipients }) => recipients)).toEqual([
			[{ phoneNumber: '+966501234567', name: 'Sara' }, { phoneNumber: '+966551234567' }],
		]);
		expect(json).toEqual([
			expect.objectContaining({
				id: simulator().campaigns[0]?.id,
				created: true,
				recipientsCount: 2,
				duplicatesRemoved: 1,
				hints: [expect.stringContaining('2 calls will take')],
			}),
		]);
	});

	it('calls nobody in Preview, and shows the rows; a model gets the Summary', async () => {
		const parameters = { ...people('+966501234567', '12'), runMode: 'preview' };

		const { json } = await create([{}], parameters, viaRouting);
		const tool = await create([{}], parameters, { ...viaRouting, asTool: true });

		expect(posts()).toEqual([]);
		expect(json.map(({ callVerdict }) => callVerdict)).toEqual(['wouldBeCalled', 'rejected']);
		expect(tool.json).toMatchObject([
			{ created: false, preview: true, recipientsCount: 1, rejectedCount: 1 },
		]);
		for (const [{ hints }] of [json, tool.json] as Array<[{ hints?: string[] }]>) {
			expect(hints?.[0]).toMatch(/^Preview, nobody was called\. 1 would be called · 1 row to fix: /);
		}
	});

	it('sends nothing when a recipient is bad', async () => {
		const { error } = await create([{}], people('+966501234567', '12'), viaRouting);

		expect(error?.message).toBe('1 recipient of 2 cannot be called, so nothing was sent');
		expect(error?.description).toContain('recipient 2: Phone Number "12"');
		expect(posts()).toEqual([]);
	});

	it('takes the one item as a recipient when the source is the input', async () => {
		await create(goodRows(1), {}, viaRouting);

		expect(posts()[0]?.recipients).toEqual([{ phoneNumber: '+966501000000' }]);
	});

	it('refuses several items, which routing would turn into several campaigns', async () => {
		const { error } = await create(goodRows(3), {}, viaRouting);

		expect(error?.message).toBe('3 items came in where only one can be used');
		expect(posts()).toEqual([]);
	});

	it('keeps the API’s words in its errors', async () => {
		simulator().behave({ method: 'POST', then: { status: 402, json: { message: 'No credit' } } });

		const { error } = await create([{}], people('+966501234567'), viaRouting);

		expect(error?.message).toBe('Hamsa answered with HTTP 402: No credit');
	});
});
