import type { INodeExecutionData } from 'n8n-workflow';
import { HamsaError, InputError, SendError } from '../../../shared/errors';
import { errorItem, type OnError } from '../../../execution/onError';
import { count } from '../../../shared/text';
import { groupContacts, type RecipientsSource } from '../../../recipients/contacts';
import { rowsOf } from '../../../recipients/leaveOut/takeOut';
import { campaignItem, listRejected, nobodyItem, previewItem, rejectedItems, rowItems } from './items';
import { dependsOnItem, type CampaignScope, type ParameterReader } from '../../../expressions/parameters';
import { checkMaximumRecipients, checkSameRecipients, planCampaign } from './plan';
import { judgeContacts } from '../../../recipients/judge';
import { sendCampaign, type CampaignSender, type SentCampaign } from './send';
import { inTurn, skipCalled } from '../../../recipients/leaveOut/calledBefore';
import { HOUR, spanInWords } from '../../../time/wallClock';
import { readCampaignSettings, readRunOptions, type RunClock, type RunOptions } from './settings';
import type { CampaignPlan, JudgedContacts } from '../../../recipients/types';

/** All that creating campaigns needs of the world around it. */
export interface CreateRun {
	items: readonly INodeExecutionData[];
	parameters: ParameterReader;
	clock: RunClock;
	onError: OnError;
	/** Whether an AI model runs the node. */
	asTool: boolean;
	/**
	 * Opens the connection to Hamsa; called only when there is something to send. `protectionMs` is the time in which
	 * equal content is the same campaign.
	 */
	openSender(protectionMs: number): Promise<CampaignSender>;
	/** Receives what a person should know beside the output. */
	hint(message: string): void;
}

type JudgedGroup = { items: number[]; contacts: JudgedContacts };

/** Always Output Data makes one empty item of no items: no contact came in, which is no failure. */
const isNothing = (items: readonly INodeExecutionData[]) =>
	items.length === 0 ||
	(items.length === 1 && Object.keys(items[0]!.json).length === 0 && items[0]!.binary === undefined);

/** Columns that a message names at the most. */
const MOST_NAMED_COLUMNS = 12;

/** The wrong column, or none, was chosen for the numbers: one sentence says more than a list of all rows. */
function noNumbersError(run: CreateRun): InputError {
	const columns = Object.keys(run.items[0]!.json).slice(0, MOST_NAMED_COLUMNS);
	return new InputError(
		'Recipient Phone Number is empty in every row, so nothing was sent',
		`The rows have the columns ${columns.join(', ')}. Drag the one with the phone numbers into Recipient Phone Number.`,
	);
}

/** The rejected rows as one error, for a node that stops on errors. */
function rejectedError({ contacts }: JudgedGroup, typedList: boolean): InputError {
	const { rejectedCount, rowCount, leftOut } = contacts;
	return new InputError(
		`${count(rejectedCount, 'recipient')} of ${rowCount.toLocaleString('en-US')} cannot be called, so nothing was sent`,
		[
			...listRejected(leftOut, typedList),
			'Correct the rows, or send the others: under Settings, set On Error to Continue (using error output), or switch on Skip Invalid Recipients under Options.',
		].join('<br>'),
	);
}

/** Traps that show in how the node is used rather than in a value. */
function hintTraps(run: CreateRun, groups: readonly JudgedGroup[], source: RecipientsSource): void {
	const [first] = groups;
	if (first === undefined || first.items.length < 2) return;
	if (source !== 'inputItems') {
		run.hint(
			`${count(first.items.length, 'item')} came in, but the recipients are the same for all of them, so one campaign is made. To call the items' own numbers, set Recipients to From Input Items.`,
		);
	} else if (!dependsOnItem(run.parameters.raw('recipientPhoneNumber'))) {
		run.hint(
			'Recipient Phone Number is the same for every row. Drag the column with the phone numbers into the field.',
		);
	}
}

const openSender = async (run: CreateRun, { duplicateProtectionHours }: RunOptions) =>
	await run.openSender(duplicateProtectionHours * HOUR);

/**
 * Reads, judges and plans everything before anything is sent. Groups without anyone to call have no plan. With a sender,
 * people who were called already are skipped.
 */
async function planAll(
	run: CreateRun,
	everyItem: number[],
	source: RecipientsSource,
	options: RunOptions,
	sender?: CampaignSender,
) {
	const groups: JudgedGroup[] = groupContacts(run.parameters, run.items, everyItem, source).map(
		({ items, contacts }) => ({
			items,
			contacts: judgeContacts(contacts, options),
		}),
	);
	hintTraps(run, groups, source);
	const settled = groups.map((group) => {
		const { contacts, items } = group;
		if (contacts.rowCount === 0) {
			throw new InputError(
				'No recipients are entered',
				'Add at least one recipient, or set Recipients to From Input Items to call the numbers of the incoming items.',
			);
		}
		const stopsHere = run.onError === 'stop' && !options.skipInvalidRecipients && !options.previewOnly;
		if (source === 'inputItems' && contacts.emptyCount === contacts.rowCount) throw noNumbersError(run);
		if (contacts.rejectedCount > 0 && stopsHere) throw rejectedError(group, source !== 'inputItems');
		const scope: CampaignScope = { items: run.items, indexes: items, hint: run.hint };
		return { ...group, settings: readCampaignSettings(run.parameters, scope, run.clock) };
	});
	checkSameRecipients(settled);
	const { skip } = options;
	const left =
		skip === undefined || sender === undefined
			? settled
			: await skipCalled(sender, settled, { ...options, skip }, run.clock);
	const planned = left.map(({ settings, ...group }) => ({
		...group,
		plan:
			group.contacts.recipients.length === 0
				? undefined
				: planCampaign(group, settings, options, run.clock, run.hint),
	}));
	checkMaximumRecipients(
		planned.flatMap(({ plan }) => plan ?? []),
		options.maximumRecipients,
	);
	return planned;
}

type Planned = Awaited<ReturnType<typeof planAll>>;

/** Output of one campaign: first what succeeded, then the rejected rows as failed items where the node continues. */
function present(
	run: CreateRun,
	group: JudgedGroup,
	options: RunOptions,
	source: RecipientsSource,
	success: INodeExecutionData | undefined,
	created: boolean,
): INodeExecutionData[] {
	const { contacts } = group;
	const continues = run.onError !== 'stop' && !options.skipInvalidRecipients;
	const perRow = options.output === 'rows' && !options.previewOnly;
	const separate = continues && (!perRow || run.onError === 'continueErrorOutput');
	const failed = separate
		? rejectedItems(run.items, contacts.leftOut, source !== 'inputItems', run.onError)
		: [];
	if (!perRow) return [...(success === undefined ? [] : [success]), ...failed];
	const rows = rowsOf(contacts);
	const shown = separate ? rows.filter(({ verdict }) => verdict !== 'rejected') : rows;
	const campaignId = success?.json.id as string | undefined;
	return rowItems(run.items, shown, { created, campaignId }).concat(failed);
}

/**
 * Every item of a campaign that was not created, back as a failed item; the error itself where the node stops on
 * errors. Failures of any kind, because n8n passes the input on as if it had succeeded when a node that continues on
 * errors throws.
 */
function allBack(run: CreateRun, items: readonly number[], error: unknown): INodeExecutionData[] {
	if (run.onError === 'stop') throw error;
	const message = error instanceof Error ? error.message : String(error);
	const action = error instanceof HamsaError ? error.action : 'Nothing was sent.';
	return items.map((item) => errorItem(run.items[item]?.json, item, message, action, run.onError));
}

/** What a person should know when the campaign was not simply made by this try. */
function describeOrigin({ origin, campaign, ageMs = 0 }: SentCampaign): string {
	const { status } = campaign;
	// A campaign that was stopped or failed calls nobody any more: that must show.
	const name = `"${String(campaign.name)}"${typeof status === 'string' ? ` (${status})` : ''}`;
	const age = spanInWords(ageMs);
	switch (origin) {
		case 'now':
			return '';
		case 'lostAnswer':
			return `Hamsa's answer was lost, but the campaign ${name} is there. It was not sent again.`;
		case 'earlierTry':
			return `An earlier try of this run created the campaign ${name} ${age} ago. It was not sent again and nobody new is called.`;
		case 'otherRun':
			return `The campaign ${name} with the same content was created ${age} ago, so no other was made and nobody new is called. If you mean to call everyone again, give it another name, or set Duplicate Protection to 0 under Options.`;
	}
}

async function sendPlan(
	run: CreateRun,
	sender: CampaignSender,
	plan: CampaignPlan,
): Promise<INodeExecutionData> {
	const sent = await sendCampaign(sender, plan.request, plan.contacts);
	const words = describeOrigin(sent);
	if (words !== '') run.hint(words);
	return campaignItem(plan, sent);
}

/** The item of a group without anyone to call, unless its rows leave the node as failed items anyway. */
function nobody(run: CreateRun, group: JudgedGroup, options: RunOptions): INodeExecutionData | undefined {
	const { skippedCount } = group.contacts;
	if (skippedCount > 0) {
		run.hint(
			`${count(skippedCount, 'recipient was', 'recipients were')} skipped, so nobody is left to call and no campaign was created.`,
		);
	}
	const failed = run.onError !== 'stop' && !options.skipInvalidRecipients && !options.previewOnly;
	return failed && skippedCount === 0 ? undefined : nobodyItem(group, options.previewOnly);
}

/** Says which campaigns exist already when a later one of the same run fails. */
function withEarlier(error: unknown, created: readonly INodeExecutionData[]): unknown {
	if (created.length === 0 || !(error instanceof HamsaError)) return error;
	const names = created.map(({ json }) => `"${String(json.name)}" (${String(json.id)})`).join(', ');
	const action = `${error.action} Before it, ${count(created.length, 'campaign')} of this run ${created.length === 1 ? 'was' : 'were'} created: ${names}.`;
	return error instanceof SendError
		? new SendError(error.message, action, error.mayExist, error.status)
		: new InputError(error.message, action);
}

/**
 * Turns the items of a run into campaigns: reads and checks everything, sends each campaign once, and returns the output
 * items. Throws InputError or SendError when the node stops on errors; otherwise they come back as failed items.
 */
export async function createCampaigns(run: CreateRun): Promise<INodeExecutionData[]> {
	const everyItem = run.items.map((_, index) => index);
	const source = run.parameters.raw('recipientsSource') as RecipientsSource;
	if (run.items.length === 0 || (source === 'inputItems' && isNothing(run.items))) {
		run.hint('No rows came in, so there is nobody to call and no campaign was created.');
		return [];
	}
	let options: RunOptions;
	let sender: CampaignSender | undefined;
	try {
		options = readRunOptions(
			run.parameters,
			{ items: run.items, indexes: everyItem, hint: run.hint },
			run.asTool,
		);
		if (options.skip !== undefined) sender = await openSender(run, options);
	} catch (error) {
		return allBack(run, everyItem, error);
	}
	const work = async () => {
		let planned: Planned;
		try {
			planned = await planAll(run, everyItem, source, options, sender);
		} catch (error) {
			return allBack(run, everyItem, error);
		}
		return await sendAll(run, source, options, planned, sender);
	};
	return await (sender === undefined || options.previewOnly ? work() : inTurn(sender, work));
}

/** Sends each campaign that was planned and presents what became of all rows. */
async function sendAll(
	run: CreateRun,
	source: RecipientsSource,
	options: RunOptions,
	planned: Planned,
	sender?: CampaignSender,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[][] = [];
	const created: INodeExecutionData[] = [];
	for (const { plan, ...group } of planned) {
		if (plan === undefined) {
			output.push(present(run, group, options, source, nobody(run, group, options), false));
			continue;
		}
		if (options.previewOnly) {
			run.hint('Preview Only is on: nothing was sent and nobody is called.');
			output.push(present(run, group, options, source, previewItem(plan), false));
			continue;
		}
		try {
			sender ??= await openSender(run, options);
			const item = await sendPlan(run, sender, plan);
			created.push(item);
			output.push(present(run, group, options, source, item, item.json.created === true));
		} catch (error) {
			output.push(allBack(run, group.items, withEarlier(error, created)));
		}
	}
	return inOrder(output);
}

/** Successes first: an engine that sees a failed first item runs the whole node again (Retry On Fail). */
function inOrder(output: INodeExecutionData[][]): INodeExecutionData[] {
	if (output.length === 1) return output[0]!;
	const items = output.flat();
	const failed = (item: INodeExecutionData) =>
		item.json.error !== undefined && item.json.created === undefined;
	return [...items.filter((item) => !failed(item)), ...items.filter(failed)];
}
