import type { IDataObject } from 'n8n-workflow';
import { CAMPAIGN_PAGING, campaignById, campaignList } from '../../../../hamsa/campaigns';
import { numberDigits } from '../../../../phoneNumbers/digits';
import { recipientsOf } from '../../../../hamsa/recipients';
import { ApiError } from '../../../../shared/errors';
import { BoundedMap } from '../../../../shared/memory';
import { readIfThere, type Reader } from '../../../../hamsa/http/reading';
import { readRecent } from '../../../../hamsa/http/recent';
import { hashOfNumbers } from '../../../../recipients/numbersHash';
import { looksLike, type CampaignTraits } from './traits';

/** Which of Hamsa's campaigns count as the one that is looked for. */
export interface Lookup {
	traits: CampaignTraits;
	/** How far back a campaign may have been created, in milliseconds on Hamsa's clock. */
	withinMs: number;
	/** Whether name and date must agree. */
	sameName: boolean;
	/** Receives the IDs of all campaigns that Hamsa listed. */
	listed?: Set<unknown>;
	/** Whether a campaign does not count although it looks the same. */
	isOther?(campaign: IDataObject): boolean;
	/** Whether a campaign that calls these numbers (digits) counts; one that calls exactly the same without it. */
	isOurs?(numbers: readonly string[], campaign: IDataObject): boolean;
}

/** A campaign that Hamsa lists, and how long ago it was created (milliseconds, on Hamsa's clock). */
interface Candidate {
	campaign: IDataObject;
	ageMs: number;
}

/** A campaign that counts. */
interface ExistingCampaign extends Candidate {
	/** Digits of the numbers that it calls. */
	numbers: string[];
}

/** Campaigns whose numbers are remembered at most. */
const MOST_REMEMBERED = 10_000;

/** Campaigns of one agent that are looked through at most, and those of them whose recipients are read. */
const MOST_LISTED = 2_000;
const MOST_READ = 100;
/** Campaigns that are read at the same time: they are the heaviest answers of the API. */
const READ_AT_ONCE = 4;

/**
 * Tells a campaign from all others. Its time is part of that in case an ID comes again (a Hamsa that was set up anew).
 */
export const campaignKey = (baseUrl: string, { id, createdAt }: IDataObject) =>
	`${baseUrl} ${String(id)} ${String(createdAt)}`;

/**
 * Whom campaigns call, as hashes by `campaignKey`, so that a busy workflow does not read all recipients of its earlier
 * campaigns before each new one: that does not change after a campaign was created. Gone with the process.
 */
export const numbersHashes = new BoundedMap<string, string>(MOST_REMEMBERED);

const tooManyCampaigns = () =>
	new ApiError(
		`The voice agent has more than ${MOST_LISTED.toLocaleString('en-US')} campaigns, too many to look for this one among them`,
		'Shorten Duplicate Protection, or switch it off with 0 under Limits.',
	);

const tooManyAlike = (amount: number) =>
	new ApiError(
		`Hamsa lists ${amount.toLocaleString('en-US')} campaigns like this one, and the phone numbers of the latest ${MOST_READ} are others`,
		'Give each campaign a name of its own (with an ID or the date in it), so that few have to be read. Or run this again, which reads on from there; or shorten Duplicate Protection, or switch it off with 0 under Limits.',
	);

/** Campaigns of the agent that were created within the time and look like the one looked for, the latest first. */
export async function findCandidates(reader: Reader, lookup: Lookup): Promise<Candidate[]> {
	const { traits, withinMs, sameName, isOther, isOurs, listed } = lookup;
	const found = new Map<unknown, Candidate>();
	const recency = { withinMs, most: MOST_LISTED, tooMany: tooManyCampaigns };
	const list = campaignList({ voiceAgentId: traits.voiceAgentId });
	for await (const { row, ageMs } of readRecent(reader, list, CAMPAIGN_PAGING, recency)) {
		listed?.add(row.id);
		const atMost = isOurs !== undefined;
		const counts = ageMs <= withinMs && looksLike(row, traits, { sameName, atMost });
		if (counts && isOther?.(row) !== true) found.set(row.id, { campaign: row, ageMs });
	}
	return [...found.values()].sort((a, b) => a.ageMs - b.ageMs);
}

/** Digits of the numbers that a campaign calls, undefined when it is not there (any more). Throws ApiError. */
export async function readNumbers(reader: Reader, id: string): Promise<string[] | undefined> {
	// People delete campaigns in the dashboard, between the list and this too.
	const answer = await readIfThere<IDataObject>(reader, campaignById(id));
	return answer && recipientsOf(answer.data).map(({ phoneNumber }) => numberDigits(phoneNumber));
}

/** The candidate when it counts. Reads whom it calls. */
async function judgeCandidate(
	reader: Reader,
	{ campaign, ageMs }: Candidate,
	{ traits, isOurs }: Lookup,
): Promise<ExistingCampaign | undefined> {
	const numbers = await readNumbers(reader, String(campaign.id));
	if (numbers === undefined) return undefined;
	const hash = hashOfNumbers(numbers);
	// Of a campaign that was just made, perhaps not all are shown yet: that is nothing to remember.
	if (numbers.length === campaign.recipientsCount) {
		numbersHashes.set(campaignKey(reader.connection.baseUrl, campaign), hash);
	}
	const counts = isOurs?.(numbers, campaign) ?? hash === traits.numbersHash;
	return counts ? { campaign, ageMs, numbers } : undefined;
}

/**
 * Looks for a campaign on Hamsa, which is the one record that all n8n processes share: same agent, settings and phone
 * numbers, the latest where several count. The own number is not compared, as Hamsa shows only its ID. Throws ApiError
 * when Hamsa cannot be asked, or has too many that look the same. Not finding one proves little: a campaign may appear
 * later.
 */
export async function findExisting(reader: Reader, lookup: Lookup): Promise<ExistingCampaign | undefined> {
	return await findAmong(reader, await findCandidates(reader, lookup), lookup);
}

/** Whether nothing is known that tells a listed campaign's numbers from those with this hash. */
export function mayCall(baseUrl: string, campaign: IDataObject, numbersHash: string): boolean {
	const known = numbersHashes.get(campaignKey(baseUrl, campaign));
	return known === undefined || known === numbersHash;
}

/** The same among candidates that are listed already. */
export async function findAmong(
	reader: Reader,
	candidates: readonly Candidate[],
	lookup: Lookup,
): Promise<ExistingCampaign | undefined> {
	const { traits, isOurs } = lookup;
	const { baseUrl } = reader.connection;
	const unknown = candidates.filter(
		({ campaign }) => isOurs !== undefined || mayCall(baseUrl, campaign, traits.numbersHash),
	);
	for (let start = 0; start < unknown.length; start += READ_AT_ONCE) {
		if (start >= MOST_READ) throw tooManyAlike(unknown.length);
		const some = unknown.slice(start, start + READ_AT_ONCE);
		const judged = await Promise.all(some.map(async (each) => await judgeCandidate(reader, each, lookup)));
		const found = judged.find((each) => each !== undefined);
		if (found !== undefined) return found;
	}
	return undefined;
}
