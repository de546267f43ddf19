import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { existedFields } from '../../../../execution/outcome';
import { withoutSecrets } from '../../../../hamsa/secrets';
import { notedRows } from '../../../../recipients/leaveOut/takeOut';
import { describeProblem, problemsOf } from '../../../../recipients/problems';
import type { JudgedContacts, JudgedGroup } from '../../../../recipients/types';
import type { CampaignPlan } from '../plan';
import type { Receipt } from '../receipt';
import type { SentCampaign } from '../send';

/** Links an output item back to input items. */
const pairedTo = (items: readonly number[]) => items.map((item) => ({ item }));

const toCheck = (contacts: JudgedContacts): IDataObject[] =>
	notedRows(contacts).map(({ row, phoneNumber, note }) => ({ row, phoneNumber, note }));

/** How many rows became what. */
const counts = (contacts: JudgedContacts): IDataObject => ({
	recipientsCount: contacts.recipients.length,
	duplicatesRemoved: contacts.duplicatesRemoved,
	rejectedCount: contacts.rejectedCount,
	skippedCount: contacts.skippedCount,
	doNotCallCount: contacts.doNotCallCount,
	...(contacts.notes.size === 0 ? {} : { numbersToCheck: toCheck(contacts) }),
});

/** What a person wants to know about a plan, next to what Hamsa says about the campaign. */
const summary = ({ contacts, callingWindow, expectedDuration }: CampaignPlan): IDataObject => ({
	...counts(contacts),
	callingWindow,
	expectedDuration,
});

/**
 * The item of a campaign: what people look for first and, unless it is simplified, all that Hamsa answered. `created` says
 * whether this run made it; one that was there already comes with its age.
 */
export function campaignItem(
	plan: CampaignPlan,
	{ campaign, ...sent }: SentCampaign,
	receipt: Receipt | undefined,
	simplify: boolean,
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
			...(simplify ? {} : withoutSecrets(campaign)),
		},
		pairedItem: pairedTo(plan.items),
	};
}

/** People that the summary of a preview shows. */
const MOST_SHOWN_PEOPLE = 3;

/** What is known of a preview beside its plan. */
export interface PreviewFacts {
	/** The code of all that the run would send, where it can be approved. */
	approvalCode?: string;
	/** Why Call People would stop, in words. */
	wouldStop?: string;
	/** The campaign that would be returned instead of made again. */
	alreadyIn?: { id: string; name: string; age: string };
}

const notSent = ({ leftOut }: JudgedContacts): IDataObject[] =>
	leftOut.map(({ row, verdict, reason }) => ({ row, verdict, reason }));

/** The summary of a preview: what would be sent and, unless it is simplified, the request and each row that would not. */
export function previewItem(plan: CampaignPlan, facts: PreviewFacts, simplify: boolean): INodeExecutionData {
	const { contacts, request, items } = plan;
	return {
		json: {
			created: false,
			preview: true,
			name: request.name,
			...summary(plan),
			...facts,
			problems: problemsOf(contacts.leftOut).map(describeProblem),
			firstPeople: request.recipients.slice(0, MOST_SHOWN_PEOPLE),
			...(simplify ? {} : { notSent: notSent(contacts), request }),
		},
		pairedItem: pairedTo(items),
	};
}

/** Why no campaign is made of a list. */
function whyNobody({ skippedCount, doNotCallCount }: JudgedContacts): string {
	const reasons = [
		...(skippedCount === 0 ? [] : ['was called already or waits in a campaign']),
		...(doNotCallCount === 0 ? [] : ['is on the Do Not Call List']),
	];
	return reasons.length === 0
		? 'No recipient can be called, so no campaign was created'
		: `Everyone who could be called ${reasons.join(', or ')}, so no campaign was created`;
}

/** The item of a list in which nobody is to be called: nothing was sent. A preview tells why. */
export function nobodyItem({ contacts, items }: JudgedGroup, isPreview: boolean): INodeExecutionData {
	return {
		json: {
			created: false,
			...(isPreview ? { preview: true } : {}),
			...counts(contacts),
			message: whyNobody(contacts),
			...(isPreview ? { problems: problemsOf(contacts.leftOut).map(describeProblem) } : {}),
		},
		pairedItem: pairedTo(items),
	};
}
