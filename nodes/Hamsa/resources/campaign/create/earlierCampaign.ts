import { numberDigits } from '../../../phoneNumbers/digits';
import type { Contacts } from '../../../recipients/leaveOut/callHistory';
import { readNumbers, type Lookup, findExisting } from './existing';
import type { CreateCampaignRequest } from './request';
import { type CampaignSender, type Callees, earlierAttempt, settleEarlierCampaign } from './send';
import { traitsOf } from './traits';

/** The campaign that the rows of a group have become already. */
export interface OwnCampaign {
	id: unknown;
	/** Digits of the numbers that it calls. */
	numbers: ReadonlySet<string>;
}

/**
 * The campaign that these rows have become already, if there is one: what an earlier try of this execution made, or, with
 * Duplicate Protection, a campaign that calls people of these rows only, where everyone else of them was in `contacts` (who
 * is skipped) before it was created. `draft` calls everyone; IDs in `taken` belong to other rows of this run. Throws
 * ApiError when Hamsa cannot be asked, SendError when nobody knows what became of the earlier try.
 */
export async function findOwn(
	sender: CampaignSender,
	draft: CreateCampaignRequest,
	callees: Callees,
	contacts: Contacts,
	taken: ReadonlySet<unknown>,
): Promise<OwnCampaign | undefined> {
	await settleEarlierCampaign(sender, draft, callees);
	const attempt = earlierAttempt(sender, draft, callees);
	const everyone = new Set(draft.recipients.map(({ phoneNumber }) => numberDigits(phoneNumber)));
	if (attempt?.created !== undefined) {
		const { id } = attempt.created;
		const numbers = await readNumbers(sender, String(id));
		return { id, numbers: numbers === undefined ? everyone : new Set(numbers) };
	}
	if (sender.protectionMs === 0) return undefined;
	const isOurs: Lookup['isOurs'] = (numbers, campaign) => {
		if (taken.has(campaign.id) || numbers.length === 0) return false;
		if (!numbers.every((number) => everyone.has(number))) return false;
		const theirs = new Set(numbers);
		const createdAt = Date.parse(String(campaign.createdAt));
		return [...everyone].every(
			(number) => theirs.has(number) || (contacts.get(number)?.since ?? Infinity) <= createdAt,
		);
	};
	const found = await findExisting(sender, {
		traits: traitsOf(draft, callees.content),
		withinMs: sender.protectionMs,
		// As `sendOnce` does it: a note tells that the earlier try did not make it.
		sameName: !sender.isRetry || attempt !== undefined,
		isOurs,
	});
	return found === undefined ? undefined : { id: found.campaign.id, numbers: new Set(found.numbers) };
}
