import type { INodeExecutionData } from 'n8n-workflow';
import { successesFirst, type Outcome } from '../../../execution/outcome';
import type { ItemsRun } from '../../../execution/run';
import type { SecondInput } from '../../../execution/secondInput';
import type { CampaignScope } from '../../../expressions/sameForAll';
import { localCountriesOf, type RecipientsSource } from '../../../recipients/contacts';
import { inTurn, leaveOut } from '../../../recipients/leaveOut';
import { count, errorWords } from '../../../shared/text';
import { HOUR } from '../../../time/wallClock';
import { earlierCampaignFinder } from './existing/earlierCampaign';
import { groupAll, type CampaignGroup } from './grouping';
import { isNothing, judgeAll, wholeItems } from './judging';
import { checkApproval } from './modes/approval';
import { previewAll } from './modes/preview';
import { campaignItem } from './output/items';
import {
	amongOthers,
	describeCampaignOrigin,
	hintErrorColumn,
	nobody,
	notCreated,
	present,
	type Made,
} from './output/outcome';
import { withRowsToFix, type FileMaker } from './output/rowsToFix';
import {
	checkSameRecipients,
	describeNotes,
	describePlans,
	limitsError,
	planCampaign,
	type CampaignPlan,
} from './plan';
import { receiptReader, type ReceiptReader } from './receipt';
import { requestOf } from './request';
import { knowingEarlierTries, sendCampaign, settleEarlierCampaign, type CampaignSender } from './send';
import { readRunOptions, type RunOptions } from './options';

/** All that creating campaigns needs of the world around it. */
export interface CreateRun extends ItemsRun {
	/** Whether an AI model runs the node. */
	asTool: boolean;
	/** The Do Not Call List as it came in. */
	doNotCallRows: SecondInput;
	/** Whether there is somebody whom a warning about what Hamsa stored reaches. */
	readsBack: boolean;
	/**
	 * Opens the connection to Hamsa; called only when there is something to ask or to send. `protectionMs` is the time in
	 * which equal content is the same campaign.
	 */
	openSender(protectionMs: number): Promise<CampaignSender>;
	makeFile: FileMaker;
}

/** A run whose options are read. */
export interface OpenRun extends CreateRun {
	/** The indexes of all items. */
	everyItem: number[];
	source: RecipientsSource;
	options: RunOptions;
	/** The connection to Hamsa, the same one whenever it is asked for. */
	connect(): Promise<CampaignSender>;
	/** Reads back what became of each plan that was sent. */
	receiptOf: ReceiptReader;
}

/** One campaign to be; without a plan when nobody is to be called. */
export interface PlannedGroup extends CampaignGroup {
	plan?: CampaignPlan;
}

/** Learns what became of earlier tries before anything else is said about their rows. */
async function settleEarlierTries(
	{ connect, options }: OpenRun,
	groups: readonly CampaignGroup[],
): Promise<void> {
	const asks = options.leaveOut.some(({ asksHamsa }) => asksHamsa);
	if (!asks || options.mode === 'preview') return;
	for (const { contacts, settings } of groups) {
		if (contacts.recipients.length === 0) continue;
		await settleEarlierCampaign(await connect(), requestOf(settings, contacts.recipients), contacts);
	}
}

/**
 * Reads, judges and plans everything before anything is sent. Groups without anyone to call have no plan.
 */
async function planAll(run: OpenRun): Promise<PlannedGroup[]> {
	const { options, clock, hint, connect, items, parameters, doNotCallRows } = run;
	const world = {
		now: clock.now,
		openSender: connect,
		doNotCall: {
			doNotCallRows,
			defaultCountries: () => localCountriesOf(parameters, items),
			digitsAreInternational: options.digitsAreInternational,
			hint,
		},
		// A preview says of people who wait in a campaign of the same rows what it says of all who wait.
		findEarlierCampaign: options.mode === 'preview' ? async () => undefined : earlierCampaignFinder(connect),
	};
	const atOnce = options.leaveOut.filter(({ asksHamsa }) => !asksHamsa);
	const asking = options.leaveOut.filter(({ asksHamsa }) => asksHamsa);
	const groups = groupAll(run, await leaveOut(judgeAll(run), atOnce, world));
	checkSameRecipients(groups);
	await settleEarlierTries(run, groups);
	const left = await leaveOut(groups, asking, world);
	return left.map((group) => ({
		...group,
		plan:
			group.contacts.recipients.length === 0
				? undefined
				: planCampaign(group, group.settings, options, clock),
	}));
}

/** Sends one campaign. `isOnly` says that the run makes no other, so that all can be told of it at once. */
async function sendPlan(
	run: OpenRun,
	plan: CampaignPlan,
	isOnly: boolean,
): Promise<Made & { item: INodeExecutionData }> {
	const { hint, options } = run;
	const sender = await run.connect();
	const sent = await sendCampaign(sender, plan.request, plan.contacts);
	const words = describeCampaignOrigin(sent);
	if (words !== '') hint(words);
	const created = sent.origin !== 'otherRun';
	if (created) {
		if (isOnly) hint(plan.summary);
		const notes = describeNotes(plan.contacts);
		if (notes !== undefined) hint(notes);
	}
	const receipt = await run.receiptOf(sender, plan, sent);
	const campaignId = String(sent.campaign.id);
	return {
		item: campaignItem(plan, sent, receipt, options.simplify),
		fate: { called: 'sent', hoursOf: plan.hoursOf, campaignId, created, receipt },
	};
}

/** Sends each campaign that was planned and presents what became of all rows. */
async function sendAll(run: OpenRun, planned: readonly PlannedGroup[]): Promise<Outcome[]> {
	const { options, source } = run;
	const outcomes: Outcome[] = [];
	const all: INodeExecutionData[] = [];
	const created: CampaignPlan[] = [];
	const plans = planned.flatMap(({ plan }) => plan ?? []);
	const isOnly = plans.length === 1;
	for (const { plan, ...group } of planned) {
		if (plan === undefined) {
			const name = planned.length === 1 ? undefined : group.settings.name;
			const item = nobody(run, group, options, name);
			const made: Made = { item, fate: { called: 'sent', created: false } };
			outcomes.push(present(run, group, options, source, made));
			continue;
		}
		try {
			const made = await sendPlan(run, plan, isOnly);
			all.push(made.item);
			if (made.fate.created === true) created.push(plan);
			outcomes.push(present(run, group, options, source, made));
		} catch (error) {
			const later = run.onError === 'stop' ? plans.slice(plans.indexOf(plan) + 1) : [];
			const others = { created: all, unsent: later.map(({ request }) => request.name) };
			const told = isOnly ? error : amongOthers(error, plan.request.name, others);
			outcomes.push(notCreated(run, group.items, told));
		}
	}
	if (!isOnly && created.length > 0) {
		run.hint(`${count(created.length, 'campaign was', 'campaigns were')} created. ${describePlans(created)}`);
	}
	if (options.output === 'rows') hintErrorColumn(run);
	return outcomes;
}

/** Checks what would be sent against the limits and the approval. Throws InputError. */
function checkPlans({ options }: OpenRun, planned: readonly PlannedGroup[]): void {
	const plans = planned.flatMap(({ plan }) => plan ?? []);
	const exceeded = limitsError(plans, options);
	if (exceeded !== undefined) throw exceeded;
	const requests = plans.map(({ request }) => request);
	checkApproval(options.approvalCode, requests);
}

/** The output items, one for each row in the order of the rows, whichever campaigns these are in. */
function inOrder({ options }: OpenRun, outcomes: readonly Outcome[]): INodeExecutionData[] {
	if (options.output !== 'rows' || outcomes.length < 2) return successesFirst(outcomes);
	const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
	const succeeded = outcomes.flatMap((outcome) => outcome.succeeded);
	succeeded.sort((one, other) => itemOf(one) - itemOf(other));
	return successesFirst([{ succeeded, failed: outcomes.flatMap(({ failed }) => failed) }]);
}

/** Adds the rows that cannot be called as a file. What was sent must be told even when there can be no file. */
async function addRowsToFix(
	run: OpenRun,
	planned: readonly PlannedGroup[],
	output: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	if (!run.options.rowsToFix) return output;
	try {
		const leftOut = planned.flatMap(({ contacts }) => contacts.leftOut);
		return await withRowsToFix(output, run.items, leftOut, run.makeFile);
	} catch (error) {
		run.hint(`The file with the rows to fix could not be made: ${errorWords(error)}`, 'warning');
		return output;
	}
}

/** Reads the options of a run. Throws InputError. */
function openRun(run: CreateRun, source: RecipientsSource, everyItem: number[]): OpenRun {
	const scope: CampaignScope = { items: run.items, indexes: everyItem, hint: run.hint };
	const options = readRunOptions(run.parameters, scope, run.asTool);
	let sender: Promise<CampaignSender> | undefined;
	const connect = async () => await (sender ??= run.openSender(options.duplicateProtectionHours * HOUR));
	const readsBack = run.readsBack && options.checkStored;
	return { ...run, everyItem, source, options, connect, receiptOf: receiptReader(readsBack, run.hint) };
}

/**
 * Turns the items of a run into campaigns, or shows what would become of them: reads and checks everything, sends each
 * campaign once, and returns the output items. Throws InputError or SendError when the node stops on errors; otherwise they
 * come back as failed items.
 */
export async function createCampaigns(given: CreateRun): Promise<INodeExecutionData[]> {
	const { items, parameters } = given;
	const createRun = { ...given, items: wholeItems(items) };
	const everyItem = items.map((_, index) => index);
	const source = parameters.raw('recipientsSource') as RecipientsSource;
	if (items.length === 0 || (source === 'inputItems' && isNothing(items))) {
		createRun.hint('No rows came in, so there is nobody to call and no campaign was created.');
		return [];
	}
	const nothing = (error: unknown) => {
		const told = knowingEarlierTries(error, createRun.earlierAttempts());
		return successesFirst([notCreated(createRun, everyItem, told)]);
	};
	let run: OpenRun;
	let sender: CampaignSender | undefined;
	try {
		run = openRun(createRun, source, everyItem);
		if (run.options.leaveOut.some(({ asksHamsa }) => asksHamsa)) sender = await run.connect();
	} catch (error) {
		return nothing(error);
	}
	const isPreview = run.options.mode === 'preview';
	const work = async () => {
		let planned: PlannedGroup[];
		let previewed: Outcome[] | undefined;
		try {
			planned = await planAll(run);
			if (isPreview) previewed = await previewAll(run, planned);
			else checkPlans(run, planned);
		} catch (error) {
			return nothing(error);
		}
		const outcomes = previewed ?? (await sendAll(run, planned));
		return await addRowsToFix(run, planned, inOrder(run, outcomes));
	};
	return await (sender === undefined || isPreview ? work() : inTurn(sender, work));
}
