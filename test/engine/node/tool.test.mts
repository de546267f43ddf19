import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../support/campaign.mts';
import { PATHS, useOperations } from '../support/operations.mts';

const { create, posts } = useSimulator();
const { simulator, operate, queries } = useOperations();
const people = (amount: number) => ({
	recipientsSource: 'json',
	recipients: JSON.stringify(goodRows(amount).map(({ phone }) => phone)),
});

describe.each(PATHS)('Campaign: Create as a tool of an AI model, %s,', (_, path) => {
	const asTool = { ...path, asTool: true };

	it('calls five people at most unless a person allows more', async () => {
		const five = await create([{}], people(5), asTool);
		const six = await create([{}], people(6), asTool);
		const allowed = await create([{}], { ...people(6), limits: { maximumRecipients: 6 } }, asTool);

		expect(five.json[0]).toMatchObject({ created: true, recipientsCount: 5 });
		expect(six.error?.message).toBe('6 people would be called, more than Maximum People (5)');
		expect(allowed.json[0]).toMatchObject({ created: true, recipientsCount: 6 });
		expect(posts().map(({ recipients }) => recipients.length)).toEqual([5, 6]);
	});

	it('has a higher maximum where no model decides', async () => {
		const { json } = await create([{}], people(6), path);

		expect(json[0]).toMatchObject({ created: true, recipientsCount: 6 });
	});
});

describe.each(PATHS)('a list as a tool of an AI model, %s,', (_, path) => {
	it('is never returned whole', async () => {
		for (let n = 0; n < 60; n++) simulator().seedCampaign();
		const list = { resource: 'campaign', operation: 'getMany', returnAll: true };

		const { json } = await operate(list, { ...path, asTool: true });
		const limited = await operate({ ...list, limit: 2 }, { ...path, asTool: true });

		expect(json).toHaveLength(50);
		expect(limited.json).toHaveLength(2);
		expect(queries().map(({ take }) => take)).toEqual(['50', '2']);
	});
});
