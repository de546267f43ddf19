import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { CAMPAIGNS_PATH, numberDigits } from '../shared/campaigns';
import { attemptNote, type Attempt } from '../shared/attempts';
import type { Reader } from '../shared/reading';
import { sendSurely, settlingTime, type Found, type Order, type Sender, type Sent } from '../shared/sureSend';
import { contentMemory, contentOf } from './contentMemory';
import { findExisting, type Lookup } from './existing';
import type { CreateCampaignRequest, Recipient } from './types';
import { spanInWords } from './wallClock';

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

/** E.164: a floating-point number holds its digits exactly, and no other text gives the same. */
const EXACT_AS_NUMBER = /^\+[1-9]\d{0,14}$/;

/**
 * Recognises the same create whenever it comes again: who is called, by which agent, from which number, at which Hamsa.
 * Name and date are left out, because an expression with the time gives others on the second try; so is the order of the
 * recipients, which lists do not promise.
 */
function fingerprint(
	baseUrl: string,
	{ voiceAgentId, phoneNumber }: CreateCampaignRequest,
	everyone: readonly Recipient[],
): string {
	const hash = createHash('sha256').update(`${baseUrl} ${voiceAgentId.toLowerCase()} ${phoneNumber} `);
	// Sorted as numbers, because sorting a hundred thousand texts takes as long as everything else together.
	const numbers = new Float64Array(everyone.length);
	const others: string[] = [];
	everyone.forEach((recipient, index) => {
		if (EXACT_AS_NUMBER.test(recipient.phoneNumber)) numbers[index] = Number(recipient.phoneNumber);
		else others.push(recipient.phoneNumber);
	});
	return hash.update(numbers.sort()).update(others.sort().join(' ')).digest('hex');
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
	const quick: Reader = {
		...sender,
		call: async (read) => await sender.call({ ...read, timeoutMs: LONGEST_LOOK }),
	};
	const find = async (reader: Reader, lookup: Omit<Lookup, 'request'>): Promise<Found | undefined> => {
		const found = await findExisting(reader, { request, ...lookup });
		return found === undefined ? undefined : { made: found.campaign, ageMs: found.ageMs };
	};
	return {
		request: { method: 'POST', path: CAMPAIGNS_PATH, body: request },
		print: fingerprint(sender.connection.baseUrl, request, everyone),
		made: (data) => (typeof data.id === 'string' && data.id !== '' ? data : undefined),
		findLost: async (withinMs) => await find(quick, { withinMs, sameName: false }),
		// A retried execution may have named it otherwise before its process was killed.
		findSame: async () =>
			protectionMs === 0 ? undefined : await find(sender, { withinMs: protectionMs, sameName: !isRetry }),
		notMade: 'No campaign was created.',
		mayExist: whereToLook(sender),
		notSentAgain: 'so the campaign was not sent again',
		label: protectionMs === 0 ? undefined : request.name,
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
	if (sender.protectionMs > 0 && sent.origin === 'now') {
		const numbers = request.recipients.map(({ phoneNumber }) => numberDigits(phoneNumber));
		contentMemory.set(sender.connection.baseUrl, made, contentOf(numbers));
	}
	return { campaign: made, ...sent };
}
