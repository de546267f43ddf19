/** The shipped example (examples/): how it gets into an n8n, and what came of running it. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './lib/paths.mts';
import { filesDirectory } from './n8n/environment.mts';
import type { Credential, Workflow } from './n8n/rest.mts';
import { type Execution, outputOf } from './n8n/runData.mts';

export const exampleTrigger = 'Start';
export const exampleNode = 'Create campaign';
export const credentialType = 'hamsaApi';

/** The data of a credential for a stand-in of the Hamsa API at an address of its own. */
export const simulatorCredential = ({ apiKey, url }: { apiKey: string; url: string }) => ({
	apiKey,
	region: 'other',
	baseUrl: url,
});

/** The example's files, relative to the project. */
export const exampleFiles = {
	workflow: 'examples/campaign-from-csv.json',
	contacts: 'examples/contacts.csv',
};

/** A row that the node put on its error output. */
export interface RejectedRow {
	/** Its number in the list, the first being 1. */
	row: number;
	/** Row number, value and what is wrong with it, in words. */
	reason: string;
	/** All that n8n carries on with: the row's own fields and the reason. */
	fields: Record<string, unknown>;
}

export interface ExampleOutcome {
	/** The campaigns that were created: one for each clock on which people of the list live. */
	campaigns: Array<Record<string, unknown>>;
	rejected: RejectedRow[];
	/** How long the Hamsa node ran, in ms. */
	nodeTime: number;
	/** n8n's own words for what went wrong, if the workflow failed. */
	failure: string | undefined;
}

/** Whether a node creates campaigns and its mode was left as it is when it is added: the examples ship in Preview. */
const isCreate = ({ resource, operation, runMode }: Record<string, unknown>) =>
	resource === 'campaign' && ['create', 'releaseWave'].includes(String(operation)) && runMode === undefined;

/**
 * A shipped workflow, using this credential in its Hamsa nodes; the main example unless another file is named. As shipped it
 * only previews; with `call` it is what a person makes of it who sets Run Mode to Call People.
 */
export function exampleWorkflow(
	credential: Credential,
	{ file = exampleFiles.workflow, runMode }: { file?: string; runMode?: 'call' } = {},
): Workflow {
	const text = readFileSync(join(projectRoot, file), 'utf8');
	const workflow = JSON.parse(text) as Workflow;
	const nodes = workflow.nodes.map((node) => {
		if (!node.type.startsWith('n8n-nodes-hamsa.')) return node;
		const parameters =
			runMode !== undefined && isCreate(node.parameters) ? { ...node.parameters, runMode } : node.parameters;
		return { ...node, parameters, credentials: { [credentialType]: credential } };
	});
	return { ...workflow, nodes };
}

/** Puts the shipped contacts where the example looks for them. */
export function placeContacts(userFolder: string): void {
	const directory = filesDirectory(userFolder);
	mkdirSync(directory, { recursive: true });
	copyFileSync(join(projectRoot, exampleFiles.contacts), join(directory, 'contacts.csv'));
}

function rowOf(pairedItem: unknown): number {
	const [first] = [pairedItem].flat() as Array<{ item: number } | number | undefined>;
	const item = typeof first === 'object' ? first.item : first;
	return item === undefined ? 0 : item + 1;
}

/** What came of running the example workflow. */
export function readOutcome(execution: Execution): ExampleOutcome {
	const campaigns = outputOf(execution, exampleNode, 0)
		.map(({ json }) => json)
		.filter(({ created }) => created === true);
	const rejected = outputOf(execution, exampleNode, 1).map(({ json, pairedItem }) => ({
		row: rowOf(pairedItem),
		reason: String(json.error),
		fields: json,
	}));
	const nodeTime = execution.runData[exampleNode]?.[0]?.executionTime ?? 0;
	const { error } = execution;
	const failure = error && [error.message, error.description].filter(Boolean).join('\n');
	return { campaigns, rejected, nodeTime, failure };
}

/** The sum of a count over campaigns. */
export const sumOf = (campaigns: ExampleOutcome['campaigns'], count: string): number =>
	campaigns.reduce((sum, campaign) => sum + Number(campaign[count]), 0);

/** Whether campaigns were created as the example means it: with everybody who can be called, and bad rows explained. */
export function isAsExpected({ campaigns, rejected }: ExampleOutcome): boolean {
	return sumOf(campaigns, 'recipientsCount') >= 45 && rejected.length === 3;
}

/** What a preview of the example showed: how many rows have each verdict, and the rows that cannot be called. */
export function previewTable(execution: Execution): string {
	const rows = outputOf(execution, exampleNode, 0).map(({ json }) => json);
	const counts = new Map<string, number>();
	for (const { callVerdict } of rows) {
		counts.set(String(callVerdict), (counts.get(String(callVerdict)) ?? 0) + 1);
	}
	const lines = [...counts].map(([verdict, amount]) => `  ${verdict.padEnd(16)}${amount} rows`);
	const rejected = rows.filter(({ callVerdict }) => callVerdict === 'rejected');
	return [...lines, ...rejected.map(({ callReason }) => `    ${String(callReason)}`)].join('\n');
}

/** The outcome as a short table for people. */
export function outcomeTable({ campaigns, rejected, nodeTime, failure }: ExampleOutcome): string {
	const rows: Array<[label: string, value: string]> =
		campaigns.length === 0
			? [['Campaigns', failure ?? 'none was created']]
			: [
					['Campaigns', `${campaigns.length}, each in one request`],
					['Recipients', String(sumOf(campaigns, 'recipientsCount'))],
					['Duplicates', `${sumOf(campaigns, 'duplicatesRemoved')} removed`],
					...campaigns.map(({ recipientsCount, callingWindow, expectedDuration }): [string, string] => [
						'Calls',
						`${String(recipientsCount)} ${String(callingWindow)}, ${String(expectedDuration)}`,
					]),
				];
	rows.push(['Node time', `${nodeTime} ms`], ['Rejected', `${rejected.length} rows`]);
	const lines = rows.map(([label, value]) => `  ${label.padEnd(12)}${value}`);
	return [...lines, ...rejected.map(({ reason }) => `    ${reason}`)].join('\n');
}
