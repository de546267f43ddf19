import { numberDigits } from '../../../phoneNumbers/digits';
import type { Contacts } from '../../../recipients/leaveOut/callHistory';
import { CLOCK_MARGIN } from '../../../sending/sureSend';
import { readNumbers, type Lookup, findExisting } from './existing';
import type { CreateCampaignRequest } from './request';
import { type CampaignSender, type Callees, earlierAttempt } from './send';

/** The campaign that these rows have become already, if there is one. `draft` calls everyone. */
export async function findOwn(
	sender: CampaignSender,
	draft: CreateCampaignRequest,
	callees: Callees,
	contacts: Contacts,
	taken: ReadonlySet<unknown>,
): Promise<{ id: unknown; numbers: ReadonlySet<string> } | undefined> {
	const attempt = earlierAttempt(sender, draft, callees);
	if (attempt?.made !== undefined) {
		const { id } = attempt.made;
		return { id, numbers: new Set(await readNumbers(sender, String(id))) };
	}
	const everyone = new Set(draft.recipients.map(({ phoneNumber }) => numberDigits(phoneNumber)));
	const isOurs: Lookup['isOurs'] = (numbers, campaign) => {
		if (taken.has(campaign.id) || numbers.length === 0) return false;
		if (!numbers.every((number) => everyone.has(number))) return false;
		const theirs = new Set(numbers);
		const createdAt = Date.parse(String(campaign.createdAt));
		return [...everyone].every(
			(number) => theirs.has(number) || (contacts.get(number)?.since ?? Infinity) <= createdAt,
		);
	};
	const find = async (withinMs: number, sameName: boolean) => {
		if (withinMs === 0) return undefined;
		const found = await findExisting(sender, {
			request: draft,
			content: callees.content,
			withinMs,
			sameName,
			isOurs,
		});
		return found === undefined ? undefined : { id: found.campaign.id, numbers: new Set(found.numbers) };
	};
	const ofAttempt =
		attempt === undefined ? undefined : await find(Date.now() - attempt.startedAt + CLOCK_MARGIN, false);
	return ofAttempt ?? (await find(sender.protectionMs, !sender.isRetry));
}
