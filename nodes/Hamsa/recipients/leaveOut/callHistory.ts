import type { IDataObject } from 'n8n-workflow';
import { callList, numbersOf, CALL_PAGING } from '../../hamsa/calls';
import { campaignById, campaignList, CAMPAIGN_PAGING, READ_AT_ONCE } from '../../hamsa/campaigns';
import { sameId } from '../../hamsa/ids';
import { recipientsOf } from '../../hamsa/recipients';
import { hasEnded, waitsForCall, wasNotReached, willNotBeCalledAgain } from '../../hamsa/statuses';
import { numberDigits } from '../../phoneNumbers/digits';
import { InputError, SendError } from '../../shared/errors';
import { inLanes } from '../../shared/lanes';
import { instantOf } from '../../shared/values';
import { readInHalves, type Span } from '../../hamsa/http/halves';
import { readFrom, readPages, type Reader } from '../../hamsa/http/reading';

/** Which calls count. */
interface HistoryRules {
	/** Calls of the last so many milliseconds count, on Hamsa's clock. */
	withinMs: number;
	/** Only calls and campaigns of this voice agent count; those of the whole project without it. */
	voiceAgentId?: string;
}

/** One thing that is known of somebody: a call, or that a campaign called or will call them. */
export interface KnownCall {
	/** Epoch milliseconds of the latest call; Infinity while a campaign has yet to call. */
	at: number;
	/** Whether somebody was reached. */
	wasReached: boolean;
	/** How many calls a campaign has made; 1 for a call of the list. */
	attempts: number;
	/** The voice agent, as far as Hamsa says. */
	agent?: unknown;
	/** The campaign that called or will call; none for a call of the list. */
	campaign?: { id: string; name: string };
	/** Epoch milliseconds since when it was so, as far as it is known. */
	since: number;
}

/** Who was called or waits, by the digits of the number. */
export type KnownCalls = ReadonlyMap<string, readonly KnownCall[]>;

/** Why somebody has been called often enough. */
export interface EarlierCall {
	/** Epoch milliseconds of the latest call that counts; Infinity while a campaign has yet to call. */
	calledAt: number;
	/** The campaign that called or will call, where one is known to. */
	campaign?: { id: string; name: string };
	/** Epoch milliseconds since when this person would have been skipped, as far as it is known. */
	since: number;
	/** The limit that is reached, and how many calls there were. */
	limit?: { amount: number; calls: number; days: number };
}

/** Who has been called often enough, or waits, by the digits of the number. */
export type CallHistory = ReadonlyMap<string, EarlierCall>;

/** Campaigns of the project (or agent) that are listed, and campaigns whose recipients are read, at most. */
const MOST_LISTED = 5_000;
const MOST_READ = 1_000;
/** Calls that are read at most. */
const MOST_CALLS = 200_000;

const tooMany = (most: number, what: string) =>
	new InputError(
		`Hamsa lists more than ${most.toLocaleString('en-US')} ${what}, too many to look through for people who were called already, so nothing was sent`,
		'Shorten the days of Calling Limits, let them count calls by This Voice Agent only, or remove them.',
	);

/** Collects the calls of the people asked about only, so that memory does not grow with Hamsa's history. */
function createCollector(numbers: ReadonlySet<string>) {
	const known = new Map<string, KnownCall[]>();
	const ids = new Set<unknown>();
	return {
		known,
		/** `id` tells the same call of the list again, which may be read twice. */
		add(phoneNumber: unknown, call: KnownCall, id?: unknown): void {
			const digits = numberDigits(phoneNumber);
			if (!numbers.has(digits) || ids.has(id)) return;
			if (id !== undefined) ids.add(id);
			const before = known.get(digits);
			if (before === undefined) known.set(digits, [call]);
			else before.push(call);
		},
	};
}

type Collector = ReturnType<typeof createCollector>;

/** One look through Hamsa. */
interface Look {
	reader: Reader;
	rules: HistoryRules;
	/** Ends the look when the execution is cancelled. */
	signal?: AbortSignal;
	collector: Collector;
}

function stopIfCancelled({ signal }: Look): void {
	if (signal?.aborted === true) {
		throw SendError.refused('The execution was cancelled', 'No campaign was created.');
	}
}

/** Hamsa is asked for the agent's rows, but is not relied on to have filtered. */
const isInScope = ({ voiceAgentId }: IDataObject, { rules }: Look) =>
	rules.voiceAgentId === undefined || voiceAgentId === undefined || sameId(voiceAgentId, rules.voiceAgentId);

/**
 * The campaigns that may call somebody still, of any age, and those that have ended but changed within the time; and the
 * instant (epoch ms, Hamsa's clock) from which calls count.
 */
async function findCampaigns(look: Look): Promise<{ campaigns: IDataObject[]; from: number }> {
	const { reader, rules } = look;
	// By ID: a campaign that is created meanwhile moves others to the next page.
	const found = new Map<unknown, IDataObject>();
	let seen = 0;
	let from = Infinity;
	for await (const page of readPages(
		reader,
		campaignList({ voiceAgentId: rules.voiceAgentId }),
		CAMPAIGN_PAGING,
	)) {
		stopIfCancelled(look);
		const { rows, total = 0, serverNow } = page;
		if (from === Infinity) from = Math.max(0, serverNow - rules.withinMs);
		seen += rows.length;
		if (Math.max(seen, total) > MOST_LISTED) throw tooMany(MOST_LISTED, 'campaigns');
		for (const campaign of rows.filter((row) => isInScope(row, look))) {
			// The end of a campaign is a change, so what changed last before the time called nobody since.
			const changedAt = instantOf(campaign.updatedAt, campaign.createdAt) ?? Infinity;
			if (!hasEnded(campaign) || changedAt >= from) found.set(campaign.id, campaign);
		}
	}
	if (found.size > MOST_READ) throw tooMany(MOST_READ, 'campaigns that go on or ended within the time');
	return { campaigns: [...found.values()], from };
}

/** What a campaign says of a recipient; undefined when it has neither called nor will call. */
function knownOf(
	recipient: IDataObject,
	goesOn: boolean,
): Pick<KnownCall, 'at' | 'wasReached' | 'attempts'> | undefined {
	const isWaiting = waitsForCall(recipient);
	const attempts = Number(recipient.attempts);
	const wasTried = attempts > 0;
	const wasReached = !isWaiting && !wasNotReached(recipient);
	const calls = { wasReached, attempts: wasTried ? attempts : 1 };
	if (goesOn && !willNotBeCalledAgain(recipient)) return { at: Infinity, ...calls };
	if (isWaiting && !wasTried) return undefined;
	const at = instantOf(recipient.latestActionTimestamp, recipient.completedAt, recipient.updatedAt);
	return at === undefined ? undefined : { at, ...calls };
}

async function readCampaign(look: Look, listed: IDataObject, from: number): Promise<void> {
	const id = String(listed.id);
	const { data } = await readFrom<IDataObject>(look.reader, campaignById(id));
	const campaign = { id, name: String(listed.name) };
	const since = instantOf(listed.createdAt) ?? Infinity;
	const goesOn = !hasEnded(data);
	const agent = listed.voiceAgentId ?? data.voiceAgentId ?? undefined;
	for (const recipient of recipientsOf(data)) {
		const known = knownOf(recipient, goesOn);
		if (known !== undefined && known.at >= from) {
			look.collector.add(recipient.phoneNumber, { ...known, agent, campaign, since });
		}
	}
}

async function readCampaigns(look: Look, campaigns: readonly IDataObject[], from: number): Promise<void> {
	await inLanes(campaigns, READ_AT_ONCE, async (campaign) => {
		stopIfCancelled(look);
		await readCampaign(look, campaign, from);
	});
}

/** Reads the calls of a part and returns how many rows that were. */
async function readPart(look: Look, { from, to }: Span): Promise<number> {
	const { reader, rules, collector } = look;
	const list = callList({ voiceAgentId: rules.voiceAgentId, startTime: from, endTime: to });
	let seen = 0;
	for await (const page of readPages(reader, list, CALL_PAGING)) {
		stopIfCancelled(look);
		const { rows, total = 0, serverNow } = page;
		seen += rows.length;
		if (Math.max(seen, total) > MOST_CALLS) throw tooMany(MOST_CALLS, 'calls within the time');
		for (const call of rows.filter((row) => isInScope(row, look))) {
			// A call without a date was listed as one within the time.
			const at = instantOf(call.createdAt) ?? serverNow;
			if (at < from) continue;
			const agent = call.voiceAgentId ?? undefined;
			const known = { at, wasReached: !wasNotReached(call), attempts: 1, agent, since: at };
			// Calls from a website have no number.
			collector.add(numbersOf(call).person, known, call.id);
		}
	}
	return seen;
}

/** Reads the calls from an instant on. Throws ApiError when a part of them cannot be read. */
async function readCalls(look: Look, from: number, now: number): Promise<void> {
	const read = async (part: Span) => {
		stopIfCancelled(look);
		return await readPart(look, part);
	};
	await readInHalves({ from }, now, read, (seen) => {
		if (seen > MOST_CALLS) throw tooMany(MOST_CALLS, 'calls within the time');
	});
}

/**
 * Looks up on Hamsa which of the numbers (digits) were called within the time or wait in a campaign that goes on: in the
 * call list, and in the recipients of campaigns, so that calls of other workflows, other n8n instances and the dashboard
 * count too. Throws ApiError when any of it cannot be read, as nobody may be called on half a list; InputError when
 * there is more than is read at most.
 */
export async function readCallHistory(
	reader: Reader,
	numbers: ReadonlySet<string>,
	rules: HistoryRules,
	signal?: AbortSignal,
): Promise<KnownCalls> {
	const collector = createCollector(numbers);
	const look: Look = { reader, rules, signal, collector };
	const { campaigns, from } = await findCampaigns(look);
	await readCampaigns(look, campaigns, from);
	await readCalls(look, from, from + rules.withinMs);
	return collector.known;
}
