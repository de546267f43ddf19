import type { INodeExecutionData } from 'n8n-workflow';
import { addEarlier, allFailed, describeOrigin, type Outcome } from '../../../../execution/outcome';
import type { ItemsRun } from '../../../../execution/run';
import type { RecipientsSource } from '../../../../recipients/contacts';
import { showExpression } from '../../../../expressions/failure';
import { unknownVariables } from '../../../../expressions/scope';
import { rowsOf } from '../../../../recipients/leaveOut/takeOut';
import { describePhoneColumns } from '../../../../recipients/phoneColumns';
import { describeProblem, problemsOf } from '../../../../recipients/problems';
import type { JudgedContacts, JudgedGroup } from '../../../../recipients/types';
import { HamsaError, InputError } from '../../../../shared/errors';
import { count, nameText, quoteName, quoteValue, upperFirst } from '../../../../shared/text';
import type { SentCampaign } from '../send';
import type { RunOptions } from '../options';
import { nobodyItem } from './items';
import { rejectedItems } from './rejected';
import { isError, rowItems, type RowsFate } from './rowItems';

/** What came of one campaign to be. */
export interface Made {
	/** The item that tells of it; none where its rows leave as failed items. */
	item?: INodeExecutionData;
	/** What became of its rows. */
	fate: RowsFate;
}

/** What is shown of one campaign: what succeeded, and the rejected rows as failed items where the node continues. */
export function present(
	run: ItemsRun,
	{ contacts }: JudgedGroup,
	options: RunOptions,
	source: RecipientsSource,
	{ item, fate }: Made,
): Outcome {
	// Finding rows that cannot be called is what a preview is for: there they are no failure.
	const continues = run.onError !== 'stop' && !options.leavesOutBadRows && options.mode !== 'preview';
	const perRow = options.output === 'rows';
	const separate = continues && (!perRow || run.onError === 'continueErrorOutput');
	const failed = separate ? rejectedItems(run, contacts.leftOut, source !== 'inputItems') : [];
	if (!perRow) return { succeeded: item === undefined ? [] : [item], failed };
	const rows = rowsOf(contacts);
	const shown = separate ? rows.filter(({ verdict }) => verdict !== 'rejected') : rows;
	return { succeeded: rowItems(run.items, shown, fate, run.retriesOnFail === true), failed };
}

/** Input items of which no campaign was made, all failed; throws the error where the node stops on errors. */
export function notCreated(run: ItemsRun, items: readonly number[], error: unknown): Outcome {
	const failed = allFailed(run, items, error, 'Nothing was sent.');
	// n8n shows a node with failed items as one that succeeded.
	const message = error instanceof Error ? error.message : String(error);
	const which =
		items.length === run.items.length ? 'Every row failed' : `${count(items.length, 'row')} failed`;
	run.hint(`${which}. ${message}`, 'warning');
	return { succeeded: [], failed };
}

/** What a person should know when the campaign was not simply made by this try; '' when it was. */
export function describeCampaignOrigin(sent: SentCampaign): string {
	const { name, status } = sent.campaign;
	// A campaign that was stopped or failed calls nobody any more: that must show.
	const campaign = `${quoteName(name)}${typeof status === 'string' ? ` (${nameText(status)})` : ''}`;
	const again = sent.isRetry
		? 'run the workflow anew with another Campaign Name (a Retry takes any name for the same), or set Duplicate Protection to 0 under Limits and retry with the saved workflow'
		: 'give it another name, or set Duplicate Protection to 0 under Limits';
	return describeOrigin(sent, {
		lostAnswer: () =>
			`Hamsa's answer was lost, but the campaign ${campaign} is there. It was not sent again.`,
		earlierTry: (age) =>
			`An earlier try of this run created the campaign ${campaign} ${age} ago. It was not sent again and nobody new is called.`,
		otherRun: (age) =>
			`The campaign ${campaign} with the same content was created ${age} ago, so no other was made and nobody new is called. If you mean to call everyone again, ${again}.`,
	});
}

/**
 * The item of a group without anyone to call, unless its rows leave the node as failed items anyway. `name` is
 * that of the campaign where the run has others.
 */
export function nobody(
	run: ItemsRun,
	group: JudgedGroup,
	options: RunOptions,
	name: string | undefined,
): INodeExecutionData | undefined {
	const { skippedCount, doNotCallCount, rejectedCount } = group.contacts;
	const leftOut = [
		...(skippedCount === 0 ? [] : [`${count(skippedCount, 'recipient was', 'recipients were')} skipped`]),
		...(doNotCallCount === 0
			? []
			: [`${count(doNotCallCount, 'recipient is', 'recipients are')} on the Do Not Call List`]),
	];
	const isPreview = options.mode === 'preview';
	const failed = run.onError !== 'stop' && !options.leavesOutBadRows && !isPreview;
	const notMade =
		name === undefined ? 'no campaign was created' : `the campaign ${quoteName(name)} was not created`;
	if (leftOut.length > 0) {
		run.hint(`${leftOut.join(' and ')}, so nobody is left to call and ${notMade}.`);
	} else if (!isPreview) {
		run.hint(
			`${upperFirst(notMade)}: none of ${count(rejectedCount, 'row')} can be called. ${describeProblems(group.contacts)}`,
			'warning',
		);
	}
	return failed && leftOut.length === 0 ? undefined : nobodyItem(group, isPreview);
}

/** Problems that a hint tells at most. */
const MOST_PROBLEMS = 10;

/** What is wrong with the rows of a list that cannot be called, as a hint says it. */
export function describeProblems({
	leftOut,
	rejectedCount,
}: Pick<JudgedContacts, 'leftOut' | 'rejectedCount'>): string {
	if (rejectedCount === 0) return '';
	const problems = problemsOf(leftOut);
	const told = problems.slice(0, MOST_PROBLEMS).map(describeProblem);
	const others = problems.slice(MOST_PROBLEMS).reduce((sum, { rows }) => sum + rows.length, 0);
	const more = others === 0 ? '' : ` and ${count(others, 'row')} with other faults`;
	return `${count(rejectedCount, 'row')} to fix: ${told.join(', ')}${more}.`;
}

/** Tells that a column of the rows is not in the output. */
export function hintErrorColumn({ items, hint, retriesOnFail }: ItemsRun): void {
	if (retriesOnFail !== true || !items.some(({ json }) => isError(json.error))) return;
	hint(
		'The column error of the rows is not in the output: with Retry On Fail, n8n would take it for a failure and run the node again. Rename the column before this node to keep it.',
	);
}

/** The other campaigns of a run, when one of them fails. */
interface OtherCampaigns {
	/** The items of those that exist. */
	created: readonly INodeExecutionData[];
	/** The names of those that are not sent any more. */
	unsent: readonly string[];
}

/** Campaigns that a message names at most. */
const MOST_NAMED_CAMPAIGNS = 10;

/** An error of one of several campaigns: which one it is, which exist already, and which are not sent any more. */
export function amongOthers(error: unknown, name: string, { created, unsent }: OtherCampaigns): unknown {
	const told = addEarlier(
		error,
		created.map(({ json }) => `${quoteName(json.name)} (${nameText(json.id)})`),
		{ one: 'campaign', verb: 'created' },
	);
	if (!(told instanceof HamsaError)) return told;
	const named = unsent.slice(0, MOST_NAMED_CAMPAIGNS).map(quoteName).join(', ');
	const more = unsent.length > MOST_NAMED_CAMPAIGNS ? ' and others' : '';
	const were = unsent.length === 1 ? 'was' : 'were';
	const rest =
		unsent.length === 0
			? ''
			: ` After it, ${count(unsent.length, 'campaign')} ${were} not sent: ${named}${more}. A Retry of this execution makes those that are missing.`;
	return told.reworded(`Campaign ${quoteName(name)}: ${told.message}`, `${told.action}${rest}`);
}

/** The wrong column, or none, was chosen for the numbers: one sentence says more than a list of all rows. */
export function noNumbersError({ items, parameters }: ItemsRun): InputError {
	const expression = showExpression(parameters.raw('recipientPhoneNumber'));
	return new InputError(
		expression === ''
			? 'The field Phone Number is empty, so nothing was sent'
			: 'Phone Number is empty in every row, so nothing was sent',
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
		`Phone Number is the same for every row, ${raw}, and cannot be called, so nothing was sent`,
		`${leftOut[0]!.reason}. ${describePhoneColumns(items)}`,
	);
}
