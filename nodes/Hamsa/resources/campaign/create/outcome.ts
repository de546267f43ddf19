import type { INodeExecutionData } from 'n8n-workflow';
import { addEarlier, allFailed, describeOrigin, listRows, type Outcome } from '../../../execution/outcome';
import type { ItemsRun } from '../../../execution/run';
import type { RecipientsSource } from '../../../recipients/contacts';
import { showExpression } from '../../../expressions/failure';
import { unknownVariables } from '../../../expressions/scope';
import { rowsOf } from '../../../recipients/leaveOut/takeOut';
import { describePhoneColumns } from '../../../recipients/phoneColumns';
import type { JudgedContacts, JudgedGroup } from '../../../recipients/types';
import { InputError } from '../../../shared/errors';
import { count, nameText, quoteName, quoteValue } from '../../../shared/text';
import { describeRejected, isError, nobodyItem, rejectedItems, replacedColumns, rowItems } from './items';
import type { Receipt } from './receipt';
import type { SentCampaign } from './send';
import type { RunOptions } from './settings';

/** What came of one campaign to be. */
export interface Made {
	/** The item that tells of it; none where its rows leave as failed items. */
	item?: INodeExecutionData;
	/** Whether this run made it. */
	created?: boolean;
	/** What was read back of it, where it was. */
	receipt?: Receipt;
}

/** What is shown of one campaign: what succeeded, and the rejected rows as failed items where the node continues. */
export function present(
	run: ItemsRun,
	group: JudgedGroup,
	options: RunOptions,
	source: RecipientsSource,
	{ item: success, created = false, receipt }: Made,
): Outcome {
	const { contacts } = group;
	const continues = run.onError !== 'stop' && !options.skipInvalidRecipients;
	const perRow = options.output === 'rows' && !options.previewOnly;
	const separate = continues && (!perRow || run.onError === 'continueErrorOutput');
	const failed = separate ? rejectedItems(run, contacts.leftOut, source !== 'inputItems') : [];
	if (!perRow) return { succeeded: success === undefined ? [] : [success], failed };
	const rows = rowsOf(contacts);
	const shown = separate ? rows.filter(({ verdict }) => verdict !== 'rejected') : rows;
	const campaignId = success?.json.id as string | undefined;
	const retried = run.retriesOnFail === true;
	return { succeeded: rowItems(run.items, shown, { created, campaignId, retried, receipt }), failed };
}

/** Input items of which no campaign was made, all failed; throws the error where the node stops on errors. */
export const notCreated = (run: ItemsRun, items: readonly number[], error: unknown): Outcome => ({
	succeeded: [],
	failed: allFailed(run, items, error, 'Nothing was sent.'),
});

/** What a person should know when the campaign was not simply made by this try; '' when it was. */
export function describeCampaignOrigin(sent: SentCampaign): string {
	const { name, status } = sent.campaign;
	// A campaign that was stopped or failed calls nobody any more: that must show.
	const campaign = `${quoteName(name)}${typeof status === 'string' ? ` (${nameText(status)})` : ''}`;
	const again = sent.isRetry
		? 'run the workflow anew with another Campaign Name (a Retry takes any name for the same), or set Duplicate Protection to 0 under Options and retry with the saved workflow'
		: 'give it another name, or set Duplicate Protection to 0 under Options';
	return describeOrigin(sent, {
		lostAnswer: () =>
			`Hamsa's answer was lost, but the campaign ${campaign} is there. It was not sent again.`,
		earlierTry: (age) =>
			`An earlier try of this run created the campaign ${campaign} ${age} ago. It was not sent again and nobody new is called.`,
		otherRun: (age) =>
			`The campaign ${campaign} with the same content was created ${age} ago, so no other was made and nobody new is called. If you mean to call everyone again, ${again}.`,
	});
}

/** The item of a group without anyone to call, unless its rows leave the node as failed items anyway. */
export function nobody(
	run: ItemsRun,
	group: JudgedGroup,
	options: RunOptions,
): INodeExecutionData | undefined {
	const { skippedCount, doNotCallCount } = group.contacts;
	const leftOut = [
		...(skippedCount === 0 ? [] : [`${count(skippedCount, 'recipient was', 'recipients were')} skipped`]),
		...(doNotCallCount === 0
			? []
			: [`${count(doNotCallCount, 'recipient is', 'recipients are')} on the Do Not Call List`]),
	];
	if (leftOut.length > 0) {
		run.hint(`${leftOut.join(' and ')}, so nobody is left to call and no campaign was created.`);
	}
	const failed = run.onError !== 'stop' && !options.skipInvalidRecipients && !options.previewOnly;
	return failed && leftOut.length === 0 ? undefined : nobodyItem(group, options.previewOnly);
}

/** One Item per Row puts its own columns in the place of those of the rows that have their names: that must show. */
export function hintReplacedColumns(
	{ items, parameters, hint, retriesOnFail }: ItemsRun,
	ofReceipts: readonly string[],
): void {
	const replaced = replacedColumns(items, parameters.raw('recipientPhoneNumber'), ofReceipts);
	if (replaced.length > 0) {
		hint(
			`One Item per Row has put what became of the rows in the place of their own columns ${replaced.join(', ')}. If you write the rows back, rename those columns before this node, so that their values are not lost.`,
		);
	}
	if (retriesOnFail === true && items.some(({ json }) => isError(json.error))) {
		hint(
			'The column error of the rows is not in the output: with Retry On Fail, n8n would take it for a failure and run the node again. Rename the column before this node to keep it.',
		);
	}
}

/** Says which campaigns exist already when a later one of the same run fails. */
export const withEarlierCampaigns = (error: unknown, created: readonly INodeExecutionData[]): unknown =>
	addEarlier(
		error,
		created.map(({ json }) => `${quoteName(json.name)} (${nameText(json.id)})`),
		{ one: 'campaign', verb: 'created' },
	);

/** The wrong column, or none, was chosen for the numbers: one sentence says more than a list of all rows. */
export function noNumbersError({ items, parameters }: ItemsRun): InputError {
	const expression = showExpression(parameters.raw('recipientPhoneNumber'));
	return new InputError(
		'Recipient Phone Number is empty in every row, so nothing was sent',
		[
			expression === '' ? '' : `It reads ${expression}.`,
			describeUnknown(parameters.raw('recipientPhoneNumber')),
			describePhoneColumns(items),
		]
			.filter((sentence) => sentence !== '')
			.join(' '),
	);
}

/** What n8n evaluates to nothing without a word: a variable that it does not know. */
function describeUnknown(raw: unknown): string {
	const [unknown] = typeof raw === 'string' && raw.startsWith('=') ? unknownVariables(raw) : [];
	return unknown === undefined ? '' : `n8n has no ${unknown}; the columns of a row are in $json.`;
}

/** The field for the numbers is a fixed text, which no number can be read from: `phone`, say, for the column. */
export function fixedNumberError({ items, parameters }: ItemsRun, { leftOut }: JudgedContacts): InputError {
	const raw = quoteValue(parameters.raw('recipientPhoneNumber'));
	return new InputError(
		`Recipient Phone Number is the same for every row, ${raw}, and cannot be called, so nothing was sent`,
		`${leftOut[0]!.reason}. ${describePhoneColumns(items)}`,
	);
}

/** The rejected rows as one error, for a node that stops on errors. */
export function rejectedError({ contacts }: JudgedGroup, typedList: boolean): InputError {
	const { rejectedCount, rowCount, leftOut } = contacts;
	return new InputError(
		`${count(rejectedCount, 'recipient')} of ${rowCount.toLocaleString('en-US')} cannot be called, so nothing was sent`,
		[
			...listRows(describeRejected(leftOut, typedList)),
			...(leftOut.some(({ cell }) => Array.isArray(cell) && cell.length > 1)
				? [
						'If an Aggregate node has made one row of many, take it out: each row is one recipient, and all rows become one campaign.',
					]
				: []),
			'Correct the rows, or send the others: under Settings, set On Error to Continue (using error output), or switch on Skip Invalid Recipients under Options.',
		].join('<br>'),
	);
}
