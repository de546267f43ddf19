import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { resolveOutputSchemaPath } from 'n8n-core';
import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Hamsa } from '../../../nodes/Hamsa/Hamsa.node.ts';
import type { CallSeed, CampaignSeed } from '../../simulator/control/steering.mts';
import { FILLED_IN as CALL } from '../support/calls.mts';
import { FILLED_IN, VOICE_AGENT } from '../support/campaign.mts';
import { locator, useOperations } from '../support/operations.mts';

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

const { simulator, operate } = useOperations();

/** Every operation of the node, as `resource/operation`. */
const OPERATIONS = new Hamsa().description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options }: INodeProperties) =>
		(options as INodePropertyOptions[]).map(
			({ value }) => `${String(displayOptions?.show?.resource?.[0])}/${String(value)}`,
		),
	);

/** Runs an operation so that each field that it can return is there. */
const RUNS: Record<string, () => Promise<IDataObject[]>> = {
	'call/get': async () =>
		await outputOf('call/get', { callId: locator(callOf({ outcomeResult: { doNotCall: true } }).id) }),
	'call/getMany': async () => {
		callOf({});
		return await outputOf('call/getMany', {});
	},
	// A new call, the same once more, and one that another run has placed.
	'call/start': async () =>
		await outputOf(
			'call/start',
			{ ...CALL, toNumber: '={{ $json.phone }}' },
			['+966501120001', '+966501120001', callOf({ toNumber: '+966501120002' }).toNumber].map((phone) => ({
				phone,
			})),
		),
	// In the mode that is chosen at first, in which one sees the fields before the first run: the node's own columns, without
	// those of the rows.
	'campaign/create': async () => {
		const sara = { phone: '+966501234567', name: 'Sara' };
		const parameters = { ...FILLED_IN, runMode: undefined, recipientName: '={{ $json.name }}' };
		const shown = await outputOf('campaign/create', parameters, [sara, { phone: 'x' }, sara]);
		return shown.map(({ phone: _phone, name: _name, ...columns }) => columns);
	},
	// For somebody who waits for the next call.
	'campaign/findPerson': async () => {
		campaignInAllStates();
		return await outputOf('campaign/findPerson', { personNumber: '+966501000005' });
	},
	'campaign/get': async () => await outputOf('campaign/get', { campaignId: campaignInAllStates() }),
	'campaign/getMany': async () => {
		campaignInAllStates();
		return await outputOf('campaign/getMany', {});
	},
	'campaign/getRecipients': async () =>
		await outputOf('campaign/getRecipients', { campaignId: campaignInAllStates() }),
	'campaign/getReport': async () =>
		await outputOf('campaign/getReport', {
			// With a pace, which needs a time that is not long ago.
			campaignId: campaignInAllStates('RUNNING', new Date(Date.now() - 3_600_000).toISOString()),
		}),
	// In Preview, in which it is at first, for somebody in an earlier wave too.
	'campaign/releaseWave': async () => {
		const [sara, omar] = [{ phone: '+966501234561', name: 'Sara' }, { phone: '+966501234562' }];
		simulator().seedCampaign({ name: 'Spring recall · wave 1', recipients: [{ phoneNumber: omar.phone }] });
		const parameters = {
			...FILLED_IN,
			operation: 'releaseWave',
			runMode: undefined,
			recipientName: '={{ $json.name }}',
		};
		const shown = await outputOf('campaign/releaseWave', parameters, [sara, omar]);
		return shown.map(({ phone: _phone, name: _name, ...columns }) => columns);
	},
	'campaign/rename': async () =>
		await outputOf('campaign/rename', { campaignId: campaignInAllStates(), newName: 'Another' }),
	'phoneNumber/getMany': async () => await outputOf('phoneNumber/getMany', {}),
	'project/get': async () => await outputOf('project/get', {}),
	'voiceAgent/get': async () => await outputOf('voiceAgent/get', { voiceAgentId: locator(VOICE_AGENT) }),
	'voiceAgent/getMany': async () => await outputOf('voiceAgent/getMany', {}),
};

/** Further runs, for fields that are there in some cases only. */
const FURTHER_RUNS: Record<string, () => Promise<IDataObject[]>> = {
	// The mode that is chosen at first, for a call that was placed already.
	'call/start': async () =>
		await outputOf('call/start', { ...CALL, runMode: 'preview', toNumber: '+966501120001' }),
	// For people who are in a campaign already.
	'campaign/create': async () => {
		const people = [{ phone: '+966501234568' }];
		await outputOf('campaign/create', FILLED_IN, people);
		const shown = await outputOf('campaign/create', { ...FILLED_IN, runMode: 'preview' }, people);
		return shown.map(({ phone: _phone, ...columns }) => columns);
	},
};

async function outputOf(
	name: string,
	parameters: Record<string, unknown>,
	items?: IDataObject[],
): Promise<IDataObject[]> {
	const [resource, operation] = name.split('/');
	const { json, error } = await operate({ resource, operation, ...parameters }, { items });
	if (error !== undefined) throw new Error(error.message);
	return json;
}

const callOf = (seed: CallSeed) => simulator().seedCalls([seed])[0]!;

function campaignInAllStates(
	status: CampaignSeed['status'] = 'SCHEDULED',
	time = '2026-10-01T08:00:00.000Z',
) {
	const statuses = ['PENDING', 'QUEUED', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'NO_ANSWER'] as const;
	const { id } = simulator().seedCampaign({
		status,
		scheduledDate: time,
		scheduledTimezone: 'Asia/Riyadh',
		webhookUrl: 'https://hooks.example.com',
		recipients: statuses.map((status, n) => ({
			phoneNumber: `+96650100000${n}`,
			name: 'Sara',
			status,
			jobId: 'job',
			lastError: 'Busy',
			latestActionTimestamp: time,
			nextRetryAt: time,
			completedAt: time,
		})),
	});
	return locator(id);
}

function schemaOf(name: string): Schema {
	const [resource, operation] = name.split('/');
	const path = resolveOutputSchemaPath({
		nodeDir: join(process.cwd(), 'nodes/Hamsa'),
		version: 1,
		resource,
		operation,
	});
	if (path === undefined || !existsSync(path)) throw new Error(`${name} has no output schema`);
	return JSON.parse(readFileSync(path, 'utf8')) as Schema;
}

/** All fields below a value with their types, as `path: type`. What is null or empty could be anything, so it counts as nothing. */
function fieldsOf(value: unknown, path = ''): string[] {
	if (value === null || value === undefined) return [];
	if (Array.isArray(value))
		return [`${path}: array`, ...value.flatMap((each) => fieldsOf(each, `${path}[]`))];
	if (typeof value === 'object') {
		const inner = Object.entries(value).flatMap(([key, held]) => fieldsOf(held, `${path}.${key}`));
		return [`${path}: object`, ...inner];
	}
	return [`${path}: ${Number.isInteger(value) ? 'integer' : typeof value}`];
}

function fieldsIn({ type, properties = {}, items }: Schema, path = ''): string[] {
	const inner = Object.entries(properties).flatMap(([key, schema]) => fieldsIn(schema, `${path}.${key}`));
	return [`${path}: ${type}`, ...inner, ...(items === undefined ? [] : fieldsIn(items, `${path}[]`))];
}

describe('the output schema, from which the editor shows the fields before the first run,', () => {
	it.each(OPERATIONS)('of %s has exactly the fields that the operation returns', async (name) => {
		const items = [...(await RUNS[name]!()), ...((await FURTHER_RUNS[name]?.()) ?? [])];
		const returned = new Set(fieldsOf(items).map((field) => field.replace(/^\[\]/, '')));
		returned.delete(': array');

		expect([...returned].sort()).toEqual(fieldsIn(schemaOf(name)).sort());
	});
});
