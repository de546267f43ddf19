import type { INodeExecutionData } from 'n8n-workflow';
import type { RecipientsSource } from '../../../recipients/contacts';
import { rowsOf } from '../../../recipients/leaveOut/takeOut';
import type { JudgedGroup } from '../../../recipients/types';
import { listRejected, nobodyItem, rejectedItems, rowItems } from './items';
import type { CreateRun } from './run';
import type { RunOptions } from './settings';
import { errorItem } from '../../../execution/onError';
import { HamsaError, InputError } from '../../../shared/errors';
import { spanInWords } from '../../../time/wallClock';
import type { SentCampaign } from './send';
import { count, nameText, quoteName } from '../../../shared/text';

/** Output of one campaign: first what succeeded, then the rejected rows as failed items where the node continues. */
export function present(
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
export function allBack(run: CreateRun, items: readonly number[], error: unknown): INodeExecutionData[] {
	if (run.onError === 'stop') throw error;
	const message = error instanceof Error ? error.message : String(error);
	const action = error instanceof HamsaError ? error.action : 'Nothing was sent.';
	return items.map((item) => errorItem(run.items[item]?.json, item, message, action, run.onError));
}

/** What a person should know when the campaign was not simply made by this try. */
export function describeOrigin({ origin, campaign, ageMs = 0 }: SentCampaign): string {
	const { status } = campaign;
	// A campaign that was stopped or failed calls nobody any more: that must show.
	const name = `${quoteName(campaign.name)}${typeof status === 'string' ? ` (${nameText(status)})` : ''}`;
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

/** The item of a group without anyone to call, unless its rows leave the node as failed items anyway. */
export function nobody(
	run: CreateRun,
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
export function withEarlier(error: unknown, created: readonly INodeExecutionData[]): unknown {
	if (created.length === 0 || !(error instanceof HamsaError)) return error;
	const names = created.map(({ json }) => `${quoteName(json.name)} (${nameText(json.id)})`).join(', ');
	const action = `${error.action} Before it, ${count(created.length, 'campaign')} of this run ${created.length === 1 ? 'was' : 'were'} created: ${names}.`;
	return error.reworded(error.message, action);
}

/** Successes first: an engine that sees a failed first item runs the whole node again (Retry On Fail). */
export function inOrder(output: INodeExecutionData[][]): INodeExecutionData[] {
	if (output.length === 1) return output[0]!;
	const items = output.flat();
	const failed = (item: INodeExecutionData) =>
		item.json.error !== undefined && item.json.created === undefined;
	return [...items.filter((item) => !failed(item)), ...items.filter(failed)];
}

/** The wrong column, or none, was chosen for the numbers: one sentence says more than a list of all rows. */
export function noNumbersError(run: CreateRun): InputError {
	const columns = Object.keys(run.items[0]!.json).slice(0, MOST_NAMED_COLUMNS).map(nameText);
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
			...listRejected(leftOut, typedList),
			'Correct the rows, or send the others: under Settings, set On Error to Continue (using error output), or switch on Skip Invalid Recipients under Options.',
		].join('<br>'),
	);
}

/** Columns that a message names at the most. */
const MOST_NAMED_COLUMNS = 12;
