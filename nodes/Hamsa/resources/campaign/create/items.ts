import type { GenericValue, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { errorItem } from '../../../execution/onError';
import { existedFields } from '../../../execution/outcome';
import type { ItemsRun } from '../../../execution/run';
import { columnsNamed } from '../../../expressions/columns';
import { withoutSecrets } from '../../../hamsa/secrets';
import { notedRows } from '../../../recipients/leaveOut/takeOut';
import type { Receipt } from './receipt';
import type { SentCampaign } from './send';
import type { JudgedContacts, JudgedRow, Verdict } from '../../../recipients/types';
import type { CampaignPlan } from './plan';

/** Links an output item back to input items. */
const pairedTo = (items: readonly number[]) => items.map((item) => ({ item }));

const rejectedRows = (rows: readonly JudgedRow[]) => rows.filter(({ verdict }) => verdict === 'rejected');

const toCheck = (contacts: JudgedContacts): IDataObject[] =>
	notedRows(contacts).map(({ row, phoneNumber, note }) => ({ row, phoneNumber, note }));

/** What a person wants to know about a plan, next to what Hamsa says about the campaign. */
function summary({ contacts, callingWindow, expectedDuration }: CampaignPlan): IDataObject {
	return {
		recipientsCount: contacts.recipients.length,
		duplicatesRemoved: contacts.duplicatesRemoved,
		rejectedCount: contacts.rejectedCount,
		skippedCount: contacts.skippedCount,
		doNotCallCount: contacts.doNotCallCount,
		...(contacts.notes.size === 0 ? {} : { numbersToCheck: toCheck(contacts) }),
		callingWindow,
		expectedDuration,
	};
}

/**
 * The item of a campaign: what people look for first, then all that Hamsa answered. `created` says whether this run made
 * it; one that was there already comes with its age.
 */
export function campaignItem(
	plan: CampaignPlan,
	{ campaign, ...sent }: SentCampaign,
	receipt?: Receipt,
): INodeExecutionData {
	return {
		json: {
			id: campaign.id,
			name: campaign.name,
			status: campaign.status,
			created: sent.origin !== 'otherRun',
			...existedFields(sent),
			...receipt,
			...summary(plan),
			...withoutSecrets(campaign),
		},
		pairedItem: pairedTo(plan.items),
	};
}

const notSent = ({ leftOut }: JudgedContacts): IDataObject[] =>
	leftOut.map(({ row, verdict, reason }) => ({ row, verdict, reason }));

/** The item of Preview Only: what would be sent, and a verdict for each row that would not. */
export function previewItem(plan: CampaignPlan): INodeExecutionData {
	return {
		json: {
			created: false,
			previewOnly: true,
			name: plan.request.name,
			...summary(plan),
			notSent: notSent(plan.contacts),
			request: plan.request,
		},
		pairedItem: pairedTo(plan.items),
	};
}

/** Why nobody is left of those who could be called. */
function whyNobody({ skippedCount, doNotCallCount }: JudgedContacts): string {
	const skipped = skippedCount === 0 ? [] : ['was called already or waits in a campaign'];
	const onList = doNotCallCount === 0 ? [] : ['is on the Do Not Call List'];
	return [...skipped, ...onList].join(', or ');
}

/** The item of a list in which nobody is to be called: nothing was sent. Preview Only lists why. */
export function nobodyItem(
	{ contacts, items }: Pick<CampaignPlan, 'contacts' | 'items'>,
	previewOnly: boolean,
): INodeExecutionData {
	const { duplicatesRemoved, rejectedCount, skippedCount, doNotCallCount } = contacts;
	return {
		json: {
			created: false,
			...(previewOnly ? { previewOnly } : {}),
			recipientsCount: 0,
			duplicatesRemoved,
			rejectedCount,
			skippedCount,
			doNotCallCount,
			message:
				skippedCount + doNotCallCount === 0
					? 'No recipient can be called, so no campaign was created'
					: `Everyone who could be called ${whyNobody(contacts)}, so no campaign was created`,
			...(previewOnly ? { notSent: notSent(contacts) } : {}),
		},
		pairedItem: pairedTo(items),
	};
}

/** What One Item per Row adds to a row. */
const ROW_COLUMNS = ['created', 'campaignId', 'phoneNumber', 'verdict', 'reason'] as const;

/**
 * Columns of the rows in whose place One Item per Row puts its own. `phoneNumber` is none when the numbers are read from it
 * (`rawNumber` is the parameter): it then holds the same number, cleaned. `ofReceipts` are the columns of what was read back.
 */
export function replacedColumns(
	input: readonly INodeExecutionData[],
	rawNumber: unknown,
	ofReceipts: readonly string[],
): string[] {
	const isNumber = columnsNamed(rawNumber).includes('phoneNumber');
	return [...ROW_COLUMNS, ...ofReceipts].filter(
		(column) =>
			!(column === 'phoneNumber' && isNumber) && input.some(({ json }) => Object.hasOwn(json, column)),
	);
}

/** The columns that One Item per Row adds for what was read back of these campaigns. */
export const receiptColumns = (receipts: ReadonlyArray<Receipt | undefined>): string[] => [
	...new Set(receipts.flatMap((receipt) => Object.keys(receipt ?? {}))),
];

/** Whether n8n takes an item whose `error` this is for a failure, as Retry On Fail does with the first one. */
export const isError = (error: unknown): boolean => error !== undefined && error !== null && error !== false;

/** A row's own fields; without its `error` where that would run the node again. */
function ownFields(json: IDataObject, retried: boolean): IDataObject {
	if (!retried || !isError(json.error)) return json;
	return Object.fromEntries(Object.entries(json).filter(([column]) => column !== 'error'));
}

/** Such people may be in another campaign, but are not in this one. */
const isLeftOut = (verdict: Verdict) => verdict === 'skipped' || verdict === 'doNotCall';

/**
 * One item per row: the row's own fields and what became of it, to be written back to where the rows came from. The number
 * of a row that is not called stays as it was there. `retried` says that n8n runs the node again when it finds an error.
 */
export function rowItems(
	input: readonly INodeExecutionData[],
	rows: readonly JudgedRow[],
	campaign: { created: boolean; campaignId?: string; retried: boolean; receipt?: Receipt },
): INodeExecutionData[] {
	return rows.map(({ item, verdict, phoneNumber, cell, reason, note }) => {
		const { json } = input[item]!;
		return {
			json: {
				...ownFields(json, campaign.retried),
				created: campaign.created,
				campaignId: isLeftOut(verdict) ? null : (campaign.campaignId ?? null),
				...(isLeftOut(verdict) ? {} : campaign.receipt),
				phoneNumber: phoneNumber ?? json.phoneNumber ?? (cell as GenericValue) ?? null,
				verdict,
				reason: reason ?? (note === undefined ? null : `${phoneNumber} ${note}`),
			},
			pairedItem: { item },
		};
	});
}

/** Rows that one line names at most, when the same is wrong with all of them. */
const MOST_NAMED_ROWS = 10;

/** Which rows: by their numbers, and by the input item where a list is typed into the node. */
function nameRows(rows: readonly JudgedRow[], typedList: boolean): string {
	const [{ row, item }] = rows as [JudgedRow, ...JudgedRow[]];
	if (rows.length === 1) return typedList ? `Item ${item + 1}, recipient ${row}` : `Row ${row}`;
	const names = rows
		.slice(0, MOST_NAMED_ROWS)
		.map((each) => (typedList ? `${each.item + 1}.${each.row}` : String(each.row)));
	const more = rows.length - names.length;
	const list = more > 0 ? `${names.join(', ')} and ${more.toLocaleString('en-US')} more` : names.join(', ');
	return typedList ? `Recipients ${list} (item.recipient)` : `Rows ${list}`;
}

/** The rejected rows as failed items, one for each. */
export const rejectedItems = (
	{ items, onError }: Pick<ItemsRun, 'items' | 'onError'>,
	rows: readonly JudgedRow[],
	typedList: boolean,
): INodeExecutionData[] =>
	rejectedRows(rows).map((row) =>
		errorItem(
			items[row.item]?.json,
			row.item,
			`${nameRows([row], typedList)}: ${row.reason}`,
			'Not called. Correct it and run the node again with this row only.',
			onError,
		),
	);

/** Why the rejected rows are not called, one line for each reason. */
export function describeRejected(rows: readonly JudgedRow[], typedList: boolean): string[] {
	const ofReason = new Map<string | undefined, JudgedRow[]>();
	for (const row of rejectedRows(rows)) {
		const others = ofReason.get(row.reason);
		if (others === undefined) ofReason.set(row.reason, [row]);
		else others.push(row);
	}
	return [...ofReason].map(([reason, alike]) => `${nameRows(alike, typedList)}: ${reason}`);
}
