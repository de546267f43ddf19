import type { INodeExecutionData } from 'n8n-workflow';
import { InputError } from '../../../shared/errors';
import type { OnError } from '../../../execution/onError';
import { count } from '../../../shared/text';
import { groupContacts, type RecipientsSource } from '../../../recipients/contacts';
import { campaignItem, previewItem } from './items';
import { dependsOnItem, type ParameterReader } from '../../../expressions/parameters';
import type { CampaignScope } from '../../../expressions/sameForAll';
import { checkMaximumRecipients, checkSameRecipients, planCampaign } from './plan';
import { judgeContacts } from '../../../recipients/judge';
import type { Attempt } from '../../../sending/attempts';
import { knowingEarlierTries, sendCampaign, settleEarlierCampaign, type CampaignSender } from './send';
import { requestOf } from './request';
import { inTurn, skipCalled } from '../../../recipients/leaveOut/calledBefore';
import { HOUR } from '../../../time/wallClock';
import { readCampaignSettings, readRunOptions, type RunOptions } from './settings';
import type { RunClock } from '../../../time/clock';
import type { JudgedGroup } from '../../../recipients/types';
import type { CampaignPlan } from './plan';
import {
	allBack,
	describeOrigin,
	inOrder,
	nobody,
	noNumbersError,
	present,
	rejectedError,
	withEarlier,
} from './outcome';

/** All that creating campaigns needs of the world around it. */
export interface CreateRun {
	items: readonly INodeExecutionData[];
	parameters: ParameterReader;
	clock: RunClock;
	onError: OnError;
	/** What earlier tries of this run sent, but for what surely came to nothing. */
	earlierAttempts(): Attempt[];
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

/** Always Output Data makes one empty item of no items: no contact came in, which is no failure. */
const isNothing = (items: readonly INodeExecutionData[]) =>
	items.length === 0 ||
	(items.length === 1 && Object.keys(items[0]!.json).length === 0 && items[0]!.binary === undefined);

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
	if (sender !== undefined && !options.previewOnly) {
		for (const { contacts, settings } of settled) {
			if (contacts.recipients.length === 0) continue;
			await settleEarlierCampaign(sender, requestOf(settings, contacts.recipients), contacts);
		}
	}
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
		return allBack(run, everyItem, knowingEarlierTries(error, run.earlierAttempts()));
	}
	const work = async () => {
		let planned: Planned;
		try {
			planned = await planAll(run, everyItem, source, options, sender);
		} catch (error) {
			return allBack(run, everyItem, knowingEarlierTries(error, run.earlierAttempts()));
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
