/** Campaign: Get Recipients. */
import { describe, expect, it } from '@jest/globals';
import { links, locator, PATHS, useOperations } from '../support/operations.mts';

const { simulator, operate } = useOperations();

describe.each(PATHS)('Campaign: Get Recipients %s', (_, path) => {
	const PEOPLE = [
		{ phoneNumber: '+966501000001', name: 'Sara', status: 'COMPLETED', jobId: 'job-1' },
		{ phoneNumber: '+966501000002', name: 'Omar', status: 'NO_ANSWER' },
		{ phoneNumber: '+966501000003', name: 'Huda', status: 'IN_PROGRESS' },
		{ phoneNumber: '+966501000004', name: 'Ali', dynamicVariables: { token: '17' } },
	] as const;
	const seed = () => simulator().seedCampaign({ name: 'Spring recall', recipients: [...PEOPLE] });
	const read = async (parameters: Record<string, unknown>) =>
		await operate({ resource: 'campaign', operation: 'getRecipients', ...parameters }, path);

	it('returns one item for each, whatever their state, with the campaign to match them by', async () => {
		const { id } = seed();

		const { json, outputs } = await read({ campaignId: locator(id) });

		expect(json).toHaveLength(4);
		for (const person of PEOPLE) {
			expect(json).toContainEqual(
				expect.objectContaining({ ...person, campaignId: id, campaignName: 'Spring recall' }),
			);
		}
		expect(links(outputs[0]!)).toEqual(PEOPLE.map(() => ({ item: 0 })));
	});

	it('filters by status and stops at the limit', async () => {
		const { id } = seed();

		const wanted = await read({
			campaignId: locator(id),
			filters: { status: ['COMPLETED', 'NO_ANSWER'] },
		});
		const limited = await read({ campaignId: locator(id), limit: 1, filters: { status: ['NO_ANSWER'] } });

		expect(wanted.json.map(({ name }) => name).sort()).toEqual(['Omar', 'Sara']);
		expect(limited.json.map(({ name }) => name)).toEqual(['Omar']);
	});

	it('filters by status whatever its letter case', async () => {
		const { id } = seed();
		const recipients = {
			done: [
				{ phoneNumber: '+966501000001', status: 'no_answer' },
				{ phoneNumber: '+966501000002', status: 'Completed' },
			],
		};
		simulator().behave({ then: { status: 200, json: { success: true, data: { id, recipients } } } });

		const { json } = await read({ campaignId: locator(id), filters: { status: ['NO_ANSWER'] } });

		expect(json.map(({ phoneNumber }) => phoneNumber)).toEqual(['+966501000001']);
	});

	it('names the choices when an expression gives another status', async () => {
		const { error } = await read({
			campaignId: locator(seed().id),
			filters: { status: '={{ ["ANSWERED"] }}' },
		});

		expect(error?.message).toBe('Status "ANSWERED" is not one of its choices');
		expect(error?.description).toBe(
			'Use one of: COMPLETED, FAILED, IN_PROGRESS, NO_ANSWER, PENDING, QUEUED.',
		);
		expect(simulator().requests).toEqual([]);
	});

	it('takes states that are not documented, and gives recipients the status of theirs', async () => {
		const { id } = seed();
		const recipients = { voiceMail: [{ id: 'r1', phoneNumber: '+966501000009' }], total: 1 };
		simulator().behave({
			then: { status: 200, json: { success: true, data: { id, name: 'Spring recall', recipients } } },
		});

		const { json } = await read({ campaignId: locator(id), simplify: false });

		expect(json).toEqual([
			{
				id: 'r1',
				phoneNumber: '+966501000009',
				status: 'VOICE_MAIL',
				campaignId: id,
				campaignName: 'Spring recall',
			},
		]);
	});

	it('keeps the people’s own variables as they are', async () => {
		const { json } = await read({ campaignId: locator(seed().id), filters: { status: ['PENDING'] } });

		expect(json).toEqual([expect.objectContaining({ name: 'Ali', dynamicVariables: { token: '17' } })]);
	});

	it('returns nothing of a campaign that Hamsa shows without recipients', async () => {
		const { id } = seed();
		simulator().behave({ then: { status: 200, json: { success: true, data: { id, name: 'x' } } } });

		const { status, json } = await read({ campaignId: locator(id) });

		expect(status).toBe('success');
		expect(json).toEqual([]);
	});
});
