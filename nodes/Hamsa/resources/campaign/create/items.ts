import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { errorItem } from '../../../execution/onError';
import { existedFields } from '../../../execution/outcome';
import type { ItemsRun } from '../../../execution/run';
import { withoutSecrets } from '../../../hamsa/secrets';
import { notedRows } from '../../../recipients/leaveOut/takeOut';
import type { SentCampaign } from './send';
import type { JudgedContacts, JudgedRow } from '../../../recipients/types';
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
		...(contacts.notes.size === 0 ? {} : { numbersToCheck: toCheck(contacts) }),
		callingWindow,
		expectedDuration,
	};
}

/**
 * The item of a campaign: what people look for first, then all that Hamsa answered. `created` says whether this run made
 * it; one that was there already comes with its age.
 */
export function campaignItem(plan: CampaignPlan, { campaign, ...sent }: SentCampaign): INodeExecutionData {
	return {
		json: {
			id: campaign.id,
			name: campaign.name,
			status: campaign.status,
			created: sent.origin !== 'otherRun',
			...existedFields(sent),
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

/** The item of a list in which nobody is to be called: nothing was sent. Preview Only lists why. */
export function nobodyItem(
	{ contacts, items }: Pick<CampaignPlan, 'contacts' | 'items'>,
	previewOnly: boolean,
): INodeExecutionData {
	const { duplicatesRemoved, rejectedCount, skippedCount } = contacts;
	return {
		json: {
			created: false,
			...(previewOnly ? { previewOnly } : {}),
			recipientsCount: 0,
			duplicatesRemoved,
			rejectedCount,
			skippedCount,
			message:
				skippedCount === 0
					? 'No recipient can be called, so no campaign was created'
					: 'Everyone who could be called was called already or waits in a campaign, so no campaign was created',
			...(previewOnly ? { notSent: notSent(contacts) } : {}),
		},
		pairedItem: pairedTo(items),
	};
}

/** One item per row: the row's own fields and what became of it, to be written back to where the rows came from. */
export function rowItems(
	input: readonly INodeExecutionData[],
	rows: readonly JudgedRow[],
	campaign: { created: boolean; campaignId?: string },
): INodeExecutionData[] {
	return rows.map(({ item, verdict, phoneNumber, reason, note }) => ({
		json: {
			...input[item]!.json,
			created: campaign.created,
			// Skipped people may be in another campaign, but are not in this one.
			campaignId: verdict === 'skipped' ? null : (campaign.campaignId ?? null),
			phoneNumber: phoneNumber ?? null,
			verdict,
			reason: reason ?? (note === undefined ? null : `${phoneNumber} ${note}`),
		},
		pairedItem: { item },
	}));
}

/** Why a row is not called. It is named by its number, and by its input item where a list is typed into the node. */
const describeRow = ({ row, item, reason }: JudgedRow, typedList: boolean) =>
	`${typedList ? `Item ${item + 1}, recipient ${row}` : `Row ${row}`}: ${reason}`;

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
			describeRow(row, typedList),
			'Not called. Correct it and run the node again with this row only.',
			onError,
		),
	);

/** Why each rejected row is not called, one line each. */
export const describeRejected = (rows: readonly JudgedRow[], typedList: boolean): string[] =>
	rejectedRows(rows).map((row) => describeRow(row, typedList));
