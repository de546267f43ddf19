import type { IDataObject } from 'n8n-workflow';
import { CAMPAIGN_PAGING, campaignById, campaignList } from '../../../../hamsa/campaigns';
import { readIfThere, readPage, type Reader } from '../../../../hamsa/http/reading';
import { sameId } from '../../../../hamsa/ids';
import { recipientsOf } from '../../../../hamsa/recipients';
import type { ItemsRun } from '../../../../execution/run';
import { createdSoFar } from '../../../../sending/attempts';
import { madeHereWithKey } from '../../../../sending/madeHere';
import { HamsaError } from '../../../../shared/errors';
import { nameText, quoteName } from '../../../../shared/text';
import { differencesOf } from './differences';
import { campaignKey, findAmong, mayCall } from '../existing/find';
import { looksLike, traitsOf, type CampaignTraits } from '../existing/traits';
import type { CampaignPlan } from '../plan';
import type { CampaignSender, SentCampaign } from '../send';

/*
 * The receipt: what Hamsa stored is read back once a campaign was created, and compared with what was sent. The campaign
 * exists and is not touched any more, so nothing here fails a run. Two requests at most, each once, and not for long:
 * Hamsa's list, which shows whether somebody else has created the same at the same time, and the campaign with its people.
 */

/** Recipients up to which a campaign is read with its people. Of a larger one the list tells the number. */
const MOST_READ_WHOLE = 5_000;

/** Longest wait for each of the two answers, in milliseconds. */
const LONGEST_READ = 10_000;

/**
 * Milliseconds between the creations of two campaigns that may be one order sent twice. What is older was there when the
 * node looked before it sent, so Duplicate Protection has judged it.
 */
const TWIN_WITHIN = 10 * 60_000;

/** What was read back of a campaign, as the output shows it. */
export type Receipt = {
	/** Whether all that was compared agrees; null when it could not be compared. */
	verified: boolean | null;
	/** What Hamsa stored otherwise, in words. */
	differences?: string[];
	/** Why it could not be compared, in words. */
	unverifiedReason?: string;
	/**
	 * A campaign with the same content and people that somebody else created at about the same time; null when one that looks
	 * the same was created after this one, and its people were not read.
	 */
	twin?: { id: string; createdAt: string } | null;
};

/** A receipt, and the campaign that looks the same and was not read. */
interface ReadBack {
	receipt: Receipt;
	unread?: IDataObject;
}

/** Reads back a campaign; undefined when this run did not make it, or does not read back. Never throws. */
export type ReceiptReader = (
	sender: CampaignSender,
	plan: CampaignPlan,
	sent: SentCampaign,
) => Promise<Receipt | undefined>;

const isLarge = ({ request }: CampaignPlan) => request.recipients.length > MOST_READ_WHOLE;

const unverified = (unverifiedReason: string): Receipt => ({ verified: null, unverifiedReason });

/** The same by what differs, and by why not everything was compared. */
function judged(differences: string[], notCompared?: string): Receipt {
	if (differences.length > 0) return { verified: false, differences };
	return notCompared === undefined ? { verified: true } : unverified(notCompared);
}

const hurried = ({ connection, call }: Reader): Reader => ({
	connection,
	call: async (request) => await call({ ...request, timeoutMs: LONGEST_READ }),
});

const recipientsIn = ({ totalRecipients, recipientsCount }: IDataObject) =>
	totalRecipients ?? recipientsCount;

/** Compares all but the people, by what the list shows; `notCompared` says why that is not everything. */
function compareListed(
	{ request }: CampaignPlan,
	listed: IDataObject | undefined,
	notCompared?: string,
): Receipt {
	if (listed === undefined) return unverified(notCompared ?? 'Hamsa does not list the campaign yet');
	const isCounted = typeof recipientsIn(listed) === 'number';
	const withoutPeople = differencesOf(request, { ...listed, recipients: undefined });
	return judged(
		withoutPeople,
		notCompared ?? (isCounted ? undefined : 'Hamsa does not show how many recipients there are'),
	);
}

/** Compares everything. Who is missing must not be concluded from a part of the list. */
function compareWhole(plan: CampaignPlan, campaign: IDataObject): Receipt {
	const total = recipientsIn(campaign);
	const shown = recipientsOf(campaign).length;
	if (shown === 0 || (typeof total === 'number' && total !== shown)) {
		const ofAll = typeof total === 'number' ? ` of ${total.toLocaleString('en-US')}` : '';
		return compareListed(
			plan,
			campaign,
			`Hamsa shows ${shown.toLocaleString('en-US')}${ofAll} recipients of the campaign`,
		);
	}
	return judged(differencesOf(plan.request, campaign));
}

/** What tells the creations of two campaigns apart, in milliseconds; Hamsa's clock has written both. */
const apart = (one: IDataObject, other: IDataObject) =>
	Math.abs(Date.parse(String(one.createdAt)) - Date.parse(String(other.createdAt)));

/**
 * The campaigns of somebody else that were created at about the same time and look like this one, as far as their numbers
 * are not known to be others. The nearest in time is the first: those of one order sent twice come closest.
 */
function lookalikesOf(
	{ connection, memory }: CampaignSender,
	campaign: IDataObject,
	traits: CampaignTraits,
	rows: readonly IDataObject[],
): IDataObject[] {
	const { baseUrl } = connection;
	const ofThisRun = [campaign, ...createdSoFar(memory)];
	const isOther = (row: IDataObject) =>
		!ofThisRun.some(({ id }) => sameId(id, row.id)) &&
		madeHereWithKey(campaignKey(baseUrl, row)) === undefined;
	return rows
		.filter(
			(row) =>
				apart(row, campaign) <= TWIN_WITHIN &&
				looksLike(row, traits, { sameName: true }) &&
				mayCall(baseUrl, row, traits.numbersHash) &&
				isOther(row),
		)
		.sort((a, b) => apart(a, campaign) - apart(b, campaign));
}

const asTwin = ({ id, createdAt }: IDataObject) => ({ id: String(id), createdAt: String(createdAt) });

const CANCELLED = 'the execution was cancelled';

/** Of two campaigns the one to cancel: the same for whoever has created them, so that one is left. */
function laterOf(one: IDataObject, other: IDataObject): IDataObject {
	const [a, b] = [one, other].map(({ id, createdAt }) => `${String(createdAt)} ${String(id)}`) as [
		string,
		string,
	];
	return a > b ? one : other;
}

/** What the list alone tells of a campaign, and whether another that looks the same calls the same people. */
async function compareWithOther(
	reader: Reader,
	plan: CampaignPlan,
	listed: IDataObject | undefined,
	lookalike: IDataObject,
): Promise<Receipt> {
	const { request, contacts } = plan;
	const traits = traitsOf(request, contacts.numbersHash);
	const candidate = { campaign: lookalike, ageMs: 0 };
	const twin = await findAmong(reader, [candidate], { traits, withinMs: TWIN_WITHIN, sameName: true });
	const instead = `another campaign that looks the same (${nameText(lookalike.id)}) was read instead of this one`;
	return {
		...compareListed(plan, listed, isLarge(plan) ? undefined : instead),
		...(twin === undefined ? {} : { twin: asTwin(twin.campaign) }),
	};
}

/**
 * Reads and compares. Two requests are too few for a campaign and one that looks the same. The other is read when it was
 * there first: whoever made it may not have seen this one. A later one is left to its maker, who has seen this one before
 * sending (the executions of one node take turns) or sees it now, being told the same as here. Throws ApiError, or anything
 * that a strange answer brings about.
 */
async function readBack(
	sender: CampaignSender,
	plan: CampaignPlan,
	campaign: IDataObject,
): Promise<ReadBack> {
	const { request, contacts } = plan;
	const reader = hurried(sender);
	// Who has switched Duplicate Protection off wants the same campaign twice; a wave, which holds the lock itself, does not.
	const looksForTwin = sender.protectionMs > 0 || sender.held !== undefined;
	let unread: IDataObject | undefined;
	if (isLarge(plan) || looksForTwin) {
		const list = campaignList({ voiceAgentId: request.voiceAgentId });
		const { rows } = await readPage(reader, list, CAMPAIGN_PAGING, 0, 0);
		const listed = rows.find(({ id }) => sameId(id, campaign.id));
		const own = { ...campaign, ...listed };
		const traits = traitsOf(request, contacts.numbersHash);
		const others = looksForTwin ? lookalikesOf(sender, own, traits, rows) : [];
		const lookalike = isLarge(plan) ? others[0] : others.find((other) => laterOf(own, other) === own);
		if (sender.signal?.aborted === true) return { receipt: unverified(CANCELLED) };
		if (lookalike !== undefined) {
			return { receipt: await compareWithOther(reader, plan, listed, lookalike) };
		}
		if (isLarge(plan)) return { receipt: compareListed(plan, listed) };
		unread = others[0];
	}
	const answer = await readIfThere<IDataObject>(reader, campaignById(String(campaign.id)));
	const receipt =
		answer === undefined
			? unverified('Hamsa does not show the campaign yet')
			: compareWhole(plan, answer.data);
	return unread === undefined ? { receipt } : { receipt: { ...receipt, twin: null }, unread };
}

/** Tells a person what to do about a receipt. */
function tell(hint: ItemsRun['hint'], campaign: IDataObject, { receipt, unread }: ReadBack): void {
	const { differences, unverifiedReason, twin } = receipt;
	const named = `${quoteName(campaign.name)} (${nameText(campaign.id)})`;
	if (twin) {
		const later = nameText(laterOf(campaign, twin).id);
		hint(
			`Two campaigns with the same people exist: ${named}, which this run created, and ${nameText(twin.id)}, which somebody else created at about the same time. Everyone would be called twice. Cancel one under Batch Calls in the Hamsa dashboard: the later one, ${later}.`,
			'warning',
		);
	}
	if (differences !== undefined) {
		hint(
			`Hamsa stored the campaign ${named} otherwise than it was sent: ${differences.join('; ')}. Look at it under Batch Calls in the Hamsa dashboard, since Hamsa may show late what it has stored. If people would be called in a wrong way, cancel it there, correct what is wrong, and run this again with another Campaign Name.`,
			'warning',
		);
	}
	if (unread !== undefined) {
		hint(
			`After the campaign ${named}, another that looks the same was created: ${nameText(unread.id)}. Whether it calls the same people was not checked: if this node created it, it has looked at yours. If others create campaigns of this name too, compare the two under Batch Calls in the Hamsa dashboard.`,
		);
	}
	if (unverifiedReason !== undefined && !twin) {
		hint(
			`The campaign ${named} was created, but what Hamsa stored was not checked: ${unverifiedReason}. To check it yourself, look at it under Batch Calls in the Hamsa dashboard.`,
		);
	}
}

/** A reader of receipts for one run. Once Hamsa has not answered it, it does not ask again: others wait for their turn. */
export function receiptReader(isOn: boolean, hint: ItemsRun['hint']): ReceiptReader {
	let failure: string | undefined;
	return async (sender, plan, { campaign, origin }) => {
		// What an earlier try or another run has made was sent by their request, which may have been another.
		if (!isOn || (origin !== 'now' && origin !== 'lostAnswer')) return undefined;
		if (sender.signal?.aborted === true) return unverified(CANCELLED);
		if (failure !== undefined) return unverified(`not asked again: ${failure}`);
		let read: ReadBack;
		try {
			read = await readBack(sender, plan, campaign);
		} catch (error) {
			// A defect too: what was created must be told whatever came back.
			failure = error instanceof HamsaError ? error.message : "Hamsa's answer cannot be read";
			read = { receipt: unverified(failure) };
		}
		tell(hint, campaign, read);
		return read.receipt;
	};
}
