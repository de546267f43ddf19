import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { CAMPAIGNS_PATH } from '../shared/campaigns';
import { attemptNote, type Attempt } from '../shared/attempts';
import { sendSurely, type Found, type Order, type Sender, type Sent } from '../shared/sureSend';
import { findExisting, type Lookup } from './existing';
import type { CreateCampaignRequest, Recipient } from './types';

/** A campaign that exists on Hamsa now, and how that came about. */
export interface SentCampaign extends Omit<Sent, 'made'> {
	campaign: IDataObject;
}

export interface CampaignSender extends Sender {
	/** Milliseconds in which equal content is the same campaign (Duplicate Protection); 0 switches it off. */
	protectionMs: number;
}

const CHECK_DASHBOARD =
	'The campaign may exist. Look at Batch Calls in the Hamsa dashboard: if it is there, people are being called and there is nothing to do. If it is not there after five minutes, press Retry on this execution: the node looks once more and creates it only if it is still missing.';

/**
 * Recognises the same create whenever it comes again: who is called, by which agent, from which number, at which Hamsa.
 * Name and date are left out, because an expression with the time gives others on the second try.
 */
function fingerprint(
	baseUrl: string,
	{ voiceAgentId, phoneNumber }: CreateCampaignRequest,
	everyone: readonly Recipient[],
): string {
	const hash = createHash('sha256').update(`${baseUrl} ${voiceAgentId} ${phoneNumber} `);
	hash.update(everyone.map((recipient) => recipient.phoneNumber).join(' '));
	return hash.digest('hex');
}

/**
 * What an earlier try of this execution left behind of the same create. `request` holds everyone, before anybody is
 * skipped.
 */
export const earlierAttempt = (
	{ memory, runIndex, connection }: CampaignSender,
	request: CreateCampaignRequest,
): Attempt | undefined =>
	attemptNote(memory, runIndex, fingerprint(connection.baseUrl, request, request.recipients)).read();

function orderOf(
	sender: CampaignSender,
	request: CreateCampaignRequest,
	everyone: readonly Recipient[],
): Order {
	const { protectionMs, isRetry } = sender;
	const find = async (lookup: Omit<Lookup, 'request'>): Promise<Found | undefined> => {
		const found = await findExisting(sender, { request, ...lookup });
		return found === undefined ? undefined : { made: found.campaign, ageMs: found.ageMs };
	};
	return {
		request: { method: 'POST', path: CAMPAIGNS_PATH, body: request },
		print: fingerprint(sender.connection.baseUrl, request, everyone),
		made: (data) => (typeof data.id === 'string' ? data : undefined),
		findLost: async (withinMs) => await find({ withinMs, sameName: false }),
		// A retried execution may have named it otherwise before its process was killed.
		findSame: async () =>
			protectionMs === 0 ? undefined : await find({ withinMs: protectionMs, sameName: !isRetry }),
		notMade: 'No campaign was created.',
		mayExist: CHECK_DASHBOARD,
		stillUnknown:
			'An earlier try did not learn whether Hamsa created the campaign, and Hamsa does not list it yet, so it was not sent again',
	};
}

/**
 * Makes sure that the campaign exists, as `sendSurely` promises. `everyone` are the recipients before any was skipped:
 * who is skipped may change from try to try, and an attempt must be known again all the same. Throws SendError.
 */
export async function sendCampaign(
	sender: CampaignSender,
	request: CreateCampaignRequest,
	everyone: readonly Recipient[] = request.recipients,
): Promise<SentCampaign> {
	const { made, ...sent } = await sendSurely(sender, orderOf(sender, request, everyone));
	return { campaign: made, ...sent };
}
