import { createHash } from 'crypto';
import { idKey } from '../../../hamsa/ids';
import type { IDataObject } from 'n8n-workflow';
import { CAMPAIGNS_PATH, campaignById } from '../../../hamsa/campaigns';
import { recipientsOf } from '../../../hamsa/recipients';
import { withoutSecrets } from '../../../hamsa/secrets';
import { numberDigits } from '../../../phoneNumbers/digits';
import { hashOfNumbers } from '../../../recipients/numbersHash';
import type { JudgedContacts } from '../../../recipients/types';
import { attemptNote, createdSoFar, type Attempt } from '../../../sending/attempts';
import { afterEarlierTries } from '../../../sending/earlierTries';
import { madeHereWithKey } from '../../../sending/madeHere';
import { sendOnce } from '../../../sending/sendOnce';
import { CLOCK_MARGIN, settleEarlier, settlingTime } from '../../../sending/settle';
import type { CreateOnce, Found, Looked, LostRequest, Sender, Sent } from '../../../sending/types';
import { readIfThere, type Reader } from '../../../hamsa/http/reading';
import { checkAhead } from '../../../time/schedule';
import { spanInWords } from '../../../time/wallClock';
import { campaignKey, findAmong, findCandidates, findExisting, numbersHashes } from './existing/find';
import type { CreateCampaignRequest } from './request';
import { looksLike, traitsOf, type CampaignTraits } from './existing/traits';

/** A campaign that exists on Hamsa now, and how that came about. */
export interface SentCampaign extends Omit<Sent, 'created'> {
	campaign: IDataObject;
	/** Whether a person's Retry sent it or found it. */
	isRetry: boolean;
}

/** Where campaigns are sent, and how long each is protected. */
export interface CampaignSender extends Sender {
	/** Milliseconds in which the same is not created again (Duplicate Protection); 0 switches it off. */
	protectionMs: number;
	/** What to do when nobody knows whether a campaign was created, where that is not the usual. */
	mayExist?: string;
}

/** Who is called: hashes of the request's numbers and of everyone's before any was skipped. */
type Callees = Pick<JudgedContacts, 'numbersHash' | 'numbersHashOfEveryone'>;

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
 * recipients, which lists do not promise. Everyone counts, as who is skipped may change from try to try.
 */
function fingerprintOf(
	{ connection }: Sender,
	{ voiceAgentId, phoneNumber }: CreateCampaignRequest,
	{ numbersHashOfEveryone: everyonesHash }: Callees,
): string {
	return createHash('sha256')
		.update(`${connection.baseUrl} ${idKey(voiceAgentId)} ${phoneNumber} ${everyonesHash}`)
		.digest('hex');
}

const WHEN_REFUSED = {
	409: 'Something of this kind exists already. Look at Batch Calls in the Hamsa dashboard before you run this again.',
	413: 'The list is too large for one request. Split the rows into several campaigns.',
};

/** An error that stopped a try before it sent anything, in words that hold when earlier tries have sent something. */
export const knowingEarlierTries = (error: unknown, attempts: readonly Attempt[]): unknown =>
	afterEarlierTries(error, attempts, {
		wasMade: 'the campaign was created',
		mayExist:
			'The campaign may exist. Look at Batch Calls in the Hamsa dashboard: if it is there, people are being called and there is nothing to do. If not, mend what stopped this try and press Retry on this execution: the node looks once more before it creates the campaign.',
		name: ({ id, name }) => `the campaign "${String(name)}" (${String(id)})`,
	});

/** The note of the same create by an earlier try of this execution. */
const noteOf = (sender: CampaignSender, request: CreateCampaignRequest, callees: Callees) =>
	attemptNote(sender.memory, sender.runIndex, fingerprintOf(sender, request, callees));

/** What an earlier try of this execution left behind of the same create. */
export const earlierAttempt = (
	sender: CampaignSender,
	request: CreateCampaignRequest,
	callees: Callees,
): Attempt | undefined => noteOf(sender, request, callees).read();

const asFound = ({ campaign, ageMs }: { campaign: IDataObject; ageMs: number }): Found => ({
	created: campaign,
	ageMs,
});

/** The campaign of a lost request: one that looks exactly so and is not known to come from another request. */
async function findLost(
	sender: CampaignSender,
	reader: Reader,
	{ withinMs, trace, seen }: LostRequest,
): Promise<Found | undefined> {
	const { baseUrl } = sender.connection;
	const ofThisRun = new Set(createdSoFar(sender.memory).map(({ id }) => id));
	const found = await findExisting(reader, {
		traits: trace as unknown as CampaignTraits,
		withinMs,
		sameName: true,
		isOther: (campaign) =>
			seen.includes(String(campaign.id)) ||
			ofThisRun.has(campaign.id) ||
			madeHereWithKey(campaignKey(baseUrl, campaign)) !== undefined,
	});
	return found === undefined ? undefined : asFound(found);
}

/** The same campaign of another run, and what else looks like it and is as young as a lost one could seem. */
async function findSame(
	sender: CampaignSender,
	traits: CampaignTraits,
	anyName: boolean,
	listed: Set<unknown>,
): Promise<Looked> {
	const { protectionMs } = sender;
	const lookup = { traits, withinMs: Math.max(protectionMs, CLOCK_MARGIN), sameName: !anyName, listed };
	const candidates = await findCandidates(sender, lookup);
	const within = candidates.filter(({ ageMs }) => ageMs <= protectionMs);
	const found = await findAmong(sender, within, lookup);
	return {
		found: found === undefined ? undefined : asFound(found),
		seen: candidates.flatMap(({ campaign, ageMs }) => (ageMs <= CLOCK_MARGIN ? String(campaign.id) : [])),
	};
}

/** The same campaign of another run, which Duplicate Protection would return instead of making it again. Throws ApiError. */
export async function findSameCampaign(
	sender: CampaignSender,
	request: CreateCampaignRequest,
	callees: Callees,
): Promise<Found | undefined> {
	if (sender.protectionMs === 0) return undefined;
	return (await findSame(sender, traitsOf(request, callees.numbersHash), false, new Set())).found;
}

/** Whether a campaign of this process that is not listed yet is there and is the same. */
async function confirm(
	sender: CampaignSender,
	traits: CampaignTraits,
	created: IDataObject,
	anyName: boolean,
): Promise<Found | undefined> {
	const rules = { sameName: !anyName };
	if (!looksLike(created, traits, rules)) return undefined;
	const answer = await readIfThere<IDataObject>(sender, campaignById(String(created.id)));
	// Deleted in the dashboard: whoever sends the rows again means it.
	if (answer === undefined) return undefined;
	const { recipients, ...campaign } = answer.data;
	const bornAt = Date.parse(String(campaign.createdAt));
	const ageMs = answer.serverNow - bornAt;
	const numbers = recipientsOf({ recipients }).map(({ phoneNumber }) => numberDigits(phoneNumber));
	const isIt =
		bornAt === Date.parse(String(created.createdAt)) || hashOfNumbers(numbers) === traits.numbersHash;
	if (!isIt || ageMs > sender.protectionMs || !looksLike(campaign, traits, rules)) return undefined;
	return { created: campaign, ageMs };
}

function orderOf(sender: CampaignSender, request: CreateCampaignRequest, callees: Callees): CreateOnce {
	const { scheduledDate, scheduledTimezone } = request;
	const traits = traitsOf(request, callees.numbersHash);
	/** IDs of the campaigns that the last look before sending showed. */
	const listed = new Set<unknown>();
	return {
		request: { method: 'POST', path: CAMPAIGNS_PATH, body: request },
		fingerprint: fingerprintOf(sender, request, callees),
		label: request.name,
		protectionMs: sender.protectionMs,
		trace: traits as unknown as IDataObject,
		// n8n saves what is noted of it with the execution.
		createdFrom: (data) => (typeof data.id === 'string' && data.id !== '' ? withoutSecrets(data) : undefined),
		keyOf: (campaign) => campaignKey(sender.connection.baseUrl, campaign),
		findLost: async (reader, lost) => await findLost(sender, reader, lost),
		findSame: async (anyName) => await findSame(sender, traits, anyName, listed),
		confirm: async (created, _ageMs, anyName) =>
			listed.has(created.id) ? undefined : await confirm(sender, traits, created, anyName),
		checkTime: () => {
			if (scheduledDate !== undefined) checkAhead(Date.parse(scheduledDate), scheduledTimezone, Date.now());
		},
		whenRefused: WHEN_REFUSED,
		notMade: 'No campaign was created.',
		mayExist: sender.mayExist ?? whereToLook(sender),
		notSentAgain: 'so the campaign was not sent again',
	};
}

/**
 * Learns what became of the same create of an earlier try of this execution, before anything else is said about these
 * rows. Throws SendError when nobody knows.
 */
export async function settleEarlierCampaign(
	sender: CampaignSender,
	request: CreateCampaignRequest,
	callees: Callees,
): Promise<void> {
	await settleEarlier(sender, orderOf(sender, request, callees), noteOf(sender, request, callees));
}

/**
 * Makes sure that the campaign exists, as `sendOnce` promises. Throws SendError, or InputError when it is not there and its
 * Start Date has passed.
 */
export async function sendCampaign(
	sender: CampaignSender,
	request: CreateCampaignRequest,
	callees: Callees,
): Promise<SentCampaign> {
	const { created, ...sent } = await sendOnce(sender, orderOf(sender, request, callees));
	if (sender.protectionMs > 0 && sent.origin === 'now') {
		numbersHashes.set(campaignKey(sender.connection.baseUrl, created), callees.numbersHash);
	}
	return { campaign: created, ...sent, isRetry: sender.isRetry };
}
