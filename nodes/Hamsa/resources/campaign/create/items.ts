import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { errorItem, type OnError } from '../../../execution/onError';
import { withoutSecrets } from '../../../hamsa/secrets';
import { count } from '../../../shared/text';
import type { SentCampaign } from './send';
import type { CampaignPlan, JudgedContacts, JudgedRow } from '../../../recipients/types';
import { spanInWords } from '../../../time/wallClock';

/** Bad rows an error lists before it only counts them. */
const MOST_LISTED_ROWS = 20;

/** Links an output item back to input items. */
const pairedTo = (items: readonly number[]) => items.map((item) => ({ item }));

const rejectedRows = (rows: readonly JudgedRow[]) => rows.filter(({ verdict }) => verdict === 'rejected');

/** What a person wants to know about a plan, next to what Hamsa says about the campaign. */
function summary({ contacts, callingWindow, expectedDuration }: CampaignPlan): IDataObject {
	return {
		recipientsCount: contacts.recipients.length,
		duplicatesRemoved: contacts.duplicatesRemoved,
		rejectedCount: contacts.rejectedCount,
		skippedCount: contacts.skippedCount,
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
	{ campaign, origin, ageMs }: SentCampaign,
): INodeExecutionData {
	const existed = origin === 'earlierTry' || origin === 'otherRun';
	return {
		json: {
			id: campaign.id,
			name: campaign.name,
			status: campaign.status,
			created: origin !== 'otherRun',
			...(existed ? { alreadyExisted: true, age: spanInWords(ageMs ?? 0) } : {}),
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
	return rows.map(({ item, verdict, phoneNumber, reason }) => ({
		json: {
			...input[item]!.json,
			created: campaign.created,
			// Skipped people may be in another campaign, but are not in this one.
			campaignId: verdict === 'skipped' ? null : (campaign.campaignId ?? null),
			phoneNumber: phoneNumber ?? null,
			verdict,
			reason: reason ?? null,
		},
		pairedItem: { item },
	}));
}

/** Names a row for a person: by its number, and by its input item where a list is typed into the node. */
const nameRow = ({ row, item }: JudgedRow, typedList: boolean) =>
	typedList ? `Item ${item + 1}, recipient ${row}` : `Row ${row}`;

/** The rejected rows as failed items, one for each. */
export function rejectedItems(
	input: readonly INodeExecutionData[],
	rows: readonly JudgedRow[],
	typedList: boolean,
	onError: OnError,
): INodeExecutionData[] {
	return rejectedRows(rows).map((row) =>
		errorItem(
			input[row.item]?.json,
			row.item,
			`${nameRow(row, typedList)}: ${row.reason}`,
			'Not called. Correct it and run the node again with this row only.',
			onError,
		),
	);
}

/** The rejected rows in words, one a line: the first 20 and how many more. */
export function listRejected(rows: readonly JudgedRow[], typedList: boolean): string[] {
	const rejected = rejectedRows(rows);
	const lines = rejected.slice(0, MOST_LISTED_ROWS).map((row) => `${nameRow(row, typedList)}: ${row.reason}`);
	if (rejected.length > lines.length)
		lines.push(`… and ${count(rejected.length - lines.length, 'more row')}`);
	return lines;
}
