import type { INodeExecutionData } from 'n8n-workflow';
import { addEarlier, allFailed, describeOrigin, listRows, type Outcome } from '../../../execution/outcome';
import type { ItemsRun } from '../../../execution/run';
import type { RecipientsSource } from '../../../recipients/contacts';
import { rowsOf } from '../../../recipients/leaveOut/takeOut';
import type { JudgedGroup } from '../../../recipients/types';
import { InputError } from '../../../shared/errors';
import { count, nameText, quoteName } from '../../../shared/text';
import { describeRejected, nobodyItem, rejectedItems, rowItems } from './items';
import type { SentCampaign } from './send';
import type { RunOptions } from './settings';

/** What is shown of one campaign: what succeeded, and the rejected rows as failed items where the node continues. */
export function present(
	run: ItemsRun,
	group: JudgedGroup,
	options: RunOptions,
	source: RecipientsSource,
	success: INodeExecutionData | undefined,
	created: boolean,
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
	return { succeeded: rowItems(run.items, shown, { created, campaignId }), failed };
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
export const withEarlierCampaigns = (error: unknown, created: readonly INodeExecutionData[]): unknown =>
	addEarlier(
		error,
		created.map(({ json }) => `${quoteName(json.name)} (${nameText(json.id)})`),
		{ one: 'campaign', verb: 'created' },
	);

/** Columns that a message names at the most. */
const MOST_NAMED_COLUMNS = 12;

/** The wrong column, or none, was chosen for the numbers: one sentence says more than a list of all rows. */
export function noNumbersError({ items }: ItemsRun): InputError {
	const columns = Object.keys(items[0]!.json).slice(0, MOST_NAMED_COLUMNS).map(nameText);
	return new InputError(
		'Recipient Phone Number is empty in every row, so nothing was sent',
		`The rows have the columns ${columns.join(', ')}. Drag the one with the phone numbers into Recipient Phone Number.`,
	);
}

/** The rejected rows as one error, for a node that stops on errors. */
export function rejectedError({ contacts }: JudgedGroup, typedList: boolean): InputError {
	const { rejectedCount, rowCount, leftOut } = contacts;
	return new InputError(
		`${count(rejectedCount, 'recipient')} of ${rowCount.toLocaleString('en-US')} cannot be called, so nothing was sent`,
		[
			...listRows(describeRejected(leftOut, typedList)),
			'Correct the rows, or send the others: under Settings, set On Error to Continue (using error output), or switch on Skip Invalid Recipients under Options.',
		].join('<br>'),
	);
}
