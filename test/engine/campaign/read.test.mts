/** Campaign: Get, Rename and Get Many, and a campaign that does not exist. */
import { describe, expect, it } from '@jest/globals';
import { links, locator, PATHS, useOperations } from '../support/operations.mts';

const { simulator, operate, queries } = useOperations();
const campaign = (operation: string, parameters: Record<string, unknown> = {}) => ({
	resource: 'campaign',
	operation,
	...parameters,
});
const seedMany = (amount: number) =>
	Array.from({ length: amount }, (_, n) => simulator().seedCampaign({ name: `Campaign ${n + 1}` }));

describe('Campaign: Get', () => {
	it('returns a campaign with its recipients counted by status', async () => {
		const { id } = simulator().seedCampaign({
			name: 'Spring recall',
			status: 'RUNNING',
			recipients: [
				{ phoneNumber: '+966501000001', status: 'COMPLETED' },
				{ phoneNumber: '+966501000002', status: 'NO_ANSWER' },
				{ phoneNumber: '+966501000003' },
				{ phoneNumber: '+966501000004' },
			],
		});

		const { json, outputs } = await operate(campaign('get', { campaignId: locator(` ${id} `) }));

		expect(json).toEqual([
			expect.objectContaining({
				id,
				name: 'Spring recall',
				status: 'RUNNING',
				recipientsCount: 4,
				agentName: 'Appointment Reminder',
				recipientCounts: { COMPLETED: 1, NO_ANSWER: 1, PENDING: 2 },
			}),
		]);
		expect(json[0]).not.toHaveProperty('recipients');
		expect(links(outputs[0]!)).toEqual([{ item: 0 }]);
	});

	it('returns the recipients too if that is wanted', async () => {
		const { id } = simulator().seedCampaign({ recipients: 2 });

		const { json } = await operate(
			campaign('get', { campaignId: locator(id), options: { includeRecipients: true } }),
		);

		expect(json[0]?.recipients).toMatchObject({ pending: [{ campaignId: id }, { campaignId: id }] });
	});

	it('reads one campaign for each item, linked to it', async () => {
		const [first, second] = seedMany(2);

		const { json, outputs } = await operate(
			campaign('get', { campaignId: locator('={{ $json.campaignId }}') }),
			{
				items: [{ campaignId: second!.id }, { campaignId: first!.id }],
			},
		);

		expect(json.map(({ name }) => name)).toEqual(['Campaign 2', 'Campaign 1']);
		expect(links(outputs[0]!)).toEqual([{ item: 0 }, { item: 1 }]);
	});
});

describe('Campaign: Rename', () => {
	it('gives a campaign another name', async () => {
		const { id } = simulator().seedCampaign();

		const { json, outputs } = await operate(
			campaign('rename', { campaignId: locator(id, 'list'), newName: ' Summer recall ' }),
		);

		expect(simulator().campaigns[0]?.name).toBe('Summer recall');
		expect(json[0]).toMatchObject({ id, name: 'Summer recall' });
		expect(links(outputs[0]!)).toEqual([{ item: 0 }]);
		expect(simulator().requests.map(({ method, body }) => ({ method, body }))).toEqual([
			{ method: 'PATCH', body: { name: 'Summer recall' } },
		]);
	});

	it.each([
		['no name', '={{ "" }}', 'New Name "" is not a name'],
		['a name that is too long', 'x'.repeat(101), /^New Name "x+…" is 101 characters long$/],
	])('sends nothing with %s', async (_, newName, words) => {
		const { id } = simulator().seedCampaign();

		const { error } = await operate(campaign('rename', { campaignId: locator(id), newName }));

		expect(error?.message).toMatch(words);
		expect(simulator().requests).toEqual([]);
	});
});

describe.each(PATHS)('Campaign: Get Many %s', (_, path) => {
	it('returns as many as the limit says, with one request that asks for no more', async () => {
		seedMany(7);

		const { json, outputs } = await operate(campaign('getMany', { limit: 3 }), path);

		expect(json.map(({ name }) => name)).toEqual(['Campaign 7', 'Campaign 6', 'Campaign 5']);
		expect(links(outputs[0]!)).toEqual([{ item: 0 }, { item: 0 }, { item: 0 }]);
		expect(queries()).toEqual([{ take: '3', skip: '0' }]);
	});

	it('returns all, counting rows from one page to the next', async () => {
		seedMany(250);

		const { json } = await operate(campaign('getMany', { returnAll: true }), path);

		expect(new Set(json.map(({ id }) => id)).size).toBe(250);
		expect(json).toHaveLength(250);
		expect(queries()).toEqual([
			{ take: '100', skip: '0' },
			{ take: '100', skip: '100' },
			{ take: '100', skip: '200' },
		]);
	});

	it('returns a campaign once when a new one shifts the list while it is read', async () => {
		seedMany(150);
		simulator().behave({ path: '/v1/voice-agents/campaigns', then: { commit: true, ...firstPage() } });

		const { json } = await operate(campaign('getMany', { returnAll: true }), path);

		expect(json.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index)).toEqual(
			[],
		);
		expect(json.map(({ name }) => name)).toContain('Campaign 1');
	});

	it('filters by voice agent', async () => {
		const other = simulator().agents[1]!.id;
		seedMany(2);
		simulator().seedCampaign({ name: 'Other', voiceAgentId: other });

		const { json } = await operate(campaign('getMany', { filters: { voiceAgentId: locator(other) } }), path);

		expect(json).toEqual([expect.objectContaining({ name: 'Other', voiceAgentId: other })]);
		expect(queries()).toEqual([{ take: '50', skip: '0', voiceAgentId: other }]);
	});

	it('searches, also where the server does not', async () => {
		const found = simulator().seedCampaign({ name: 'Spring RECALL' });
		simulator().seedCampaign({ name: 'Survey' });
		const all = await operate(campaign('getMany', {}), path);
		const answer = {
			success: true,
			message: 'ok',
			data: { campaigns: all.json, totalCount: 2, returnedCount: 2 },
		};
		const search = async () =>
			(await operate(campaign('getMany', { filters: { search: 'recall' } }), path)).json;

		const searched = await search();
		simulator().behave({ path: '/v1/voice-agents/campaigns', then: { status: 200, json: answer } });
		const notSearched = await search();

		expect(searched).toEqual([expect.objectContaining({ id: found.id })]);
		expect(notSearched).toEqual(searched);
		expect(queries().at(-1)).toEqual({ take: '100', skip: '0', search: 'recall' });
	});

	it('returns nothing of an empty list', async () => {
		const { status, json } = await operate(campaign('getMany', { returnAll: true }), path);

		expect(status).toBe('success');
		expect(json).toEqual([]);
	});

	it.each([
		[
			'a limit that is no number',
			{ limit: '={{ "many" }}' },
			'Limit "many" is not a whole number of at least 1',
		],
		['a limit of nothing', { limit: 0 }, 'Limit "0" is not a whole number of at least 1'],
		[
			'an agent that is no ID',
			{ filters: { voiceAgentId: locator('../../v2/voice-agents') } },
			'Voice Agent "../../v2/voice-agents" is not the ID of a voice agent',
		],
	])('asks nothing with %s', async (__, parameters, words) => {
		const { error } = await operate(campaign('getMany', parameters), path);

		expect(error?.message).toBe(words);
		expect(simulator().requests).toEqual([]);
	});

	/** A first page as it was before the newest of 150 campaigns came: the second page repeats its last row. */
	function firstPage() {
		const campaigns = simulator()
			.campaigns.toReversed()
			.slice(1, 101)
			.map(({ id, name }) => ({ id, name }));
		return { status: 200, json: { success: true, message: 'ok', data: { campaigns, totalCount: 149 } } };
	}
});

describe('a campaign that does not exist', () => {
	it.each(['get', 'getRecipients', 'rename'])(
		'is named by %s, with the list to choose from',
		async (operation) => {
			const campaignId = locator('c0000000-0000-4000-8000-00000000dead');

			const { error } = await operate(campaign(operation, { campaignId, newName: 'x' }));

			expect(error?.message).toBe(
				'Hamsa answered with HTTP 404: Campaign c0000000-0000-4000-8000-00000000dead was not found',
			);
			expect(error?.description).toContain('Choose the campaign again from the list of Campaign.');
		},
	);
});
