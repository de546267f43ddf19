/** Runs a cell of the table on n8n's real engine and tells what came of it. */
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { FILLED_IN, KEY } from '../engine/support/campaign.mts';
import { deduplication } from '../engine/support/n8n/deduplication.mts';
import { runNode, type EngineResult } from '../engine/support/harness.mts';
import { startSimulator, type Simulator } from '../simulator/server.mts';
import { FAULTS, type Fault, type Outcome, type Run } from './table.mts';

export const ON_ERROR = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
export type OnError = (typeof ON_ERROR)[number];

export interface Cell {
	name: string;
	fault: Fault;
	run: Run;
	onError: OnError;
}

/** What came of a cell. */
export interface Observed {
	outcome: Outcome | 'unclear';
	campaigns: number;
	/** People who are called, each as often as a campaign has them. */
	called: number;
	/** People who are in no campaign although the node does not say that they were not called. */
	lost: number;
	/** Where the person sees it. */
	seenIn:
		| 'output'
		| 'failed execution'
		| 'failed rows'
		| 'error output'
		| 'output and failed rows'
		| 'output and error output'
		| 'unclear';
	/** The words a person reads. */
	words: string;
}

const PEOPLE = ['+966501000000', '+966501000001', '+966501000002'];
const ROWS = PEOPLE.map((phone, index) => ({ phone, note: `row ${index}` }));

/** What a person calls the fault. */
const titleOf = ({ name, but }: Fault) => (but === undefined ? name : `${name}; ${but}`);

/**
 * The node's Timeout in milliseconds: what hangs takes this long, and pauses between looks are no longer. Longer than an
 * answer takes on a slow machine.
 */
const TIMEOUT = 4_000;

/** The single-item path has one row of cells: n8n gives a tool's error back to the agent. */
export const CELLS: Cell[] = FAULTS.flatMap((fault) => [
	...(['retryOff', 'retryOn'] as const).flatMap((run) =>
		ON_ERROR.map((onError) => ({ name: `${titleOf(fault)}, ${run}, ${onError}`, fault, run, onError })),
	),
	{ name: `${titleOf(fault)}, tool`, fault, run: 'tool', onError: 'stopWorkflow' },
]);

const wordsOf = ({ json }: INodeExecutionData) => `${String(json.error)} ${String(json.message)}`;

/** A row that came back as failed with all its own fields. */
const isRow = ({ json }: INodeExecutionData, index: number) =>
	json.phone === ROWS[index]?.phone && json.note === ROWS[index]?.note && json.error !== undefined;

const isCampaign = ({ json }: INodeExecutionData) => json.id !== undefined;

/** The rows on an output, when each came back once, in order. */
const areRows = (items: INodeExecutionData[]) => items.length === ROWS.length && items.every(isRow);

function whereSeen({ status, error, outputs }: EngineResult): Pick<Observed, 'seenIn' | 'words'> {
	if (status === 'error') {
		return { seenIn: 'failed execution', words: `${error?.message} ${error?.description}` };
	}
	const [output = [], errorOutput = []] = outputs;
	const first = output[0] ?? errorOutput[0];
	if (first === undefined) return { seenIn: 'unclear', words: 'nothing' };
	if (output.length === 0 && areRows(errorOutput)) return { seenIn: 'error output', words: wordsOf(first) };
	if (errorOutput.length === 0 && areRows(output)) return { seenIn: 'failed rows', words: wordsOf(first) };
	const failed = [...output, ...errorOutput].filter(({ json }) => json.error !== undefined);
	if (output.some(isCampaign) && failed.length > 0) {
		const seenIn = errorOutput.length > 0 ? 'output and error output' : 'output and failed rows';
		return { seenIn, words: failed.map(wordsOf).join(' ') };
	}
	if (output.every(isCampaign) && errorOutput.length === 0 && first.json.id !== undefined) {
		return { seenIn: 'output', words: '' };
	}
	return { seenIn: 'unclear', words: JSON.stringify(outputs) };
}

/** What the read-back came to; undefined when all agrees, or nobody looked. */
function receiptOf({ verified, differences, twin, unverifiedReason }: IDataObject, told: string) {
	if (twin === null)
		return told.includes('another that looks the same was created') ? 'laterTwin' : 'unclear';
	if (twin !== undefined)
		return told.includes('Two campaigns with the same people exist') ? 'twin' : 'unclear';
	if (verified === false)
		return told.includes((differences as string[])[0]!) && told.includes('Batch Calls')
			? 'differs'
			: 'unclear';
	if (verified === null) return told.includes(String(unverifiedReason)) ? 'unchecked' : 'unclear';
	return undefined;
}

function outcomeOf({ json, hints }: EngineResult, { seenIn, words }: Pick<Observed, 'seenIn' | 'words'>) {
	if (seenIn === 'unclear') return 'unclear';
	if (seenIn !== 'output') {
		const not = words.includes('No campaign was created');
		const may = words.includes('The campaign may exist') && words.includes('Batch Calls');
		if (not === may) return 'unclear';
		return not ? 'notCreated' : 'mayExist';
	}
	const { created, alreadyExisted } = json[0]!;
	const told = [...hints, ...((json[0]!.hints ?? []) as string[])].join(' ');
	if (created === false)
		return alreadyExisted === true && told.includes('nobody new') ? 'existed' : 'unclear';
	const receipt = receiptOf(json[0]!, told);
	if (receipt !== undefined) return receipt;
	return /answer was lost|An earlier try/.test(told) ? 'found' : 'created';
}

/** What came of three campaigns of one list, of which these exist. */
function outcomeOfThree(
	{ json, hints }: EngineResult,
	{ seenIn, words }: Pick<Observed, 'seenIn' | 'words'>,
	existing: Simulator['campaigns'],
): Observed['outcome'] {
	const numbers = existing.flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));
	if (new Set(numbers).size !== numbers.length) return 'unclear';
	if (seenIn === 'output') {
		const told = [...hints, ...((json[0]!.hints ?? []) as string[])].join(' ');
		if (json.filter(({ created }) => created === true).length !== ROWS.length) return 'unclear';
		return told.includes('answer was lost') ? 'found' : 'created';
	}
	// Where the node goes on, the others are in its output.
	const isTold = ({ name }: IDataObject) =>
		seenIn === 'failed execution'
			? words.includes(String(name))
			: json.some((item) => item.id !== undefined && item.name === name);
	if (!existing.every((campaign) => isTold(campaign as unknown as IDataObject))) return 'unclear';
	const not = words.includes('No campaign was created');
	const may = words.includes('The campaign may exist');
	if (not === may || !/Campaign "Cell \d+ \(\d\/3\)"/.test(words)) return 'unclear';
	return not ? 'partly' : 'partlyMayExist';
}

/** The people of whom the node says that they were not called. */
function reportedPeople({ outputs }: EngineResult, { seenIn }: Pick<Observed, 'seenIn'>): string[] {
	if (seenIn === 'unclear') return [];
	if (seenIn === 'failed execution') return PEOPLE;
	return outputs.flat().flatMap(({ json }) => (json.error === undefined ? [] : String(json.phone)));
}

/** Runs one cell on a simulator of its own, which is reset first. */
async function runCell({ name, fault, run, onError }: Cell, simulator: Simulator): Promise<Observed> {
	simulator.reset();
	const isTool = run === 'tool';
	const settings: Partial<INode> = {
		onError,
		...(run === 'retryOn' ? { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } : {}),
	};
	// The same for each run of the cell: a date does not move on with it.
	const parameters = fault.parameters?.() ?? {};
	const workflowId = `faults ${name}`;
	if (fault.lockFailure !== undefined) {
		deduplication.failures.set(workflowId, new Error(fault.lockFailure));
	}
	const once = async () =>
		await runNode({
			workflowId,
			items: isTool ? [{}] : ROWS,
			parameters: {
				...FILLED_IN,
				// A name of its own: an unknown outcome is remembered by name and address.
				name: `Cell ${CELLS.findIndex((cell) => cell.name === name)}`,
				...parameters,
				...(fault.inThree === true ? { severalCampaigns: { peoplePerCampaign: 1 } } : {}),
				...(isTool ? { recipientsSource: 'json', recipients: JSON.stringify(PEOPLE) } : {}),
				requestOptions: { timeout: TIMEOUT },
			},
			credential: { apiKey: KEY, baseUrl: fault.baseUrl ?? simulator.url },
			settings,
			viaRouting: isTool,
		});
	for (let before = fault.before ?? 0; before > 0; before--) await once();
	for (const rule of fault.rules) simulator.behave(rule);
	const results = await Promise.all(Array.from({ length: fault.atOnce ?? 1 }, once));

	// Of several at the same moment, one that came too late.
	const result = results.find(({ json }) => json[0]?.created === false) ?? results[0]!;
	const seen = whereSeen(result);
	const called = simulator.campaigns.flatMap(({ recipients }) => recipients.map((one) => one.phoneNumber));
	// A failed execution keeps its rows, and failed rows carry themselves.
	const reported = reportedPeople(result, seen);
	return {
		...seen,
		outcome:
			fault.inThree === true ? outcomeOfThree(result, seen, simulator.campaigns) : outcomeOf(result, seen),
		campaigns: simulator.campaigns.length,
		called: called.length,
		lost: PEOPLE.filter((person) => !called.includes(person) && !reported.includes(person)).length,
	};
}

/** Cells that run at the same time: most of the time they wait. */
const AT_ONCE = 16;
/** Milliseconds between their starts, so that they do not all work at the same moment. */
const APART = 300;

/** Runs all cells; what came of each, in their order. */
export async function runCells(): Promise<Observed[]> {
	// All are started first, as starting one keeps the others from answering.
	const simulators: Simulator[] = [];
	while (simulators.length < AT_ONCE) simulators.push(await startSimulator({ apiKey: KEY }));
	// The first run loads what the others find loaded.
	await runCell(CELLS[0]!, simulators[0]!);

	const observed: Observed[] = [];
	// The workers share one iterator, so each cell is run once.
	const queue = CELLS.entries();
	const work = async (simulator: Simulator, worker: number) => {
		await new Promise((resolve) => setTimeout(resolve, worker * APART));
		for (const [index, cell] of queue) observed[index] = await runCell(cell, simulator);
	};
	await Promise.all(simulators.map(work));
	for (const simulator of simulators) await simulator.close();
	return observed;
}
