import { numberDigits } from '../../../../phoneNumbers/digits';
import type { CallHistory } from '../../../../recipients/leaveOut/callHistory';
import type { EarlierCampaign } from '../../../../recipients/leaveOut/types';
import type { JudgedGroup } from '../../../../recipients/types';
import { findExisting, readNumbers, type Lookup } from './find';
import { requestOf } from '../request';
import { earlierAttempt, settleEarlierCampaign, type CampaignSender } from '../send';
import type { CampaignSettings } from '../settings';
import { traitsOf } from './traits';

/**
 * Looks for the campaign that rows have become already: what an earlier try of this execution created, or, with Duplicate
 * Protection, a campaign that calls people of these rows only, where everyone else of them had a reason to be left out
 * before it was created. For one campaign of a run after the other, as none is the earlier try of two. Throws ApiError when
 * Hamsa cannot be asked, SendError when nobody knows what became of the earlier try.
 */
export function earlierCampaignFinder(openSender: () => Promise<CampaignSender>) {
	const taken = new Set<unknown>();

	async function find(
		sender: CampaignSender,
		{ contacts, settings }: JudgedGroup & { settings: CampaignSettings },
		history: CallHistory,
	): Promise<EarlierCampaign | undefined> {
		const request = requestOf(settings, contacts.recipients);
		await settleEarlierCampaign(sender, request, contacts);
		const attempt = earlierAttempt(sender, request, contacts);
		const everyone = new Set(contacts.recipients.map(({ phoneNumber }) => numberDigits(phoneNumber)));
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
				(number) => theirs.has(number) || (history.get(number)?.since ?? Infinity) <= createdAt,
			);
		};
		const found = await findExisting(sender, {
			traits: traitsOf(request, contacts.numbersHash),
			withinMs: sender.protectionMs,
			// As `sendOnce` does it: a note tells that the earlier try did not create it.
			sameName: !sender.isRetry || attempt !== undefined,
			isOurs,
		});
		return found === undefined ? undefined : { id: found.campaign.id, numbers: new Set(found.numbers) };
	}

	return async (
		draft: JudgedGroup & { settings: CampaignSettings },
		history: CallHistory,
	): Promise<EarlierCampaign | undefined> => {
		const found = await find(await openSender(), draft, history);
		if (found !== undefined) taken.add(found.id);
		return found;
	};
}
