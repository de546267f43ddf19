import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { CAMPAIGNS_PATH } from '../shared/campaigns';
import { sendSurely, type Found, type Order, type Sender, type Sent } from '../shared/sureSend';
import { findExisting, type Lookup } from './existing';
import type { CreateCampaignRequest } from './types';

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
	{ voiceAgentId, phoneNumber, recipients }: CreateCampaignRequest,
): string {
	const hash = createHash('sha256').update(`${baseUrl} ${voiceAgentId} ${phoneNumber} `);
	hash.update(recipients.map((recipient) => recipient.phoneNumber).join(' '));
	return hash.digest('hex');
}

function orderOf(sender: CampaignSender, request: CreateCampaignRequest): Order {
	const { protectionMs, isRetry } = sender;
	const find = async (lookup: Omit<Lookup, 'request'>): Promise<Found | undefined> => {
		const found = await findExisting(sender, { request, ...lookup });
		return found === undefined ? undefined : { made: found.campaign, ageMs: found.ageMs };
	};
	return {
		request: { method: 'POST', path: CAMPAIGNS_PATH, body: request },
		print: fingerprint(sender.connection.baseUrl, request),
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

/** Makes sure that the campaign exists, as `sendSurely` promises. Throws SendError. */
export async function sendCampaign(
	sender: CampaignSender,
	request: CreateCampaignRequest,
): Promise<SentCampaign> {
	const { made, ...sent } = await sendSurely(sender, orderOf(sender, request));
	return { campaign: made, ...sent };
}
