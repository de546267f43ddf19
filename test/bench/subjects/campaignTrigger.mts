/**
 * What polling costs with many campaigns: memory, requests and time, by n8n-core's PollContext against the simulator in
 * a process of its own. By hand: `npm run build`, then `node tools/run.mjs test/bench/subjects/campaignTrigger.mts`.
 */
import 'reflect-metadata';
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { INode, INodeType, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { simulatorCredential } from '../../../tools/example.mts';
import { projectRoot } from '../../../tools/lib/paths.mts';
import { startSimulator } from '../../simulator/server.mts';

const HOUR = 3_600_000;
type Cast = Array<{ campaigns: number; recipients: number; status: 'RUNNING' | 'COMPLETED' }>;

/** The simulator's side: seeds what it is told to and lets the campaigns live on when it is told to. */
async function serve(): Promise<void> {
	const simulator = await startSimulator();
	process.on('message', (message: { seed?: Cast; finish?: number; requests?: true }) => {
		const then = new Date(Date.now() - 24 * HOUR);
		for (const { campaigns, recipients, status } of message.seed ?? []) {
			for (let index = 0; index < campaigns; index++) {
				simulator.seedCampaign({ recipients, status, createdAt: then, updatedAt: then });
			}
		}
		for (const { id, recipients, status } of simulator.campaigns) {
			if (message.finish === undefined || status !== 'RUNNING') continue;
			const completedAt = new Date().toISOString();
			for (let index = 0; index < Math.min(message.finish, recipients.length); index++) {
				simulator.setRecipient(id, index, { status: 'COMPLETED', attempts: 1, completedAt });
			}
		}
		process.send!({ url: simulator.url, apiKey: simulator.apiKey, requests: simulator.requests.length });
	});
	process.send!({});
}

async function measure(name: string, cast: Cast, finish: number): Promise<void> {
	const server = fork(fileURLToPath(import.meta.url), ['serve']);
	process.once('exit', () => server.kill());
	const ask = async (message?: object) =>
		await new Promise<{ url: string; apiKey: string; requests: number }>((resolve) => {
			server.once('message', (answer) =>
				resolve(answer as { url: string; apiKey: string; requests: number }),
			);
			if (message !== undefined) server.send(message);
		});
	await ask();
	const { url, apiKey } = await ask({ seed: cast });
	// As CommonJS, as n8n loads them.
	const load = createRequire(import.meta.url);
	const { PollContext } = load('n8n-core') as typeof import('n8n-core');
	const { Workflow } = load('n8n-workflow') as typeof import('n8n-workflow');
	const { HamsaCampaignTrigger } = load(
		join(projectRoot, 'dist/nodes/Hamsa/HamsaCampaignTrigger.node.js'),
	) as { HamsaCampaignTrigger: new () => INodeType };
	const type = new HamsaCampaignTrigger();
	const node: INode = {
		id: 'trigger',
		name: 'Trigger',
		type: 'trigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: { events: ['campaignFinished', 'recipientFinished'] },
		credentials: { hamsaApi: { id: '1', name: 'Hamsa' } },
	};
	const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: true, nodeTypes });
	const additionalData = {
		credentialsHelper: {
			getDecrypted: async () => simulatorCredential({ apiKey, url }),
			authenticate: async (_: unknown, __: unknown, options: { headers?: object }) => ({
				...options,
				headers: { ...options.headers, Authorization: `Token ${apiKey}` },
			}),
			preAuthentication: async () => undefined,
			runPreAuthentication: async () => undefined,
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
		},
		currentNodeExecutionIndex: 0,
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;

	console.log(`\n${name}`);
	let asked = 0;
	const poll = async (label: string) => {
		const started = performance.now();
		const context = new PollContext(workflow, node, additionalData, 'trigger', 'activate');
		const output = await type.poll!.call(context);
		const seconds = (performance.now() - started) / 1000;
		const { requests } = await ask({ requests: true });
		const state = JSON.stringify(workflow.staticData).length;
		console.log(
			`  ${label.padEnd(24)}${String(requests - asked).padStart(5)} requests ${seconds.toFixed(2).padStart(7)} s  peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB  ${output?.[0]?.length ?? 0} items  state ${(state / 1024).toFixed(1)} kB`,
		);
		asked = requests;
	};
	await poll('first poll');
	await poll('second poll');
	await ask({ finish });
	for (const turn of [1, 2, 3, 4, 5, 6]) await poll(`after ${finish} finished, ${turn}`);
	server.kill();
}

if (process.argv[2] === 'serve') {
	await serve();
} else {
	await measure(
		'one campaign of 50,000 recipients, calling',
		[{ campaigns: 1, recipients: 50_000, status: 'RUNNING' }],
		500,
	);
	await measure(
		'500 campaigns of 1,000 recipients, 495 of them over',
		[
			{ campaigns: 495, recipients: 1_000, status: 'COMPLETED' },
			{ campaigns: 5, recipients: 1_000, status: 'RUNNING' },
		],
		20,
	);
	await measure(
		'500 campaigns of 1,000 recipients, all calling',
		[{ campaigns: 500, recipients: 1_000, status: 'RUNNING' }],
		5,
	);
	process.exit();
}
