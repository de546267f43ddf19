import type { INodeExecutionData } from 'n8n-workflow';
import { successesFirst, type Outcome } from '../../../execution/outcome';
import type { ItemsRun } from '../../../execution/run';
import type { SecondInput } from '../../../execution/secondInput';
import type { CampaignScope } from '../../../expressions/sameForAll';
import { localCountriesOf, type RecipientsSource } from '../../../recipients/contacts';
import { inTurn, leaveOut } from '../../../recipients/leaveOut';
import { HOUR } from '../../../time/wallClock';
import { addRowsToFix, checkPlans, inOrder, sendAll } from './carryOut';
import { earlierCampaignFinder } from './existing/earlierCampaign';
import { groupByClock, groupBySize, type CampaignGroup } from './grouping';
import { isNothing, judgeAll, wholeItems } from './judging';
import { previewAll } from './modes/preview';
import { notCreated } from './output/outcome';
import type { FileMaker } from './output/rowsToFix';
import { checkSameRecipients, planCampaign, type CampaignPlan } from './plan';
import { receiptReader, type ReceiptReader } from './receipt';
import { requestOf } from './request';
import { knowingEarlierTries, settleEarlierCampaign, type CampaignSender } from './send';
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

/** What the rules of who is not called find outside the rows, and the rules: those that ask Hamsa apart. */
export function leaveOutOf(run: OpenRun) {
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
	return { world, atOnce, asking };
}

/** Plans the campaigns of these groups. Groups without anyone to call have no plan. Throws InputError. */
export const planGroups = ({ options, clock }: OpenRun, groups: readonly CampaignGroup[]): PlannedGroup[] =>
	groups.map((group) => ({
		...group,
		plan:
			group.contacts.recipients.length === 0
				? undefined
				: planCampaign(group, group.settings, options, clock),
	}));

/** Reads, judges and plans everything before anything is sent. */
async function planAll(run: OpenRun): Promise<PlannedGroup[]> {
	const { world, atOnce, asking } = leaveOutOf(run);
	const groups = groupBySize(run, groupByClock(run, await leaveOut(judgeAll(run), atOnce, world)));
	checkSameRecipients(groups);
	await settleEarlierTries(run, groups);
	return planGroups(run, await leaveOut(groups, asking, world));
}

/** Opens a run with these options. */
export function openRun(
	run: CreateRun,
	source: RecipientsSource,
	everyItem: number[],
	options: RunOptions,
): OpenRun {
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
		const scope: CampaignScope = { items: createRun.items, indexes: everyItem, hint: createRun.hint };
		const options = readRunOptions(parameters, scope, createRun.asTool);
		run = openRun(createRun, source, everyItem, options);
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
