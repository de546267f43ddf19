import { createHash } from 'crypto';
import { idKey } from '../../../hamsa/ids';
import type { IDataObject } from 'n8n-workflow';
import { CAMPAIGNS_PATH } from '../../../hamsa/campaigns';
import { attemptNote, type Attempt } from '../../../sending/attempts';
import type { Reader } from '../../../hamsa/http/reading';
import {
	sendSurely,
	settlingTime,
	type Found,
	type Order,
	type Sender,
	type Sent,
} from '../../../sending/sureSend';
import { contentMemory } from '../../../campaign/contentMemory';
import { findExisting, type Lookup } from './existing';
import type { CreateCampaignRequest, JudgedContacts } from '../../../recipients/types';
import { spanInWords } from '../../../time/wallClock';

/** A campaign that exists on Hamsa now, and how that came about. */
export interface SentCampaign extends Omit<Sent, 'made'> {
	campaign: IDataObject;
}

export interface CampaignSender extends Sender {
	/** Milliseconds in which equal content is the same campaign (Duplicate Protection); 0 switches it off. */
	protectionMs: number;
}

/** Longest wait for each answer when a campaign is looked for whose own answer was lost, in milliseconds. */
const LONGEST_LOOK = 60_000;

/** What to do when nobody knows whether the campaign was created. */
function whereToLook(sender: CampaignSender): string {
	const wait = spanInWords(settlingTime(sender));
	const looks =
		sender.protectionMs === 0
			? 'Only Retry looks once more before it creates the campaign, as Duplicate Protection is off.'
			: 'The node then looks once more, and creates the campaign only if it is still missing.';
	return `The campaign may exist. Look at Batch Calls in the Hamsa dashboard: if it is there, people are being called and there is nothing to do. If it is still not there ${wait} after it was sent, press Retry on this execution or, if the execution did not fail as a whole, run these rows again. ${looks}`;
}

/**
 * Recognises the same create whenever it comes again: who is called, by which agent, from which number, at which Hamsa.
 * Name and date are left out, because an expression with the time gives others on the second try; so is the order of the
 * recipients, which lists do not promise.
 */
function fingerprint(
	baseUrl: string,
	{ voiceAgentId, phoneNumber }: CreateCampaignRequest,
	contentOfEveryone: string,
): string {
	return createHash('sha256')
		.update(`${baseUrl} ${idKey(voiceAgentId)} ${phoneNumber} ${contentOfEveryone}`)
		.digest('hex');
}

const WHEN_REFUSED = {
	409: 'Something of this kind exists already. Look at Batch Calls in the Hamsa dashboard before you run this again.',
	413: 'The list is too large for one request. Split the rows into several campaigns.',
};

/** Who is called: the contents of the request and of everyone before any was skipped. */
export type Callees = Pick<JudgedContacts, 'content' | 'contentOfEveryone'>;

/** What an earlier try of this execution left behind of the same create. */
export const earlierAttempt = (
	{ memory, runIndex, connection }: CampaignSender,
	request: CreateCampaignRequest,
	{ contentOfEveryone }: Callees,
): Attempt | undefined =>
	attemptNote(memory, runIndex, fingerprint(connection.baseUrl, request, contentOfEveryone)).read();

function orderOf(
	sender: CampaignSender,
	request: CreateCampaignRequest,
	{ content, contentOfEveryone }: Callees,
): Order {
	const { protectionMs, isRetry } = sender;
	const quick: Reader = {
		...sender,
		call: async (read) => await sender.call({ ...read, timeoutMs: LONGEST_LOOK }),
	};
	const find = async (
		reader: Reader,
		lookup: Omit<Lookup, 'request' | 'content'>,
	): Promise<Found | undefined> => {
		const found = await findExisting(reader, { request, content, ...lookup });
		return found === undefined ? undefined : { made: found.campaign, ageMs: found.ageMs };
	};
	return {
		request: { method: 'POST', path: CAMPAIGNS_PATH, body: request },
		print: fingerprint(sender.connection.baseUrl, request, contentOfEveryone),
		made: (data) => (typeof data.id === 'string' && data.id !== '' ? data : undefined),
		findLost: async (withinMs) => await find(quick, { withinMs, sameName: false }),
		// A retried execution may have named it otherwise before its process was killed.
		findSame: async () =>
			protectionMs === 0 ? undefined : await find(sender, { withinMs: protectionMs, sameName: !isRetry }),
		whenRefused: WHEN_REFUSED,
		notMade: 'No campaign was created.',
		mayExist: whereToLook(sender),
		notSentAgain: 'so the campaign was not sent again',
		label: protectionMs === 0 ? undefined : request.name,
	};
}

/**
 * Makes sure that the campaign exists, as `sendSurely` promises. An attempt is known again by everyone before any was
 * skipped, because who is skipped may change from try to try. Throws SendError.
 */
export async function sendCampaign(
	sender: CampaignSender,
	request: CreateCampaignRequest,
	callees: Callees,
): Promise<SentCampaign> {
	const { made, ...sent } = await sendSurely(sender, orderOf(sender, request, callees));
	if (sender.protectionMs > 0 && sent.origin === 'now') {
		contentMemory.set(sender.connection.baseUrl, made, callees.content);
	}
	return { campaign: made, ...sent };
}
