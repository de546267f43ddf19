import { numberDigits } from '../../../phoneNumbers/digits';
import type { CallHistory } from '../../../recipients/leaveOut/callHistory';
import type { EarlierCampaign } from '../../../recipients/leaveOut/types';
import type { JudgedGroup } from '../../../recipients/types';
import { CLOCK_MARGIN } from '../../../sending/sureSend';
import { findExisting, readNumbers, type Lookup } from './existing';
import { requestOf } from './request';
import { earlierAttempt, type CampaignSender } from './send';
import type { CampaignSettings } from './settings';

/**
 * Looks for the campaign that rows have become in an earlier try: one that calls only people of these rows, the others
 * having had a reason to be left out before it was created. For one campaign of a run after the other, as none is the
 * earlier try of two. Throws ApiError.
 */
export function earlierCampaignFinder(openSender: () => Promise<CampaignSender>) {
	const taken = new Set<unknown>();

	async function find(
		sender: CampaignSender,
		{ contacts, settings }: JudgedGroup & { settings: CampaignSettings },
		history: CallHistory,
	): Promise<EarlierCampaign | undefined> {
		const request = requestOf(settings, contacts.recipients);
		const attempt = earlierAttempt(sender, request, contacts);
		if (attempt?.made !== undefined) {
			const { id } = attempt.made;
			return { id, numbers: new Set(await readNumbers(sender, String(id))) };
		}
		const everyone = new Set(contacts.recipients.map(({ phoneNumber }) => numberDigits(phoneNumber)));
		const isOurs: Lookup['isOurs'] = (numbers, campaign) => {
			if (taken.has(campaign.id) || numbers.length === 0) return false;
			if (!numbers.every((number) => everyone.has(number))) return false;
			const theirs = new Set(numbers);
			const createdAt = Date.parse(String(campaign.createdAt));
			return [...everyone].every(
				(number) => theirs.has(number) || (history.get(number)?.since ?? Infinity) <= createdAt,
			);
		};
		const look = async (withinMs: number, sameName: boolean): Promise<EarlierCampaign | undefined> => {
			if (withinMs === 0) return undefined;
			const { numbersHash } = contacts;
			const found = await findExisting(sender, { request, numbersHash, withinMs, sameName, isOurs });
			return found === undefined ? undefined : { id: found.campaign.id, numbers: new Set(found.numbers) };
		};
		const ofAttempt =
			attempt === undefined ? undefined : await look(Date.now() - attempt.startedAt + CLOCK_MARGIN, false);
		return ofAttempt ?? (await look(sender.protectionMs, !sender.isRetry));
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
