import type { INodeExecutionData } from 'n8n-workflow';
import { successesFirst, type Outcome } from '../../../execution/outcome';
import type { ItemsRun } from '../../../execution/run';
import type { SecondInput } from '../../../execution/secondInput';
import { dependsOnItem } from '../../../expressions/parameters';
import type { CampaignScope } from '../../../expressions/sameForAll';
import { readsAllItems } from '../../../expressions/scope';
import {
	defaultCountriesOf,
	groupContacts,
	TYPED_SOURCES,
	type RecipientsSource,
} from '../../../recipients/contacts';
import { judgeContacts } from '../../../recipients/judge';
import { inTurn, leaveOut } from '../../../recipients/leaveOut';
import { checkNameField, hintLostFields } from '../../../recipients/nameField';
import type { JudgedContacts, JudgedGroup } from '../../../recipients/types';
import { InputError } from '../../../shared/errors';
import { count } from '../../../shared/text';
import { HOUR } from '../../../time/wallClock';
import { earlierCampaignFinder } from './existing/earlierCampaign';
import { campaignItem, previewItem, receiptColumns } from './items';
import {
	describeCampaignOrigin,
	fixedNumberError,
	hintReplacedColumns,
	nobody,
	noNumbersError,
	notCreated,
	present,
	rejectedError,
	withEarlierCampaigns,
	type Made,
} from './outcome';
import { checkMaximumRecipients, checkSameRecipients, planCampaign, type CampaignPlan } from './plan';
import { receiptReader, type ReceiptReader } from './receipt';
import { requestOf } from './request';
import { knowingEarlierTries, sendCampaign, settleEarlierCampaign, type CampaignSender } from './send';
import { readCampaignSettings, readRunOptions, type CampaignSettings, type RunOptions } from './settings';

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
}

/** A run whose options are read. */
interface OpenRun extends CreateRun {
	/** The indexes of all items. */
	everyItem: number[];
	source: RecipientsSource;
	options: RunOptions;
	/** The connection to Hamsa, the same one whenever it is asked for. */
	connect(): Promise<CampaignSender>;
	/** Reads back what became of each plan that was sent. */
	receiptOf: ReceiptReader;
}

/** Whether a node before has given an item without `json`, which n8n lets pass. */
const isWhole = ({ json }: INodeExecutionData) => typeof json === 'object' && json !== null;

/** The items, each with fields: one that came without any is a row like others, in which there is no number. */
const wholeItems = (items: readonly INodeExecutionData[]) =>
	items.every(isWhole) ? items : items.map((item) => (isWhole(item) ? item : { ...item, json: {} }));

/** Always Output Data makes one empty item of no items: no contact came in, which is no failure. */
const isNothing = (items: readonly INodeExecutionData[]) =>
	items.length === 0 ||
	(items.length === 1 &&
		isWhole(items[0]!) &&
		Object.keys(items[0]!.json).length === 0 &&
		items[0]!.binary === undefined);

/** Names that are not sent, that a message lists at most. */
const MOST_LISTED_NAMES = 5;

/** Tells of names that are no names: their people are called without them. */
function hintNames(run: CreateRun, { lessNames }: JudgedContacts): void {
	if (lessNames.length === 0) return;
	const listed = lessNames.slice(0, MOST_LISTED_NAMES).map(({ row, cell }) => `row ${row}: ${cell}`);
	const more = lessNames.length - listed.length;
	run.hint(
		`${count(lessNames.length, 'name')} ${lessNames.length === 1 ? 'was' : 'were'} left out or shortened, since what the cell holds is no name (${listed.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en-US')} more` : ''}). The people are called.`,
	);
}

/** Traps that show in how the node is used rather than in a value. */
function hintTraps(run: CreateRun, groups: readonly JudgedGroup[], source: RecipientsSource): void {
	const [first] = groups;
	if (first === undefined || first.items.length < 2) return;
	if (source !== 'inputItems') {
		// A list made of all items is the items' own.
		if (readsAllItems(run.parameters.raw(TYPED_SOURCES[source].path))) return;
		run.hint(
			`${count(first.items.length, 'item')} came in, but the recipients are the same for all of them, so one campaign is made. To call the items' own numbers, set Recipients to From Input Items.`,
		);
	} else if (!dependsOnItem(run.parameters.raw('recipientPhoneNumber'))) {
		run.hint(
			'Recipient Phone Number is the same for every row. Drag the column with the phone numbers into the field.',
		);
	}
}

/** Checks that the fields read for each row are read from what rows have. Throws InputError. */
function checkRowFields(run: CreateRun, contacts: JudgedContacts): void {
	const { items, parameters, hint } = run;
	const { rowCount, recipients } = contacts;
	if (contacts.emptyCount === rowCount) throw noNumbersError(run);
	if (recipients.length === 0 && rowCount > 1 && !dependsOnItem(parameters.raw('recipientPhoneNumber'))) {
		throw fixedNumberError(run, contacts);
	}
	const someHaveNames = recipients.some(({ name }) => name !== undefined);
	checkNameField(parameters, items, someHaveNames || recipients.length === 0, hint);
	hintLostFields(parameters, items, hint);
}

/** Judges all rows; throws when they cannot become campaigns at all, or not with the node's On Error setting. */
function judgeAll(run: OpenRun): Array<JudgedGroup & { settings: CampaignSettings }> {
	const { items, everyItem, parameters, source, options, onError } = run;
	const groups = groupContacts(parameters, items, everyItem, source).map((group): JudgedGroup => {
		const contacts = judgeContacts(group.contacts, options);
		const failure = group.contacts.failureOfAll?.();
		if (failure !== undefined) throw failure;
		return { items: group.items, contacts };
	});
	hintTraps(run, groups, source);
	const stopsAtRows = onError === 'stop' && !options.skipInvalidRecipients && !options.previewOnly;
	return groups.map((group) => {
		const { contacts, items: indexes } = group;
		if (contacts.rowCount === 0) {
			throw new InputError(
				'No recipients are entered',
				'Add at least one recipient, or set Recipients to From Input Items to call the numbers of the incoming items.',
			);
		}
		if (source === 'inputItems') checkRowFields(run, contacts);
		hintNames(run, contacts);
		if (contacts.rejectedCount > 0 && stopsAtRows) throw rejectedError(group, source !== 'inputItems');
		const scope: CampaignScope = { items, indexes, hint: run.hint };
		return { ...group, settings: readCampaignSettings(parameters, scope, run.clock) };
	});
}

/** Learns what became of earlier tries before anything else is said about their rows. */
async function settleEarlierTries(
	{ connect, options }: OpenRun,
	groups: ReadonlyArray<JudgedGroup & { settings: CampaignSettings }>,
): Promise<void> {
	const asks = options.leaveOut.some(({ asksHamsa }) => asksHamsa);
	if (!asks || options.previewOnly) return;
	for (const { contacts, settings } of groups) {
		if (contacts.recipients.length === 0) continue;
		await settleEarlierCampaign(await connect(), requestOf(settings, contacts.recipients), contacts);
	}
}

/**
 * Reads, judges and plans everything before anything is sent. Groups without anyone to call have no plan.
 */
async function planAll(run: OpenRun): Promise<Array<JudgedGroup & { plan?: CampaignPlan }>> {
	const { options, clock, hint, connect, items, parameters, doNotCallRows } = run;
	const world = {
		now: clock.now,
		openSender: connect,
		doNotCall: {
			doNotCallRows,
			defaultCountries: () => defaultCountriesOf(parameters, items),
			digitsAreInternational: options.digitsAreInternational,
			hint,
		},
		// A preview says of people who wait in a campaign of the same rows what it says of all who wait.
		findEarlierCampaign: options.previewOnly ? async () => undefined : earlierCampaignFinder(connect),
	};
	const atOnce = options.leaveOut.filter(({ asksHamsa }) => !asksHamsa);
	const asking = options.leaveOut.filter(({ asksHamsa }) => asksHamsa);
	const unique = await leaveOut(judgeAll(run), atOnce, world);
	checkSameRecipients(unique);
	await settleEarlierTries(run, unique);
	const left = await leaveOut(unique, asking, world);
	const planned = left.map(({ settings, ...group }) => ({
		...group,
		plan:
			group.contacts.recipients.length === 0
				? undefined
				: planCampaign(group, settings, options, clock, hint),
	}));
	checkMaximumRecipients(
		planned.flatMap(({ plan }) => plan ?? []),
		options.maximumRecipients,
	);
	return planned;
}

async function sendPlan(run: OpenRun, plan: CampaignPlan): Promise<Made & { item: INodeExecutionData }> {
	const sender = await run.connect();
	const sent = await sendCampaign(sender, plan.request, plan.contacts);
	const words = describeCampaignOrigin(sent);
	if (words !== '') run.hint(words);
	const receipt = await run.receiptOf(sender, plan, sent);
	const item = campaignItem(plan, sent, receipt);
	return { item, created: item.json.created === true, receipt };
}

/** Sends each campaign that was planned and presents what became of all rows. */
async function sendAll(
	run: OpenRun,
	planned: ReadonlyArray<JudgedGroup & { plan?: CampaignPlan }>,
): Promise<Outcome[]> {
	const { options, source } = run;
	const outcomes: Outcome[] = [];
	const all: Array<Awaited<ReturnType<typeof sendPlan>>> = [];
	for (const { plan, ...group } of planned) {
		if (plan === undefined) {
			outcomes.push(present(run, group, options, source, { item: nobody(run, group, options) }));
			continue;
		}
		if (options.previewOnly) {
			run.hint('Preview Only is on: nothing was sent and nobody is called.');
			outcomes.push(present(run, group, options, source, { item: previewItem(plan) }));
			continue;
		}
		try {
			const made = await sendPlan(run, plan);
			all.push(made);
			outcomes.push(present(run, group, options, source, made));
		} catch (error) {
			const earlier = all.map(({ item }) => item);
			outcomes.push(notCreated(run, group.items, withEarlierCampaigns(error, earlier)));
		}
	}
	if (options.output === 'rows' && !options.previewOnly) {
		hintReplacedColumns(run, receiptColumns(all.map(({ receipt }) => receipt)));
	}
	return outcomes;
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
 * Turns the items of a run into campaigns: reads and checks everything, sends each campaign once, and returns the output
 * items. Throws InputError or SendError when the node stops on errors; otherwise they come back as failed items.
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
	const work = async () => {
		let planned;
		try {
			planned = await planAll(run);
		} catch (error) {
			return nothing(error);
		}
		return successesFirst(await sendAll(run, planned));
	};
	return await (sender === undefined || run.options.previewOnly ? work() : inTurn(sender, work));
}
