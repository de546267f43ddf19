/** Run Mode: nobody is called unless a person has chosen it in the node. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';
import { PATHS } from '../../support/operations.mts';

const { create, posts } = useSimulator();

const people = (amount: number) => ({
	recipientsSource: 'json',
	recipients: JSON.stringify(goodRows(amount).map(({ phone }) => phone)),
});

describe.each(PATHS)('Run Mode of Campaign: Create, %s,', (_, path) => {
	it.each([undefined, 'preview'])('calls nobody with %j, and shows who would be called', async (runMode) => {
		const { json } = await create([{}], { ...people(2), runMode }, path);
		const tool = await create([{}], { ...people(2), runMode }, { ...path, asTool: true });

		expect(posts()).toEqual([]);
		expect(json.map(({ callVerdict }) => callVerdict)).toEqual(['wouldBeCalled', 'wouldBeCalled']);
		expect(tool.json).toMatchObject([{ created: false, preview: true, recipientsCount: 2 }]);
	});

	it('is no expression: neither a row nor a model decides whether people are called', async () => {
		const fromRow = await create([{ mode: 'call' }], { ...people(1), runMode: '={{ $json.mode }}' }, path);
		const fixed = await create([{}], { ...people(1), runMode: '={{ "call" }}' }, { ...path, asTool: true });

		expect(fromRow.error?.message).toBe('Run Mode "{{ $json.mode }}" is not one of its choices');
		expect(fixed.error?.message).toBe('Run Mode "{{ "call" }}" is not one of its choices');
		expect(fromRow.error?.description).toMatch(
			/^Choose Preview, Test on My Phones or Call People from the list\. An expression cannot stand here/,
		);
		expect(posts()).toEqual([]);
	});

	it.each(['CALL', 'live', '', true])(
		'calls nobody with %j, which is none of its choices',
		async (runMode) => {
			const { error } = await create([{}], { ...people(1), runMode }, path);

			expect(error?.message).toMatch(/^Run Mode .* is not one of its choices$/);
			expect(posts()).toEqual([]);
		},
	);

	it('calls everybody in Call People', async () => {
		const { json } = await create([{}], people(2), path);

		expect(json).toMatchObject([{ created: true, recipientsCount: 2 }]);
		expect(posts()[0]?.recipients).toHaveLength(2);
	});
});
