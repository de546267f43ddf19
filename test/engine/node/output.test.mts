/** How much an operation returns: Simplify, and Output where an AI model runs it. */
import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Hamsa } from '../../../nodes/Hamsa/Hamsa.node.ts';
import { FAKE_SECRET_PREFIX } from '../../simulator/life/seed.mts';
import { VOICE_AGENT } from '../support/campaign.mts';
import { locator, PATHS, useOperations } from '../support/operations.mts';

const { simulator, operate } = useOperations();

const campaignId = () =>
	locator(simulator().seedCampaign({ recipients: [{ phoneNumber: '+966501000001', name: 'Sara' }] }).id);

/** Operations that read, each with its fields, the first columns of what it returns, and one that Simplify leaves out. */
const OPERATIONS: Array<
	[name: string, first: string[], leftOut: string, parameters: () => Record<string, unknown>]
> = [
	['call/get', ['id', 'status', 'toNumber'], 'logs', () => ({ callId: locator(newCall()), optOutField: '' })],
	['call/getMany', ['id', 'status', 'toNumber'], 'channelType', () => ({ call: newCall() })],
	[
		'campaign/findPerson',
		['found', 'id', 'name'],
		'maxAttempts',
		() => ({ campaign: campaignId(), personNumber: '+966501000001' }),
	],
	['campaign/get', ['id', 'name', 'status'], 'timeRange', () => ({ campaignId: campaignId() })],
	['campaign/getMany', ['id', 'name', 'status'], 'timeRange', () => ({ campaign: campaignId() })],
	[
		'campaign/getRecipients',
		['phoneNumber', 'status', 'name'],
		'maxAttempts',
		() => ({ campaignId: campaignId() }),
	],
	['campaign/getReport', ['id', 'name', 'status'], 'isTotal', () => ({ campaignId: campaignId() })],
	[
		'campaign/rename',
		['id', 'name', 'status'],
		'timeRange',
		() => ({ campaignId: campaignId(), newName: 'Another' }),
	],
	['phoneNumber/getMany', ['number', 'label', 'provider'], 'voiceAgent', () => ({ limit: 3 })],
	['voiceAgent/get', ['id', 'name', 'type'], 'callSettings', () => ({ voiceAgentId: locator(VOICE_AGENT) })],
	['voiceAgent/getMany', ['id', 'name', 'type'], 'callSettings', () => ({ limit: 3 })],
];

const newCall = () => simulator().seedCalls(1)[0]!.id;

async function firstRow(
	name: string,
	parameters: Record<string, unknown>,
	extra: Parameters<typeof operate>[1],
): Promise<IDataObject> {
	const [resource, operation] = name.split('/');
	const { json, error } = await operate({ resource, operation, ...parameters }, extra);
	if (error !== undefined) throw new Error(error.message);
	return json[0]!;
}

describe.each(PATHS)('what a reading operation returns %s', (_, path) => {
	const asTool = { ...path, asTool: true };

	it.each(OPERATIONS)(
		'%s: ten fields at most, what people look for first',
		async (name, first, leftOut, of) => {
			const row = await firstRow(name, of(), path);
			const inTool = await firstRow(name, of(), asTool);

			expect(Object.keys(row).slice(0, 3)).toEqual(first);
			expect(Object.keys(row).length).toBeLessThanOrEqual(10);
			expect(row).not.toHaveProperty(leftOut);
			expect(Object.keys(inTool)).toEqual(Object.keys(row));
		},
	);

	it.each(OPERATIONS)(
		'%s: everything with Simplify off, or Raw for a tool',
		async (name, _first, leftOut, of) => {
			const row = await firstRow(name, { ...of(), simplify: false }, path);
			const inTool = await firstRow(name, { ...of(), outputMode: 'raw' }, asTool);

			expect(row).toHaveProperty(leftOut);
			expect(Object.keys(inTool)).toEqual(Object.keys(row));
			expect(JSON.stringify([row, inTool])).not.toContain(FAKE_SECRET_PREFIX);
		},
	);

	it.each(OPERATIONS)('%s: the ID and the chosen fields for a tool', async (name, first, leftOut, of) => {
		const chosen = { outputMode: 'selected', outputFields: [leftOut, first[2]] };

		const row = await firstRow(name, { ...of(), ...chosen }, asTool);

		expect(Object.keys(row)).toEqual(['id', leftOut, first[2]]);
		expect(row.id).toEqual(expect.any(String));
		expect(row[first[2]!]).not.toBeNull();
	});

	it('is not what a tool is set to outside of one, and the other way round', async () => {
		const [name, , leftOut, of] = OPERATIONS.find(([each]) => each === 'campaign/get')!;

		const row = await firstRow(name, { ...of(), outputMode: 'raw' }, path);
		const inTool = await firstRow(name, { ...of(), simplify: false }, asTool);

		expect(row).not.toHaveProperty(leftOut);
		expect(inTool).not.toHaveProperty(leftOut);
	});

	it('names the choices when an expression gives another field', async () => {
		const chosen = { outputMode: 'selected', outputFields: '={{ ["salary"] }}' };

		const { error } = await operate({ resource: 'voiceAgent', operation: 'getMany', ...chosen }, asTool);

		expect(error?.message).toBe('Fields "salary" is not one of its choices');
		expect(error?.description).toContain('greetingMessage');
		expect(simulator().requests).toEqual([]);
	});
});

describe('the choice of fields in the panel', () => {
	const choices = new Hamsa().description.properties.filter(
		({ name }: INodeProperties) => name === 'outputFields',
	);

	it('has every field that the operation returns, by a name for people', async () => {
		expect(choices).toHaveLength(OPERATIONS.length);
		for (const [name, , , of] of OPERATIONS) {
			const [resource, operation] = name.split('/');
			const { options } = choices.find(
				({ displayOptions }) =>
					displayOptions?.show?.resource?.[0] === resource &&
					displayOptions?.show?.operation?.[0] === operation,
			)!;
			const offered = options as INodePropertyOptions[];
			const returned = {
				...(await firstRow(name, of(), {})),
				...(await firstRow(name, { ...of(), simplify: false }, {})),
			};

			expect(offered.map(({ value }) => value)).toEqual(
				expect.arrayContaining(Object.keys(returned).filter((field) => field !== 'id')),
			);
			const names = offered.map((option) => option.name);
			expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
			for (const each of names) expect(each).toMatch(/^[A-Z][A-Za-z0-9]*( [A-Z][A-Za-z0-9]*)*$/);
		}
	});
});
