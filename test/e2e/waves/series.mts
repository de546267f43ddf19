/** The example of waves as a person publishes it, with a webhook in place of its schedule: each POST is a time of the schedule. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Credential, RestClient } from '../../../tools/n8n/rest.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import { deliver } from '../../queue/support/sender.mts';
import { shipped } from '../examples/pictures.mts';
import { onSheet, type Sheet } from './sheet.mts';

/** The name of the example's file, and of its nodes that a test changes or looks at. */
export const EXAMPLE = 'waves-from-sheet';
export const SCHEDULE = 'Every 15 minutes';
export const RELEASE = 'Release wave';

/** Where waves are released. */
export interface Releaser {
	n8n: { url: string; rest: RestClient };
	credential: Credential;
}

type Row = Record<string, unknown>;

/** A list that goes out in waves. */
export interface Series {
	/** Campaign Name: what the waves of the list share. */
	name: string;
	/** Of its webhook. */
	path: string;
	/** Runs the workflow once, and resolves with what it wrote into the cell `state` of Settings. */
	run(): Promise<string>;
}

/** Any hour is a calling hour, so that no check depends on the time of day. */
const ALL_DAY = {
	callingHours: 'custom',
	callingDays: 'everyDay',
	startCallingTime: '00:00',
	endCallingTime: '23:59',
	scheduledTimezone: { __rl: true, mode: 'name', value: 'Asia/Riyadh' },
	limits: { earliestLocalTime: '', latestLocalTime: '' },
};

/** So long the node waits for an answer (ms): what a dead process held is free after this and five minutes. */
const TIMEOUT = 10_000;

/** The example on a sheet, in Preview or calling people. */
export function exampleOn({ credential }: Pick<Releaser, 'credential'>, sheet: Sheet, runMode?: 'call') {
	const workflow = shipped({ credential } as Parameters<typeof shipped>[0], EXAMPLE, runMode);
	return { ...workflow, nodes: workflow.nodes.map((node) => onSheet(node, sheet)) };
}

/** Publishes the example for a list of its own, calling people at any hour. */
export async function publishSeries(
	{ n8n, credential }: Releaser,
	sheet: Sheet,
	parameters: Row = {},
): Promise<Series> {
	const path = randomUUID();
	const name = `Recall ${path.slice(0, 8)}`;
	const workflow = exampleOn({ credential }, sheet, 'call');
	const nodes = workflow.nodes.map((node) => {
		if (node.name === SCHEDULE) {
			const webhook = { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} };
			return {
				...node,
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2.1,
				webhookId: path,
				parameters: webhook,
			};
		}
		if (node.name !== RELEASE) return node;
		const requestOptions = { timeout: TIMEOUT };
		return { ...node, parameters: { ...node.parameters, ...ALL_DAY, requestOptions, name, ...parameters } };
	});
	const saved = await n8n.rest.createWorkflow({ ...workflow, nodes });
	await n8n.rest.activate(saved);
	return await seriesAt(n8n.url, { name, path });
}

/** The series of a workflow whose webhook has this path, once n8n takes it. */
export async function seriesAt(
	n8nUrl: string,
	{ name, path }: Pick<Series, 'name' | 'path'>,
): Promise<Series> {
	const url = `${n8nUrl}/webhook/${path}`;
	await waitFor(`the webhook ${path}`, 180_000, async () => {
		// Only POST is registered; for an unknown path n8n's answer is another one.
		const response = await fetch(url);
		return (await response.text()).includes('not registered for GET requests') || undefined;
	});
	return {
		name,
		path,
		async run() {
			const { status, answer } = await deliver({ url }, []);
			assert.equal(status, 200, answer);
			return String((JSON.parse(answer) as Row).state);
		},
	};
}

/** Rows of a sheet with people who are called nowhere else: `from` and `to` number them. */
export const people = (from: number, to: number): Row[] =>
	Array.from({ length: to - from }, (_, index) => ({
		name: `Person ${from + index}`,
		phone: `0507${String(from + index).padStart(6, '0')}`,
		country: 'SA',
		verdict: '',
		status: '',
	}));

/** The number that is called for such a row. */
export const numberOf = ({ phone }: Row) => `+966${String(phone).slice(1)}`;
